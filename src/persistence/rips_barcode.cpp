// SPDX-License-Identifier: MIT
// 1. Edges up to max_diameter (rips_edges.hpp); by the collapse route dominated ones leave.
// 2. Edges get their ranks (rips_graph.hpp). Degree 0 is a spanning forest.
// 3. One sweep pairs all simplices of most steps and finds the columns that are left (rips_sweep.hpp).
// 4. These are reduced in cohomology (rips_cohomology.hpp); cycles, if asked for, in homology (rips_cycles.hpp).
#include "tessera/persistence/rips_barcode.hpp"

#include "filtration/edge_collapse.hpp"
#include "persistence/rips_cycles.hpp"
#include "persistence/rips_edges.hpp"
#include "tessera/core/error.hpp"

#include <fmt/format.h>

namespace tessera {
namespace {

/// The graph without filtration-dominated edges; the lengths of the others stay.
RipsGraph collapsed(const RipsGraph& graph, Index max_degree, const Context& context) {
  std::vector<double> lengths;
  std::vector<FilteredEdge> edges;
  edges.reserve(graph.edges.size());
  for (Index rank = 0; rank < graph.edge_count(); ++rank) {
    if (lengths.empty() || lengths.back() < graph.lengths[rank]) lengths.push_back(graph.lengths[rank]);
    edges.push_back({graph.edges[rank].u, graph.edges[rank].v, Index(lengths.size() - 1)});
  }
  edges =
      collapse_edges(graph.vertex_count, std::move(edges), {},
                     {.effort = Collapse::strong, .max_dimension = max_degree + 1, .clique_cost = infinity}, context);

  std::vector<MeasuredEdge> measured;
  measured.reserve(edges.size());
  for (const auto& [u, v, length] : edges) measured.push_back({lengths[length], u, v});
  return ranked_graph(graph.vertex_count, std::move(measured));
}

void require_simplex_numbers(const RipsGraph& graph, Index max_degree) {
  if (const unsigned bits = SimplexCode::bits(graph, max_degree + 1); bits > 63)
    throw Error(codes::over_cap,
                fmt::format("needs simplices of dimension {} to fit 63 bits, got {} for {} points and {} edges",
                            max_degree + 1, bits, graph.vertex_count, graph.edge_count()),
                "lower max_degree or max_diameter, or subsample the points");
}

/// The bars and cycles of one degree, in the same order.
struct Collected {
  std::vector<Bar> bars;
  std::vector<Cycle> cycles;

  void add(Bar bar, Cycle* cycle) {
    if (!(bar.birth < bar.death)) return;
    bars.push_back(bar);
    if (cycle) cycles.push_back(std::move(*cycle));
  }
};

Barcode barcode(RipsGraph& graph, const RipsBarcodeOptions& options, const PrimeField& field, const Context& context) {
  const SpanningForest forest = spanning_forest(graph);
  std::vector<RipsPairs> pairs(1);
  if (options.max_degree > 0)
    pairs = rips_pairs(graph, sweep_edges(graph, forest, options.max_degree, context), field, context);
  std::vector<RipsCycles> cycles;
  if (options.cycles) cycles = rips_cycles(graph, forest, pairs, field, context);
  const auto finite_cycle = [&](Index k, std::size_t i) { return cycles.empty() ? nullptr : &cycles[k].finite[i]; };
  const auto essential_cycle = [&](Index k, std::size_t i) {
    return cycles.empty() ? nullptr : &cycles[k].essential[i];
  };

  Collected result;
  for (std::size_t i = 0; i < forest.edges.size(); ++i)
    result.add({0, graph.lengths[forest.edges[i]], 0}, finite_cycle(0, i));
  for (std::size_t i = 0; i < forest.components.size(); ++i) result.add({0, infinity, 0}, essential_cycle(0, i));
  for (Index k = 1; k < pairs.size(); ++k) {
    const SimplexCode births(graph, k), deaths(graph, k + 1);
    const auto length = [&](const SimplexCode& code, SimplexNumber simplex) {
      return graph.lengths[code.rank(simplex)];
    };
    for (std::size_t i = 0; i < pairs[k].finite.size(); ++i) {
      const auto [birth, death] = pairs[k].finite[i];
      result.add({length(births, birth), length(deaths, death), k}, finite_cycle(k, i));
    }
    for (std::size_t i = 0; i < pairs[k].essential.size(); ++i)
      result.add({length(births, pairs[k].essential[i]), infinity, k}, essential_cycle(k, i));
  }
  return barcode_of(std::move(result.bars), field.characteristic(), std::move(result.cycles));
}

template <class Space>
Barcode from_space(const Space& space, const RipsBarcodeOptions& options, const Context& context) {
  const PrimeField field(options.field);
  if (options.max_degree > max_rips_degree)
    throw Error(codes::bad_request,
                fmt::format("needs a degree of at most {}, got {}", max_rips_degree, options.max_degree))
        .within("max_degree");

  auto [n, edges] = rips_edges(space, options.max_diameter, context);
  RipsGraph graph = ranked_graph(n, std::move(edges));
  const bool collapse = options.route == RipsRoute::collapse;
  context.resolved("route", collapse ? 2 : 1);
  if (collapse && options.max_degree > 0) graph = collapsed(graph, options.max_degree, context);
  require_simplex_numbers(graph, options.max_degree);
  return barcode(graph, options, field, context);
}

}  // namespace

Barcode rips_barcode(const PointCloud& points, const RipsBarcodeOptions& options, const Context& context) {
  return from_space(points, options, context);
}

Barcode rips_barcode(const DistanceMatrix& distances, const RipsBarcodeOptions& options, const Context& context) {
  return from_space(distances, options, context);
}

}  // namespace tessera
