// SPDX-License-Identifier: MIT
// Brandes et al. 2002, GraphML progress report: http://graphml.graphdrawing.org/primer/graphml-primer.html
// 1. Keys come first: each declares a value of vertices or edges, perhaps with a default.
// 2. Vertices are numbered as they come, over all graphs; the values of each key are a list of (vertex, number), so
//    that memory follows the file, however many keys it declares.
// 3. Edges wait for the end of their graph: they may name vertices that come later.
#include "exchange/edge_gathering.hpp"
#include "exchange/lines.hpp"
#include "exchange/place.hpp"
#include "exchange/rows.hpp"
#include "exchange/xml.hpp"
#include "tessera/core/number.hpp"
#include "tessera/exchange/graphs.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

struct VertexValue {
  std::size_t vertex;  // over all graphs
  double value;
};

/// A declared attribute of vertices or edges.
struct Key {
  std::string id, name;
  bool is_of_vertices = false, is_of_edges = false, is_number = false;
  std::string fallback;  // empty: none
  std::uint64_t line = 0;
  std::vector<VertexValue> values;
};

struct Edge {
  std::string source, target;
  std::string weight;  // as written; empty: not given
  std::uint64_t line = 0;
};

struct Graph {
  std::vector<std::string> vertices;
  std::unordered_map<std::string, Index> numbers;  // of the vertices by their ids
  std::vector<Edge> edges;
};

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

class GraphmlReader : public XmlEvents {
 public:
  GraphmlReader(std::string_view file, const GraphsOptions& options) : file_(file), options_(options) {}

  void open(std::string_view name, const XmlAttributes& attributes, std::uint64_t line) override {
    const Element parent = open_.empty() ? Element::document : open_.back();
    open_.push_back(element(parent, name, line));
    switch (open_.back()) {
      case Element::key:
        return add_key(attributes, line);
      case Element::graph:
        return begin_graph();
      case Element::vertex:
        return add_vertex(attributes["id"], line);
      case Element::edge:
        return add_edge(attributes["source"], attributes["target"], line);
      case Element::data:
        return begin_data(parent, attributes["key"], line);
      default:
        text_.clear();
    }
  }

  void close(std::string_view, std::uint64_t line) override {
    const Element element = open_.back();
    open_.pop_back();
    if (element == Element::fallback) keys_.back().fallback = without_blanks(text_);
    if (element == Element::data) end_data(line);
    if (element == Element::graph) end_graph();
  }

  void text(std::string_view piece) override {
    if (open_.back() == Element::fallback || (open_.back() == Element::data && wanted_ != none)) text_ += piece;
  }

  GraphData finish(const Context& context) {
    if (graphs_.empty()) refuse(codes::too_few, file_, "needs a <graph>, got none");
    GraphData data;
    const auto id = [&](std::size_t graph) { return graphs_.size() == 1 ? file_stem(file_) : index_id(graph); };
    if (const Key* key = chosen_attribute()) {
      const auto values = all_values(*key);
      data.vertex_attribute.emplace();
      for (std::size_t graph = 0; graph < graphs_.size(); ++graph) {
        const auto begin = values.begin() + std::ptrdiff_t(starts_[graph]);
        const auto end = values.begin() + std::ptrdiff_t(starts_[graph + 1]);
        data.vertex_attribute->add(id(graph), ScalarField(std::vector<double>(begin, end), key->name));
      }
    }
    for (std::size_t graph = 0; graph < graphs_.size(); ++graph) data.graphs.add(id(graph), std::move(graphs_[graph]));
    merged_.warn(file_, context);
    return data;
  }

 private:
  enum class Element { document, graphml, key, fallback, graph, vertex, edge, data, other };

  /// What an element of that name is, within `parent`.
  Element element(Element parent, std::string_view name, std::uint64_t line) const {
    if (parent == Element::document) {
      if (name != "graphml")
        refuse_line(codes::bad_format, file_, line, fmt::format("needs a <graphml>, got {}", shown(name)));
      return Element::graphml;
    }
    if (parent == Element::graphml && name == "key") return Element::key;
    if (parent == Element::graphml && name == "graph") return Element::graph;
    if (parent == Element::key && name == "default") return Element::fallback;
    if (parent == Element::graph && name == "node") return Element::vertex;
    if (parent == Element::graph && name == "edge") return Element::edge;
    if ((parent == Element::vertex || parent == Element::edge) && name == "data") return Element::data;
    if ((parent == Element::vertex || parent == Element::edge) && name == "graph")
      refuse_line(codes::unsupported, file_, line, "a graph within a vertex or an edge is not read");
    if (parent == Element::graph && name == "hyperedge")
      refuse_line(codes::unsupported, file_, line, "hyperedges are not read");
    return Element::other;
  }

  void add_key(const XmlAttributes& attributes, std::uint64_t line) {
    if (!starts_.empty()) refuse_line(codes::bad_format, file_, line, "needs every <key> before the first <graph>");
    const std::string_view of = attributes["for"], type = attributes["attr.type"], name = attributes["attr.name"];
    Key key;
    key.id = attributes["id"];
    key.name = name.empty() ? key.id : std::string(name);
    key.is_of_vertices = of.empty() || of == "all" || of == "node";
    key.is_of_edges = of.empty() || of == "all" || of == "edge";
    key.is_number = type == "int" || type == "long" || type == "float" || type == "double" || type == "boolean";
    key.line = line;
    if (key.id.empty()) refuse_line(codes::bad_format, file_, line, "needs a <key> with an id");
    if (!key_numbers_.emplace(key.id, Index(keys_.size())).second)
      refuse_line(codes::bad_format, file_, line, fmt::format("the key {} is declared twice", shown(key.id)));
    keys_.push_back(std::move(key));
  }

  /// The key of vertices or edges that is called so. Throws Error D106 when there is none.
  Index key_called(const std::string& name, bool Key::*is_of, std::string_view what) const {
    std::string known;
    for (std::size_t k = 0; k < keys_.size(); ++k) {
      if (!(keys_[k].*is_of)) continue;
      if (keys_[k].name == name) return Index(k);
      if (known.size() < 200) known += (known.empty() ? "" : ", ") + shown(keys_[k].name);
    }
    refuse(codes::bad_request, file_, fmt::format("has no attribute {} of {}", shown(name), what),
           known.empty() ? "it has none" : "it has " + known);
  }

  void begin_graph() {
    if (starts_.empty()) {  // all keys are known now
      starts_.push_back(0);
      if (!options_.attribute.empty()) attribute_ = key_called(options_.attribute, &Key::is_of_vertices, "vertices");
      if (!options_.weight.empty()) weight_ = key_called(options_.weight, &Key::is_of_edges, "edges");
      for (std::size_t k = 0; k < keys_.size() && weight_ == none; ++k)
        if (keys_[k].is_of_edges && keys_[k].name == "weight") weight_ = Index(k);
    }
    graph_ = Graph{};
  }

  void add_vertex(std::string_view id, std::uint64_t line) {
    if (id.empty()) refuse_line(codes::bad_format, file_, line, "needs a <node> with an id");
    index_of(starts_.back() + graph_.vertices.size() + 1, file_, "vertices");
    if (!graph_.numbers.emplace(id, Index(graph_.vertices.size())).second)
      refuse_line(codes::bad_format, file_, line, fmt::format("the vertex {} is given twice", shown(id)));
    graph_.vertices.emplace_back(id);
  }

  void add_edge(std::string_view source, std::string_view target, std::uint64_t line) {
    if (source.empty() || target.empty())
      refuse_line(codes::bad_format, file_, line, "needs an <edge> with a source and a target");
    graph_.edges.push_back({std::string(source), std::string(target), {}, line});
  }

  void begin_data(Element parent, std::string_view id, std::uint64_t line) {
    text_.clear();
    const auto known = key_numbers_.find(std::string(id));
    if (known == key_numbers_.end())
      refuse_line(codes::bad_format, file_, line, fmt::format("needs a declared key, got {}", shown(id)));
    const Index key = known->second;
    is_of_edge_ = parent == Element::edge;
    if (is_of_edge_)
      wanted_ = key == weight_ ? key : none;
    else
      wanted_ = attribute_ == none ? (keys_[key].is_number && keys_[key].is_of_vertices ? key : none)
                                   : (key == attribute_ ? key : none);
  }

  void end_data(std::uint64_t line) {
    if (wanted_ == none) return;
    const std::string_view written = without_blanks(text_);
    if (is_of_edge_) {
      graph_.edges.back().weight = written;
    } else if (!written.empty()) {
      auto& values = keys_[wanted_].values;
      const std::size_t vertex = starts_.back() + graph_.vertices.size() - 1;
      if (!values.empty() && values.back().vertex == vertex)
        refuse_line(codes::bad_format, file_, line,
                    fmt::format("{} is given twice for one vertex", shown(keys_[wanted_].name)));
      values.push_back({vertex, number(written, line)});
    }
    wanted_ = none;
  }

  double number(std::string_view written, std::uint64_t line) const {
    if (written == "true") return 1;
    if (written == "false") return 0;
    const auto value = parse_double(written);
    if (!value) refuse_line(codes::bad_format, file_, line, fmt::format("needs a number, got {}", shown(written)));
    if (!std::isfinite(*value))
      refuse_line(codes::bad_value, file_, line, fmt::format("needs finite numbers, got {}", shown(written)));
    return *value;
  }

  double weight_of(const Edge& edge) const {
    if (weight_ == none) return 1;
    const std::string& written = edge.weight.empty() ? keys_[weight_].fallback : edge.weight;
    if (written.empty())
      refuse_line(codes::bad_value, file_, edge.line, fmt::format("the edge has no {}", shown(keys_[weight_].name)),
                  "give it one, or the key a <default>");
    return number(written, edge.line);
  }

  Index end_of(const std::string& id, const Edge& edge) const {
    const auto vertex = graph_.numbers.find(id);
    if (vertex == graph_.numbers.end())
      refuse_line(codes::bad_format, file_, edge.line, fmt::format("the graph has no vertex {}", shown(id)));
    return vertex->second;
  }

  void end_graph() {
    EdgeGathering edges;
    for (const Edge& edge : graph_.edges)
      edges.add(end_of(edge.source, edge), end_of(edge.target, edge), weight_of(edge));
    const auto vertices = Index(graph_.vertices.size());
    starts_.push_back(starts_.back() + vertices);
    graphs_.push_back(edges.graph(vertices, merged_, std::move(graph_.vertices)));
    graph_ = Graph{};
  }

  /// The key that was asked for; else the first of numbers that every vertex has; null where there is none.
  const Key* chosen_attribute() const {
    if (attribute_ != none) return &keys_[attribute_];
    for (const Key& key : keys_)
      if (key.is_of_vertices && key.is_number && (!key.fallback.empty() || key.values.size() == starts_.back()))
        return &key;
    return nullptr;
  }

  std::vector<double> all_values(const Key& key) const {
    if (key.fallback.empty() && key.values.size() < starts_.back())
      refuse_line(codes::bad_value, file_, key.line,
                  fmt::format("{} of {} vertices have no {}", starts_.back() - key.values.size(), starts_.back(),
                              shown(key.name)),
                  "give it to all, or the key a <default>");
    std::vector<double> values(starts_.back(), key.fallback.empty() ? 0 : number(key.fallback, key.line));
    for (const auto& [vertex, value] : key.values) values[vertex] = value;
    return values;
  }

  std::string_view file_;
  const GraphsOptions& options_;
  std::vector<Element> open_;
  std::string text_;

  std::vector<Key> keys_;
  std::unordered_map<std::string, Index> key_numbers_;
  Index attribute_ = none, weight_ = none;  // the keys asked for
  Index wanted_ = none;                     // the key of the <data> at hand, where it is kept
  bool is_of_edge_ = false;

  Graph graph_;  // at hand
  std::vector<WeightedGraph> graphs_;
  std::vector<std::size_t> starts_;  // of the vertices of each graph; one more at the end
  MergedEdges merged_;
};

}  // namespace

GraphData parse_graphml(Source source, const GraphsOptions& options, const Context& context) {
  GraphmlReader reader(source.name, options);
  parse_xml(source, reader, context);
  return reader.finish(context);
}

}  // namespace tessera::exchange
