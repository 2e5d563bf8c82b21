// SPDX-License-Identifier: MIT
#include "tessera/clustering/hdbscan.hpp"

#include "clustering/canonical_order.hpp"
#include "clustering/condensed_tree.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/geometry/knn_codensity.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

namespace tessera {
namespace {

Index checked_samples(Index points, const HdbscanOptions& options) {
  if (options.min_cluster_size < 2)
    throw Error(codes::bad_request, fmt::format("needs at least 2, got {}", options.min_cluster_size))
        .within("min_cluster_size");
  const Index samples = options.min_samples.value_or(options.min_cluster_size);
  if (samples == 0) throw Error(codes::bad_request, "needs at least 1, got 0").within("min_samples");
  if (points < samples)
    throw Error(codes::too_few, fmt::format("needs at least {} points, got {}", samples, points)).within("min_samples");
  return samples;
}

/// Prim's algorithm for max(d(i, j), core[i], core[j]), n > 0. fill(i, begin, end, out) writes d(i, j) to
/// out[j - begin]; begin is a multiple of `grain`. Edges by (weight, u, v).
template <class Fill>
std::vector<WeightedEdge> reachability_tree(const std::vector<double>& core, std::size_t grain, const Fill& fill,
                                            const Context& context) {
  const auto n = Index(core.size());
  std::vector<double> key(n, infinity), row(n);
  std::vector<Index> parent(n, none);
  std::vector<char> in_tree(n, false);
  std::vector<WeightedEdge> edges;
  edges.reserve(n - 1);
  const auto least = [&](Index a, Index b) { return a == none || (b != none && key[b] < key[a]) ? b : a; };

  // key[j] is the mutual reachability of j, not in the tree, and parent[j], the nearest point of the tree.
  for (Index newest = 0;;) {
    in_tree[newest] = true;
    if (edges.size() + 1 == n) break;
    const auto visit = [&](std::size_t begin, std::size_t end) {
      fill(newest, Index(begin), Index(end), row.data() + begin);
      Index nearest = none;
      for (auto j = Index(begin); j < end; ++j) {
        if (in_tree[j]) continue;
        const double reach = std::max({row[j], core[newest], core[j]});
        if (reach < key[j]) {
          key[j] = reach;
          parent[j] = newest;
        }
        nearest = least(nearest, j);
      }
      return nearest;
    };
    newest = parallel_reduce(context, n, grain, none, visit, least);
    edges.push_back({std::min(newest, parent[newest]), std::max(newest, parent[newest]), key[newest]});
  }
  std::ranges::sort(edges, {}, [](const WeightedEdge& edge) { return std::tuple(edge.weight, edge.u, edge.v); });
  return edges;
}

/// Whether each cluster is one of the result: no selected cluster lies below another.
std::vector<bool> selected_clusters(const CondensedTree& tree, const HdbscanOptions& options) {
  std::vector<bool> is_selected(tree.clusters.size());
  std::vector<double> best(tree.clusters.size());  // total stability of what is selected at or below
  for (std::size_t k = tree.clusters.size(); k-- > 0;) {
    const auto& cluster = tree.clusters[k];
    double below = 0;
    for (const Index child : cluster.children) below += best[child];
    const bool is_leaf = cluster.children.empty();
    is_selected[k] = (k > 0 || options.allow_single_cluster) &&
                     (is_leaf || (options.selection == ClusterSelection::excess_of_mass && cluster.stability >= below));
    best[k] = is_selected[k] ? cluster.stability : below;
  }
  for (std::size_t k = 1; k < tree.clusters.size(); ++k) {
    // From above: what lies below a selected cluster is part of it.
    for (Index above = tree.clusters[k].parent; above != none && is_selected[k]; above = tree.clusters[above].parent)
      if (is_selected[above]) is_selected[k] = false;
  }
  return is_selected;
}

Hdbscan clusters_of(const std::vector<WeightedEdge>& spanning_tree, const std::vector<Index>& order,
                    const HdbscanOptions& options) {
  const auto n = Index(order.size());
  const auto tree = condensed_tree(n, spanning_tree, options.min_cluster_size);
  const auto is_selected = selected_clusters(tree, options);
  std::vector<Index> selected(tree.clusters.size(), none);  // the selected cluster at or above
  for (std::size_t k = 0; k < selected.size(); ++k)
    selected[k] = is_selected[k] ? Index(k) : k > 0 ? selected[tree.clusters[k].parent] : none;

  std::vector<Index> cluster_of(n);
  std::vector<double> probability(n, 0), score(n, 0);
  for (Index k = 0; k < n; ++k) {
    cluster_of[k] = selected[tree.cluster_of[k]];
    if (cluster_of[k] != none) {
      const double largest = tree.clusters[cluster_of[k]].largest_lambda;
      probability[k] = largest > 0 ? std::min(1.0, tree.lambda[k] / largest) : 1;
    }
    if (const double deepest = tree.clusters[tree.cluster_of[k]].deepest_lambda; deepest > 0)
      score[k] = (deepest - tree.lambda[k]) / deepest;
  }
  return {canonical_labels(cluster_of, order), ScalarField(in_first_order(probability, order), "probability"),
          ScalarField(in_first_order(score, order), "outlier score")};
}

/// Of every point the distance to its (samples - 1)-th nearest other point.
std::vector<double> core_distances(const DistanceMatrix& distances, Index samples, const Context& context) {
  const Index n = distances.size();
  std::vector<double> core(n, 0);
  if (samples < 2) return core;
  parallel_for_blocks(context, n, 16, [&](std::size_t begin, std::size_t end) {
    std::vector<double> row(n);
    for (std::size_t i = begin; i < end; ++i) {
      for (Index j = 0; j < n; ++j) row[j] = j == i ? 0 : distances(Index(i), j);
      std::ranges::nth_element(row, row.begin() + (samples - 1));
      core[i] = row[samples - 1];
    }
  });
  return core;
}

}  // namespace

Hdbscan hdbscan(const PointCloud& points, const HdbscanOptions& options, const Context& context) {
  const Index samples = checked_samples(points.size(), options);
  const auto [sorted, order] = in_lexicographic_order(points);
  const auto core = samples > 1 ? knn_codensity(sorted, {samples - 1, options.metric}, context).values()
                                : std::vector<double>(points.size(), 0.0);
  const MetricSpace space(sorted, options.metric);
  const auto fill = [&](Index i, Index begin, Index end, double* out) { space.distances_from(i, begin, end, out); };
  const std::size_t tiles = (1 << 16) / (MetricSpace::tile * std::size_t{points.dimension() + 1}) + 16;
  return clusters_of(reachability_tree(core, tiles * MetricSpace::tile, fill, context), order, options);
}

Hdbscan hdbscan(const DistanceMatrix& distances, const HdbscanOptions& options, const Context& context) {
  const Index samples = checked_samples(distances.size(), options);
  std::vector<Index> order(distances.size());
  std::iota(order.begin(), order.end(), Index{0});
  const auto fill = [&](Index i, Index begin, Index end, double* out) {
    for (Index j = begin; j < end; ++j) out[j - begin] = distances(i, j);
  };
  return clusters_of(reachability_tree(core_distances(distances, samples, context), 1 << 15, fill, context), order,
                     options);
}

}  // namespace tessera
