// SPDX-License-Identifier: MIT
#include "filtration/ranked_graph.hpp"

#include "core/value_order.hpp"
#include "filtration/flag_expansion.hpp"

#include <algorithm>

namespace tessera {
namespace {

template <int N>
std::vector<std::vector<Index>> function_ranks(const std::vector<Grade<N>>& vertices) {
  std::vector<std::vector<Index>> ranks(N - 1, std::vector<Index>(vertices.size()));
  for (std::size_t v = 0; v < vertices.size(); ++v)
    for (int axis = 1; axis < N; ++axis) ranks[axis - 1][v] = vertices[v][axis];
  return ranks;
}

/// Fills axis 0 with the length at which vertices start and those that are left; edges then have the ranks of that
/// axis.
void fit_scale(Axis& scale, RankedGraph& graph, double start) {
  std::vector<Index> rank(graph.lengths.size(), none);
  for (const auto& edge : graph.edges) rank[edge.length] = 0;

  scale.values.reserve(std::size_t(std::ranges::count(rank, Index{0})) + 1);
  scale.values.push_back(start);
  for (std::size_t length = 0; length < rank.size(); ++length) {
    if (rank[length] == none) continue;
    if (graph.lengths[length] > start) scale.values.push_back(graph.lengths[length]);
    rank[length] = Index(scale.values.size() - 1);
  }
  for (auto& edge : graph.edges) edge.length = rank[edge.length];
}

}  // namespace

RankedGraph ranked(std::vector<std::pair<Index, Index>> pairs, std::vector<double> lengths) {
  const auto order = order_by_value(lengths);
  RankedGraph graph;
  graph.edges.reserve(pairs.size());
  graph.lengths.reserve(pairs.size());
  for (const Index edge : order) {
    if (graph.lengths.empty() || graph.lengths.back() < lengths[edge]) graph.lengths.push_back(lengths[edge]);
    graph.edges.push_back({pairs[edge].first, pairs[edge].second, Index(graph.lengths.size() - 1)});
  }
  return graph;
}

std::uint64_t graph_memory(Index vertices, std::uint64_t edges, Collapse collapse) {
  constexpr std::uint64_t ranking = 40;                     // pair, length, order, distinct length, edge
  constexpr std::uint64_t held = 8 + sizeof(FilteredEdge);  // distinct length, edge
  constexpr std::uint64_t written =
      64;  // value, ends, grade, face, and what the allocator does not give back: measured
  const std::uint64_t on_vertices = std::uint64_t{vertices} * 24;
  const std::uint64_t collapsing =
      collapse == Collapse::off
          ? written * edges
          : held * edges + std::max(sizeof(FilteredEdge) * edges, collapse_memory(vertices, edges));
  return on_vertices + std::max(ranking * edges, collapsing);
}

template <int N>
FilteredComplex<N> expanded(FunctionAxes<N> functions, RankedGraph graph, double start, const CollapseOptions& collapse,
                            Index expanded_to, std::string_view remedy, const Context& context) {
  const auto n = Index(functions.vertices.size());
  graph.edges = collapse_edges(n, std::move(graph.edges), function_ranks(functions.vertices), collapse, context);
  if (n > 0) fit_scale(functions.grid.axes[0], graph, start);
  graph.lengths = {};

  std::vector<FilteredEdge> edges = std::move(graph.edges);
  std::ranges::sort(edges, {}, [](const FilteredEdge& e) { return std::pair(e.u, e.v); });
  std::vector<std::pair<Index, Index>> ends;
  CellBlock<N> block;
  block.stride = 2;
  ends.reserve(edges.size());
  block.grades.reserve(edges.size());
  block.faces.reserve(2 * edges.size());
  for (const auto& [u, v, length] : edges) {
    auto grade = join(functions.vertices[u], functions.vertices[v]);
    grade[0] = length;
    ends.emplace_back(u, v);
    block.grades.push_back(grade);
    block.faces.insert(block.faces.end(), {u, v});
  }
  edges = {};

  FilteredComplex<N> complex;
  complex.grid = std::move(functions.grid);
  complex.complete_dimension = expanded_to;
  complex.blocks.push_back({.grades = std::move(functions.vertices), .faces = {}, .stride = 0, .offsets = {}});
  complex.blocks.push_back(std::move(block));
  expand_flag(complex, ends, expanded_to, remedy, context);
  return complex;
}

template FilteredComplex<1> expanded(FunctionAxes<1>, RankedGraph, double, const CollapseOptions&, Index,
                                     std::string_view, const Context&);
template FilteredComplex<2> expanded(FunctionAxes<2>, RankedGraph, double, const CollapseOptions&, Index,
                                     std::string_view, const Context&);
template FilteredComplex<3> expanded(FunctionAxes<3>, RankedGraph, double, const CollapseOptions&, Index,
                                     std::string_view, const Context&);
template FilteredComplex<4> expanded(FunctionAxes<4>, RankedGraph, double, const CollapseOptions&, Index,
                                     std::string_view, const Context&);

}  // namespace tessera
