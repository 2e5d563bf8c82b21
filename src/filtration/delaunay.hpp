// SPDX-License-Identifier: MIT
// The one door to CGAL and GUDHI's alpha complexes: plain arrays in, plain arrays out. Everything these libraries
// throw, character pointers included, arrives as Error X101. Callers check their input: it is finite and points are
// distinct.
#pragma once

#include "filtration/radius_complex.hpp"
#include "tessera/core/index.hpp"

#include <functional>
#include <span>
#include <vector>

namespace tessera::delaunay {

/// The top simplices of a Delaunay triangulation of the affine hull: `dimension` + 1 increasing vertices each.
struct Cells {
  Index dimension = 0;
  std::vector<Index> vertices;
};

/// Points in R^2 or R^3 (ambient), row-major, at least one. Exact predicates. The order of insertion is a function of
/// the order of the points and of comparisons of coordinates only: for sorted points, of the set.
Cells cells(std::span<const double> coordinates, Index ambient);

/// The simplices that points in R^2 or R^3 (ambient), row-major, leave behind when they are inserted in this order:
/// every cell that a point destroys joined with the point, one dimension above the cells, and the new cells that no
/// such simplex has as a face. Each has its vertices increasing. Exact predicates; of cocircular points the
/// triangulation that CGAL's symbolic perturbation chooses, by coordinates alone. `grown(simplices)` is called now and
/// then, and may throw. Cost: the simplices, and a walk from a nearby point for every point.
SimplexLists incremental_cells(std::span<const double> coordinates, Index ambient, std::span<const Index> order,
                               const std::function<void(std::size_t)>& grown);

/// -1, 0, 1: `query` is strictly inside, on, or outside the smallest sphere through `simplex`, the points of an edge
/// (in R^2 or R^3) or of a triangle (in R^3). Exact.
int side_of_smallest_sphere(std::span<const double* const> simplex, const double* query, Index ambient);

/// -1, 0, 1: the orientation of k + 1 points by their coordinates along k axes, 0 <= k <= 3. Exact.
int orientation(std::span<const double* const> points, std::span<const Index> axes);

/// The sign of the determinant whose row i holds the coordinates of point i minus those of `query` along k axes, and
/// the squared distance of the two; k + 1 points. Exact.
int lifted_orientation(std::span<const double* const> points, const double* query, Index ambient,
                       std::span<const Index> axes);

/// The squared radius of the smallest sphere through affinely independent points, in rational arithmetic, rounded once.
double exact_squared_radius(std::span<const double* const> simplex, Index ambient);

/// Simplices of one dimension with their squared alpha radii, in lexicographic order.
struct AlphaBlock {
  std::vector<Index> vertices;  // dimension + 1 increasing vertices each
  std::vector<double> squared_radii;
};

/// GUDHI's alpha complex of points in R^d, any d >= 2: one block a dimension. The values are monotone.
std::vector<AlphaBlock> gudhi_alpha_complex(std::span<const double> coordinates, Index ambient);

}  // namespace tessera::delaunay
