// SPDX-License-Identifier: MIT
#include "tessera/geometry/vertex_functions.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/random_graphs.hpp"
#include "tessera/geometry/graph_spectrum.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stop_token>

#include <Eigen/Dense>

using namespace tessera;

namespace {

using Matrix = std::vector<std::vector<double>>;
constexpr double far = std::numeric_limits<double>::infinity();

/// Weights by pair of vertices; `absent` where there is no edge.
Matrix weights_of(const WeightedGraph& graph, bool weighted, double absent) {
  Matrix matrix(graph.size(), std::vector<double>(graph.size(), absent));
  for (const auto& [u, v, weight] : graph.edges()) matrix[u][v] = matrix[v][u] = weighted ? weight : 1;
  return matrix;
}

/// Lengths of shortest paths by Floyd and Warshall.
Matrix path_lengths(const WeightedGraph& graph, bool weighted) {
  Matrix path = weights_of(graph, weighted, far);
  const Index n = graph.size();
  for (Index v = 0; v < n; ++v) path[v][v] = 0;
  for (Index k = 0; k < n; ++k)
    for (Index u = 0; u < n; ++u)
      for (Index v = 0; v < n; ++v) path[u][v] = std::min(path[u][v], path[u][k] + path[k][v]);
  return path;
}

/// The number of shortest paths from s to t, walked one edge at a time; lengths are small integers.
double path_count(const Matrix& edge, const Matrix& path, Index s, Index t) {
  if (s == t) return 1;
  double count = 0;
  for (Index v = 0; v < edge.size(); ++v)
    if (edge[s][v] < far && edge[s][v] + path[v][t] == path[s][t]) count += path_count(edge, path, v, t);
  return count;
}

WeightedGraph path_graph(Index n) {
  std::vector<WeightedEdge> edges;
  for (Index v = 0; v + 1 < n; ++v) edges.push_back({v, v + 1, 1});
  return WeightedGraph(n, std::move(edges));
}

Eigen::MatrixXd naive_laplacian(const WeightedGraph& graph, Laplacian kind, bool weighted) {
  const Matrix weight = weights_of(graph, weighted, 0);
  const Index n = graph.size();
  Eigen::MatrixXd laplacian(n, n);
  std::vector<double> degree(n, 0);
  for (Index u = 0; u < n; ++u) degree[u] = std::accumulate(weight[u].begin(), weight[u].end(), 0.0);
  for (Index u = 0; u < n; ++u)
    for (Index v = 0; v < n; ++v) {
      const double entry = u == v ? degree[u] : -weight[u][v];
      const double scale = kind == Laplacian::combinatorial ? 1 : std::sqrt(degree[u] * degree[v]);
      laplacian(u, v) = entry == 0 ? 0 : entry / scale;
    }
  return laplacian;
}

/// By its power series, of a 2^-10th of the matrix, squared ten times.
Eigen::MatrixXd naive_exponential(const Eigen::MatrixXd& matrix) {
  const Eigen::MatrixXd small = matrix / 1024;
  Eigen::MatrixXd sum = Eigen::MatrixXd::Identity(matrix.rows(), matrix.cols()), term = sum;
  for (int k = 1; k < 30; ++k) sum += term = term * small / k;
  for (int k = 0; k < 10; ++k) sum = sum * sum;
  return sum;
}

}  // namespace

TEST_CASE("on a path the middle is central", "[geometry][graph][example]") {
  const auto path = path_graph(3);
  CHECK(vertex_degree(path).values() == std::vector<double>{1, 2, 1});
  CHECK(vertex_closeness(path)[0] == Approx(2.0 / 3));
  CHECK(vertex_closeness(path)[1] == 1);
  CHECK(vertex_betweenness(path).values() == std::vector<double>{0, 1, 0});
  CHECK(vertex_core_number(path).values() == std::vector<double>{1, 1, 1});
  const auto fiedler = fiedler_vector(path_graph(2));
  CHECK(fiedler[0] == Approx(std::sqrt(0.5)));
  CHECK(fiedler[1] == Approx(-std::sqrt(0.5)));
  // Of a triangle with a tail: eigenvalues 0, 1, 3, 4, and the second vector is (1, 1, 0, -2) / sqrt(6), turned about.
  const WeightedGraph kite(4, {{0, 1, 1}, {0, 2, 1}, {1, 2, 1}, {2, 3, 1}});
  const auto kite_fiedler = fiedler_vector(kite);
  CHECK(kite_fiedler[3] == Approx(2 / std::sqrt(6)));
  CHECK(kite_fiedler[0] == Approx(-1 / std::sqrt(6)));
  CHECK(vertex_core_number(kite).values() == std::vector<double>{2, 2, 2, 1});
}

TEST_CASE("no vertex has no value, a vertex alone is at the edge of everything", "[geometry][graph][example]") {
  for (const Index n : {0, 1, 3}) {
    const WeightedGraph graph(n, {});
    CHECK(vertex_degree(graph).values() == std::vector<double>(n, 0));
    CHECK(vertex_closeness(graph).values() == std::vector<double>(n, 0));
    CHECK(vertex_betweenness(graph).values() == std::vector<double>(n, 0));
    CHECK(vertex_core_number(graph).values() == std::vector<double>(n, 0));
    CHECK(heat_kernel_signature(graph).values() == std::vector<double>(n, 1));
    CHECK(fiedler_vector(graph).values() == std::vector<double>(n, 0));
    const auto rank = vertex_pagerank(graph);
    for (Index v = 0; v < n; ++v) CHECK(rank[v] == Approx(1.0 / n));
  }
}

TEST_CASE("vertex functions are what their definitions say", "[geometry][graph][oracle]") {
  RandomStream random(11, 0);
  for (int trial = 0; trial < 150; ++trial) {
    const Index n = Index(random.below(10));
    const auto graph = random_graph(random, n, 1 + Index(random.below(5)));
    const bool weighted = trial % 2 == 1;
    const Matrix edge = weights_of(graph, weighted, far), path = path_lengths(graph, weighted);
    const auto degree = vertex_degree(graph, {weighted});
    const auto closeness = vertex_closeness(graph, {weighted});
    const auto betweenness = vertex_betweenness(graph, {weighted, false});
    const auto rank = vertex_pagerank(graph, {.weighted = weighted});
    INFO("trial " << trial << ": " << graph.brief());
    for (Index v = 0; v < n; ++v) {
      double edges = 0, reached = 0, lengths = 0, through = 0;
      for (Index u = 0; u < n; ++u) {
        edges += edge[u][v] < far ? edge[u][v] : 0;
        if (path[u][v] < far) reached += 1, lengths += path[u][v];
        for (Index w = 0; w < u; ++w)
          if (u != v && w != v && path[w][v] + path[v][u] == path[w][u] && path[w][u] < far)
            through += path_count(edge, path, w, v) * path_count(edge, path, v, u) / path_count(edge, path, w, u);
      }
      REQUIRE(degree[v] == edges);
      REQUIRE(closeness[v] == Approx(reached > 1 ? (reached - 1) * (reached - 1) / (lengths * (n - 1)) : 0));
      REQUIRE(betweenness[v] == Approx(through).margin(1e-12));

      double next = 0.15 / n;  // the fixed point that defines the rank
      for (Index u = 0; u < n; ++u)
        next += 0.85 * rank[u] * (degree[u] == 0 ? 1.0 / n : edge[u][v] < far ? edge[u][v] / degree[u] : 0);
      REQUIRE(rank[v] == Approx(next).epsilon(1e-13));
    }
    const double total = std::accumulate(rank.values().begin(), rank.values().end(), 0.0);
    if (n > 0) REQUIRE(total == Approx(1).epsilon(1e-13));
  }
}

TEST_CASE("a core is what is left when vertices of low degree go", "[geometry][graph][oracle]") {
  RandomStream random(12, 0);
  for (int trial = 0; trial < 100; ++trial) {
    const Index n = Index(random.below(20));
    const auto graph = random_graph(random, n, 1 + Index(random.below(4)));
    const Matrix edge = weights_of(graph, false, 0);
    const auto core = vertex_core_number(graph);
    for (int k = 0; k < int(n); ++k) {
      std::vector<double> stays(n, 1);
      for (bool changes = true; changes;) {
        changes = false;
        for (Index v = 0; v < n; ++v)
          if (stays[v] == 1 && std::inner_product(stays.begin(), stays.end(), edge[v].begin(), 0.0) < k)
            stays[v] = 0, changes = true;
      }
      for (Index v = 0; v < n; ++v) REQUIRE((core[v] >= k) == (stays[v] == 1));
    }
  }
}

TEST_CASE("heat kernel and Fiedler vector are those of the Laplacian", "[geometry][graph][oracle]") {
  RandomStream random(13, 0);
  for (int trial = 0; trial < 100; ++trial) {
    const Index n = 1 + Index(random.below(12));
    const auto graph = random_graph(random, n, 1 + Index(random.below(4)));
    const bool weighted = trial % 2 == 1;
    const auto kind = trial % 4 < 2 ? Laplacian::normalized : Laplacian::combinatorial;
    const double time = std::vector{0.0, 0.1, 1.0, 7.0}[random.below(4)];
    const Eigen::MatrixXd laplacian = naive_laplacian(graph, kind, weighted);
    const Eigen::MatrixXd kernel = naive_exponential(-time * laplacian);
    const auto heat = heat_kernel_signature(graph, {time, kind, weighted});
    INFO("trial " << trial);
    for (Index v = 0; v < n; ++v) REQUIRE(heat[v] == Approx(kernel(v, v)).margin(1e-11));

    const auto fiedler = fiedler_vector(graph, {kind, weighted});
    const Eigen::VectorXd vector = Eigen::Map<const Eigen::VectorXd>(fiedler.values().data(), n);
    const auto path = path_lengths(graph, false);
    const bool is_connected = std::ranges::all_of(path[0], [](double length) { return length < far; });
    if (!is_connected || n < 2) continue;
    const Eigen::VectorXd eigenvalues = laplacian.selfadjointView<Eigen::Lower>().eigenvalues();
    REQUIRE(vector.norm() == Approx(1));
    REQUIRE((laplacian * vector - eigenvalues[1] * vector).norm() < 1e-10);
    REQUIRE(vector.array().cube().sum() > -1e-8);
  }
}

TEST_CASE("vertex functions do not depend on the numbering of the vertices", "[geometry][graph][law]") {
  const Context many(ContextOptions{.threads = 4});
  RandomStream random(14, 0);
  for (int trial = 0; trial < 60; ++trial) {
    const Index n = 1 + Index(random.below(25));
    const auto graph = random_graph(random, n, 1 + Index(random.below(5)), true);
    const auto name = random_order(random, n);
    auto edges = graph.edges();
    for (auto& edge : edges) edge = {name[edge.u], name[edge.v], edge.weight};
    const WeightedGraph other(n, edges);
    const std::pair<ScalarField, ScalarField> same_bits[] = {
        {vertex_degree(graph, {true}), vertex_degree(other, {true})},
        {vertex_closeness(graph, {true}), vertex_closeness(other, {true}, many)},
        {vertex_pagerank(graph, {.weighted = true}), vertex_pagerank(other, {.weighted = true})},
        {vertex_core_number(graph), vertex_core_number(other)}};
    for (const auto& [before, after] : same_bits)
      for (Index v = 0; v < n; ++v) REQUIRE(before[v] == after[name[v]]);
    const std::pair<ScalarField, ScalarField> near[] = {{vertex_betweenness(graph), vertex_betweenness(other)},
                                                        {heat_kernel_signature(graph), heat_kernel_signature(other)}};
    for (const auto& [before, after] : near)
      for (Index v = 0; v < n; ++v) REQUIRE(before[v] == Approx(after[name[v]]).margin(1e-12));
  }
}

TEST_CASE("weights and parameters that mean nothing are refused", "[geometry][graph][error]") {
  const WeightedGraph bad(3, {{0, 1, -1}, {1, 2, 0}}), zero(2, {{0, 1, 0}});
  CHECK(reason_of([&] { vertex_closeness(zero, {true}); }) == "needs positive weights, got 0 on edge (0, 1)");
  CHECK(reason_of([&] { vertex_betweenness(zero, {true}); }) == "needs positive weights, got 0 on edge (0, 1)");
  CHECK(reason_of([&] { vertex_pagerank(bad, {.weighted = true}); }) ==
        "needs non-negative weights, got -1 on edge (0, 1)");
  CHECK(reason_of([&] { heat_kernel_signature(bad, {.weighted = true}); }) ==
        "needs non-negative weights, got -1 on edge (0, 1)");
  CHECK(vertex_degree(bad, {true})[1] == -1);
  CHECK(vertex_closeness(bad)[1] == 1);
  CHECK(reason_of([&] { vertex_pagerank(bad, {.damping = 1}); }) == "needs 0 to 0.999, got 1");
  CHECK(reason_of([&] { heat_kernel_signature(bad, {.time = -1}); }) == "needs a finite time of at least 0, got -1");
  CHECK(code_of([] { heat_kernel_signature(path_graph(3001)); }) == "R303");
  const Context small(ContextOptions{.memory_budget = 1 << 20});
  CHECK(code_of([&] { fiedler_vector(path_graph(300), {}, small); }) == "R302");
}

TEST_CASE("a long search ends when it is asked to", "[geometry][graph][error]") {
  std::stop_source source;
  source.request_stop();
  const Context stopped(ContextOptions{.stop = source.get_token()});
  const auto path = path_graph(10);
  CHECK_THROWS_AS(vertex_closeness(path, {}, stopped), Cancelled);
  CHECK_THROWS_AS(vertex_betweenness(path, {}, stopped), Cancelled);
  CHECK_THROWS_AS(vertex_pagerank(path, {}, stopped), Cancelled);
  CHECK_THROWS_AS(heat_kernel_signature(path, {}, stopped), Cancelled);
}
