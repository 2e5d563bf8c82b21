// SPDX-License-Identifier: MIT
#include "tessera/filtration/lower_star.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/filtration_oracle.hpp"
#include "tessera/core/random.hpp"

#include <algorithm>
#include <set>

using namespace tessera;

namespace {

const Context context;

Mesh octahedron() {
  return Mesh(PointCloud(6, 3, {1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1}),
              {{0, 2, 4}, {2, 1, 4}, {1, 3, 4}, {3, 0, 4}, {2, 0, 5}, {1, 2, 5}, {3, 1, 5}, {0, 3, 5}});
}

/// Betti numbers of the part of a graph whose vertices have values at most z, by union and count.
std::pair<int, int> betti_below(const WeightedGraph& graph, const std::vector<std::vector<double>>& values,
                                const std::vector<double>& z) {
  std::vector<Index> root(graph.size());
  std::vector<char> is_there(graph.size(), 1);
  int components = 0, cycles = 0;
  for (Index v = 0; v < graph.size(); ++v) {
    root[v] = v;
    for (std::size_t k = 0; k < z.size(); ++k) is_there[v] = is_there[v] && values[k][v] <= z[k];
    components += is_there[v];
  }
  const auto find = [&](Index v) {
    while (root[v] != v) v = root[v];
    return v;
  };
  for (const auto& edge : graph.edges()) {
    if (!is_there[edge.u] || !is_there[edge.v]) continue;
    if (find(edge.u) == find(edge.v))
      ++cycles;
    else
      --components, root[find(edge.u)] = find(edge.v);
  }
  return {components, cycles};
}

}  // namespace

TEST_CASE("an octahedron by two heights is a sphere in the end", "[filtration][lower_star][example]") {
  const auto mesh = octahedron();
  const ScalarField x({1, -1, 0, 0, 0, 0}), z({0, 0, 0, 0, 1, -1});
  const auto complex = lower_star<2>(mesh, {{"x", &x}, {"z", &z}}, {}, context);
  check(complex);
  CHECK(complex.complete_dimension == none);
  REQUIRE(complex.blocks.size() == 3);
  CHECK(complex.blocks[1].size() == 12);
  CHECK(complex.blocks[2].size() == 8);
  CHECK(complex.grid.axes[0].name == "x");
  CHECK(complex.grid.axes[1].values == std::vector<double>{-1, 0, 1});
  CHECK(naive_betti(complex, 2, {1.0, 1.0}) == 1);
  CHECK(naive_betti(complex, 2, {1.0, 0.0}) == 0);
  CHECK(naive_betti(complex, 1, {0.0, 0.0}) == 0);
  CHECK(naive_betti(complex, 0, {-1.0, -1.0}) == 0);
  CHECK(naive_betti(complex, 0, {0.0, -1.0}) == 1);
  const auto above = lower_star<1>(mesh, {{"z", &z}}, {.direction = {Direction::superlevel}}, context);
  CHECK(above.grid.axes[0].values == std::vector<double>{-1, 0, 1});
  CHECK(naive_betti(above, 1, {0.0}) == 0);
}

TEST_CASE("a graph's sublevel sets are the full subgraphs", "[filtration][lower_star][oracle]") {
  RandomStream random(81, 0);
  for (int trial = 0; trial < 60; ++trial) {
    const Index n = Index(random.below(12));
    std::vector<WeightedEdge> edges;
    for (Index u = 0; u < n; ++u)
      for (Index v = u + 1; v < n; ++v)
        if (random.below(3) == 0) edges.push_back({v, u, 1.0});
    const WeightedGraph graph(n, edges);
    std::vector<std::vector<double>> values(3, std::vector<double>(n));
    for (auto& field : values)
      for (double& value : field) value = double(random.below(4));
    const ScalarField f(values[0]), g(values[1]), h(values[2]);
    const auto complex = lower_star<3>(graph, {{"f", &f}, {"g", &g}, {"h", &h}}, {}, context);
    check(complex);
    for (double a = 0; a < 4; ++a)
      for (double b = 0; b < 4; ++b)
        for (double c = 0; c < 4; ++c) {
          const auto [components, cycles] = betti_below(graph, values, {a, b, c});
          REQUIRE(naive_betti(complex, 0, {a, b, c}) == components);
          REQUIRE(naive_betti(complex, 1, {a, b, c}) == cycles);
        }
  }
}

TEST_CASE("meshes and lower stars refuse what they cannot be", "[filtration][lower_star]") {
  const PointCloud three(3, 2, {0, 0, 1, 0, 0, 1});
  CHECK(code_of([&] { Mesh(three, {{0, 1, 3}}); }) == "D102");
  CHECK(code_of([&] { Mesh(three, {{0, 1, 1}}); }) == "D105");
  CHECK(code_of([&] { Mesh(three, {{0, 1, 2}, {2, 1, 0}}); }) == "D105");
  const ScalarField two({1, 2});
  const auto reason = reason_of([&] { lower_star<1>(Mesh(three, {{0, 1, 2}}), {{"f", &two}}, {}, context); });
  CHECK(reason == "needs one value for each of 3 vertices, got 2 values in 'f'");
  CHECK(code_of([&] { lower_star<2>(Mesh(three, {}), {{"f", &two}}, {}, context); }) == "D102");
  const ScalarField none_at_all{std::vector<double>{}};
  CHECK(lower_star<1>(Mesh(), {{"f", &none_at_all}}, {}, context).size() == 0);
}
