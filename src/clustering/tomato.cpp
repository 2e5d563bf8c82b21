// SPDX-License-Identifier: MIT
// Outline (Chazal et al. 2013, section 3 and algorithm 1).
//  1. Vertices by density descending; edges as lists of higher neighbors, highest first.
//  2. Merging with an infinite threshold gives every peak's prominence.
//  3. The threshold, where it is not given, from the prominences.
//  4. Merging with it gives the clusters.
#include "tessera/clustering/tomato.hpp"

#include "clustering/canonical_order.hpp"
#include "clustering/positive_lengths.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/geometry/nearest_neighbors.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace tessera {
namespace {

/// Vertices by rank: 0 has the greatest density. The higher neighbors of rank r are those of smaller rank, ascending.
struct RankedGraph {
  std::vector<double> density;  // by rank
  std::vector<Index> vertex;    // by rank
  std::vector<std::vector<Index>> higher;
};

RankedGraph ranked(const std::vector<double>& density, const std::vector<std::pair<Index, Index>>& edges) {
  RankedGraph graph;
  const auto n = Index(density.size());
  graph.vertex.resize(n);
  std::iota(graph.vertex.begin(), graph.vertex.end(), Index{0});
  std::ranges::stable_sort(graph.vertex, std::greater<>(), [&](Index vertex) { return density[vertex]; });
  std::vector<Index> rank(n);
  for (Index r = 0; r < n; ++r) {
    rank[graph.vertex[r]] = r;
    graph.density.push_back(density[graph.vertex[r]]);
  }
  graph.higher.resize(n);
  for (const auto& [u, v] : edges) graph.higher[std::max(rank[u], rank[v])].push_back(std::min(rank[u], rank[v]));
  for (auto& neighbors : graph.higher) {
    std::ranges::sort(neighbors);
    neighbors.erase(std::ranges::unique(neighbors).begin(), neighbors.end());
  }
  return graph;
}

struct Merged {
  std::vector<Index> peak;         // of the cluster of each rank
  std::vector<double> prominence;  // of each rank: of peaks that were merged; 0 of others
};

Merged merged(const RankedGraph& graph, double threshold) {
  const auto n = Index(graph.density.size());
  Merged result{std::vector<Index>(n), std::vector<double>(n, 0)};
  auto& peak = result.peak;  // a forest: towards higher ranks, to the peak of the cluster
  const auto find = [&](Index r) {
    while (peak[r] != r) r = peak[r] = peak[peak[r]];
    return r;
  };
  for (Index r = 0; r < n; ++r) {
    const auto& higher = graph.higher[r];
    peak[r] = higher.empty() ? r : find(higher.front());
    for (const Index neighbor : higher) {
      const Index mine = find(r), other = find(neighbor);
      if (mine == other) continue;
      const Index lower = std::max(mine, other);
      const double prominence = graph.density[lower] - graph.density[r];
      if (!(prominence < threshold)) continue;
      peak[lower] = std::min(mine, other);
      result.prominence[lower] = prominence;
    }
  }
  for (Index r = 0; r < n; ++r) peak[r] = find(r);
  return result;
}

/// The threshold that keeps the peaks asked for; `prominences` are those of merged peaks, descending.
double chosen_threshold(const std::vector<double>& prominences, Index components, const TomatoOptions& options) {
  if (options.threshold) return *options.threshold;
  if (options.clusters) {
    const std::size_t peaks = components + prominences.size();
    if (*options.clusters < components || *options.clusters > peaks)
      throw Error(codes::bad_request,
                  fmt::format("the graph has {} components with {} peaks in all: needs a count of clusters between "
                              "these, got {}",
                              components, peaks, *options.clusters),
                  "change the neighbors, or leave the count to the prominences")
          .within("clusters");
    const std::size_t kept = *options.clusters - components;
    return kept == 0 ? infinity : prominences[kept - 1];
  }
  double threshold = infinity, largest = 0;
  for (std::size_t k = 0; k < prominences.size(); ++k) {
    const double next = k + 1 < prominences.size() ? prominences[k + 1] : 0;
    if (prominences[k] - next > largest) {
      largest = prominences[k] - next;
      threshold = next + largest / 2;
    }
  }
  return threshold;
}

void check_request(Index size, const TomatoOptions& options) {
  if (size == 0) throw Error(codes::too_few, "needs at least 1 point, got 0");
  if (options.threshold && options.clusters)
    throw Error(codes::bad_request, "threshold and clusters cannot both be given", "leave one out").within("clusters");
  if (options.threshold && !(*options.threshold >= 0))
    throw Error(codes::bad_request, "needs a prominence >= 0, got " + format_double(*options.threshold))
        .within("threshold");
}

void require_densities(const ScalarField& density, Index size) {
  if (density.size() != size)
    throw Error(codes::bad_shape, fmt::format("needs one density a point, {} of them, got {}", size, density.size()))
        .within("density");
}

/// Vertex k of density and edges is point order[k].
Tomato basins(const std::vector<double>& density, const std::string& unit,
              const std::vector<std::pair<Index, Index>>& edges, const std::vector<Index>& order,
              const TomatoOptions& options, const Context& context) {
  const auto [lowest, highest] = std::ranges::minmax(density);
  if (!std::isfinite(highest - lowest))
    throw Error(codes::bad_value, "the range of the density overflows", "rescale it").within("density");
  const RankedGraph graph = ranked(density, edges);
  auto [component, prominence] = merged(graph, infinity);
  context.check();

  std::vector<double> finite;
  Index components = 0;
  for (Index r = 0; r < component.size(); ++r) {
    const bool is_peak = graph.higher[r].empty();
    if (component[r] == r) ++components;
    if (is_peak && component[r] != r) finite.push_back(prominence[r]);
  }
  std::ranges::sort(finite, std::greater<>());
  const double threshold = chosen_threshold(finite, components, options);
  if (!options.threshold && threshold < infinity) context.resolved("threshold", threshold);

  const auto peak = merged(graph, threshold).peak;
  // Ranks ascend in density descending: the last of a component is its lowest point.
  for (Index r = 0; r < component.size(); ++r)
    prominence[component[r]] = graph.density[component[r]] - graph.density[r];
  std::vector<Index> cluster_of(peak.size());
  std::vector<double> prominences(peak.size());
  for (Index r = 0; r < peak.size(); ++r) {
    cluster_of[graph.vertex[r]] = graph.vertex[peak[r]];
    prominences[graph.vertex[r]] = prominence[r];
  }
  return {canonical_labels(cluster_of, order), ScalarField(in_first_order(density, order), unit),
          ScalarField(in_first_order(prominences, order), unit), threshold};
}

/// -log of the root mean squared distance to the neighbors.
std::vector<double> log_density(const NeighborGraph& graph) {
  std::vector<double> lengths(graph.size());
  for (Index point = 0; point < graph.size(); ++point) {
    const auto distances = graph.distances_of(point);
    if (distances.back() == 0) continue;
    double sum = 0;
    for (const double d : distances) sum += (d / distances.back()) * (d / distances.back());
    lengths[point] = distances.back() * std::sqrt(sum / double(distances.size()));
  }
  lengths = positive_lengths(std::move(lengths));
  for (double& length : lengths) length = -std::log(length);
  return lengths;
}

}  // namespace

Tomato tomato(const PointCloud& points, const ScalarField* density, const TomatoOptions& options,
              const Context& context) {
  check_request(points.size(), options);
  if (density) require_densities(*density, points.size());
  const auto [sorted, order] = in_lexicographic_order(points);
  const auto graph = nearest_neighbors(sorted, {options.neighbors}, context);
  std::vector<std::pair<Index, Index>> edges;
  for (Index point = 0; point < graph.size(); ++point)
    for (const Index other : graph.neighbors_of(point)) edges.emplace_back(point, other);
  if (!density) return basins(log_density(graph), "log density", edges, order, options, context);

  std::vector<double> values;
  for (const Index point : order) values.push_back((*density)[point]);
  return basins(values, density->unit(), edges, order, options, context);
}

Tomato tomato(const WeightedGraph& graph, const ScalarField& density, const TomatoOptions& options,
              const Context& context) {
  check_request(graph.size(), options);
  require_densities(density, graph.size());
  std::vector<std::pair<Index, Index>> edges;
  for (const auto& edge : graph.edges()) edges.emplace_back(edge.u, edge.v);
  std::vector<Index> order(graph.size());
  std::iota(order.begin(), order.end(), Index{0});
  return basins(density.values(), density.unit(), edges, order, options, context);
}

}  // namespace tessera
