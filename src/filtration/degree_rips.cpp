// SPDX-License-Identifier: MIT
// 1. The edges of the Rips complex. The lengths of those at a vertex, sorted, are the scales at which its degree grows.
// 2. Edges that one vertex dominates at every degree and scale go (degree_collapse.hpp); of the others, cliques.
// 3. For every simplex, the largest of these scales over its vertices, degree by degree, and its diameter: a staircase
//    (degree_staircase.hpp).
#include "tessera/filtration/degree_rips.hpp"

#include "filtration/degree_collapse.hpp"
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

/// Vertices of the simplices of a dimension, from those of the faces below.
std::vector<Index> vertices_of(const CellBlock<1>& block, std::size_t d, const std::vector<Index>& below) {
  std::vector<Index> vertices(std::size_t{block.size()} * (d + 1));
  for (Index simplex = 0; simplex < block.size(); ++simplex) {
    Index* out = &vertices[simplex * (d + 1)];
    const auto faces = block.boundary(simplex);
    const Index *first = &below[faces.front() * d], *last = &below[faces.back() * d];  // these two hold every vertex
    std::set_union(first, first + d, last, last + d, out);
  }
  return vertices;
}

std::uint64_t bytes_of(const FilteredComplex<1>& complex) {
  std::uint64_t bytes = complex.grid.axes[0].values.size() * 2 * sizeof(double);  // and those of the result
  for (const auto& block : complex.blocks)
    bytes += block.grades.size() * sizeof(Grade<1>) + block.faces.size() * sizeof(Index);
  return bytes;
}

/// The edges of blocks[1] that are left, in their order; `ends` likewise.
std::vector<std::pair<Index, Index>> collapse(FilteredComplex<1>& rips, bool is_asked, const DegreeScales& scales,
                                              const Context& context) {
  auto& block = rips.blocks[1];
  std::vector<FilteredEdge> edges;
  edges.reserve(block.size());
  for (Index edge = 0; edge < block.size(); ++edge) {
    const auto ends = block.boundary(edge);
    edges.push_back({ends[0], ends[1], block.grades[edge][0]});
  }
  if (is_asked) edges = collapse_by_degree(rips.blocks[0].size(), std::move(edges), scales, context);
  std::vector<std::pair<Index, Index>> ends;
  block.grades.clear();
  block.faces.clear();
  for (const auto& [u, v, length] : edges) {
    ends.emplace_back(u, v);
    block.grades.push_back({{length}});
    block.faces.insert(block.faces.end(), {u, v});
  }
  return ends;
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
  expand_flag(rips, collapse(rips, options.collapse, scales, context), options.max_dimension, remedy, context);
  std::vector<Index> vertices(rips.blocks[0].size());
  std::iota(vertices.begin(), vertices.end(), Index{0});
  for (std::size_t d = 0; d < rips.blocks.size(); ++d) {
    if (d > 0) vertices = vertices_of(rips.blocks[d], d, vertices);
    std::vector<Index> diameters;
    diameters.reserve(rips.blocks[d].size());
    for (const auto& grade : rips.blocks[d].grades) diameters.push_back(grade[0]);
    const std::uint64_t held = bytes_of(rips) + bytes_of(complex.blocks) +
                               sizeof(Index) * (scales.scales.size() + vertices.size() + diameters.size());
    complex.blocks.push_back(degree_block(vertices, d, diameters, rips.blocks[d].faces, scales, held, context));
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
