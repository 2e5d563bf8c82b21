// SPDX-License-Identifier: MIT
#include "tessera/persistence/extended_barcode.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/gudhi_witness.hpp"
#include "support/random_graphs.hpp"
#include "support/simplicial_complexes.hpp"
#include "tessera/filtration/extended.hpp"
#include "tessera/filtration/lower_star.hpp"
#include "tessera/persistence/complex_barcode.hpp"

#include <algorithm>
#include <map>
#include <utility>

using namespace tessera;

namespace {

using Bars = std::vector<Bar>;

FilteredComplex<1> with_heights(const WeightedGraph& graph, std::vector<double> heights) {
  const ScalarField field(std::move(heights));
  return lower_star<1>(graph, {{"height", &field}}, {}, {});
}

FilteredComplex<1> with_heights(const Mesh& mesh, std::vector<double> heights) {
  const ScalarField field(std::move(heights));
  return lower_star<1>(mesh, {{"height", &field}}, {}, {});
}

WeightedGraph cycle(Index n) {
  std::vector<WeightedEdge> edges;
  for (Index v = 0; v < n; ++v) edges.push_back({v, (v + 1) % n, 1});
  return WeightedGraph(n, std::move(edges));
}

Bars sorted(Bars bars) { return barcode_of(std::move(bars)).bars; }

Bars turned(const std::vector<WitnessBar>& bars, bool plus) {
  Bars out;
  for (const auto& bar : bars)
    if (plus == (bar.birth < bar.death))
      out.push_back({std::min(bar.birth, bar.death), std::max(bar.birth, bar.death), Index(bar.degree)});
  return sorted(out);
}

/// Values at vertices between 0 and 8, both of which occur, raised to the simplices.
std::vector<WitnessSimplex> random_lower_star(RandomStream& random, const std::vector<std::vector<Index>>& simplices) {
  auto filtration = random_filtration(random, simplices, 1);
  std::map<Index, double> height;
  for (const auto& simplex : filtration)
    if (simplex.vertices.size() == 1) height[simplex.vertices[0]] = double(random.below(9));
  height.begin()->second = 0;
  height.rbegin()->second = 8;
  for (auto& simplex : filtration) {
    simplex.value = 0;
    for (const Index v : simplex.vertices) simplex.value = std::max(simplex.value, height.at(v));
  }
  return filtration;
}

Bars mirrored(const Bars& bars, Index degrees_up, Index degrees_down) {
  Bars out;
  for (const auto& bar : bars) out.push_back({-bar.death, -bar.birth, bar.degree + degrees_up - degrees_down});
  return sorted(out);
}

Mesh torus(Index n) {
  std::vector<Mesh::Triangle> triangles;
  const auto at = [&](Index i, Index j) { return (i % n) * n + j % n; };
  for (Index i = 0; i < n; ++i)
    for (Index j = 0; j < n; ++j) {
      triangles.push_back({at(i, j), at(i + 1, j), at(i + 1, j + 1)});
      triangles.push_back({at(i, j), at(i + 1, j + 1), at(i, j + 1)});
    }
  return Mesh(PointCloud(n * n, 3, std::vector<double>(3 * n * n, 0.0)), std::move(triangles));
}

}  // namespace

TEST_CASE("a cycle with two peaks has a bar of every kind", "[persistence][extended][example]") {
  // Going round: 0 up to 5, down to 2, up to 4, back down to 0.
  const auto bars = extended_barcode(with_heights(cycle(4), {0, 5, 2, 4}));
  CHECK(bars.ordinary.bars == Bars{{2, 4, 0}});        // the valley at 2 meets the other at 4
  CHECK(bars.relative.bars == Bars{{2, 4, 1}});        // the peak at 4 meets the other at 2
  CHECK(bars.extended_plus.bars == Bars{{0, 5, 0}});   // the component
  CHECK(bars.extended_minus.bars == Bars{{0, 5, 1}});  // the loop: whole at 5, whole again going down at 0
}

TEST_CASE("of two nested loops each dies with the highest loop that its last edge closes",
          "[persistence][extended][example]") {
  // A square 0-1-2-3 with the chord 1-3; heights 0, 1, 3, 2.
  const WeightedGraph graph(4, {{0, 1, 1}, {1, 2, 1}, {2, 3, 1}, {0, 3, 1}, {1, 3, 1}});
  const auto bars = extended_barcode(with_heights(graph, {0, 1, 3, 2}));
  CHECK(bars.extended_minus.bars == Bars{{0, 2, 1}, {1, 3, 1}});
  CHECK(bars.ordinary.bars.empty());
  CHECK(bars.relative.bars.empty());
}

TEST_CASE("bars without length are left out, and nothing has no bars", "[persistence][extended][example]") {
  CHECK(extended_barcode(with_heights(cycle(3), {1, 1, 1})) == extended_barcode(FilteredComplex<1>()));
  CHECK(extended_barcode(with_heights(WeightedGraph(2, {}), {1, 2})).extended_plus.bars.empty());
}

TEST_CASE("a torus on end has a component, a body and two loops", "[persistence][extended][example]") {
  const Index n = 8;
  std::vector<double> heights(n * n);
  for (Index i = 0; i < n; ++i)
    for (Index j = 0; j < n; ++j)
      heights[i * n + j] = 10 * double(std::min(i, n - i)) + double(std::min(j, n - j)) * (i == 0 || i == 4 ? 1 : 2);
  const auto bars = extended_barcode(with_heights(torus(n), heights));
  CHECK(bars.extended_plus.bars.size() + bars.extended_minus.bars.size() == 4);
  CHECK(bars.extended_plus.bars.front() == Bar{0, 44, 0});
  CHECK(bars.extended_minus.bars.back() == Bar{0, 44, 2});
}

TEST_CASE("graphs and complexes agree with GUDHI on bars of every kind", "[persistence][extended][reference]") {
  RandomStream random(11, 0);
  for (int trial = 0; trial < 300; ++trial) {
    const Index dimension = trial % 3 == 0 ? 3 : trial % 3, vertices = Index(3 + random.below(12));
    const auto filtration = random_lower_star(
        random, random_simplices(random, std::max(vertices, dimension + 1), dimension, Index(2 + random.below(25))));
    if (filtration.size() < 2 || filtration[1].vertices.size() > 1) continue;  // one vertex has no two values
    const int field = trial % 5 == 0 ? 3 : 2;
    const auto witness = gudhi_extended_barcode(filtration, field);
    const auto bars = extended_barcode(shuffled_complex(random, filtration), {.field = Index(field)});
    INFO("trial " << trial << ", dimension " << dimension);
    REQUIRE(bars.ordinary.bars == turned(witness.ordinary, true));
    REQUIRE(bars.relative.bars == turned(witness.relative, false));
    REQUIRE(bars.extended_plus.bars == turned(witness.extended, true));
    REQUIRE(bars.extended_minus.bars == turned(witness.extended, false));
  }
}

TEST_CASE("a graph has the bars that its cone has", "[persistence][extended][oracle]") {
  RandomStream random(12, 0);
  for (int trial = 0; trial < 300; ++trial) {
    const Index n = 1 + Index(random.below(14));
    const auto graph = random_graph(random, n, 1 + Index(random.below(4)));
    std::vector<double> heights(n);
    for (double& height : heights) height = double(random.below(10));
    heights[0] = 0;
    const double top = *std::ranges::max_element(heights);

    const auto cone = barcode(extended(with_heights(graph, heights), {}, {}), {}, {});
    const auto bars = extended_barcode(with_heights(graph, heights));
    Bars expected{{0, infinity, 0}};
    for (const auto& bar : bars.ordinary.bars) expected.push_back(bar);
    for (const auto& [low, high, degree] : bars.relative.bars)
      expected.push_back({2 * top - high, 2 * top - low, degree});
    for (const auto& [low, high, degree] : bars.extended_plus.bars) expected.push_back({low, 2 * top - high, degree});
    for (const auto& [low, high, degree] : bars.extended_minus.bars) expected.push_back({high, 2 * top - low, degree});
    // What is left in the cone are extended bars without length: components and loops on which the height is constant.
    auto left = cone.bars;
    for (const auto& bar : sorted(expected)) {
      const auto found = std::ranges::find(left, bar);
      INFO("trial " << trial);
      REQUIRE(found != left.end());
      left.erase(found);
    }
    for (const auto& bar : left) REQUIRE(bar.birth + bar.death == 2 * top);
  }
}

TEST_CASE("the negative of a function has the mirrored bars, a shifted one shifted bars",
          "[persistence][extended][law]") {
  RandomStream random(13, 0);
  for (int trial = 0; trial < 100; ++trial) {
    const auto graph = random_graph(random, 4 + Index(random.below(12)), 2);
    const Mesh mesh = torus(4);
    const bool is_mesh = trial % 2 == 0;
    const auto bars_of = [&](const std::vector<double>& heights) {
      return extended_barcode(is_mesh ? with_heights(mesh, heights) : with_heights(graph, heights));
    };
    std::vector<double> heights(is_mesh ? 16 : graph.size()), negative, shifted;
    for (double& height : heights) height = double(random.below(20));
    for (const double height : heights) negative.push_back(-height), shifted.push_back(height + 3);
    const auto bars = bars_of(heights), other = bars_of(negative), moved = bars_of(shifted);
    INFO("trial " << trial);
    REQUIRE(other.ordinary.bars == mirrored(bars.relative.bars, 0, 1));
    REQUIRE(other.relative.bars == mirrored(bars.ordinary.bars, 1, 0));
    REQUIRE(other.extended_plus.bars == mirrored(bars.extended_plus.bars, 0, 0));
    REQUIRE(other.extended_minus.bars == mirrored(bars.extended_minus.bars, 0, 0));
    auto back = moved.extended_minus.bars;
    for (auto& bar : back) bar.birth -= 3, bar.death -= 3;
    REQUIRE(back == bars.extended_minus.bars);
    if (!is_mesh) continue;
    // Duality on a surface.
    for (Index degree = 0; degree < 3; ++degree) {
      const auto of = [](const Barcode& barcode, Index wanted) {
        std::vector<std::pair<double, double>> out;
        for (const auto& bar : barcode.bars)
          if (bar.degree == wanted) out.emplace_back(bar.birth, bar.death);
        return out;
      };
      REQUIRE(of(bars.ordinary, degree) == of(bars.relative, 2 - degree));
      REQUIRE(of(bars.extended_plus, degree) == of(bars.extended_minus, 2 - degree));
    }
  }
}

TEST_CASE("numbering the vertices anew changes no bar", "[persistence][extended][law]") {
  RandomStream random(14, 0);
  for (int trial = 0; trial < 60; ++trial) {
    const auto graph = random_graph(random, 20, 4);
    const auto name = random_order(random, 20);
    std::vector<WeightedEdge> edges;
    for (const auto& [u, v, weight] : graph.edges()) edges.push_back({name[u], name[v], weight});
    std::vector<double> heights(20), renamed(20);
    for (Index v = 0; v < 20; ++v) renamed[name[v]] = heights[v] = random.uniform();
    REQUIRE(extended_barcode(with_heights(graph, heights)) ==
            extended_barcode(with_heights(WeightedGraph(20, std::move(edges)), renamed)));
  }
}

TEST_CASE("extended persistence needs lower stars on a whole complex", "[persistence][extended][error]") {
  auto complex = with_heights(cycle(3), {0, 1, 2});
  CHECK(code_of([&] { extended_barcode(complex, {.field = 4}); }) == "D106");
  auto late = complex;
  late.blocks[1].grades[0] = {{2}};
  CHECK(reason_of([&] { extended_barcode(late); }) ==
        "needs cells that enter with their last vertex, 1-cell 0 does not");
  ContextOptions small;
  small.memory_budget = 500;
  CHECK(code_of([&] { extended_barcode(complex, {}, Context(small)); }) == "R302");
  complex.complete_dimension = 1;
  CHECK(code_of([&] { extended_barcode(complex); }) == "D105");
}
