// SPDX-License-Identifier: MIT
// 1. The length that loses nothing, and the longest edge kept. Lengths are stored when there are few points; for more,
//    a sample tells first whether their edges can fit at all.
// 2. The edges up to it, sorted; lengths become ranks. Of many points only pairs in touching cells are measured.
// 3. Filtration-dominated edges go (edge_collapse.hpp); only the lengths that remain enter the grid.
// 4. Cliques are counted, held against the budget, and written (flag_expansion.hpp), dimension by dimension.
#include "tessera/filtration/function_rips.hpp"

#include "filtration/function_axes.hpp"
#include "filtration/point_cells.hpp"
#include "filtration/ranked_graph.hpp"
#include "filtration/rips_graph.hpp"
#include "filtration/rips_lengths.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr std::string_view remedy =
    "lower max_diameter, keep collapse on, subsample the points, or use a function-alpha complex";
constexpr Index stored_up_to = 2048;  // points whose distances are computed once and kept: 16 MiB
/// The largest enclosing radius of a set {f <= a}: points join by increasing f and the eccentricities are kept up to
/// date.
template <class Length>
double sublevel_enclosing_radius(const std::vector<Grade<2>>& vertices, const Length& length, const Context& context) {
  std::vector<Index> order(vertices.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::stable_sort(order, {}, [&](Index v) { return vertices[v][1]; });

  double largest = 0;
  std::vector<double> eccentricity(order.size(), 0);  // eccentricity[i]: of order[i] among the points so far
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i % row_grain == 0) context.check();
    double nearest_enclosure = infinity;
    for (std::size_t j = 0; j < i; ++j) {
      const double distance = length(order[i], order[j]);
      eccentricity[j] = std::max(eccentricity[j], distance);
      eccentricity[i] = std::max(eccentricity[i], distance);
      nearest_enclosure = std::min(nearest_enclosure, eccentricity[j]);
    }
    const bool level_is_whole = i + 1 == order.size() || vertices[order[i + 1]][1] != vertices[order[i]][1];
    if (level_is_whole && i > 0) largest = std::max(largest, std::min(nearest_enclosure, eccentricity[i]));
  }
  return largest;
}

/// The least length known to lose no homology when longer edges are left out.
template <int N, class Length>
double lossless_diameter(const FunctionAxes<N>& functions, const Length& length, const Context& context) {
  const Index n = Index(functions.vertices.size());
  if constexpr (N == 1) return enclosing_radius(n, length, context);
  if constexpr (N == 2) return sublevel_enclosing_radius(functions.vertices, length, context);
  return diameter(n, length, context);
}

/// The u < v that may be near v, for an edge search: all of them.
struct AllPairs {
  template <class Visit>
  void operator()(Index v, const Visit& visit) const {
    for (Index u = 0; u < v; ++u) visit(u);
  }
};

/// Those in the cells around v.
struct CellPairs {
  const PointCells& cells;

  template <class Visit>
  void operator()(Index v, const Visit& visit) const {
    cells.for_each_near(v, [&](Index u) {
      if (u < v) visit(u);
    });
  }
};

/// All pairs u < v no longer than max_diameter. `held`: bytes that the lengths take meanwhile.
template <class Pairs, class Length>
RankedGraph graph_within(double max_diameter, Index n, const Pairs& pairs, const Length& length, std::uint64_t held,
                         Collapse collapse, const Context& context) {
  std::vector<std::uint64_t> start(std::size_t{n} + 1, 0);
  parallel_for(context, n, row_grain, [&](std::size_t v) {
    pairs(Index(v), [&](Index u) { start[v + 1] += length(u, Index(v)) <= max_diameter; });
  });
  std::partial_sum(start.begin(), start.end(), start.begin());
  const std::uint64_t count = start.back();
  if (count >= none)
    throw Error(codes::over_cap, fmt::format("needs fewer than {} edges, got {}", none, count), std::string(remedy));
  context.require_memory(held + graph_memory(n, count, collapse),
                         fmt::format("a Rips graph of {} points and {} edges", n, count), remedy);

  std::vector<std::pair<Index, Index>> ends(count);
  std::vector<double> lengths(count);
  parallel_for(context, n, row_grain, [&](std::size_t v) {
    std::uint64_t next = start[v];
    pairs(Index(v), [&](Index u) {
      const double distance = length(u, Index(v));
      if (!(distance <= max_diameter)) return;
      ends[next] = {u, Index(v)};
      lengths[next++] = distance;
    });
  });
  return ranked(std::move(ends), std::move(lengths));
}

/// The length up to which edges are kept, and whether longer ones are known to carry no homology.
struct Reach {
  double max_diameter;
  bool is_lossless;
};

/// least_lossless: a length below which some homology may be lost, known beforehand.
template <int N, class Length>
Reach reach_of(const FunctionAxes<N>& functions, const Length& length, double least_lossless,
               const std::optional<Quantity>& max_diameter, const Context& context) {
  if (!max_diameter) return {lossless_diameter(functions, length, context), true};
  const double given = resolved_diameter(*max_diameter, Index(functions.vertices.size()), length, context);
  return {given, given >= least_lossless && given >= lossless_diameter(functions, length, context)};
}

template <int N>
FunctionAxes<N> checked_axes(Index n, const Many<ScalarField>& values, const FunctionRipsOptions& options) {
  if (options.max_dimension < 1 || options.max_dimension > 8)
    throw Error(codes::bad_request, fmt::format("needs a dimension from 1 to 8, got {}", options.max_dimension))
        .within("max_dimension");
  return function_axes<N>(values, options.direction, n, n);
}

/// What is built of the complex that the options describe.
struct Extent {
  Index expanded_to;    // dimension
  double simplex_cost;  // CollapseOptions::clique_cost
};

Extent whole(const FunctionRipsOptions& options) { return {options.max_dimension, CollapseOptions{}.clique_cost}; }

/// From the edges on.
template <int N>
FilteredComplex<N> complex_of(FunctionAxes<N> functions, RankedGraph graph, const Reach& reach,
                              const FunctionRipsOptions& options, const Extent& extent, const Context& context) {
  if (!reach.is_lossless) functions.grid.axes[0].known_below = reach.max_diameter;
  const CollapseOptions collapse{
      .effort = options.collapse, .max_dimension = options.max_dimension, .clique_cost = extent.simplex_cost};
  return expanded(std::move(functions), std::move(graph), 0.0, collapse, extent.expanded_to, remedy, context);
}

/// Refuses what a quarter of the edges expected from a few points' distances would not fit, before all are measured.
/// `least` is a length that max_diameter is known to reach.
void require_room_for_edges(double least, Index n, const EuclideanLength& length, Collapse collapse,
                            const Context& context) {
  constexpr Index sampled = 64;
  std::vector<std::uint64_t> near(sampled, 0);
  parallel_for(context, sampled, 1, [&](std::size_t sample) {
    const Index p = Index(std::uint64_t{n} * sample / sampled);
    for (Index q = 0; q < n; ++q) near[sample] += q != p && length(p, q) <= least;
  });
  const std::uint64_t expected = std::accumulate(near.begin(), near.end(), std::uint64_t{0}) * n / (2 * sampled);
  if (expected / 4 > none)
    throw Error(codes::over_cap,
                fmt::format("needs fewer than {} edges, expects about {} from a sample", none, expected),
                std::string(remedy));
  context.require_memory(graph_memory(n, expected / 4, collapse),
                         fmt::format("a quarter of the {} edges expected from a sample", expected), remedy);
}

/// Many points: no distance is kept, and only pairs in touching cells are measured where max_diameter is small. Twice
/// the enclosing radius of a set is at least the distance of any two of its points.
template <int N>
FilteredComplex<N> rips_of_many(const PointCloud& points, const Many<ScalarField>& values,
                                const FunctionRipsOptions& options, const Extent& extent, const Context& context) {
  const Index n = points.size();
  auto functions = checked_axes<N>(n, values, options);
  const EuclideanLength length{points};
  const double spread = farthest(length, 0, n) * (1 - 1e-9), least_lossless = N <= 2 ? spread / 2 : spread;
  double least = least_lossless;
  if (options.max_diameter) {
    const auto& [value, relative] = *options.max_diameter;
    least = relative == Relative::absolute ? value : relative == Relative::percent_diameter ? value / 100 * spread : 0;
  }
  require_room_for_edges(least, n, length, options.collapse, context);

  const Reach reach = reach_of(functions, length, least_lossless, options.max_diameter, context);
  context.resolved("max_diameter", reach.max_diameter);
  if (reach.max_diameter >= spread / 2) {
    auto graph = graph_within(reach.max_diameter, n, AllPairs{}, length, 0, options.collapse, context);
    return complex_of(std::move(functions), std::move(graph), reach, options, extent, context);
  }
  const PointCells cells(points, reach.max_diameter);
  auto graph = graph_within(reach.max_diameter, n, CellPairs{cells}, length, 0, options.collapse, context);
  return complex_of(std::move(functions), std::move(graph), reach, options, extent, context);
}

template <int N>
FilteredComplex<N> rips_of(const DistanceMatrix& distances, const Many<ScalarField>& values,
                           const FunctionRipsOptions& options, const Extent& extent, const Context& context,
                           std::uint64_t held = 0) {
  const Index n = distances.size();
  auto functions = checked_axes<N>(n, values, options);
  const Reach reach = reach_of(functions, distances, 0, options.max_diameter, context);
  context.resolved("max_diameter", reach.max_diameter);
  auto graph = graph_within(reach.max_diameter, n, AllPairs{}, distances, held, options.collapse, context);
  return complex_of(std::move(functions), std::move(graph), reach, options, extent, context);
}

template <int N>
FilteredComplex<N> rips_of(const PointCloud& points, const Many<ScalarField>& values,
                           const FunctionRipsOptions& options, const Extent& extent, const Context& context) {
  const Index n = points.size();
  if (n > stored_up_to) return rips_of_many<N>(points, values, options, extent, context);

  const EuclideanLength length{points};
  std::vector<double> lower(std::size_t{n} * (n - (n > 0)) / 2);
  parallel_for(context, n, row_grain, [&](std::size_t i) {
    for (Index j = 0; j < i; ++j) lower[i * (i - 1) / 2 + j] = length(Index(i), j);
  });
  const std::uint64_t held = lower.size() * sizeof(double);
  return rips_of<N>(DistanceMatrix(n, std::move(lower)), values, options, extent, context, held);
}

}  // namespace

template <int N>
FilteredComplex<N> function_rips(const PointCloud& points, const Many<ScalarField>& values,
                                 const FunctionRipsOptions& options, const Context& context) {
  return rips_of<N>(points, values, options, whole(options), context);
}

template <int N>
FilteredComplex<N> function_rips(const DistanceMatrix& distances, const Many<ScalarField>& values,
                                 const FunctionRipsOptions& options, const Context& context) {
  return rips_of<N>(distances, values, options, whole(options), context);
}

template <int N>
FilteredComplex<N> function_rips_graph(const PointCloud& points, const Many<ScalarField>& values,
                                       const FunctionRipsOptions& options, double simplex_cost,
                                       const Context& context) {
  return rips_of<N>(points, values, options, {1, simplex_cost}, context);
}

template <int N>
FilteredComplex<N> function_rips_graph(const DistanceMatrix& distances, const Many<ScalarField>& values,
                                       const FunctionRipsOptions& options, double simplex_cost,
                                       const Context& context) {
  return rips_of<N>(distances, values, options, {1, simplex_cost}, context);
}

template FilteredComplex<1> function_rips(const PointCloud&, const Many<ScalarField>&, const FunctionRipsOptions&,
                                          const Context&);
template FilteredComplex<2> function_rips(const PointCloud&, const Many<ScalarField>&, const FunctionRipsOptions&,
                                          const Context&);
template FilteredComplex<3> function_rips(const PointCloud&, const Many<ScalarField>&, const FunctionRipsOptions&,
                                          const Context&);
template FilteredComplex<4> function_rips(const PointCloud&, const Many<ScalarField>&, const FunctionRipsOptions&,
                                          const Context&);
template FilteredComplex<1> function_rips(const DistanceMatrix&, const Many<ScalarField>&, const FunctionRipsOptions&,
                                          const Context&);
template FilteredComplex<2> function_rips(const DistanceMatrix&, const Many<ScalarField>&, const FunctionRipsOptions&,
                                          const Context&);
template FilteredComplex<3> function_rips(const DistanceMatrix&, const Many<ScalarField>&, const FunctionRipsOptions&,
                                          const Context&);
template FilteredComplex<4> function_rips(const DistanceMatrix&, const Many<ScalarField>&, const FunctionRipsOptions&,
                                          const Context&);

template FilteredComplex<1> function_rips_graph(const PointCloud&, const Many<ScalarField>&, const FunctionRipsOptions&,
                                                double, const Context&);
template FilteredComplex<1> function_rips_graph(const DistanceMatrix&, const Many<ScalarField>&,
                                                const FunctionRipsOptions&, double, const Context&);
template FilteredComplex<2> function_rips_graph(const PointCloud&, const Many<ScalarField>&, const FunctionRipsOptions&,
                                                double, const Context&);
template FilteredComplex<2> function_rips_graph(const DistanceMatrix&, const Many<ScalarField>&,
                                                const FunctionRipsOptions&, double, const Context&);

}  // namespace tessera
