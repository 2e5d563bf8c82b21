// SPDX-License-Identifier: MIT
#include "tessera/exchange/graphs.hpp"

#include "exchange/edge_gathering.hpp"
#include "exchange/label_names.hpp"
#include "exchange/lines.hpp"
#include "exchange/matrix_market.hpp"
#include "exchange/place.hpp"
#include "exchange/rows.hpp"
#include "exchange/xml.hpp"
#include "tessera/exchange/info.hpp"
#include "tessera/exchange/table.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

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

/// One number an edge, or nothing where all weights are 1.
std::vector<double> edge_weights(const GraphFiles& files, const std::string& weight, std::size_t edges) {
  if (weight.empty()) return {};
  const bool is_label = weight == "label";
  const auto& source = is_label ? files.edge_labels : files.edge_attributes;
  if (!source)
    refuse(codes::bad_request, files.adjacency.name,
           fmt::format("needs a file {} beside it for weight = {}",
                       is_label ? "NAME_edge_labels.txt" : "NAME_edge_attributes.txt", shown(weight)),
           "leave 'weight' out: all weights are then 1");
  const TextTable table = parse_table(*source, lines_of_numbers);
  if (table.rows() != edges)
    refuse(codes::bad_shape, source->name,
           fmt::format("needs a line for each of {} edges, got {}", edges, table.rows()));
  return numbers(table, {is_label ? 0 : table.column(weight)}).values;
}

Collection<WeightedGraph> gathered(const GraphFiles& files, const std::string& weight, const Membership& members,
                                   const Context& context) {
  std::vector<EdgeGathering> edges(members.sizes.size());
  if (!trimmed(files.adjacency.bytes).empty()) {
    const TextTable table = parse_table(files.adjacency, lines_of_numbers);
    need_columns(table, 2, 2, "the two ends of an edge on every line");
    const auto weights = edge_weights(files, weight, table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row) {
      std::array<Index, 2> ends;
      for (std::size_t end = 0; end < 2; ++end)
        ends[end] = number_from_1(table, row, end, members.graph.size(), "a vertex");
      if (members.graph[ends[0]] != members.graph[ends[1]])
        refuse_line(codes::bad_value, table.name, table.lines[row],
                    fmt::format("needs both ends in one graph, got graphs {} and {}", members.graph[ends[0]] + 1,
                                members.graph[ends[1]] + 1));
      edges[members.graph[ends[0]]].add(members.place[ends[0]], members.place[ends[1]],
                                        weights.empty() ? 1.0 : weights[row]);
    }
  }

  Collection<WeightedGraph> graphs;
  MergedEdges merged;
  for (std::size_t graph = 0; graph < edges.size(); ++graph)
    graphs.add(index_id(graph), edges[graph].graph(members.sizes[graph], merged));
  merged.warn(files.adjacency.name, context);
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

constexpr std::size_t file_kinds = 7;
constexpr std::array<std::string_view, file_kinds> suffixes = {
    "_A.txt",           "_graph_indicator.txt", "_graph_labels.txt", "_node_labels.txt", "_node_attributes.txt",
    "_edge_labels.txt", "_edge_attributes.txt"};

constexpr std::array<std::string_view, file_kinds> what_they_hold = {
    "edges", "graphs", "graph labels", "vertex labels", "vertex attributes", "edge labels", "edge attributes"};

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
std::array<std::string, file_kinds> dataset_files(const std::string& prefix) {
  std::array<std::string, file_kinds> files;
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
  data.graphs = gathered(files, options.weight, members, context);
  if (files.vertex_labels) data.vertex_labels = vertex_values(*files.vertex_labels, "0", members, "label");
  if (files.vertex_attributes)
    data.vertex_attribute = vertex_values(*files.vertex_attributes, options.attribute.empty() ? "0" : options.attribute,
                                          members, "attribute");
  else if (!options.attribute.empty())
    refuse(codes::bad_request, files.adjacency.name, "needs a file NAME_node_attributes.txt beside it for 'attribute'",
           "leave 'attribute' out");
  return data;
}

namespace {

bool all_cells_are(const TextTable& table, std::size_t column, std::string_view text) {
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (table.cell(row, column) != text) return false;
  return true;
}

}  // namespace

GraphData parse_edge_list(Source source, const GraphsOptions& options, const Context& context) {
  const TextTable table = parse_table(source);
  if (options.weight.empty()) need_columns(table, 2, 3, "two ends and perhaps a weight on every line");
  auto names = label_names(table, 0);
  for (std::string& name : label_names(table, 1)) names.push_back(std::move(name));
  const Labels vertices(names);
  // networkx writes what it knows of an edge last, as {} where that is nothing.
  const bool is_weighted = table.columns >= 3 && !(options.weight.empty() && all_cells_are(table, 2, "{}"));
  const std::size_t column = options.weight.empty() ? 2 : table.column(options.weight);
  const NumberTable weights = is_weighted ? numbers(table, {column}) : NumberTable{};

  EdgeGathering edges;
  const std::size_t rows = table.rows();
  for (std::size_t row = 0; row < rows; ++row)
    edges.add(vertices[Index(row)], vertices[Index(rows + row)], is_weighted ? weights.values[row] : 1.0);
  GraphData data;
  MergedEdges merged;
  data.graphs.add(file_stem(source.name), edges.graph(Index(vertices.names().size()), merged, vertices.names()));
  merged.warn(source.name, context);
  return data;
}

GraphData parse_matrix_graph(Source source, const Context& context) {
  const MatrixMarket matrix = parse_matrix_market(source, context);
  if (matrix.rows != matrix.columns)
    refuse(codes::bad_shape, source.name,
           fmt::format("a graph needs a square matrix, got {} x {}", matrix.rows, matrix.columns));
  EdgeGathering edges;
  for (const auto& [row, column, value] : matrix.entries)
    if (!matrix.is_dense || (value != 0 && row != column)) edges.add(row, column, value);
  GraphData data;
  MergedEdges merged;
  data.graphs.add(file_stem(source.name), edges.graph(matrix.rows, merged));
  merged.warn(source.name, context);
  return data;
}

namespace {

GraphData parse_lone(Source source, const GraphsOptions& options, const Context& context) {
  if (!options.attribute.empty() && !is_xml(source))
    refuse(codes::bad_request, source.name, "its vertices have no attributes", "leave 'attribute' out");
  if (is_matrix_market(source)) {
    if (!options.weight.empty())
      refuse(codes::bad_request, source.name, "a matrix has one weight an edge", "leave 'weight' out");
    return parse_matrix_graph(source, context);
  }
  return is_xml(source) ? parse_graphml(source, options, context) : parse_edge_list(source, options, context);
}

}  // namespace

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
    return parse_lone(file.source(), options, context);
  }

  std::array<std::optional<File>, file_kinds> held;
  std::array<std::optional<Source>, file_kinds> sources;
  const auto files = dataset_files(prefix);
  for (std::size_t k = 0; k < files.size(); ++k) {
    if (files[k].empty()) continue;
    held[k] = read_file(files[k], context.memory_budget());
    sources[k] = held[k]->source();
  }
  return parse_graph_dataset({*sources[0], *sources[1], sources[2], sources[3], sources[4], sources[5], sources[6]},
                             options, context);
}

std::string graphs_brief(const std::string& path) {
  const std::string prefix = dataset_prefix(path);
  if (prefix.empty()) return header_brief(path, "");
  std::string held;
  const auto files = dataset_files(prefix);
  for (std::size_t k = 2; k < files.size(); ++k)
    if (!files[k].empty()) held += (held.empty() ? " with " : ", ") + std::string(what_they_hold[k]);
  return "TU data set" + held;
}

}  // namespace tessera::exchange
