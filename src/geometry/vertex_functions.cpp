// SPDX-License-Identifier: MIT
#include "tessera/geometry/vertex_functions.hpp"

#include "geometry/ordered_sum.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/geometry/graph_algorithms.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

struct Neighbor {
  Index vertex;
  double weight;
};

std::vector<std::vector<Neighbor>> neighbors_of(const WeightedGraph& graph) {
  std::vector<std::vector<Neighbor>> neighbors(graph.size());
  for (const auto& [u, v, weight] : graph.edges()) {
    neighbors[u].push_back({v, weight});
    neighbors[v].push_back({u, weight});
  }
  return neighbors;
}

/// The graph itself, or with weight 1 on every edge.
WeightedGraph counted(const WeightedGraph& graph, bool weighted) {
  if (weighted) return graph;
  auto edges = graph.edges();
  for (auto& edge : edges) edge.weight = 1;
  return WeightedGraph(graph.size(), std::move(edges));
}

}  // namespace

ScalarField vertex_degree(const WeightedGraph& graph, const VertexDegreeOptions& options, const Context&) {
  std::vector<std::vector<double>> weights(graph.size());
  for (const auto& [u, v, given] : graph.edges()) {
    const double weight = options.weighted ? given : 1.0;
    weights[u].push_back(weight);
    weights[v].push_back(weight);
  }
  std::vector<double> degree(graph.size());
  for (Index v = 0; v < graph.size(); ++v) degree[v] = ordered_sum(weights[v]);
  return ScalarField(std::move(degree), options.weighted ? "weight" : "edges");
}

ScalarField vertex_closeness(const WeightedGraph& graph, const VertexClosenessOptions& options,
                             const Context& context) {
  if (options.weighted) require_positive_lengths(graph);
  std::vector<double> closeness(graph.size(), 0);
  shortest_paths(
      counted(graph, options.weighted),
      [&](Index source, std::span<const double> lengths) {
        std::vector<double> reached;
        for (const double length : lengths)
          if (std::isfinite(length)) reached.push_back(length);
        const double others = double(reached.size()) - 1;
        if (others > 0) closeness[source] = others / (double(graph.size()) - 1) * (others / ordered_sum(reached));
      },
      context);
  return ScalarField(std::move(closeness), "inverse length");
}

ScalarField vertex_betweenness(const WeightedGraph& graph, const VertexBetweennessOptions& options,
                               const Context& context) {
  auto values = betweenness(counted(graph, options.weighted), context);
  const double n = graph.size(), pairs = (n - 1) * (n - 2) / 2;
  if (options.normalized && n > 2)
    for (double& value : values) value /= pairs;
  return ScalarField(std::move(values), options.normalized ? "part of pairs" : "pairs");
}

ScalarField vertex_pagerank(const WeightedGraph& graph, const VertexPagerankOptions& options, const Context& context) {
  if (!(options.damping >= 0 && options.damping <= 0.999))
    throw Error(codes::bad_request, fmt::format("needs 0 to 0.999, got {}", format_double(options.damping)))
        .within("damping");
  if (options.weighted) require_weights(graph);
  const Index n = graph.size();
  if (n == 0) return ScalarField({}, "probability");
  const auto degree = vertex_degree(graph, {options.weighted});
  const auto neighbors = neighbors_of(counted(graph, options.weighted));

  // A step shrinks the sum of all errors, at most 2, by the damping.
  const int steps = options.damping == 0 ? 1 : int(std::ceil(std::log(1e-16) / std::log(options.damping)));
  std::vector<double> rank(n, 1.0 / n), next(n), terms;
  for (int step = 0; step < steps; ++step) {
    context.check();
    // Vertices without edges all have the same rank: its multiple is their sum in every order.
    double without_edges = 0, their_rank = 0;
    for (Index v = 0; v < n; ++v)
      if (degree[v] == 0) ++without_edges, their_rank = rank[v];
    const double from_anywhere = (1 - options.damping + options.damping * without_edges * their_rank) / n;
    for (Index v = 0; v < n; ++v) {
      terms.clear();
      for (const auto& [u, weight] : neighbors[v])
        if (degree[u] > 0) terms.push_back(rank[u] * (weight / degree[u]));
      next[v] = from_anywhere + options.damping * ordered_sum(terms);
    }
    if (next == rank) break;
    std::swap(rank, next);
  }
  return ScalarField(std::move(rank), "probability");
}

ScalarField vertex_core_number(const WeightedGraph& graph, const VertexCoreNumberOptions&, const Context&) {
  const auto neighbors = neighbors_of(graph);
  const Index n = graph.size();
  std::vector<std::vector<Index>> of_degree(n);
  std::vector<Index> degree(n);
  for (Index v = 0; v < n; ++v) {
    degree[v] = Index(neighbors[v].size());
    of_degree[degree[v]].push_back(v);
  }

  // Vertices leave by the degree that is left to them; one is entered anew whenever its degree falls.
  std::vector<bool> has_left(n, false);
  std::vector<double> core(n, 0);
  for (Index k = 0; k < n; ++k)
    while (!of_degree[k].empty()) {
      const Index v = of_degree[k].back();
      of_degree[k].pop_back();
      if (has_left[v] || degree[v] != k) continue;
      has_left[v] = true;
      core[v] = k;
      for (const auto& [u, weight] : neighbors[v])
        if (!has_left[u] && degree[u] > k) of_degree[--degree[u]].push_back(u);
    }
  return ScalarField(std::move(core), "neighbors");
}

}  // namespace tessera
