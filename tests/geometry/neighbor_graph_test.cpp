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
