// SPDX-License-Identifier: MIT
#include "tessera/geometry/nearest_neighbors.hpp"

#include "geometry/neighbor_candidates.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace tessera {
namespace {

using Neighbor = std::pair<double, Index>;  // compared by distance, then index

void require_width(Index width, Index most, const char* name) {
  if (width < 2 || width > most)
    throw Error(codes::bad_request, fmt::format("needs a number in [2, {}], got {}", most, width)).within(name);
}

void check_request(const PointCloud& points, const NearestNeighborsOptions& options) {
  if (options.neighbors < 1) throw Error(codes::bad_request, "needs at least 1 neighbor, got 0").within("neighbors");
  if (points.size() <= options.neighbors)
    throw Error(codes::too_few, fmt::format("needs more than {} points, got {}", options.neighbors, points.size()),
                "ask for fewer neighbors, or leave small samples out")
        .within("neighbors");
  if (options.search == NeighborSearch::kd_tree && options.metric != Metric::euclidean)
    throw Error(codes::bad_request, "a kd-tree needs the euclidean metric", "take the blocked search").within("search");
  if (options.search != NeighborSearch::approximate) return;
  require_width(options.links, 100, "links");
  require_width(options.build_width, 10000, "build_width");
  require_width(options.search_width, 10000, "search_width");
}

/// Among all points, those no farther than the k-th nearest.
void candidates_from_pairs(const MetricSpace& space, Index k, const Context& context, const TakeCandidates& take) {
  parallel_for_blocks(context, space.size(), 64, [&](std::size_t begin, std::size_t end) {
    std::vector<double> row(space.size()), heap;
    std::vector<Index> candidates;
    for (Index point = Index(begin); point < end; ++point) {
      space.distances_from(point, 0, space.size(), row.data());
      row[point] = infinity;
      const double bound = kth_least(row, k, heap);

      candidates.clear();
      for (Index other = 0; other < space.size(); ++other)
        if (row[other] <= bound) candidates.push_back(other);
      take(point, candidates);
    }
  });
}

/// The part of the true neighbors that the graph holds, over at most 200 of its points.
double recall_of(const NeighborGraph& graph, const MetricSpace& space, Index k, const Context& context) {
  const Index n = space.size(), queries = std::min<Index>(n, 200);
  const auto found = parallel_reduce(
      context, queries, 1, std::size_t{0},
      [&](std::size_t query, std::size_t) {
        const Index point = Index((2 * query + 1) * n / (2 * std::size_t{queries}));
        std::vector<double> row(n), heap;
        space.distances_from(point, 0, n, row.data());
        row[point] = infinity;
        const double farthest = kth_least(row, k, heap);
        return std::size_t(std::ranges::count_if(graph.distances_of(point), [&](double d) { return d <= farthest; }));
      },
      std::plus());
  return double(found) / (double(queries) * k);
}

}  // namespace

NeighborGraph nearest_neighbors(const PointCloud& points, const NearestNeighborsOptions& options,
                                const Context& context) {
  check_request(points, options);
  const Index k = options.neighbors;
  const MetricSpace space(points, options.metric);
  context.require_memory(std::uint64_t{points.size()} * k * (sizeof(double) + sizeof(Index)), "the neighbor graph",
                         "ask for fewer neighbors");

  NeighborGraph graph;
  graph.offsets.resize(std::size_t{points.size()} + 1);
  for (Index point = 0; point <= points.size(); ++point) graph.offsets[point] = std::size_t{point} * k;
  graph.neighbors.resize(graph.offsets.back());
  graph.distances.resize(graph.offsets.back());

  const TakeCandidates take = [&](Index point, const std::vector<Index>& candidates) {
    std::vector<Neighbor> row;
    row.reserve(candidates.size());
    for (const Index other : candidates) row.emplace_back(space(point, other), other);
    std::ranges::partial_sort(row, row.begin() + k);
    for (Index rank = 0; rank < k; ++rank)
      std::tie(graph.distances[graph.offsets[point] + rank], graph.neighbors[graph.offsets[point] + rank]) = row[rank];
  };

  // Measured on uniform points, one thread: a tree pays from about this many points on, products from this dimension.
  const bool euclidean = options.metric == Metric::euclidean;
  const bool pays = euclidean && points.size() >= 25 * std::exp2(points.dimension());
  const bool tree = options.search == NeighborSearch::kd_tree || (options.search == NeighborSearch::automatic && pays);
  if (options.search == NeighborSearch::approximate && points.dimension() > 0) {
    candidates_from_small_world(points, options, context, take);
    context.resolved("recall", recall_of(graph, space, k, context));
  } else if (tree && points.dimension() > 0) {
    candidates_from_tree(points, k, context, take);
  } else if (euclidean && points.dimension() >= 4) {
    candidates_from_products(points, k, context, take);
  } else {
    candidates_from_pairs(space, k, context, take);
  }
  return graph;
}

}  // namespace tessera
