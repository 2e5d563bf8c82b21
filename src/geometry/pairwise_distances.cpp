// SPDX-License-Identifier: MIT
#include "tessera/geometry/pairwise_distances.hpp"

#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <array>

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

}  // namespace

DistanceMatrix pairwise_distances(const PointCloud& points, const PairwiseDistancesOptions& options,
                                  const Context& context) {
  const std::size_t pairs = points.size() ? std::size_t{points.size()} * (points.size() - 1) / 2 : 0;
  context.require_memory(pairs * sizeof(double), "the matrix of distances", "subsample the points");

  const MetricSpace space(points, options.metric);
  std::vector<double> lower(pairs);
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
