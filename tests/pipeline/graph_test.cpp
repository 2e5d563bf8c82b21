// SPDX-License-Identifier: MIT
#include "pipeline/graph.hpp"

#include "pipeline/nearest.hpp"
#include "pipeline/paths.hpp"

#include "tessera/core/random.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <numeric>

using namespace tessera;

TEST_CASE("the order is topological and depends on names, not on the numbering", "[pipeline][graph][law]") {
  RandomStream random(3, 1);
  for (int trial = 0; trial < 200; ++trial) {
    const std::size_t size = 1 + random.below(12);
    Dependencies graph;
    graph.sources.resize(size);
    for (std::size_t i = 0; i < size; ++i) {
      graph.names.push_back("n" + std::to_string(random.below(1000000)));
      for (std::size_t j = 0; j < i; ++j)
        if (random.below(4) == 0) graph.sources[i].push_back(j);
    }
    const auto order = topological_order(graph);
    REQUIRE(order.size() == size);
    std::vector<std::size_t> place(size);
    for (std::size_t i = 0; i < size; ++i) place[order[i]] = i;
    for (std::size_t i = 0; i < size; ++i)
      for (const std::size_t source : graph.sources[i]) REQUIRE(place[source] < place[i]);

    // Renumber backwards: the names come in the same order.
    Dependencies reversed;
    reversed.names.assign(graph.names.rbegin(), graph.names.rend());
    reversed.sources.resize(size);
    for (std::size_t i = 0; i < size; ++i)
      for (const std::size_t source : graph.sources[i]) reversed.sources[size - 1 - i].push_back(size - 1 - source);
    const auto again = topological_order(reversed);
    for (std::size_t i = 0; i < size; ++i) REQUIRE(reversed.names[again[i]] == graph.names[order[i]]);
  }
}

TEST_CASE("every knot of cycles is reported by one of its cycles", "[pipeline][graph]") {
  // 0 -> 1 -> 2 -> 0, 3 behind it, 4 on itself, 5 free.
  const Dependencies graph{{"a", "b", "c", "d", "e", "f"}, {{2}, {0}, {1}, {2}, {4}, {}}};
  const auto order = topological_order(graph);
  CHECK(order == std::vector<std::size_t>{5});
  CHECK(cycles(graph, order) == std::vector<std::vector<std::size_t>>{{0, 1, 2}, {4}});
}

TEST_CASE("the nearest word is at most two edits away", "[pipeline][nearest]") {
  CHECK(nearest("densty", {"cloud", "density"}) == "density");
  CHECK(nearest("dnesity", {"density"}) == "density");  // a swap is one edit
  CHECK(nearest("densi", {"density"}) == "density");
  CHECK(!nearest("dens", {"density"}));
  CHECK(!nearest("ab", {"cd"}));  // two edits make any two-letter word of any other
  CHECK(nearest("ab", {"ad", "ac"}) == "ad");
}

TEST_CASE("a sample's id becomes a plain file name", "[pipeline][paths]") {
  CHECK(file_name_of("train/0007") == "train_0007");
  CHECK(file_name_of("../../etc") == "_.._.._etc");
  CHECK(file_name_of(".hidden") == "_.hidden");
  CHECK(file_name_of("") == "_");
  CHECK(file_name_of(std::string(500, 'x')).size() == 128);
  CHECK(file_name_of("a\x1b\xc3\xa9") == "a___");
}
