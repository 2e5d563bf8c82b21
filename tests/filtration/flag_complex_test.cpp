// SPDX-License-Identifier: MIT
#include "tessera/filtration/flag_complex.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/filtration_oracle.hpp"
#include "support/random_graphs.hpp"

#include <algorithm>
#include <map>

using namespace tessera;

namespace {

const Context context;

/// Weights by pair, infinity where there is no edge.
Lengths lengths_of(const WeightedGraph& graph) {
  std::map<std::pair<Index, Index>, double> weight;
  for (const auto& edge : graph.edges()) weight[{edge.u, edge.v}] = weight[{edge.v, edge.u}] = edge.weight;
  return [weight](Index u, Index v) {
    const auto found = weight.find({u, v});
    return found == weight.end() ? infinity : found->second;
  };
}

constexpr double longest = 1e300;

struct Functions {
  std::vector<std::vector<double>> values;
  std::vector<ScalarField> fields;

  Functions(RandomStream& random, Index n, Index count) : values(count, std::vector<double>(n)) {
    for (auto& of_one : values) {
      for (double& value : of_one) value = double(random.below(4));
      fields.emplace_back(of_one);
    }
  }
};

WeightedGraph mapped(const WeightedGraph& graph, const auto& weight) {
  auto edges = graph.edges();
  for (auto& edge : edges) edge.weight = weight(edge.weight);
  return WeightedGraph(graph.size(), std::move(edges));
}

}  // namespace

TEST_CASE("a square with one diagonal closes at its sides and is filled in the end", "[filtration][flag][example]") {
  const WeightedGraph graph(4, {{0, 1, 1}, {1, 2, 1}, {2, 3, 1}, {0, 3, 2}, {0, 2, 5}});
  const auto complex = flag_complex<1>(graph, {}, {.collapse = Collapse::off}, context);
  check(complex);
  CHECK(complex.grid.axes[0].values == std::vector<double>{0, 1, 2, 5});
  CHECK(complex.grid.axes[0].name == "weight");
  CHECK(complex.blocks[2].size() == 2);
  CHECK(naive_betti(complex, 0, {0.0}) == 4);
  CHECK(naive_betti(complex, 1, {2.0}) == 1);
  CHECK(naive_betti(complex, 1, {5.0}) == 0);

  // As similarities the diagonal is first, the loop never there, and vertices come with the strongest edge.
  const auto similar = flag_complex<1>(graph, {}, {.weights = Direction::superlevel}, context);
  CHECK(similar.grid.axes[0].direction == Direction::superlevel);
  CHECK(similar.grid.axes[0].values.front() == -5);
  CHECK(naive_betti(similar, 0, {-5.0}) == 3);
  CHECK(naive_betti(similar, 1, {-1.0}) == 0);
}

TEST_CASE("the flag complex of a graph holds every clique of the definition", "[filtration][flag][oracle]") {
  RandomStream random(21, 0);
  for (int trial = 0; trial < 60; ++trial) {
    const Index n = Index(random.below(9));
    const auto graph = random_graph(random, n, 1 + Index(random.below(3)));
    const Functions functions(random, n, 2);
    const auto complex = flag_complex<3>(graph, Many<ScalarField>(functions.fields),
                                         {.max_dimension = 3, .collapse = Collapse::off}, context);
    const auto expected = naive_function_rips<3>(n, lengths_of(graph), functions.values, 3, longest);
    check(complex);
    for (int axis = 0; axis < 3; ++axis) REQUIRE(complex.grid.axes[axis].values == expected.grid.axes[axis].values);
    for (Index d = 0; d <= 3; ++d) {
      REQUIRE(complex.blocks[d].grades == expected.blocks[d].grades);
      REQUIRE(complex.blocks[d].faces == expected.blocks[d].faces);
    }
  }
}

TEST_CASE("the collapse of a graph changes no rank", "[filtration][flag][law]") {
  RandomStream random(22, 0);
  for (int trial = 0; trial < 200; ++trial) {
    const Index n = 1 + Index(random.below(7));
    const auto graph = random_graph(random, n, 1 + Index(random.below(2)));
    const Functions functions(random, n, 1);
    const auto complex = flag_complex<2>(graph, Many<ScalarField>(functions.fields), {}, context);
    const auto expected = naive_function_rips<2>(n, lengths_of(graph), functions.values, 2, longest);
    check(complex);
    INFO("trial " << trial);
    for (int k = 0; k < 10; ++k) {
      const Point<2> z{double(random.below(5)), double(random.below(4))};
      const Point<2> w{z[0] + double(random.below(3)), z[1] + double(random.below(3))};
      for (const Index degree : {0, 1})
        REQUIRE(naive_rank(complex, degree, z, w) == naive_rank(expected, degree, z, w));
    }
  }
}

TEST_CASE("weights shift with the vertices, and large first is negated first", "[filtration][flag][law]") {
  RandomStream random(23, 0);
  for (int trial = 0; trial < 60; ++trial) {
    const Index n = 2 + Index(random.below(8));
    auto edges = random_graph(random, n, 2).edges();
    if (edges.empty()) continue;
    edges.front().weight = 0;
    const WeightedGraph graph(n, edges);
    const FlagComplexOptions whole{.collapse = Collapse::off};
    const auto complex = flag_complex<1>(graph, {}, whole, context);
    const auto lower = flag_complex<1>(mapped(graph, [](double w) { return w - 9; }), {}, whole, context);
    const auto negated = flag_complex<1>(mapped(graph, [](double w) { return 9 - w; }), {},
                                         {.weights = Direction::superlevel, .collapse = Collapse::off}, context);
    auto shifted = complex.grid.axes[0].values;
    for (double& value : shifted) value -= 9;
    REQUIRE(lower.grid.axes[0].values == shifted);
    REQUIRE(negated.grid.axes[0].values == shifted);
    for (Index d = 0; d < complex.blocks.size(); ++d) {
      REQUIRE(lower.blocks[d].grades == complex.blocks[d].grades);
      REQUIRE(negated.blocks[d].grades == complex.blocks[d].grades);
    }
  }
}

TEST_CASE("a graph without edges, or without vertices, has a flag complex", "[filtration][flag][example]") {
  const auto points = flag_complex<1>(WeightedGraph(3, {}), {}, {}, context);
  check(points);
  CHECK(points.size() == 3);
  const auto nothing = flag_complex<1>(WeightedGraph(), {}, {}, context);
  check(nothing);
  CHECK(nothing.size() == 0);
}

TEST_CASE("a flag complex that cannot be is refused", "[filtration][flag][error]") {
  const WeightedGraph graph(3, {{0, 1, 1}});
  const ScalarField f({1, 2});
  CHECK(code_of([&] { flag_complex<2>(graph, {{"f", &f}}, {}, context); }) == "D102");
  CHECK(code_of([&] { flag_complex<2>(graph, {}, {}, context); }) == "D102");
  CHECK(reason_of([&] { flag_complex<1>(graph, {}, {.max_dimension = 9}, context); }) ==
        "needs a dimension from 1 to 8, got 9");
  RandomStream random(24, 0);
  const Context small(ContextOptions{.memory_budget = 1 << 20});
  const auto dense = random_graph(random, 300, 1, true);
  CHECK(code_of([&] { flag_complex<1>(dense, {}, {.max_dimension = 3, .collapse = Collapse::off}, small); }) == "R302");
}
