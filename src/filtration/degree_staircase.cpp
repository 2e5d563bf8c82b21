// SPDX-License-Identifier: MIT
#include "filtration/degree_staircase.hpp"

#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <numeric>
#include <span>

namespace tessera {
namespace {

constexpr std::size_t simplices_together = 1 << 12;

/// The minimal grades of a simplex, colexicographic: largest degree first.
class Staircase {
 public:
  explicit Staircase(const DegreeScales& scales) : scales_(scales), reached_(scales.degrees) {}

  std::span<const Grade<2>> operator()(std::span<const Index> cells, Index own) {
    std::ranges::fill(reached_, own);
    for (const Index cell : cells) {
      const Index* scale = scales_.of(cell);
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

}  // namespace

MulticriticalBlock<2> degree_block(std::size_t d, const std::vector<Index>& cells, std::size_t cells_each,
                                   const std::vector<Index>& own, const std::vector<Index>& faces,
                                   const DegreeScales& scales, std::uint64_t held, const Context& context) {
  const std::size_t count = cells.size() / cells_each;
  const auto each = [&](const auto& use) {
    parallel_for_blocks(context, count, simplices_together, [&](std::size_t begin, std::size_t end) {
      Staircase staircase(scales);
      for (std::size_t simplex = begin; simplex < end; ++simplex)
        use(simplex, staircase({&cells[simplex * cells_each], cells_each}, own.empty() ? 0 : own[simplex]));
    });
  };
  MulticriticalBlock<2> result;
  result.grade_offsets.assign(count + 1, 0);
  each([&](std::size_t simplex, std::span<const Grade<2>> grades) {
    result.grade_offsets[simplex + 1] = grades.size();
  });
  std::partial_sum(result.grade_offsets.begin(), result.grade_offsets.end(), result.grade_offsets.begin());
  const std::uint64_t bytes =
      result.grade_offsets.back() * sizeof(Grade<2>) + 2 * sizeof(std::uint64_t) * count + sizeof(Index) * faces.size();
  context.require_memory(held + bytes, "the grades of a filtration by degree",
                         "tell fewer degrees apart, keep shorter edges, or take fewer points");
  result.grades.resize(result.grade_offsets.back());
  each([&](std::size_t simplex, std::span<const Grade<2>> grades) {
    std::ranges::copy(grades, result.grades.begin() + std::ptrdiff_t(result.grade_offsets[simplex]));
  });
  result.face_offsets.assign(count + 1, 0);
  if (d > 0)
    for (std::size_t simplex = 0; simplex < count; ++simplex)
      result.face_offsets[simplex + 1] = (simplex + 1) * (d + 1);
  result.faces = faces;
  return result;
}

std::uint64_t bytes_of(const std::vector<MulticriticalBlock<2>>& blocks) {
  std::uint64_t bytes = 0;
  for (const auto& block : blocks)
    bytes += block.grades.size() * sizeof(Grade<2>) + 2 * sizeof(std::uint64_t) * block.size() +
             sizeof(Index) * block.faces.size();
  return bytes;
}

}  // namespace tessera
