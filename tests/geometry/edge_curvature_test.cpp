// SPDX-License-Identifier: MIT
#include "tessera/geometry/edge_curvature.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/random_graphs.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

using namespace tessera;

namespace {

WeightedGraph cycle(Index n) {
  std::vector<WeightedEdge> edges;
  for (Index v = 0; v < n; ++v) edges.push_back({v, (v + 1) % n, 1});
  return WeightedGraph(n, std::move(edges));
}

WeightedGraph complete(Index n) {
  std::vector<WeightedEdge> edges;
  for (Index v = 0; v < n; ++v)
    for (Index u = 0; u < v; ++u) edges.push_back({u, v, 1});
  return WeightedGraph(n, std::move(edges));
}

WeightedGraph hypercube(Index dimension) {
  std::vector<WeightedEdge> edges;
  for (Index v = 0; v < Index{1} << dimension; ++v)
    for (Index k = 0; k < dimension; ++k)
      if (const Index u = v ^ (Index{1} << k); v < u) edges.push_back({v, u, 1});
  return WeightedGraph(Index{1} << dimension, std::move(edges));
}

/// A grid on a torus: around every vertex like the plane's.
WeightedGraph grid(Index n) {
  std::vector<WeightedEdge> edges;
  for (Index i = 0; i < n; ++i)
    for (Index j = 0; j < n; ++j) {
      edges.push_back({i * n + j, (i + 1) % n * n + j, 1});
      edges.push_back({i * n + j, i * n + (j + 1) % n, 1});
    }
  return WeightedGraph(n * n, std::move(edges));
}

/// Two hubs joined, with a and b leaves.
WeightedGraph double_star(Index a, Index b) {
  std::vector<WeightedEdge> edges{{0, 1, 1}};
  for (Index leaf = 0; leaf < a; ++leaf) edges.push_back({0, 2 + leaf, 1});
  for (Index leaf = 0; leaf < b; ++leaf) edges.push_back({1, 2 + a + leaf, 1});
  return WeightedGraph(2 + a + b, std::move(edges));
}

bool all_are(const WeightedGraph& graph, double value) {
  return std::ranges::all_of(graph.edges(),
                             [&](const auto& edge) { return edge.weight == Approx(value).margin(1e-14); });
}

double lin_lu_yau(const WeightedGraph& graph, std::size_t edge = 0) {
  return ollivier_ricci(graph, {.variant = RicciVariant::lin_lu_yau}).edges.edges()[edge].weight;
}

std::vector<std::vector<double>> all_lengths(const WeightedGraph& graph) {
  const Index n = graph.size();
  std::vector<std::vector<double>> length(n, std::vector<double>(n, std::numeric_limits<double>::infinity()));
  for (Index v = 0; v < n; ++v) length[v][v] = 0;
  for (const auto& [u, v, weight] : graph.edges()) length[u][v] = length[v][u] = weight;
  for (Index k = 0; k < n; ++k)
    for (Index u = 0; u < n; ++u)
      for (Index v = 0; v < n; ++v) length[u][v] = std::min(length[u][v], length[u][k] + length[k][v]);
  return length;
}

/// The least cost of a bijection between two lists of vertices, by running through all subsets.
double assignment_cost(const std::vector<Index>& from, const std::vector<Index>& to,
                       const std::vector<std::vector<double>>& length) {
  std::vector<double> best(std::size_t{1} << to.size(), std::numeric_limits<double>::infinity());
  best[0] = 0;
  for (std::size_t taken = 0; taken < best.size(); ++taken)
    for (std::size_t j = 0; j < to.size(); ++j)
      if (!(taken >> j & 1)) {
        double& next = best[taken | std::size_t{1} << j];
        next = std::min(next, best[taken] + length[from[std::size_t(std::popcount(taken))]][to[j]]);
      }
  return best.back();
}

/// Ollivier's curvature with masses cut into equal pieces: lcm of the degrees for the neighbors, `idle` for the ends.
double naive_curvature(const WeightedGraph& graph, const WeightedEdge& edge, Index idle) {
  const auto length = all_lengths(graph);
  std::vector<std::vector<Index>> neighbors(graph.size());
  for (const auto& [u, v, weight] : graph.edges()) neighbors[u].push_back(v), neighbors[v].push_back(u);
  const auto pieces = Index(std::lcm(neighbors[edge.u].size(), neighbors[edge.v].size()));
  const auto walk = [&](Index end) {
    std::vector<Index> masses(idle, end);
    for (const Index x : neighbors[end]) masses.insert(masses.end(), pieces / neighbors[end].size(), x);
    return masses;
  };
  return 1 - assignment_cost(walk(edge.u), walk(edge.v), length) / (pieces + idle) / length[edge.u][edge.v];
}

}  // namespace

TEST_CASE("Ollivier curvature of known graphs is as published", "[geometry][curvature][example]") {
  CHECK(ollivier_ricci(complete(3)).edges.edges()[0].weight == 0.75);
  for (Index n = 3; n < 8; ++n) CHECK(lin_lu_yau(complete(n)) == Approx(double(n) / (n - 1)));  // Lin, Lu, Yau
  CHECK(lin_lu_yau(cycle(4)) == 1);
  CHECK(lin_lu_yau(cycle(5)) == 0.5);
  for (Index n = 6; n < 10; ++n) CHECK(lin_lu_yau(cycle(n)) == 0);
  for (Index n = 1; n < 6; ++n)
    CHECK(all_are(ollivier_ricci(hypercube(n), {.variant = RicciVariant::lin_lu_yau}).edges, 2.0 / n));
  CHECK(all_are(ollivier_ricci(grid(7)).edges, 0));
  for (const auto& [a, b] : {std::pair(1, 1), std::pair(2, 3), std::pair(0, 4), std::pair(6, 1)})
    CHECK(lin_lu_yau(double_star(Index(a), Index(b))) == Approx(2.0 / (a + 1) + 2.0 / (b + 1) - 2).margin(1e-14));
}

TEST_CASE("the lazier the walk, the nearer curvature over laziness comes to its limit",
          "[geometry][curvature][example]") {
  const auto path = double_star(1, 3);
  CHECK(ollivier_ricci(path, {.idleness = 1}).edges.edges()[0].weight == 0);
  CHECK(ollivier_ricci(path, {.idleness = 0.75}).edges.edges()[0].weight == Approx(lin_lu_yau(path) / 4));
  CHECK(ollivier_ricci(complete(2), {.idleness = 0}).edges.edges()[0].weight == 0);
}

TEST_CASE("vertices have the mean or the sum of their edges", "[geometry][curvature][example]") {
  const auto star = double_star(0, 2);  // a hub with three leaves
  const auto mean = forman_ricci(star), sum = forman_ricci(star, {.vertex = VertexSummary::sum});
  CHECK(mean.vertices.values() == std::vector<double>{0, 0, 0, 0});
  const auto path = forman_ricci(double_star(1, 0), {.vertex = VertexSummary::sum});
  CHECK(path.vertices.values() == std::vector<double>{2, 1, 1});
  CHECK(forman_ricci(WeightedGraph(2, {})).vertices.values() == std::vector<double>{0, 0});
  CHECK(ollivier_ricci(WeightedGraph()).vertices.size() == 0);
}

TEST_CASE("Forman curvature counts neighbors and triangles", "[geometry][curvature][example]") {
  CHECK(all_are(forman_ricci(cycle(5)).edges, 0));
  CHECK(all_are(forman_ricci(hypercube(4)).edges, 4 - 2 * 4));
  CHECK(all_are(forman_ricci(complete(6)).edges, 4 - 2 * 5));
  CHECK(all_are(forman_ricci(complete(6), {.triangles = true}).edges, 6));
  CHECK(all_are(forman_ricci(grid(5)).edges, -4));
  CHECK(forman_ricci(double_star(2, 3)).edges.edges()[0].weight == 4 - 3 - 4);

  // By hand: a path of weights 1 and 4. The first edge: 1 (2 / 1 - 1 / 2), the second: 4 (2 / 4 - 1 / 2).
  const WeightedGraph path(3, {{0, 1, 1}, {1, 2, 4}});
  const auto weighted = forman_ricci(path, {.weighted = true}).edges;
  CHECK(weighted.edges()[0].weight == 1.5);
  CHECK(weighted.edges()[1].weight == 0);
  // A triangle of weights 4, each edge: 4 (4 + 2 / 4 - 2 |4 - 1 / 4|).
  const WeightedGraph triangle(3, {{0, 1, 4}, {1, 2, 4}, {0, 2, 4}});
  CHECK(all_are(forman_ricci(triangle, {.triangles = true, .weighted = true}).edges, -12));
}

TEST_CASE("Ollivier curvature is that of the best of all assignments", "[geometry][curvature][oracle]") {
  RandomStream random(21, 0);
  int compared = 0;
  for (int trial = 0; trial < 150; ++trial) {
    const Index n = 4 + Index(random.below(6));
    const bool weighted = trial % 3 == 0;
    const auto graph = random_graph(random, n, 2 + Index(random.below(2)), weighted);
    const Index idle = Index(random.below(3));
    const auto lengths = weighted ? graph : [&] {
      auto edges = graph.edges();
      for (auto& edge : edges) edge.weight = 1;
      return WeightedGraph(n, std::move(edges));
    }();
    std::vector<Index> degree(n, 0);
    for (const auto& edge : graph.edges()) ++degree[edge.u], ++degree[edge.v];
    for (std::size_t e = 0; e < graph.edges().size(); ++e) {
      const auto& edge = lengths.edges()[e];
      const auto pieces = std::lcm(degree[edge.u], degree[edge.v]);
      if (pieces + idle > 13) continue;
      const double idleness = double(idle) / double(pieces + idle);
      const auto curvature = ollivier_ricci(graph, {.idleness = idleness, .weighted = weighted});
      INFO("trial " << trial << ", edge " << edge.u << " " << edge.v);
      REQUIRE(curvature.edges.edges()[e].weight == Approx(naive_curvature(lengths, edge, idle)).margin(1e-12));
      ++compared;
    }
  }
  CHECK(compared > 800);
}

TEST_CASE("curvatures keep their bits when vertices are numbered anew or threads are many",
          "[geometry][curvature][law]") {
  const Context many(ContextOptions{.threads = 4});
  RandomStream random(22, 0);
  for (int trial = 0; trial < 40; ++trial) {
    const Index n = 5 + Index(random.below(30));
    const auto graph = random_graph(random, n, 3, true);
    const auto name = random_order(random, n);
    std::vector<WeightedEdge> edges;
    for (const auto& [u, v, weight] : graph.edges()) edges.push_back({name[u], name[v], weight});
    const WeightedGraph other(n, std::move(edges));
    const auto before = ollivier_ricci(graph), after = ollivier_ricci(other, {}, many);
    const auto forman = forman_ricci(graph, {.triangles = true, .weighted = true}),
               renamed = forman_ricci(other, {.triangles = true, .weighted = true});
    const auto lengths = ollivier_ricci(graph, {.weighted = true}), same = ollivier_ricci(other, {.weighted = true});
    for (Index v = 0; v < n; ++v) {
      REQUIRE(before.vertices[v] == after.vertices[name[v]]);
      REQUIRE(forman.vertices[v] == renamed.vertices[name[v]]);
      REQUIRE(lengths.vertices[v] == Approx(same.vertices[name[v]]).margin(1e-12));
    }
  }
}

TEST_CASE("lengths count up to a factor, and lie between the bounds", "[geometry][curvature][law]") {
  RandomStream random(23, 0);
  for (int trial = 0; trial < 30; ++trial) {
    const auto graph = random_graph(random, 15, 3, true);
    auto edges = graph.edges();
    for (auto& edge : edges) edge.weight *= 8;
    const auto once = ollivier_ricci(graph, {.weighted = true}),
               scaled = ollivier_ricci(WeightedGraph(15, edges), {.weighted = true});
    REQUIRE(once.edges == scaled.edges);
    const auto counted = ollivier_ricci(graph);
    for (const auto& edge : counted.edges.edges()) REQUIRE((edge.weight > -2 && edge.weight <= 1));
  }
}

TEST_CASE("a graph among many copies of itself has the curvatures that it has alone", "[geometry][curvature][law]") {
  RandomStream random(24, 0);
  const Index n = 22, copies = 100;  // too many vertices for a table of all lengths
  const auto graph = random_graph(random, n, 3, true);
  std::vector<WeightedEdge> edges;
  for (Index copy = 0; copy < copies; ++copy)
    for (const auto& [u, v, weight] : graph.edges()) edges.push_back({copy * n + u, copy * n + v, weight});
  const WeightedGraph many(copies * n, std::move(edges));
  for (const bool weighted : {false, true}) {
    const auto alone = ollivier_ricci(graph, {.weighted = weighted}),
               among = ollivier_ricci(many, {.weighted = weighted});
    for (Index v = 0; v < many.size(); ++v) REQUIRE(among.vertices[v] == Approx(alone.vertices[v % n]).margin(1e-12));
  }
}

TEST_CASE("curvature refuses what it cannot measure", "[geometry][curvature][error]") {
  const WeightedGraph graph(2, {{0, 1, -1}});
  CHECK(reason_of([&] { ollivier_ricci(graph, {.idleness = 1.5}); }) == "needs 0 to 1, got 1.5");
  CHECK(code_of([&] { ollivier_ricci(graph, {.idleness = std::numeric_limits<double>::quiet_NaN()}); }) == "D106");
  CHECK(reason_of([&] { ollivier_ricci(graph, {.weighted = true}); }) ==
        "needs positive weights, got -1 on edge (0, 1)");
  CHECK(code_of([&] { forman_ricci(graph, {.weighted = true}); }) == "D101");
  CHECK(ollivier_ricci(graph).edges.edges()[0].weight == 1);
}
