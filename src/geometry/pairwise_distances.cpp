// SPDX-License-Identifier: MIT
#include "tessera/geometry/pairwise_distances.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr Index side = MetricSpace::side;
using Block = std::array<double, std::size_t{side} * side>;

Index block_count(const MetricSpace& space) { return (space.size() + side - 1) / side; }

/// The largest distance from each point.
std::vector<double> eccentricities(const PointCloud& points, Metric metric, const Context& context) {
  const MetricSpace space(points, metric);
  std::vector<double> farthest(space.size(), 0.0);
  parallel_for(context, block_count(space), 1, [&](std::size_t block_row) {
    Block block;
    const Index rows = Index(block_row) * side;
    for (Index columns = 0; columns < space.size(); columns += side) {
      space.distances_between(rows, columns, block.data());
      for (Index i = rows; i < std::min(space.size(), rows + side); ++i)
        for (Index j = columns; j < std::min(space.size(), columns + side); ++j)
          farthest[i] = std::max(farthest[i], block[std::size_t{i - rows} * side + (j - columns)]);
    }
  });
  return farthest;
}

/// Powers that are metrics of their own become them.
PairwiseDistancesOptions resolved(PairwiseDistancesOptions options) {
  if (!options.power) return options;
  if (!(*options.power >= 1))
    throw Error(codes::bad_request, fmt::format("needs at least 1, got {}", format_double(*options.power)))
        .within("power");
  if (options.metric != Metric::euclidean)
    throw Error(codes::bad_request, "needs no other metric beside it").within("power");
  if (*options.power == 1) return {Metric::manhattan};
  if (*options.power == 2) return {Metric::euclidean};
  if (std::isinf(*options.power)) return {Metric::chebyshev};
  return options;
}

double minkowski(std::span<const double> x, std::span<const double> y, double power) {
  double largest = 0, sum = 0;
  for (std::size_t axis = 0; axis < x.size(); ++axis) largest = std::max(largest, std::abs(x[axis] - y[axis]));
  if (largest == 0) return 0;
  for (std::size_t axis = 0; axis < x.size(); ++axis) sum += std::pow(std::abs(x[axis] - y[axis]) / largest, power);
  return largest * std::pow(sum, 1 / power);
}

void fill_minkowski(const PointCloud& points, double power, std::vector<double>& lower, const Context& context) {
  parallel_for(context, points.size(), 8, [&](std::size_t i) {
    for (std::size_t j = 0; j < i; ++j)
      lower[i * (i - 1) / 2 + j] = minkowski(points[Index(i)], points[Index(j)], power);
  });
}

}  // namespace

DistanceMatrix pairwise_distances(const PointCloud& points, const PairwiseDistancesOptions& given,
                                  const Context& context) {
  const auto options = resolved(given);
  const std::size_t pairs = points.size() ? std::size_t{points.size()} * (points.size() - 1) / 2 : 0;
  context.require_memory(pairs * sizeof(double), "the matrix of distances", "subsample the points");

  const MetricSpace space(points, options.metric);
  std::vector<double> lower(pairs);
  if (options.power) {
    fill_minkowski(points, *options.power, lower, context);
    return DistanceMatrix(points.size(), std::move(lower));
  }
  parallel_for(context, block_count(space), 1, [&](std::size_t block_row) {
    Block block;
    const Index rows = Index(block_row) * side;
    for (Index columns = 0; columns <= rows; columns += side) {
      space.distances_between(rows, columns, block.data());
      for (Index i = std::max(rows, Index{1}); i < std::min(space.size(), rows + side); ++i)
        std::copy_n(block.data() + std::size_t{i - rows} * side, std::min(side, i - columns),
                    lower.data() + std::size_t{i} * (i - 1) / 2 + columns);
    }
  });
  return DistanceMatrix(points.size(), std::move(lower));
}

double diameter(const PointCloud& points, Metric metric, const Context& context) {
  const MetricSpace space(points, metric);
  std::vector<double> farthest(block_count(space), 0.0);
  parallel_for(context, farthest.size(), 1, [&](std::size_t block_row) {
    Block block;
    const Index rows = Index(block_row) * side;
    for (Index columns = 0; columns <= rows; columns += side) {
      space.distances_between(rows, columns, block.data());
      for (Index i = rows; i < std::min(space.size(), rows + side); ++i)
        for (Index j = columns; j < std::min(space.size(), columns + side); ++j)
          farthest[block_row] = std::max(farthest[block_row], block[std::size_t{i - rows} * side + (j - columns)]);
    }
  });
  return farthest.empty() ? 0.0 : *std::ranges::max_element(farthest);
}

double diameter(const DistanceMatrix& distances) {
  return distances.lower().empty() ? 0.0 : *std::ranges::max_element(distances.lower());
}

double enclosing_radius(const PointCloud& points, Metric metric, const Context& context) {
  const auto farthest = eccentricities(points, metric, context);
  return farthest.empty() ? 0.0 : *std::ranges::min_element(farthest);
}

double enclosing_radius(const DistanceMatrix& distances) {
  std::vector<double> farthest(distances.size(), 0.0);
  for (Index i = 1; i < distances.size(); ++i)
    for (Index j = 0; j < i; ++j) {
      farthest[i] = std::max(farthest[i], distances(i, j));
      farthest[j] = std::max(farthest[j], distances(i, j));
    }
  return farthest.empty() ? 0.0 : *std::ranges::min_element(farthest);
}

}  // namespace tessera
