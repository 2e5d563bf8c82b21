// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <cstdint>
#include <span>

namespace tessera {

/// The smallest spheres through the points of simplices, for distinct points in R^1 .. R^3 with coordinates in [-1, 1].
class SmallestSpheres {
 public:
  SmallestSpheres(std::span<const double> coordinates, Index ambient) : coordinates_(coordinates), ambient_(ambient) {}

  /// Of an edge, triangle or tetrahedron that is not flat. Numerator and denominator are polynomials: exact on small
  /// integers, so that one sphere gives one number. Where cancellation eats more than ten bits, or numbers come near
  /// underflow, rationals take over. Relative error about 1e-12.
  double squared_radius(const Index* simplex, std::size_t width) const;

  /// sides[i]: -1, 0, 1 as query[i] is strictly inside, on, or outside the smallest sphere through an edge (in R^2,
  /// R^3) or a triangle (in R^3). Exact: polynomials in doubles where their sign is beyond doubt, else CGAL.
  void sides(const Index* simplex, std::size_t width, std::span<const Index> queries, std::int8_t* sides) const;

 private:
  const double* point(Index v) const { return coordinates_.data() + std::size_t{v} * ambient_; }

  double of_triangle(const Index* simplex) const;
  double of_tetrahedron(const Index* simplex) const;
  double exact(const Index* simplex, std::size_t width) const;
  std::int8_t exact_side(const Index* simplex, std::size_t width, Index query) const;
  void sides_of_edge(const Index* simplex, std::span<const Index> queries, std::int8_t* sides) const;
  void sides_of_triangle(const Index* simplex, std::span<const Index> queries, std::int8_t* sides) const;

  std::span<const double> coordinates_;
  Index ambient_;
};

}  // namespace tessera
