// SPDX-License-Identifier: MIT
#include "tessera/geometry/neighbor_graph.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_geometry.hpp"

#include <cmath>
#include <map>

using namespace tessera;
using Kind = NeighborGraphKind;

namespace {

double edge_weight(const WeightedGraph& graph, Index u, Index v) {
  for (const auto& edge : graph.edges())
    if (edge.u == std::min(u, v) && edge.v == std::max(u, v)) return edge.weight;
  return 0;
}

void require_near(const WeightedGraph& graph, const WeightedGraph& expected) {
  REQUIRE(graph.edges().size() == expected.edges().size());
  for (std::size_t e = 0; e < graph.edges().size(); ++e) {
    REQUIRE(graph.edges()[e].u == expected.edges()[e].u);
    REQUIRE(graph.edges()[e].v == expected.edges()[e].v);
    REQUIRE(graph.edges()[e].weight == Approx(expected.edges()[e].weight).epsilon(1e-12));
  }
}

/// The affinities from their definitions, pair by pair; but for fuzzy ones.
WeightedGraph naive_graph(const PointCloud& points, const NeighborGraphOptions& options) {
  const Index n = points.size(), k = options.neighbors;
  std::vector<std::vector<std::pair<double, Index>>> near(n);
  for (Index i = 0; i < n; ++i) near[i] = naive_neighbors(points, i, options.metric);
  const auto has = [&](Index i, Index j) {
    return std::any_of(near[i].begin(), near[i].begin() + k, [&](const auto& other) { return other.second == j; });
  };
  double radius = 0;
  for (Index i = 0; i < n; ++i) radius = std::max(radius, near[i][0].first);
  radius = options.radius.value_or(radius);
  const double decay = options.decay.value_or(options.kind == Kind::alpha_decay ? 40 : 2);
  const auto directed = [&](Index i, double d) {
    const double width = options.bandwidth.value_or(options.kind == Kind::radius ? radius : near[i][k - 1].first);
    if (width == 0) return d == 0 ? 1.0 : 0.0;
    const double value = std::exp(-std::pow(d / width, decay));
    return options.kind == Kind::alpha_decay && value < 1e-4 ? 0 : value;
  };

  std::vector<WeightedEdge> edges;
  for (Index i = 0; i < n; ++i)
    for (Index j = i + 1; j < n; ++j) {
      const double d = distance(points[i], points[j], options.metric);
      const bool is_edge = options.kind == Kind::knn      ? has(i, j) || has(j, i)
                           : options.kind == Kind::mutual ? has(i, j) && has(j, i)
                           : options.kind == Kind::radius ? d <= radius
                                                          : true;
      const double weight = (directed(i, d) + directed(j, d)) / 2;
      if (!is_edge || weight == 0) continue;
      edges.push_back({i, j,
                       options.weights == EdgeWeight::unit       ? 1
                       : options.weights == EdgeWeight::distance ? d
                                                                 : weight});
    }
  return WeightedGraph(n, std::move(edges));
}

}  // namespace

TEST_CASE("alpha decay on four points of a line follows the formula", "[geometry][graph][example]") {
  const auto graph =
      neighbor_graph(PointCloud(4, 1, {0, 1, 2, 4}), {.kind = Kind::alpha_decay, .neighbors = 1, .decay = 2});
  // eps = 1, 1, 1, 2; exp(-9) is the smallest value that is kept: exp(-16) is not.
  CHECK(edge_weight(graph, 0, 1) == Approx(std::exp(-1)));
  CHECK(edge_weight(graph, 0, 2) == Approx(std::exp(-4)));
  CHECK(edge_weight(graph, 2, 3) == Approx((std::exp(-4) + std::exp(-1)) / 2));
  CHECK(edge_weight(graph, 1, 3) == Approx((std::exp(-9) + std::exp(-2.25)) / 2));
  CHECK(edge_weight(graph, 0, 3) == Approx(std::exp(-4) / 2));
}

TEST_CASE("every kind of neighbor graph is the naive one, copies of points included", "[geometry][graph][oracle]") {
  std::mt19937 gen(41);
  for (const auto kind : {Kind::knn, Kind::mutual, Kind::radius, Kind::alpha_decay})
    for (const auto weights : {EdgeWeight::affinity, EdgeWeight::distance, EdgeWeight::unit})
      for (const Index k : {1u, 3u, 8u})
        for (const std::optional<double> decay : {std::optional<double>(), std::optional(0.7), std::optional(5.0)}) {
          for (const auto& points : {random_cloud(gen, 70, 3), random_lattice_cloud(gen, 70, 2, 4)}) {
            NeighborGraphOptions options{.kind = kind, .neighbors = k, .weights = weights, .decay = decay};
            REQUIRE(neighbor_graph(points, options) == naive_graph(points, options));
            options.bandwidth = 0.4, options.radius = 0.9;
            REQUIRE(neighbor_graph(points, options) == naive_graph(points, options));
          }
        }
}

TEST_CASE("memberships of UMAP solve their equation, and join as a union of fuzzy sets", "[geometry][graph][oracle]") {
  std::mt19937 gen(42);
  for (const Index k : {2u, 5u, 15u}) {
    const auto points = random_cloud(gen, 40, 3);
    // Memberships at every point, by Newton's method in place of bisection.
    std::map<std::pair<Index, Index>, double> membership;
    for (Index i = 0; i < points.size(); ++i) {
      const auto near = naive_neighbors(points, i, Metric::euclidean);
      const double rho = near[0].first;
      double slope = 1 / (near[k - 2].first - rho + 1e-3), mean = 0;  // 1 / sigma: the sum is convex in it
      slope *= 1e-3;
      for (int step = 0; step < 300; ++step) {
        double sum = -std::log2(double(k)), derivative = 0;
        for (Index r = 0; r + 1 < k; ++r) {
          const double d = near[r].first - rho;
          sum += std::exp(-d * slope), derivative -= d * std::exp(-d * slope);
        }
        if (derivative != 0) slope -= sum / derivative;
      }
      for (Index r = 0; r + 1 < k; ++r) mean += near[r].first / k;
      for (Index r = 0; r + 1 < k; ++r)
        membership[{i, near[r].second}] = std::exp(-(near[r].first - rho) * std::min(slope, 1000 / mean));
    }
    const auto graph = neighbor_graph(points, {.kind = Kind::fuzzy, .neighbors = k});
    std::size_t joined = 0;
    for (const auto& [pair, a] : membership) {
      const auto back = membership.find({pair.second, pair.first});
      const double b = back == membership.end() ? 0 : back->second;
      REQUIRE(edge_weight(graph, pair.first, pair.second) == Approx(a + b - a * b).epsilon(1e-9));
      joined += back == membership.end() || pair.first < pair.second;
    }
    CHECK(graph.edges().size() == joined);
  }
}

TEST_CASE("copies of points belong to one another in full", "[geometry][graph][example]") {
  const PointCloud points(5, 1, {0, 0, 0, 0, 1});
  for (const auto kind : {Kind::knn, Kind::mutual, Kind::alpha_decay, Kind::fuzzy}) {
    const auto graph = neighbor_graph(points, {.kind = kind, .neighbors = 3});
    CHECK(edge_weight(graph, 0, 1) == 1);
  }
  // The lone point's bandwidth is 1, that of the copies is 0.
  CHECK(edge_weight(neighbor_graph(points, {.neighbors = 3}), 0, 4) == Approx(std::exp(-1) / 2));
  const PointCloud equal(6, 3, std::vector<double>(18, 0.1));
  for (const auto kind : {Kind::knn, Kind::radius, Kind::alpha_decay, Kind::fuzzy}) {
    const auto graph = neighbor_graph(equal, {.kind = kind, .neighbors = 3});
    for (const auto& edge : graph.edges()) CHECK(edge.weight == 1);
  }
}

TEST_CASE("graphs keep their affinities in another unit, place and order, and for any number of threads",
          "[geometry][graph][law]") {
  std::mt19937 gen(43);
  const auto points = random_cloud(gen, 300, 4);
  const auto order = random_permutation(gen, 300);
  std::vector<double> huge = points.coordinates(), tiny = huge;
  for (double& x : huge) x = std::ldexp(x, 500);
  for (double& x : tiny) x = std::ldexp(x, -500);
  for (const auto kind : {Kind::knn, Kind::mutual, Kind::radius, Kind::alpha_decay, Kind::fuzzy}) {
    const NeighborGraphOptions options{.kind = kind, .neighbors = 6};
    const auto graph = neighbor_graph(points, options);
    CHECK(graph == neighbor_graph(points, options, Context({.threads = 2})));
    require_near(neighbor_graph(PointCloud(300, 4, huge), options), graph);
    require_near(neighbor_graph(PointCloud(300, 4, tiny), options), graph);
    std::vector<WeightedEdge> renamed;
    const auto other = neighbor_graph(relabelled(points, order), options);
    for (const auto& [u, v, weight] : other.edges())
      renamed.push_back({std::min(order[u], order[v]), std::max(order[u], order[v]), weight});
    require_near(WeightedGraph(300, renamed), graph);
  }
}

TEST_CASE("memberships are those of umap-learn", "[geometry][graph][reference]") {
  std::vector<double> coordinates;
  for (int i = 0; i < 50; ++i)
    for (const int x : {(7 * i * i + 3 * i) % 101, (11 * i * i * i + 5 * i) % 97}) coordinates.push_back(x / 10.0);
  // umap-learn 0.5.12, single precision: fuzzy_simplicial_set(points, 6, RandomState(0), "euclidean").
  const auto graph = neighbor_graph(PointCloud(50, 2, coordinates), {.kind = Kind::fuzzy, .neighbors = 6});
  REQUIRE(graph.edges().size() == 152);
  double sum = 0, moment = 0;
  for (const auto& [u, v, weight] : graph.edges()) sum += weight, moment += (u + 1.0) * (v + 2.0) * weight;
  CHECK(sum == Approx(90.588990).epsilon(1e-5));
  CHECK(moment == Approx(60839.2393).epsilon(1e-5));
  const std::vector<WeightedEdge> first{{0, 1, 1},      {0, 2, 0.191106},  {0, 21, 0.177905}, {0, 25, 0.922599},
                                        {0, 29, 0.325}, {1, 2, 0.250605},  {1, 16, 0.283728}, {1, 21, 0.517852},
                                        {1, 25, 1},     {1, 29, 0.798034}, {2, 17, 0.672446}, {2, 20, 0.391951}};
  for (std::size_t e = 0; e < first.size(); ++e) {
    CHECK(graph.edges()[e].v == first[e].v);
    CHECK(graph.edges()[e].weight == Approx(first[e].weight).margin(2e-5));
  }
}

TEST_CASE("one, two and three points, and none, have their graphs", "[geometry][graph][example]") {
  CHECK(neighbor_graph(PointCloud()).size() == 0);
  CHECK(neighbor_graph(PointCloud(1, 2, {1, 2}), {.kind = Kind::radius}) == WeightedGraph(1, {}));
  CHECK(neighbor_graph(PointCloud(2, 1, {0, 3}), {.neighbors = 1, .weights = EdgeWeight::distance}) ==
        WeightedGraph(2, {{0, 1, 3}}));
  CHECK(neighbor_graph(PointCloud(2, 1, {0, 3}), {.kind = Kind::fuzzy, .neighbors = 2}) ==
        WeightedGraph(2, {{0, 1, 1}}));
  CHECK(neighbor_graph(PointCloud(3, 1, {0, 1, 9}), {.kind = Kind::mutual, .neighbors = 1}).edges().size() == 1);
}

TEST_CASE("graphs that ask too much of the points are refused", "[geometry][graph][error]") {
  const PointCloud points(4, 1, {0, 1, 2, 3});
  for (const auto kind : {Kind::knn, Kind::mutual, Kind::alpha_decay})
    CHECK(code_of([&] { neighbor_graph(points, {.kind = kind, .neighbors = 4}); }) == "D103");
  CHECK(reason_of([&] { neighbor_graph(points, {.kind = Kind::fuzzy, .neighbors = 5}); }) ==
        "needs at least 5 points, got 4");
  CHECK(code_of([&] { neighbor_graph(points, {.kind = Kind::fuzzy, .neighbors = 1}); }) == "D106");
  CHECK(code_of([&] { neighbor_graph(points, {.kind = Kind::fuzzy, .neighbors = 3, .bandwidth = 1}); }) == "D106");
  CHECK(code_of([&] { neighbor_graph(points, {.kind = Kind::radius, .radius = -1}); }) == "D106");
  CHECK(code_of([&] { neighbor_graph(points, {.neighbors = 2, .decay = 0}); }) == "D106");
}
