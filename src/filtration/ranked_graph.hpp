// SPDX-License-Identifier: MIT
#pragma once

#include "filtration/edge_collapse.hpp"
#include "filtration/function_axes.hpp"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace tessera {

/// A graph whose edges know their lengths by rank.
struct RankedGraph {
  std::vector<double> lengths;  // strictly increasing
  std::vector<FilteredEdge> edges;
};

/// The pairs u < v in the order of their lengths.
RankedGraph ranked(std::vector<std::pair<Index, Index>> pairs, std::vector<double> lengths);

/// Bytes that a graph with functions on its vertices takes, at most at once, until its cliques are formed.
std::uint64_t graph_memory(Index vertices, std::uint64_t edges, Collapse collapse);

/// The flag complex of a graph filtered by length and by functions on its vertices, without its dominated edges.
/// Vertices enter axis 0 at `start`, which is at most every length. Of the cliques that `collapse` reckons with, those
/// of dimension `expanded_to` and below are formed. Throws as expand_flag.
template <int N>
FilteredComplex<N> expanded(FunctionAxes<N> functions, RankedGraph graph, double start, const CollapseOptions& collapse,
                            Index expanded_to, std::string_view remedy, const Context& context);

}  // namespace tessera
