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
  const std::string column = attributes.empty() ? "" : std::to_string(attribute);
  return parse_graph_dataset(files, {.attribute = column}, context);
}

GraphData listed(const std::string& edges, const Context& told = context) {
  return parse_edge_list({"net.edges", edges}, {}, told);
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
  CHECK(numbered.graphs[0] == WeightedGraph(3, {{0, 2, 0.5}, {0, 1, 1.5}}, {"2", "7", "10"}));
  CHECK(listed("source,target\n0,1\n1,2\n").graphs[0] == WeightedGraph(3, {{0, 1, 1}, {1, 2, 1}}, {"0", "1", "2"}));
  CHECK(listed("eve bob\nann eve\n").graphs[0] == WeightedGraph(3, {{1, 2, 1}, {0, 2, 1}}, {"ann", "bob", "eve"}));
  CHECK(!numbered.labels);
}

TEST_CASE("loops and repeated edges are merged and counted, both directions are one edge",
          "[exchange][graphs][example]") {
  std::vector<std::string> warnings;
  const Context told({.warning = [&](const Warning& warning) { warnings.push_back(warning.text); }});
  CHECK(listed("0 1 3\n1 0 3\n", told).graphs[0] == WeightedGraph(2, {{0, 1, 3}}, {"0", "1"}));
  CHECK(warnings.empty());
  CHECK(listed("0 1 3\n1 0 2\n1 2 1\n1 2 1\n4 4 1\n", told).graphs[0].edges() == Edges{{0, 1, 2}, {1, 2, 1}});
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
  const auto attributed = read_graphs({.path = data_folder() + "/graphs/BZR", .attribute = "2"}, context);
  REQUIRE(attributed.vertex_attribute);
  CHECK((*attributed.vertex_attribute)[0][0] == 0.061623);
}

TEST_CASE("weights of a TU set are a column of its edge attributes, or its edge labels",
          "[exchange][graphs][example]") {
  GraphFiles files{.adjacency = {"A", "1, 2\n2, 1\n3, 2\n"}, .indicator = {"indicator", "1\n1\n1\n"}};
  files.edge_attributes = Source{"edge_attributes", "1, 0.5\n1, 0.5\n2, 0.25\n"};
  files.edge_labels = Source{"edge_labels", "3\n3\n4\n"};
  const auto weighted = [&](const std::string& weight) {
    return parse_graph_dataset(files, {.weight = weight}, context).graphs[0].edges();
  };
  CHECK(weighted("") == Edges{{0, 1, 1}, {1, 2, 1}});
  CHECK(weighted("1") == Edges{{0, 1, 0.5}, {1, 2, 0.25}});
  CHECK(weighted("label") == Edges{{0, 1, 3}, {1, 2, 4}});
  CHECK(code_of([&] { weighted("2"); }) == "D106");
  files.edge_labels = Source{"edge_labels", "3\n"};
  CHECK_THAT(reason_of([&] { weighted("label"); }), Contains("edge_labels: needs a line for each of 3 edges, got 1"));
  files.edge_labels.reset();
  CHECK(code_of([&] { weighted("label"); }) == "D106");
  CHECK(code_of([&] { parse_graph_dataset(files, {.attribute = "0"}, context); }) == "D106");  // there are none
}

TEST_CASE("a named column of an edge list is its weight", "[exchange][graphs][example]") {
  const std::string text = "source,target,since,cost\na,b,1990,2.5\nb,c,1991,0.5\n";
  CHECK(parse_edge_list({"n", text}, {.weight = "cost"}, context).graphs[0].edges() == Edges{{0, 1, 2.5}, {1, 2, 0.5}});
  CHECK(code_of([&] { parse_edge_list({"n", text}, {}, context); }) == "D102");
  CHECK(code_of([&] { parse_edge_list({"n", text}, {.weight = "price"}, context); }) == "D106");
}

namespace {

const std::string& graphml() {
  static const std::string text =
      "<?xml version='1.0' encoding='utf-8'?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
      "<key id=\"d0\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n"
      "<key id=\"d1\" for=\"node\" attr.name=\"height\" attr.type=\"double\"><default>7</default></key>\n"
      "<key id=\"d2\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n"
      "<key id=\"d3\" for=\"edge\" attr.name=\"cost\" attr.type=\"int\"><default>1</default></key>\n"
      "<graph edgedefault=\"directed\"><edge source=\"b\" target=\"a\"><data key=\"d2\">0.5</data></edge>\n"
      "<node id=\"a\"><data key=\"d0\">12</data><data key=\"d1\"> 1.5\n</data></node>\n"
      "<node id=\"b\"><desc>passed over</desc></node><node id=\"c\"/>\n"
      "<edge source=\"a\" target=\"c\"><data key=\"d3\">4</data><data key=\"d2\">2</data></edge>\n"
      "</graph></graphml>\n";
  return text;
}

GraphData parsed_xml(const std::string& text, const GraphsOptions& options = {}) {
  return parse_graphml({"net.graphml", text}, options, context);
}

std::string within(const std::string& inner) { return "<graphml><graph>" + inner + "</graph></graphml>"; }

}  // namespace

TEST_CASE("a GraphML is a graph with named vertices, weights and a number a vertex", "[exchange][graphs][example]") {
  const auto data = parsed_xml(graphml());
  REQUIRE(data.graphs.size() == 1);
  CHECK(data.graphs.id(0) == "net");
  CHECK(data.graphs[0] == WeightedGraph(3, {{0, 1, 0.5}, {0, 2, 2}}, {"a", "b", "c"}));
  REQUIRE(data.vertex_attribute);
  CHECK((*data.vertex_attribute)[0] == ScalarField({1.5, 7, 7}, "height"));
  CHECK(parsed_xml(graphml(), {.weight = "cost"}).graphs[0].edges() == Edges{{0, 1, 1}, {0, 2, 4}});

  const auto two = parsed_xml("<graphml><graph><node id='x'/></graph><graph/></graphml>");
  CHECK(two.graphs.ids() == std::vector<std::string>{"0000", "0001"});
  CHECK(two.graphs[0].size() == 1);
  CHECK(!two.vertex_attribute);
}

TEST_CASE("a GraphML is refused where it is none, and when it brings entities", "[exchange][graphs][error]") {
  const auto reason = [](const std::string& text) { return reason_of([&] { parsed_xml(text); }); };
  CHECK_THAT(reason(within("<node id='a'/>\n<edge source='a' target='b'/>")),
             Contains("net.graphml:2: the graph has no vertex 'b'"));
  CHECK_THAT(reason(within("<node id='a'/><node id='a'/>")), Contains("the vertex 'a' is given twice"));
  CHECK_THAT(reason(within("<node id='a'><data key='k'>1</data></node>")), Contains("needs a declared key, got 'k'"));
  CHECK_THAT(reason("<graphml>\n <graph></graphml>"), Contains("net.graphml:2: column 11: is no well-formed XML"));
  CHECK_THAT(reason("<svg/>"), Contains("needs a <graphml>, got 'svg'"));
  CHECK(code_of([] { parsed_xml("<graphml><graph>"); }) == "D202");
  CHECK(code_of([] { parsed_xml("<graphml/>"); }) == "D103");
  CHECK(code_of([] { parsed_xml(within("<hyperedge/>")); }) == "D203");
  CHECK(code_of([] { parsed_xml(within("<node id='a'><graph/></node>")); }) == "D203");
  CHECK(code_of([] { parsed_xml("<!DOCTYPE graphml [<!ENTITY a 'b'>]><graphml>&a;</graphml>"); }) == "D203");
  CHECK(code_of([] { parsed_xml("<!DOCTYPE graphml SYSTEM 'http://a/b.dtd'><graphml/>"); }) == "D203");
  CHECK(code_of([] { parsed_xml(graphml(), {.attribute = "depth"}); }) == "D106");
  CHECK(code_of([] { parsed_xml(graphml(), {.weight = "height"}); }) == "D106");
  CHECK_THAT(reason_of([] { parsed_xml(graphml(), {.attribute = "kind"}); }),
             Contains("2 of 3 vertices have no 'kind'"));
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<x>";
  CHECK(code_of([&] { parsed_xml("<graphml>" + deep); }) == "R303");
}

TEST_CASE("a square Matrix Market file is a graph", "[exchange][graphs][example]") {
  const auto edges = [](const std::string& text) { return parse_matrix_graph({"m.mtx", text}, context).graphs[0]; };
  CHECK(edges("%%MatrixMarket matrix coordinate real symmetric\n% by hand\n3 3 3\n2 1 0.5\n3 3 9\n3 2 0\n") ==
        WeightedGraph(3, {{0, 1, 0.5}, {1, 2, 0}}));
  CHECK(edges("%%MatrixMarket matrix coordinate pattern general\n2 2 2\n1 2\n2 1\n") == WeightedGraph(2, {{0, 1, 1}}));
  CHECK(edges("%%MatrixMarket matrix array integer general\n2 2\n5\n3\n3\n5\n") == WeightedGraph(2, {{0, 1, 3}}));
  CHECK(edges("%%MatrixMarket matrix array real symmetric\n3 3\n0\n1\n0\n0\n2\n0\n") ==
        WeightedGraph(3, {{0, 1, 1}, {1, 2, 2}}));

  const std::string head = "%%MatrixMarket matrix coordinate real ";
  CHECK_THAT(reason_of([&] { edges(head + "general\n2 2 1\n1 3 1\n"); }),
             Contains("m.mtx:3: needs a column from 1 to 2, got '3'"));
  CHECK_THAT(reason_of([&] { edges(head + "symmetric\n2 2 1\n1 2 1\n"); }),
             Contains("lists entries on and below the diagonal, got (1, 2)"));
  CHECK_THAT(reason_of([&] { edges(head + "general\n2 2 1\n1 2 1 4\n"); }), Contains("needs the end of the line"));
  CHECK_THAT(reason_of([&] { edges(head + "general\n2 2 1\n1 2 1\n2 1 1\n"); }), Contains("header says, got more"));
  CHECK(code_of([&] { edges(head + "general\n2 2 2\n1 2 1\n"); }) == "D202");
  CHECK(code_of([&] { edges(head + "general\n2 3 0\n"); }) == "D102");
  CHECK(code_of([&] { edges(head + "hermitian\n2 2 0\n"); }) == "D203");
  CHECK(code_of([&] { edges("%%MatrixMarket matrix coordinate complex general\n2 2 0\n"); }) == "D203");
}

TEST_CASE("an edge list as networkx writes it without data has edges of weight 1", "[exchange][graphs][example]") {
  const GraphData data = parse_edge_list({"path.edges", "0 1 {}\n1 2 {}\n"}, {}, Context());
  CHECK(data.graphs[0].edges() == std::vector<WeightedEdge>{{0, 1, 1}, {1, 2, 1}});
}
