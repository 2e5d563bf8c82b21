// SPDX-License-Identifier: MIT
#include "tessera/filtration/flag_complex.hpp"

#include "filtration/ranked_graph.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr std::string_view remedy = "lower max_dimension, keep collapse on, or leave out the edges that come last";

}  // namespace

template <int N>
FilteredComplex<N> flag_complex(const WeightedGraph& graph, const Many<ScalarField>& values,
                                const FlagComplexOptions& options, const Context& context) {
  if (options.max_dimension < 1 || options.max_dimension > 8)
    throw Error(codes::bad_request, fmt::format("needs a dimension from 1 to 8, got {}", options.max_dimension))
        .within("max_dimension");
  auto functions = function_axes<N>(values, options.direction, graph.size(), graph.size());
  Axis& weight = functions.grid.axes[0];
  weight.name = weight.unit = "weight";
  weight.direction = options.weights;
  context.require_memory(graph_memory(graph.size(), graph.edges().size(), options.collapse),
                         fmt::format("a graph of {} edges", graph.edges().size()), remedy);

  std::vector<std::pair<Index, Index>> pairs;
  std::vector<double> entries;
  pairs.reserve(graph.edges().size());
  entries.reserve(graph.edges().size());
  double start = 0;
  for (const auto& edge : graph.edges()) {
    pairs.emplace_back(edge.u, edge.v);
    entries.push_back((options.weights == Direction::superlevel ? -edge.weight : edge.weight) + 0.0);  // -0 becomes 0
    start = std::min(start, entries.back());
  }
  const CollapseOptions collapse{.effort = options.collapse, .max_dimension = options.max_dimension};
  return expanded(std::move(functions), ranked(std::move(pairs), std::move(entries)), start, collapse,
                  options.max_dimension, remedy, context);
}

template FilteredComplex<1> flag_complex(const WeightedGraph&, const Many<ScalarField>&, const FlagComplexOptions&,
                                         const Context&);
template FilteredComplex<2> flag_complex(const WeightedGraph&, const Many<ScalarField>&, const FlagComplexOptions&,
                                         const Context&);
template FilteredComplex<3> flag_complex(const WeightedGraph&, const Many<ScalarField>&, const FlagComplexOptions&,
                                         const Context&);
template FilteredComplex<4> flag_complex(const WeightedGraph&, const Many<ScalarField>&, const FlagComplexOptions&,
                                         const Context&);

}  // namespace tessera
