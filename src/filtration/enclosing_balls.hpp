// SPDX-License-Identifier: MIT
#pragma once

#include "filtration/bounded_numbers.hpp"
#include "filtration/radius_complex.hpp"
#include "tessera/core/context.hpp"
#include "tessera/core/index.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace tessera {

/// The smallest sphere through up to nine affinely independent points of R^d, any d, prepared for questions about other
/// points. Every answer is exact: bounded doubles where they decide, else integers. So it depends on the points as a
/// set, not on their order, and spheres that are equal as sets of points have the same number for a radius.
class SmallestSphere {
 public:
  static constexpr std::size_t most_points = 9;

  /// `coordinates`: all points, row-major, below 1 in magnitude; `points` into them, which have to stay alive.
  SmallestSphere(std::span<const double> coordinates, Index ambient, std::span<const Index> points);

  /// -1, 0, 1: the point is strictly inside, on, or outside.
  int side(Index point) const;

  /// Rounded once, to the nearest double: a face's is never larger than its coface's.
  double squared_radius() const;

 private:
  const double* row(Index v) const { return coordinates_.data() + std::size_t{v} * ambient_; }
  int exact_side(Index point) const;

  std::span<const double> coordinates_;
  Index ambient_;
  std::array<Index, most_points> points_;
  std::size_t width_;
  /// The center is points[0] + half the sum of weight_[i] (points[i + 1] - points[0]).
  std::array<BoundedDouble, most_points - 1> weight_;
};

/// The smallest ball that holds the points of a simplex. The support: its least set of vertices with the same ball, one
/// bit a vertex. A vertex has radius 0 and support 1.
struct EnclosingBall {
  double squared_radius = 0;
  std::uint16_t support = 1;
};

/// The ball of a simplex of dimension 1 .. 8 from those of its facets: facets[i] leaves out vertex i.
EnclosingBall enclosing_ball(std::span<const double> coordinates, Index ambient, std::span<const Index> simplex,
                             std::span<const EnclosingBall> facets);

/// Squared radii of the simplices of a block of dimension d >= 1, from their vertices and faces and the radii below.
/// Above the dimension of the space a simplex has the largest radius of its faces. `supports`, of the block below, turn
/// into those of this block. Every radius is the double nearest to the true one. Equal points are welcome.
void assign_enclosing_balls(RadiusComplex::Block& block, const RadiusComplex::Block& below, Index d,
                            std::vector<std::uint16_t>& supports, std::span<const double> coordinates, Index ambient,
                            const Context& context);

/// The same for all dimensions of a complex.
void assign_enclosing_balls(RadiusComplex& complex, std::span<const double> coordinates, Index ambient,
                            const Context& context);

}  // namespace tessera
