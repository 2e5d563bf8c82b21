// SPDX-License-Identifier: MIT
#include "tessera/exchange/graphs.hpp"

#include "exchange/label_names.hpp"
#include "exchange/lines.hpp"
#include "exchange/place.hpp"
#include "exchange/rows.hpp"
#include "tessera/exchange/table.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <tuple>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

/// Edges as a file gives them, before they are made a graph's.
class EdgeGathering {
 public:
  void add(Index u, Index v, double weight) {
    if (u == v)
      ++loops_;
    else
      given_.push_back({{std::min(u, v), std::max(u, v), weight}, u > v});
  }

  /// The graph, with the edges left out and merged added to the counts.
  WeightedGraph graph(Index vertices, std::uint64_t& loops, std::uint64_t& repeated) {
    std::ranges::sort(given_, {}, [](const Given& g) { return std::tuple(g.edge.u, g.edge.v, g.edge.weight); });
    std::vector<WeightedEdge> edges;
    for (std::size_t begin = 0, end = 0; begin < given_.size(); begin = end) {
      const WeightedEdge& edge = given_[begin].edge;
      while (end < given_.size() && given_[end].edge.u == edge.u && given_[end].edge.v == edge.v) ++end;
      const bool is_both_ways = end - begin == 2 && given_[begin].edge == given_[begin + 1].edge &&
                                given_[begin].is_backward != given_[begin + 1].is_backward;
      if (!is_both_ways) repeated += end - begin - 1;
      edges.push_back(edge);
    }
    loops += loops_;
    return WeightedGraph(vertices, std::move(edges));
  }

 private:
  struct Given {
    WeightedEdge edge;
    bool is_backward;
  };
  std::vector<Given> given_;
  std::uint64_t loops_ = 0;
};

void warn_merged(std::uint64_t loops, std::uint64_t repeated, std::string_view file, const Context& context) {
  if (loops > 0) context.warn(fmt::format("{}: {} edges from a vertex to itself were left out", file, loops));
  if (repeated > 0)
    context.warn(fmt::format("{}: {} edges were given before and were merged, with the least weight", file, repeated));
}

constexpr TableOptions lines_of_numbers{.header = HeaderRow::absent};

/// A cell that counts from 1 to `last`.
Index number_from_1(const TextTable& table, std::size_t row, std::size_t column, std::uint64_t last,
                    std::string_view what) {
  const auto number = parse_count(trimmed(table.cell(row, column)));
  if (!number || *number == 0 || *number > last)
    refuse_line(codes::bad_value, table.name, table.lines[row],
                fmt::format("needs {} from 1 to {}, got {}", what, last, shown(table.cell(row, column))));
  return Index(*number - 1);
}

void need_columns(const TextTable& table, std::size_t least, std::size_t most, std::string_view what) {
  if (table.columns < least || table.columns > most)
    refuse_line(codes::bad_shape, table.name, table.lines.front(),
                fmt::format("needs {}, got {} columns", what, table.columns));
}

/// Where the vertices of all graphs belong.
struct Membership {
  std::vector<Index> graph, place;  // of a vertex: its graph, and its number there
  std::vector<Index> sizes;         // of the graphs
};

Membership membership(Source indicator, std::optional<std::uint64_t> graphs) {
  const TextTable table = parse_table(indicator, lines_of_numbers);
  need_columns(table, 1, 1, "the number of a graph on every line");
  index_of(table.rows(), table.name, "vertices");
  Membership members;
  members.sizes.resize(graphs.value_or(0), 0);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const Index graph = number_from_1(table, row, 0, graphs.value_or(table.rows()), "the number of a graph");
    if (graph >= members.sizes.size()) members.sizes.resize(std::size_t{graph} + 1, 0);
    members.graph.push_back(graph);
    members.place.push_back(members.sizes[graph]++);
  }
  return members;
}

Collection<WeightedGraph> gathered(Source adjacency, const Membership& members, const Context& context) {
  std::vector<EdgeGathering> edges(members.sizes.size());
  if (!trimmed(adjacency.bytes).empty()) {
    const TextTable table = parse_table(adjacency, lines_of_numbers);
    need_columns(table, 2, 2, "the two ends of an edge on every line");
    for (std::size_t row = 0; row < table.rows(); ++row) {
      std::array<Index, 2> ends;
      for (std::size_t end = 0; end < 2; ++end)
        ends[end] = number_from_1(table, row, end, members.graph.size(), "a vertex");
      if (members.graph[ends[0]] != members.graph[ends[1]])
        refuse_line(codes::bad_value, table.name, table.lines[row],
                    fmt::format("needs both ends in one graph, got graphs {} and {}", members.graph[ends[0]] + 1,
                                members.graph[ends[1]] + 1));
      edges[members.graph[ends[0]]].add(members.place[ends[0]], members.place[ends[1]], 1.0);
    }
  }

  Collection<WeightedGraph> graphs;
  std::uint64_t loops = 0, repeated = 0;
  for (std::size_t graph = 0; graph < edges.size(); ++graph)
    graphs.add(index_id(graph), edges[graph].graph(members.sizes[graph], loops, repeated));
  warn_merged(loops, repeated, adjacency.name, context);
  return graphs;
}

/// One column of a file with a line a vertex, per graph.
Collection<ScalarField> vertex_values(Source source, std::string_view column, const Membership& members,
                                      const std::string& unit) {
  const TextTable table = parse_table(source, lines_of_numbers);
  if (table.rows() != members.graph.size())
    refuse(codes::bad_shape, source.name,
           fmt::format("needs a line for each of {} vertices, got {}", members.graph.size(), table.rows()));
  const NumberTable all = numbers(table, {table.column(column)});
  std::vector<std::vector<double>> values(members.sizes.size());
  for (std::size_t vertex = 0; vertex < members.graph.size(); ++vertex)
    values[members.graph[vertex]].push_back(all.values[vertex]);

  Collection<ScalarField> fields;
  for (std::size_t graph = 0; graph < values.size(); ++graph)
    fields.add(index_id(graph), ScalarField(std::move(values[graph]), unit));
  return fields;
}

constexpr std::array<std::string_view, 5> suffixes = {"_A.txt", "_graph_indicator.txt", "_graph_labels.txt",
                                                      "_node_labels.txt", "_node_attributes.txt"};

/// The file, or the same with .gz; empty when there is neither.
std::string plain_or_gzip(const std::string& plain) {
  if (exists(plain)) return plain;
  return exists(plain + ".gz") ? plain + ".gz" : "";
}

/// FOLDER/NAME of a set of the TU collection; empty: the path is an edge list.
std::string dataset_prefix(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code unknown;
  if (fs::is_directory(path, unknown)) {
    const auto folder = fs::path(path).lexically_normal();
    const auto name = folder.has_filename() ? folder.filename() : folder.parent_path().filename();
    return (folder / name).string();
  }
  return plain_or_gzip(path + "_A.txt").empty() ? "" : path;
}

/// The files of a set; an optional one that there is not is empty.
std::array<std::string, 5> dataset_files(const std::string& prefix) {
  std::array<std::string, 5> files;
  for (std::size_t k = 0; k < files.size(); ++k) {
    const std::string plain = prefix + std::string(suffixes[k]);
    files[k] = plain_or_gzip(plain);
    if (k < 2 && files[k].empty())
      throw Error(codes::input_missing, fmt::format("{}: there is no such file, nor with .gz", plain),
                  "the path is a folder NAME that holds NAME_A.txt[.gz] and NAME_graph_indicator.txt[.gz], or the file "
                  "of an edge list");
  }
  return files;
}

}  // namespace

GraphData parse_graph_dataset(const GraphFiles& files, const GraphsOptions& options, const Context& context) {
  GraphData data;
  if (files.labels) {
    const TextTable table = parse_table(*files.labels, lines_of_numbers);
    need_columns(table, 1, 1, "the class of a graph on every line");
    data.labels = Labels(label_names(table, 0));
  }
  std::optional<std::uint64_t> count;
  if (data.labels) count = data.labels->size();
  const Membership members = membership(files.indicator, count);
  data.graphs = gathered(files.adjacency, members, context);
  if (files.vertex_labels) data.vertex_labels = vertex_values(*files.vertex_labels, "0", members, "label");
  if (files.vertex_attributes)
    data.vertex_attribute =
        vertex_values(*files.vertex_attributes, std::to_string(options.attribute), members, "attribute");
  return data;
}

GraphData parse_edge_list(Source source, const Context& context) {
  const TextTable table = parse_table(source);
  need_columns(table, 2, 3, "two ends and perhaps a weight on every line");
  auto names = label_names(table, 0);
  for (std::string& name : label_names(table, 1)) names.push_back(std::move(name));
  const Labels vertices(names);
  const bool is_weighted = table.columns == 3;
  const NumberTable weights = is_weighted ? numbers(table, {2}) : NumberTable{};

  EdgeGathering edges;
  const std::size_t rows = table.rows();
  for (std::size_t row = 0; row < rows; ++row)
    edges.add(vertices[Index(row)], vertices[Index(rows + row)], is_weighted ? weights.values[row] : 1.0);
  GraphData data;
  std::uint64_t loops = 0, repeated = 0;
  data.graphs.add(file_stem(source.name), edges.graph(Index(vertices.names().size()), loops, repeated));
  warn_merged(loops, repeated, source.name, context);
  return data;
}

std::vector<std::string> graph_files(const std::string& path) {
  const std::string prefix = dataset_prefix(path);
  if (prefix.empty()) return {path};
  std::vector<std::string> files;
  for (std::string& file : dataset_files(prefix))
    if (!file.empty()) files.push_back(std::move(file));
  return files;
}

GraphData read_graphs(const GraphsOptions& options, const Context& context) {
  const std::string prefix = dataset_prefix(options.path);
  if (prefix.empty()) {
    const File file = read_file(options.path, context.memory_budget());
    return parse_edge_list(file.source(), context);
  }

  std::array<std::optional<File>, 5> held;
  std::array<std::optional<Source>, 5> sources;
  const auto files = dataset_files(prefix);
  for (std::size_t k = 0; k < files.size(); ++k) {
    if (files[k].empty()) continue;
    held[k] = read_file(files[k], context.memory_budget());
    sources[k] = held[k]->source();
  }
  return parse_graph_dataset({*sources[0], *sources[1], sources[2], sources[3], sources[4]}, options, context);
}

}  // namespace tessera::exchange
