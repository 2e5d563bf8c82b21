// SPDX-License-Identifier: MIT
#include "tessera/exchange/graphs.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/scratch.hpp"

#include <algorithm>
#include <string>

using namespace tessera;
using namespace tessera::exchange;
using Catch::Contains;
using Edges = std::vector<WeightedEdge>;

namespace {

const Context context;

GraphData parsed(const std::string& adjacency, const std::string& indicator, const std::string& labels = "1\n-1\n",
                 const std::string& attributes = "", Index attribute = 0) {
  GraphFiles files{
      .adjacency = {"A", adjacency}, .indicator = {"indicator", indicator}, .labels = Source{"labels", labels}};
  if (!attributes.empty()) files.vertex_attributes = Source{"attributes", attributes};
  return parse_graph_dataset(files, {.attribute = attribute}, context);
}

GraphData listed(const std::string& edges, const Context& told = context) {
  return parse_edge_list({"net.edges", edges}, told);
}

}  // namespace

TEST_CASE("a TU set is graphs with labels and numbers on their vertices", "[exchange][graphs][example]") {
  const auto data =
      parsed("1, 2\n2, 1\n3, 5\n5, 3\n", "1\n1\n2\n1\n2\n", "1\n-1\n", " 0.5, 7\n1.5, 8\n2,9\n3,10\n4,11\n", 1);
  REQUIRE(data.graphs.size() == 2);
  CHECK(data.graphs.ids() == std::vector<std::string>{"0000", "0001"});
  CHECK(data.graphs[0] == WeightedGraph(3, {{0, 1, 1}}));
  CHECK(data.graphs[1] == WeightedGraph(2, {{0, 1, 1}}));
  REQUIRE(data.labels);
  CHECK(data.labels->names() == std::vector<std::string>{"-1", "1"});
  CHECK(data.labels->classes() == std::vector<Index>{1, 0});
  REQUIRE(data.vertex_attribute);
  CHECK((*data.vertex_attribute)[0].values() == std::vector<double>{7, 8, 10});
  CHECK((*data.vertex_attribute)[1].values() == std::vector<double>{9, 11});
  CHECK(!data.vertex_labels);
}

TEST_CASE("an edge list names its vertices by numbers or words", "[exchange][graphs][example]") {
  const auto numbered = listed("# u v w\n10 2 0.5\n2 7 1.5\n");
  CHECK(numbered.graphs.id(0) == "net");
  CHECK(numbered.graphs[0] == WeightedGraph(3, {{0, 2, 0.5}, {0, 1, 1.5}}));
  CHECK(listed("source,target\n0,1\n1,2\n").graphs[0] == WeightedGraph(3, {{0, 1, 1}, {1, 2, 1}}));
  CHECK(listed("eve bob\nann eve\n").graphs[0] == WeightedGraph(3, {{1, 2, 1}, {0, 2, 1}}));
  CHECK(!numbered.labels);
}

TEST_CASE("loops and repeated edges are merged and counted, both directions are one edge",
          "[exchange][graphs][example]") {
  std::vector<std::string> warnings;
  const Context told({.warning = [&](const Warning& warning) { warnings.push_back(warning.text); }});
  CHECK(listed("0 1 3\n1 0 3\n", told).graphs[0] == WeightedGraph(2, {{0, 1, 3}}));
  CHECK(warnings.empty());
  CHECK(listed("0 1 3\n1 0 2\n1 2 1\n1 2 1\n4 4 1\n", told).graphs[0] == WeightedGraph(4, {{0, 1, 2}, {1, 2, 1}}));
  REQUIRE(warnings.size() == 2);
  CHECK(warnings[0] == "net.edges: 1 edges from a vertex to itself were left out");
  CHECK(warnings[1] == "net.edges: 2 edges were given before and were merged, with the least weight");
}

TEST_CASE("graph files that disagree are refused where they do", "[exchange][graphs][error]") {
  const auto reason = [](const auto&... texts) { return reason_of([&] { parsed(texts...); }); };
  CHECK_THAT(reason("1, 3\n", "1\n1\n2\n"), Contains("A:1: needs both ends in one graph, got graphs 1 and 2"));
  CHECK_THAT(reason("1, 4\n", "1\n1\n2\n"), Contains("A:1: needs a vertex from 1 to 3, got '4'"));
  CHECK_THAT(reason("0, 1\n", "1\n1\n2\n"), Contains("needs a vertex from 1 to 3, got '0'"));
  CHECK_THAT(reason("1, 2\n", "1\n1\n3\n"), Contains("indicator:3: needs the number of a graph from 1 to 2, got '3'"));
  CHECK_THAT(reason("1, 2, 3\n", "1\n1\n2\n"), Contains("needs the two ends of an edge on every line, got 3 columns"));
  CHECK_THAT(reason("1, 2\n", "1\n1\n2\n", "1\n1\n", "1\n2\n"), Contains("needs a line for each of 3 vertices, got 2"));
  CHECK(code_of([] { parsed("1, 2\n", "1\n1\n2\n", "1\n1\n", "1\n2\n3\n", 1); }) == "D106");
  CHECK_THAT(reason_of([] { listed("0 1 2 3\n"); }), Contains("perhaps a weight on every line, got 4 columns"));
  CHECK(code_of([] { listed("0 1 inf\n"); }) == "D101");
  CHECK(code_of([] { listed(""); }) == "D103");
  const auto nowhere = reason_of([] { read_graphs({.path = "/nowhere/net.edges"}, context); });
  CHECK_THAT(nowhere, Contains("/nowhere/net.edges"));
}

TEST_CASE("graphs without edges are graphs", "[exchange][graphs][example]") {
  const auto data = parsed("", "1\n1\n", "1\n2\n3\n");
  REQUIRE(data.graphs.size() == 3);
  CHECK(data.graphs[0] == WeightedGraph(2, {}));
  CHECK(data.graphs[2] == WeightedGraph(0, {}));
}

TEST_CASE("a set is found by its folder or by its prefix", "[exchange][graphs][example]") {
  const ScratchFolder scratch;
  scratch.write("TOY_A.txt", "1, 2\n");
  scratch.write("TOY_graph_indicator.txt", "1\n1\n");
  const auto data = read_graphs({.path = scratch.path("TOY")}, context);
  CHECK(data.graphs.size() == 1);
  CHECK(!data.labels);
  CHECK(graph_files(scratch.path("TOY")).size() == 2);
  CHECK(code_of([&] { graph_files(scratch.path(".")); }) == "I101");
}

TEST_CASE("MUTAG is 188 molecules", "[exchange][graphs][reference]") {
  if (data_folder().empty()) {
    WARN("skipped: TESSERA_DATA names no folder");
    return;
  }
  const auto data = read_graphs({.path = data_folder() + "/graphs/MUTAG/"}, context);
  std::size_t vertices = 0, edges = 0;
  for (Index graph = 0; graph < data.graphs.size(); ++graph)
    vertices += data.graphs[graph].size(), edges += data.graphs[graph].edges().size();
  CHECK(data.graphs.size() == 188);
  CHECK(vertices == 3371);
  CHECK(edges == 3721);
  REQUIRE(data.labels);
  CHECK(std::ranges::count(data.labels->classes(), Index{1}) == 125);
  REQUIRE(data.vertex_labels);
  CHECK(data.vertex_labels->size() == 188);
  const auto attributed = read_graphs({.path = data_folder() + "/graphs/BZR", .attribute = 2}, context);
  REQUIRE(attributed.vertex_attribute);
  CHECK((*attributed.vertex_attribute)[0][0] == 0.061623);
}
