// SPDX-License-Identifier: MIT
#include "filtration/edge_collapse.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/random.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <stop_token>

using namespace tessera;

TEST_CASE("the long side of a flat triangle is dominated, unless its apex enters later",
          "[filtration][collapse][example]") {
  const std::vector<FilteredEdge> edges{{0, 1, 0}, {1, 2, 0}, {0, 2, 1}};
  CHECK(collapse_edges(3, edges, {}, {}, Context()).size() == 2);
  CHECK(collapse_edges(3, edges, {{0, 0, 0}}, {}, Context()).size() == 2);
  CHECK(collapse_edges(3, edges, {{0, 1, 0}}, {}, Context()).size() == 3);
  CHECK(collapse_edges(3, edges, {{0, 0, 0}, {0, 1, 0}}, {}, Context()).size() == 3);
}

TEST_CASE("a matrix and lists of neighbors take the same decisions", "[filtration][collapse][law]") {
  RandomStream random(1, 1);
  for (int trial = 0; trial < 60; ++trial) {
    const Index n = 2 + Index(random.below(60));
    const auto functions = random.below(3);
    std::vector<std::vector<Index>> ranks(functions, std::vector<Index>(n));
    for (auto& f : ranks)
      for (Index& rank : f) rank = Index(random.below(8));
    std::vector<FilteredEdge> edges;
    const double density = random.uniform();
    for (Index v = 0; v < n; ++v)
      for (Index u = 0; u < v; ++u)
        if (random.uniform() < density) edges.push_back({u, v, Index(random.below(20))});
    std::ranges::stable_sort(edges, {}, &FilteredEdge::length);

    const auto dense = collapse_edges(n, edges, ranks, {.form = GraphForm::dense}, Context());
    const auto sparse = collapse_edges(n, edges, ranks, {.form = GraphForm::sparse}, Context());
    REQUIRE(dense == sparse);
    REQUIRE(dense.size() <= edges.size());
  }
}

TEST_CASE("a cancelled collapse stops", "[filtration][collapse]") {
  std::stop_source source;
  ContextOptions options;
  options.stop = source.get_token();
  source.request_stop();
  CHECK_THROWS_AS(collapse_edges(2, {{0, 1, 0}}, {}, {}, Context(options)), Cancelled);
}
