// SPDX-License-Identifier: MIT
// 1. The edges of the Rips complex. The lengths of those at a vertex, sorted, are the scales at which its degree grows.
// 2. Edges that one vertex dominates at every degree and scale go (degree_collapse.hpp), others enter later for some
//    degrees (degree_postponement.hpp); of those that are left, cliques.
// 3. For every simplex, the largest scale of its edges, degree by degree: a staircase (degree_staircase.hpp).
#include "tessera/filtration/degree_rips.hpp"

#include "filtration/degree_collapse.hpp"
#include "filtration/degree_postponement.hpp"
#include "filtration/degree_staircase.hpp"
#include "filtration/flag_expansion.hpp"
#include "filtration/rips_graph.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr std::string_view remedy = "lower max_diameter or max_degree, keep collapse on, or subsample the points";

/// At `k`: the scale at which a vertex has k others within it.
DegreeScales degree_scales(const FilteredComplex<1>& rips, std::optional<Index> max_degree, const Context& context) {
  const Index n = rips.blocks[0].size();
  std::vector<std::vector<Index>> lengths(n);
  if (rips.blocks.size() > 1)
    for (Index edge = 0; edge < rips.blocks[1].size(); ++edge)
      for (const Index end : rips.blocks[1].boundary(edge)) lengths[end].push_back(rips.blocks[1].grades[edge][0]);
  std::size_t largest = 0;
  for (const auto& of_vertex : lengths) largest = std::max(largest, of_vertex.size());

  DegreeScales result;
  result.degrees = std::min<std::size_t>(max_degree.value_or(none), largest) + 1;
  context.require_memory(n * result.degrees * sizeof(Index), "the degrees of all points", remedy);
  result.scales.assign(n * result.degrees, none);
  for (Index v = 0; v < n; ++v) {
    std::ranges::sort(lengths[v]);
    Index* scales = result.scales.data() + v * result.degrees;
    scales[0] = 0;
    const std::size_t known = std::min(lengths[v].size(), result.degrees - 1);
    std::copy_n(lengths[v].begin(), known, scales + 1);
  }
  return result;
}

/// The edges of the simplices of a dimension, increasing, from those of the faces below, of which three hold them all.
std::vector<Index> edges_of(const CellBlock<1>& block, std::size_t d, const std::vector<Index>& below) {
  const std::size_t width = d * (d + 1) / 2, width_below = d * (d - 1) / 2;
  std::vector<Index> edges(std::size_t{block.size()} * width), all;
  for (Index simplex = 0; simplex < block.size(); ++simplex) {
    all.clear();
    for (const Index face : block.boundary(simplex).first(3))
      all.insert(all.end(), &below[face * width_below], &below[face * width_below] + width_below);
    std::ranges::sort(all);
    std::unique_copy(all.begin(), all.end(), edges.begin() + std::ptrdiff_t(simplex * width));
  }
  return edges;
}

std::uint64_t bytes_of(const FilteredComplex<1>& complex) {
  std::uint64_t bytes = complex.grid.axes[0].values.size() * 2 * sizeof(double);  // and those of the result
  for (const auto& block : complex.blocks)
    bytes += block.grades.size() * sizeof(Grade<1>) + block.faces.size() * sizeof(Index);
  return bytes;
}

std::vector<FilteredEdge> edges_of(const CellBlock<1>& block) {
  std::vector<FilteredEdge> edges;
  edges.reserve(block.size());
  for (Index edge = 0; edge < block.size(); ++edge) {
    const auto ends = block.boundary(edge);
    edges.push_back({ends[0], ends[1], block.grades[edge][0]});
  }
  return edges;
}

/// Leaves these edges, in lexicographic order, and adds the cliques that they form.
void expand(FilteredComplex<1>& rips, const std::vector<FilteredEdge>& edges, Index max_dimension,
            const Context& context) {
  std::vector<std::pair<Index, Index>> ends;
  auto& block = rips.blocks[1];
  block.grades.clear();
  block.faces.clear();
  for (const auto& [u, v, length] : edges) {
    ends.emplace_back(u, v);
    block.grades.push_back({{length}});
    block.faces.insert(block.faces.end(), {u, v});
  }
  expand_flag(rips, ends, max_dimension, remedy, context);
}

template <class Space>
MulticriticalComplex<2> built(const Space& space, const DegreeRipsOptions& options, const Context& context) {
  if (options.max_dimension < 1 || options.max_dimension > 8)
    throw Error(codes::bad_request, fmt::format("needs a dimension from 1 to 8, got {}", options.max_dimension))
        .within("max_dimension");
  auto rips = function_rips_graph<1>(
      space, {}, {.max_diameter = options.max_diameter, .max_dimension = 1, .collapse = Collapse::off}, 0, context);
  MulticriticalComplex<2> complex;
  complex.complete_dimension = options.max_dimension;
  complex.grid.axes[0] = rips.grid.axes[0];
  auto& degree = complex.grid.axes[1];
  degree.name = "degree";
  degree.direction = Direction::superlevel;
  if (rips.blocks.empty() || rips.blocks[0].size() == 0) {
    complex.blocks.resize(1);
    return complex;
  }

  const auto scales = degree_scales(rips, options.max_degree, context);
  for (std::size_t k = scales.degrees; k-- > 0;) degree.values.push_back(k == 0 ? 0.0 : -double(k));
  auto edges = edges_of(rips.blocks[1]);
  if (options.collapse) edges = collapse_by_degree(rips.blocks[0].size(), std::move(edges), scales, context);
  auto scales_of_edges = edge_scales(edges, scales, context);
  if (options.collapse) postpone_by_degree(rips.blocks[0].size(), edges, scales_of_edges, context);
  expand(rips, edges, options.max_dimension, context);

  std::vector<Index> cells(rips.blocks[0].size());
  for (std::size_t d = 0; d < rips.blocks.size(); ++d) {
    if (d == 1) cells.resize(edges.size());
    if (d < 2) std::iota(cells.begin(), cells.end(), Index{0});
    if (d >= 2) cells = edges_of(rips.blocks[d], d, cells);
    const std::uint64_t held = bytes_of(rips) + bytes_of(complex.blocks) + edges.size() * sizeof(FilteredEdge) +
                               sizeof(Index) * (scales.scales.size() + scales_of_edges.scales.size() + cells.size());
    complex.blocks.push_back(degree_block(d, cells, d < 2 ? 1 : d * (d + 1) / 2, {}, rips.blocks[d].faces,
                                          d == 0 ? scales : scales_of_edges, held, context));
  }
  return complex;
}

}  // namespace

MulticriticalComplex<2> degree_rips(const PointCloud& points, const DegreeRipsOptions& options,
                                    const Context& context) {
  return built(points, options, context);
}

MulticriticalComplex<2> degree_rips(const DistanceMatrix& distances, const DegreeRipsOptions& options,
                                    const Context& context) {
  return built(distances, options, context);
}

}  // namespace tessera
