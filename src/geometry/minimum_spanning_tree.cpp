// SPDX-License-Identifier: MIT
#include "tessera/geometry/minimum_spanning_tree.hpp"

#include "tessera/core/parallel.hpp"
#include "tessera/geometry/pairwise_distances.hpp"

#include <algorithm>
#include <tuple>

namespace tessera {
namespace {

struct Nearest {
  double distance = infinity;
  Index point = none;
};

/// Prim's algorithm. fill(i, begin, end, out) writes d(i, j) to out[j - begin] for j in [begin, end); begin is a
/// multiple of `grain`. Invariant: key[j] is the distance of j, not in the tree, to the tree, which it has at
/// parent[j].
template <class Fill>
std::vector<WeightedEdge> grown_tree(Index n, std::size_t grain, const Fill& fill, const Context& context) {
  std::vector<WeightedEdge> edges;
  if (n < 2) return edges;

  std::vector<double> key(n, infinity), row(n);
  std::vector<Index> parent(n, none);
  std::vector<char> in_tree(n, false);
  edges.reserve(n - 1);

  Index newest = 0;
  while (true) {
    in_tree[newest] = true;
    if (edges.size() + 1 == n) break;

    const auto visit = [&](std::size_t begin, std::size_t end) {
      fill(newest, Index(begin), Index(end), row.data() + begin);
      Nearest nearest;
      for (Index j = Index(begin); j < end; ++j) {
        if (in_tree[j]) continue;
        if (row[j] < key[j]) {
          key[j] = row[j];
          parent[j] = newest;
        }
        if (nearest.point == none || key[j] < nearest.distance) nearest = {key[j], j};
      }
      return nearest;
    };
    const auto least = [](Nearest a, Nearest b) {
      return a.point == none || (b.point != none && b.distance < a.distance) ? b : a;
    };
    const Nearest next = parallel_reduce(context, n, grain, Nearest{}, visit, least);
    edges.push_back(
        {std::min(next.point, parent[next.point]), std::max(next.point, parent[next.point]), next.distance});
    newest = next.point;
  }
  std::ranges::sort(edges, {}, [](const WeightedEdge& edge) { return std::tuple(edge.weight, edge.u, edge.v); });
  return edges;
}

}  // namespace

std::vector<WeightedEdge> minimum_spanning_tree(const DistanceMatrix& distances, const Context& context) {
  const auto fill = [&](Index i, Index begin, Index end, double* out) {
    for (Index j = begin; j < end; ++j) out[j - begin] = distances(i, j);
  };
  return grown_tree(distances.size(), 1 << 15, fill, context);
}

std::vector<WeightedEdge> minimum_spanning_tree(const PointCloud& points, Metric metric, const Context& context) {
  // Every step of Prim's algorithm reads all points. Out of the cache that is slower than computing all distances
  // block by block once, while their matrix is small.
  const std::uint64_t n = points.size();
  const std::uint64_t cloud_bytes = n * points.dimension() * sizeof(double), matrix_bytes = n * n / 2 * sizeof(double);
  if (cloud_bytes > 1u << 20 && matrix_bytes < 1u << 30 && matrix_bytes < context.memory_budget() / 8)
    return minimum_spanning_tree(pairwise_distances(points, {metric}, context), context);

  const MetricSpace space(points, metric);
  const auto fill = [&](Index i, Index begin, Index end, double* out) { space.distances_from(i, begin, end, out); };
  const std::size_t tiles = (1 << 16) / (MetricSpace::tile * std::size_t{points.dimension() + 1}) + 16;
  return grown_tree(points.size(), tiles * MetricSpace::tile, fill, context);
}

}  // namespace tessera
