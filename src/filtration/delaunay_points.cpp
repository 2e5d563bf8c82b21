// SPDX-License-Identifier: MIT
#include "filtration/delaunay_points.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <string_view>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr Index largest_dimension = 8;

DelaunayPoints distinct(const PointCloud& points) {
  std::vector<Index> order(points.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::sort(order, [&](Index a, Index b) {
    const auto compared =
        std::lexicographical_compare_three_way(points[a].begin(), points[a].end(), points[b].begin(), points[b].end());
    return compared < 0 || (compared == 0 && a < b);
  });

  DelaunayPoints result;
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

/// Divides by a power of two that brings the largest coordinate below 1, so that no square overflows. Exact, or
/// refused.
void normalise(DelaunayPoints& points, Index dimension) {
  double largest = 0;
  for (const double x : points.coordinates) largest = std::max(largest, std::abs(x));
  if (largest == 0) return;
  std::frexp(largest, &points.exponent);
  for (std::size_t i = 0; i < points.coordinates.size(); ++i) {
    const double x = points.coordinates[i], scaled = std::ldexp(x, -points.exponent);
    if (std::ldexp(scaled, points.exponent) != x)
      throw Error(codes::bad_value,
                  fmt::format("needs coordinates within 300 powers of ten of the largest, {}, got {} at point {}",
                              largest, x, points.first_point[i / dimension]),
                  "round such coordinates to zero")
          .within("points");
    points.coordinates[i] = scaled;
  }
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

/// Of an incremental Delaunay complex of uniform points with a random function, measured. From R^4 on most points lie
/// near the border, so that the simplices at a point grow with n: measured at 10, 30, 100, ... points, the last ones of
/// R^6 to R^8 extrapolated; between them by powers.
double forecast_incremental(double n, Index d) {
  constexpr std::array low{4.0, 21.0, 140.0};
  constexpr std::size_t sizes = 6;
  constexpr std::array<std::array<double, sizes>, 5> high{{{30, 187, 394, 634, 866, 988},
                                                           {58, 526, 2325, 4161, 6700, 9000},
                                                           {73, 1634, 11383, 24400, 44500, 69000},
                                                           {89, 5742, 57220, 162000, 376000, 690000},
                                                           {101, 17442, 214000, 900000, 3e6, 7e6}}};
  if (d <= low.size()) return n * low[d - 1];
  const auto& measured = high[d - 4];
  const double place = std::clamp(2 * std::log10(n / 10), 0.0, double(sizes - 1));
  const auto at = std::min(std::size_t(place), sizes - 2);
  const double per_point = measured[at] * std::pow(measured[at + 1] / measured[at], place - double(at));
  return std::min(n * per_point, std::pow(2, n));
}

void require_memory(double bytes, double simplices, std::string_view what, Index n, Index d, const Context& context) {
  context.require_memory(
      std::uint64_t(std::min(bytes, 0x1p62)),
      fmt::format("{} of {} points in dimension {}, forecast at {:.0f} simplices,", what, n, d, simplices),
      "subsample the points, project them, or use a function-Rips complex with a small max_diameter");
}

void require_feasible(Index n, Index d, DelaunayKind kind, const Context& context) {
  if (d == 0) throw Error(codes::bad_shape, "needs points in dimension 1 or more, got 0").within("points");
  if (d > largest_dimension)
    throw Error(
        codes::over_cap, fmt::format("needs points in dimension {} or less, got {}", largest_dimension, d),
        "a Delaunay triangulation grows exponentially with the dimension: use a function-Rips complex, or project")
        .within("points");
  if (kind == DelaunayKind::incremental) {
    constexpr std::array bytes_per_simplex{90.0, 83.0, 98.0, 103.0, 110.0, 122.0, 125.0, 132.0};
    const double simplices = forecast_incremental(n, d);
    require_memory(simplices * bytes_per_simplex[d - 1], simplices, "an incremental Delaunay complex", n, d, context);
    return;
  }
  const double cells = forecast_cells(n, d);
  const double simplices = n + cells * std::pow(2.0, d + 1) / (d + 1);
  const double bytes_per_simplex = d <= 2 ? 34 : d == 3 ? 48 : 240;  // from R^4 on beside a simplex tree; measured
  require_memory(simplices * bytes_per_simplex + cells * 40 * (d + 1), simplices, "an alpha complex", n, d, context);
}

}  // namespace

double DelaunayPoints::radius(double squared) const noexcept { return std::ldexp(std::sqrt(squared), exponent); }

DelaunayPoints delaunay_points(const PointCloud& points, DelaunayKind kind, const Context& context) {
  if (points.size() == 0) return {};
  require_feasible(points.size(), points.dimension(), kind, context);
  DelaunayPoints result = distinct(points);
  normalise(result, points.dimension());
  return result;
}

DelaunayPoints all_points(const PointCloud& points) {
  DelaunayPoints result;
  result.coordinates = points.coordinates();
  result.vertex_of.resize(points.size());
  std::iota(result.vertex_of.begin(), result.vertex_of.end(), Index{0});
  result.first_point = result.vertex_of;
  result.multiplicity.assign(points.size(), 1);
  normalise(result, points.dimension());
  return result;
}

}  // namespace tessera
