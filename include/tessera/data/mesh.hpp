// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/point_cloud.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// A triangle mesh: vertices with coordinates, and triangles as triples of vertices, oriented as given. Not necessarily
/// a surface: an edge may lie in any number of triangles, a vertex in none.
class Mesh {
 public:
  static constexpr std::string_view artifact = "Mesh";
  static constexpr std::string_view meaning = "triangles on vertices with coordinates";
  using Triangle = std::array<Index, 3>;

  Mesh() = default;
  /// Throws D102 on a vertex out of range, D105 on a triangle with a vertex twice, or given twice in any order.
  Mesh(PointCloud vertices, std::vector<Triangle> triangles);

  const PointCloud& vertices() const noexcept { return vertices_; }
  const std::vector<Triangle>& triangles() const noexcept { return triangles_; }
  std::string brief() const {
    return std::to_string(vertices_.size()) + " vertices in R^" + std::to_string(vertices_.dimension()) + ", " +
           std::to_string(triangles_.size()) + " triangles";
  }

  friend bool operator==(const Mesh&, const Mesh&) = default;

 private:
  PointCloud vertices_;
  std::vector<Triangle> triangles_;
};

}  // namespace tessera
