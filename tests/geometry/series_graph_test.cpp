// SPDX-License-Identifier: MIT
#include "tessera/geometry/series_graph.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "tessera/core/random.hpp"

#include <algorithm>

using namespace tessera;

namespace {

const Context context;

std::vector<std::pair<Index, Index>> edges_of(const std::vector<double>& values, SeriesGraphKind kind) {
  std::vector<std::pair<Index, Index>> edges;
  const auto graph = series_graph(TimeSeries(values), {.kind = kind}, context).graph;
  for (const auto& edge : graph.edges()) {
    REQUIRE(edge.weight == double(edge.v - edge.u));
    edges.emplace_back(edge.u, edge.v);
  }
  return edges;
}

/// From the definitions, over all pairs and all times between; whole numbers, so that lines are compared exactly.
std::vector<std::pair<Index, Index>> naive_edges(const std::vector<double>& values, SeriesGraphKind kind) {
  std::vector<std::pair<Index, Index>> edges;
  for (Index a = 0; a < values.size(); ++a)
    for (Index b = a + 1; b < values.size(); ++b) {
      bool sees = true;
      for (Index k = a + 1; k < b; ++k) {
        if (kind == SeriesGraphKind::path) sees = false;
        if (kind == SeriesGraphKind::horizontal) sees = sees && values[k] < std::min(values[a], values[b]);
        if (kind == SeriesGraphKind::natural)
          sees = sees && (values[k] - values[a]) * (b - a) < (values[b] - values[a]) * (k - a);
      }
      if (sees) edges.emplace_back(a, b);
    }
  return edges;
}

}  // namespace

TEST_CASE("a valley between two peaks", "[geometry][series_graph][example]") {
  using Edges = std::vector<std::pair<Index, Index>>;
  CHECK(edges_of({3, 1, 2}, SeriesGraphKind::path) == Edges{{0, 1}, {1, 2}});
  CHECK(edges_of({3, 1, 2}, SeriesGraphKind::horizontal) == Edges{{0, 1}, {0, 2}, {1, 2}});
  CHECK(edges_of({1, 2, 4}, SeriesGraphKind::natural) == Edges{{0, 1}, {0, 2}, {1, 2}});
  CHECK(edges_of({1, 2, 3}, SeriesGraphKind::natural) == Edges{{0, 1}, {1, 2}});  // on a line nothing sees past
  CHECK(edges_of({1, 2, 4}, SeriesGraphKind::horizontal) == Edges{{0, 1}, {1, 2}});
}

TEST_CASE("visibility graphs are those of their definitions", "[geometry][series_graph][oracle]") {
  RandomStream random(97, 0);
  for (int trial = 0; trial < 400; ++trial) {
    std::vector<double> values;
    for (std::size_t n = random.below(14); n > 0; --n) values.push_back(double(random.below(trial % 2 ? 4 : 64)));
    for (const auto kind : {SeriesGraphKind::path, SeriesGraphKind::horizontal, SeriesGraphKind::natural}) {
      INFO("trial " << trial << ", kind " << int(kind));
      REQUIRE(edges_of(values, kind) == naive_edges(values, kind));
    }
  }
}

TEST_CASE("series graphs of a channel, and of none", "[geometry][series_graph]") {
  const TimeSeries two(3, 2, {1, 10, 2, 20, 3, 30});
  CHECK(series_graph(two, {.channel = 1}, context).values.values() == std::vector<double>{10, 20, 30});
  CHECK(code_of([&] { series_graph(two, {.channel = 2}, context); }) == "D106");
  CHECK(series_graph(TimeSeries(std::vector<double>{}), {}, context).graph.size() == 0);
}
