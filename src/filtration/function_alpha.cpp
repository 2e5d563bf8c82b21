// SPDX-License-Identifier: MIT
// Built only where TESSERA_WITH_CGAL is on, as are the files it stands on.
#ifdef TESSERA_WITH_CGAL

#include "tessera/filtration/function_alpha.hpp"

#include "filtration/alpha_values.hpp"
#include "filtration/function_axes.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr Index largest_dimension = 8;

/// The distinct points of a cloud in lexicographic order, and where each point went.
struct DistinctPoints {
  std::vector<double> coordinates;
  std::vector<Index> vertex_of, first_point, multiplicity;

  Index size() const { return Index(first_point.size()); }
};

DistinctPoints distinct(const PointCloud& points) {
  std::vector<Index> order(points.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::stable_sort(
      order, [&](Index a, Index b) { return std::ranges::lexicographical_compare(points[a], points[b]); });

  DistinctPoints result;
  result.vertex_of.resize(points.size());
  for (const Index point : order) {
    if (result.first_point.empty() || !std::ranges::equal(points[result.first_point.back()], points[point])) {
      result.first_point.push_back(point);
      result.multiplicity.push_back(0);
      for (const double x : points[point]) result.coordinates.push_back(x + 0.0);  // -0 becomes 0
    }
    result.vertex_of[point] = result.size() - 1;
    ++result.multiplicity.back();
  }
  return result;
}

/// Divides by a power of two that brings the largest coordinate below 1, so that no square over- or underflows. Exact.
int normalise(std::vector<double>& coordinates) {
  double largest = 0;
  for (const double x : coordinates) largest = std::max(largest, std::abs(x));
  if (largest == 0) return 0;
  int exponent = 0;
  std::frexp(largest, &exponent);
  for (double& x : coordinates) x = std::ldexp(x, -exponent);
  return exponent;
}

/// Expected number of Delaunay cells per point of a Poisson process in R^d (2, 6.77, 31.8, 187, ...), never more than
/// all (d + 1)-subsets. Source: Miles 1974; Moller 1989, doi:10.2307/1427197.
double forecast_cells(double n, double d) {
  const double per_point = std::pow(2.0, d + 1) * std::pow(std::numbers::pi, (d - 1) / 2) *
                           std::tgamma((d * d + 1) / 2) / std::tgamma(d * d / 2) *
                           std::pow(std::tgamma((d + 2) / 2) / std::tgamma((d + 1) / 2), d) / (d * d * (d + 1));
  double subsets = 1;
  for (double k = 0; k <= d; ++k) subsets *= std::max(n - k, 1.0) / (k + 1);
  return std::min(n * per_point, subsets);
}

void require_feasible(Index n, Index d, const Context& context) {
  if (d == 0) throw Error(codes::bad_shape, "needs points in dimension 1 or more, got 0").within("points");
  if (d > largest_dimension)
    throw Error(
        codes::over_cap, fmt::format("needs points in dimension {} or less, got {}", largest_dimension, d),
        "a Delaunay triangulation grows exponentially with the dimension: use a function-Rips complex, or project")
        .within("points");
  const double cells = forecast_cells(n, d);
  const double simplices = n + cells * std::pow(2.0, d + 1) / (d + 1);
  const double bytes_per_simplex = d <= 3 ? 64 : 160;  // from R^4 on a simplex tree stands beside the result
  const double bytes = simplices * bytes_per_simplex + cells * 40 * (d + 1);
  context.require_memory(
      std::uint64_t(std::min(bytes, 0x1p62)),
      fmt::format("an alpha complex of {} points in dimension {}, forecast at {:.0f} simplices,", n, d, simplices),
      "subsample the points, project them, or use a function-Rips complex with a small max_diameter");
}

template <int N>
CellBlock<N> graded(AlphaComplex::Block& block, std::size_t dimension, const std::vector<double>& radii,
                    const std::vector<double>& scale, const std::vector<Grade<N>>& below) {
  CellBlock<N> cells;
  cells.stride = Index(dimension + 1);
  cells.faces = std::move(block.faces);
  cells.grades.resize(radii.size());
  for (std::size_t cell = 0; cell < radii.size(); ++cell) {
    const auto faces = cells.boundary(Index(cell));
    cells.grades[cell] = join(below[faces.front()], below[faces.back()]);  // these two hold every vertex
    cells.grades[cell][0] = rank_of(scale, radii[cell]);
  }
  return cells;
}

}  // namespace

template <int N>
FilteredComplex<N> function_alpha(const PointCloud& points, const Many<ScalarField>& values,
                                  const FunctionAlphaOptions& options, const Context& context) {
  FilteredComplex<N> complex;
  if (points.size() > 0) require_feasible(points.size(), points.dimension(), context);
  DistinctPoints distinct_points = distinct(points);
  auto functions =
      function_axes<N>(values, options.direction, points.size(), distinct_points.size(), distinct_points.vertex_of);
  complex.vertex_point = std::move(distinct_points.first_point);
  complex.vertex_multiplicity = std::move(distinct_points.multiplicity);
  complex.grid = std::move(functions.grid);
  complex.blocks.resize(1);
  if (points.size() == 0) return complex;

  const int exponent = normalise(distinct_points.coordinates);
  auto alpha = alpha_complex(distinct_points.coordinates, points.dimension(), context);

  std::vector<double> scale{0.0};
  for (auto& block : alpha.blocks)
    for (double& value : block.squared_radii) scale.push_back(value = std::ldexp(std::sqrt(value), exponent));
  complex.grid.axes[0].values = distinct_sorted(std::move(scale));

  complex.blocks[0].grades = std::move(functions.vertices);
  for (std::size_t d = 1; d < alpha.blocks.size(); ++d)
    complex.blocks.push_back(graded(alpha.blocks[d], d, alpha.blocks[d].squared_radii, complex.grid.axes[0].values,
                                    complex.blocks[d - 1].grades));
  return complex;
}

template FilteredComplex<1> function_alpha(const PointCloud&, const Many<ScalarField>&, const FunctionAlphaOptions&,
                                           const Context&);
template FilteredComplex<2> function_alpha(const PointCloud&, const Many<ScalarField>&, const FunctionAlphaOptions&,
                                           const Context&);
template FilteredComplex<3> function_alpha(const PointCloud&, const Many<ScalarField>&, const FunctionAlphaOptions&,
                                           const Context&);
template FilteredComplex<4> function_alpha(const PointCloud&, const Many<ScalarField>&, const FunctionAlphaOptions&,
                                           const Context&);

}  // namespace tessera

#endif
