// SPDX-License-Identifier: MIT
// 1. The Rips complex. The lengths of the edges at a vertex, sorted, are the scales at which its degree grows.
// 2. For every simplex, the largest of these over its vertices, degree by degree, and its diameter: a staircase, of
//    which the minimal grades are kept. Counted first, so that memory is asked for before it is taken.
#include "tessera/filtration/degree_rips.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/filtration/function_rips.hpp"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace tessera {
namespace {

constexpr std::size_t simplices_together = 1 << 12;

/// scales[v * degrees + k]: the rank of the scale at which vertex v has degree k; `none`: never.
struct DegreeScales {
  std::size_t degrees = 0;  // 0 .. degrees - 1
  std::vector<Index> scales;

  const Index* of(Index vertex) const { return scales.data() + vertex * degrees; }
};

DegreeScales degree_scales(const FilteredComplex<1>& rips, std::optional<Index> max_degree) {
  const Index n = rips.blocks[0].size();
  DegreeScales result;
  result.degrees = std::min<std::size_t>(max_degree.value_or(n - 1), n - 1) + std::size_t{1};
  result.scales.assign(std::size_t{n} * result.degrees, none);
  std::vector<std::vector<Index>> lengths(n);
  if (rips.blocks.size() > 1)
    for (Index edge = 0; edge < rips.blocks[1].size(); ++edge)
      for (const Index end : rips.blocks[1].boundary(edge)) lengths[end].push_back(rips.blocks[1].grades[edge][0]);
  for (Index v = 0; v < n; ++v) {
    std::ranges::sort(lengths[v]);
    Index* scales = result.scales.data() + v * result.degrees;
    scales[0] = 0;
    const std::size_t known = std::min(lengths[v].size(), result.degrees - 1);
    std::copy_n(lengths[v].begin(), known, scales + 1);
  }
  return result;
}

/// The minimal grades of a simplex, colexicographic: largest degree first.
class Staircase {
 public:
  Staircase(const DegreeScales& scales) : scales_(scales), reached_(scales.degrees) {}

  std::span<const Grade<2>> operator()(std::span<const Index> vertices, Index diameter) {
    std::ranges::fill(reached_, diameter);
    for (const Index v : vertices) {
      const Index* scale = scales_.of(v);
      for (std::size_t k = 0; k < reached_.size(); ++k) reached_[k] = std::max(reached_[k], scale[k]);
    }
    grades_.clear();
    const auto top = Index(reached_.size() - 1);
    for (std::size_t k = reached_.size(); k-- > 0;)
      if (reached_[k] != none && (grades_.empty() || reached_[k] < grades_.back()[0]))
        grades_.push_back({{reached_[k], top - Index(k)}});
    return grades_;
  }

 private:
  const DegreeScales& scales_;
  std::vector<Index> reached_;  // by degree; `none`, which is larger than all, where a vertex never has it
  std::vector<Grade<2>> grades_;
};

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

MulticriticalBlock<2> graded(const CellBlock<1>& block, std::size_t d, const std::vector<Index>& vertices,
                             const DegreeScales& scales, const Context& context) {
  const auto each = [&](const auto& use) {
    parallel_for_blocks(context, block.size(), simplices_together, [&](std::size_t begin, std::size_t end) {
      Staircase staircase(scales);
      for (std::size_t simplex = begin; simplex < end; ++simplex)
        use(simplex, staircase({&vertices[simplex * (d + 1)], d + 1}, block.grades[simplex][0]));
    });
  };
  MulticriticalBlock<2> result;
  result.grade_offsets.assign(std::size_t{block.size()} + 1, 0);
  each([&](std::size_t simplex, std::span<const Grade<2>> grades) {
    result.grade_offsets[simplex + 1] = grades.size();
  });
  std::partial_sum(result.grade_offsets.begin(), result.grade_offsets.end(), result.grade_offsets.begin());
  context.require_memory(result.grade_offsets.back() * sizeof(Grade<2>), "the grades of a degree-Rips complex",
                         "set a smaller max_degree or max_diameter, or take fewer points");
  result.grades.resize(result.grade_offsets.back());
  each([&](std::size_t simplex, std::span<const Grade<2>> grades) {
    std::ranges::copy(grades, result.grades.begin() + std::ptrdiff_t(result.grade_offsets[simplex]));
  });
  result.face_offsets.assign(std::size_t{block.size()} + 1, 0);
  if (d > 0)
    for (Index simplex = 0; simplex < block.size(); ++simplex)
      result.face_offsets[simplex + 1] = std::uint64_t{simplex + 1} * (d + 1);
  result.faces = block.faces;
  return result;
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

  const auto scales = degree_scales(rips, options.max_degree);
  for (std::size_t k = scales.degrees; k-- > 0;) degree.values.push_back(k == 0 ? 0.0 : -double(k));
  std::vector<Index> vertices(rips.blocks[0].size());
  std::iota(vertices.begin(), vertices.end(), Index{0});
  for (std::size_t d = 0; d < rips.blocks.size(); ++d) {
    if (d > 0) vertices = vertices_of(rips.blocks[d], d, vertices);
    complex.blocks.push_back(graded(rips.blocks[d], d, vertices, scales, context));
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
