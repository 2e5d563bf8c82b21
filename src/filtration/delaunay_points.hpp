// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/point_cloud.hpp"

#include <vector>

namespace tessera {

/// The distinct points of a cloud in lexicographic order: the vertices of its Delaunay complexes.
struct DelaunayPoints {
  /// Row-major, divided by 2^exponent so that the largest is below 1 in magnitude and no square overflows: exact.
  std::vector<double> coordinates;
  int exponent = 0;
  std::vector<Index> vertex_of;     // by point
  std::vector<Index> first_point;   // by vertex: the first of the points it stands for
  std::vector<Index> multiplicity;  // by vertex: how many points it stands for

  Index size() const noexcept { return Index(first_point.size()); }
  /// The radius that a squared radius of scaled coordinates stands for.
  double radius(double squared) const noexcept;
};

/// What is to be made of the points, in R^1 .. R^8: the faces of a Delaunay triangulation, or of all cells that come
/// and go when they are inserted one by one.
enum class DelaunayKind { triangulation, incremental };

/// Throws D102 when d = 0, R303 when d is too large, R302 when the complex of spread points needs more than the budget.
/// A cloud without points has no vertices.
DelaunayPoints delaunay_points(const PointCloud& points, DelaunayKind kind, const Context& context);

/// Every point a vertex, in the order of the cloud.
DelaunayPoints all_points(const PointCloud& points);

}  // namespace tessera
