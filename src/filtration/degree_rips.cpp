// SPDX-License-Identifier: MIT
// 1. The Rips complex. The lengths of the edges at a vertex, sorted, are the scales at which its degree grows.
// 2. For every simplex, the largest of these over its vertices, degree by degree, and its diameter: a staircase
//    (degree_staircase.hpp).
#include "tessera/filtration/degree_rips.hpp"

#include "filtration/degree_staircase.hpp"
#include "tessera/filtration/function_rips.hpp"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace tessera {
namespace {

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
  context.require_memory(n * result.degrees * sizeof(Index), "the degrees of all points", "set a smaller max_degree");
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

template <class Space>
MulticriticalComplex<2> built(const Space& space, const DegreeRipsOptions& options, const Context& context) {
  const auto rips = function_rips<1>(
      space, {},
      {.max_diameter = options.max_diameter, .max_dimension = options.max_dimension, .collapse = Collapse::off},
      context);
  MulticriticalComplex<2> complex;
  complex.complete_dimension = rips.complete_dimension;
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
  std::vector<Index> vertices(rips.blocks[0].size());
  std::iota(vertices.begin(), vertices.end(), Index{0});
  for (std::size_t d = 0; d < rips.blocks.size(); ++d) {
    if (d > 0) vertices = vertices_of(rips.blocks[d], d, vertices);
    std::vector<Index> diameters;
    for (const auto& grade : rips.blocks[d].grades) diameters.push_back(grade[0]);
    complex.blocks.push_back(degree_block(vertices, d, diameters, rips.blocks[d].faces, scales, context));
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
