// SPDX-License-Identifier: MIT
// The chains on a cell that appears at g_1 .. g_m are the monomial ideal with these generators. For every dimension p
// of cells, level 0 holds the copies (cell, g_i), level q + 1 resolves level q, over all cells at once:
//   1. Elements of level q fall into groups: the copies of a cell, or the elements with one leader in level q - 1. For
//      each element b of a group and each minimal join w of its grade with that of an element a before it, level q + 1
//      has an element at w with leader b: b + a + the elements that cancel the boundary of b + a, found by their
//      leaders (the syzygies of Schreyer; for two parameters only the neighbor before b matters, and level 2 is empty).
//   2. An element of level q over cells of dimension p is a cell of dimension p + q of the result. Its boundary starts
//      as the one in its resolution or, for a copy at w, as a copy at or below w of every face.
//   3. The boundary of that chain lies over cells of smaller dimension. As long as it is not zero, its largest part is
//      the leader of an element of the level above, at or below w (resolutions are exact): that element is added. What
//      is left becomes smaller, so this ends, and then dd = 0.
// The result is filtered by dimension of cells with the resolutions for quotients: it has the homology of the ideals.
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/filtration/multicritical_complex.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace tessera {
namespace {

/// A sum over Z/2 from which the largest term is taken: a heap in which equal terms cancel.
class HeapSum {
 public:
  void add(Index term) {
    terms_.push_back(term);
    std::ranges::push_heap(terms_);
  }
  template <class Terms>
  void add_all(const Terms& terms) {
    for (const Index term : terms) add(term);
  }
  /// `none` once the sum is zero.
  Index pop() {
    while (!terms_.empty()) {
      const Index largest = terms_.front();
      bool is_odd = false;
      for (; !terms_.empty() && terms_.front() == largest; is_odd = !is_odd) {
        std::ranges::pop_heap(terms_);
        terms_.pop_back();
      }
      if (is_odd) return largest;
    }
    return none;
  }

 private:
  std::vector<Index> terms_;
};

/// One step of the resolutions of all cells of a dimension.
template <int N>
struct Level {
  std::vector<Grade<N>> grades;
  std::vector<std::uint64_t> group;       // elements led by e of the level below (level 0: by cell e): group[e], ...
  std::vector<std::uint64_t> offsets{0};  // boundaries in the level below; level 0 has none
  std::vector<Index> boundaries;

  std::uint64_t size() const noexcept { return grades.size(); }
  std::span<const Index> boundary(std::uint64_t element) const noexcept {
    if (boundaries.empty()) return {};
    return {boundaries.data() + offsets[element], std::size_t(offsets[element + 1] - offsets[element])};
  }
  /// The first element led by `leader` at or below z. There is one.
  Index led_by(Index leader, const Grade<N>& z) const noexcept {
    std::uint64_t element = group[leader];
    if constexpr (N == 2) {  // in colexicographic order first ranks fall
      const auto first = grades.begin() + std::ptrdiff_t(element),
                 last = grades.begin() + std::ptrdiff_t(group[leader + 1]);
      element = std::uint64_t(std::partition_point(first, last, [&](const Grade<N>& g) { return g[0] > z[0]; }) -
                              grades.begin());
    }
    while (!precedes(grades[element], z)) ++element;
    TESSERA_ASSERT(element < group[leader + 1]);
    return Index(element);
  }
};

/// The minimal joins of the grade of element b with those before it in its group, each with one that attains it.
template <int N>
std::vector<std::pair<Grade<N>, Index>> minimal_joins(const Level<N>& level, std::uint64_t begin, std::uint64_t b) {
  std::vector<std::pair<Grade<N>, Index>> joins;
  // Two parameters: in colexicographic order first ranks fall, so the join with the neighbor is below all others.
  for (std::uint64_t a = N == 2 && b > begin ? b - 1 : begin; a < b; ++a)
    joins.push_back({join(level.grades[a], level.grades[b]), Index(a)});
  std::ranges::stable_sort(joins, [](const auto& x, const auto& y) { return colexicographic(x.first, y.first); });

  std::vector<std::pair<Grade<N>, Index>> minimal;
  for (const auto& one : joins)
    if (std::ranges::none_of(minimal, [&](const auto& low) { return precedes(low.first, one.first); }))
      minimal.push_back(one);
  return minimal;
}

/// Step 1.
template <int N>
Level<N> resolved(const Level<N>& level, const Context& context) {
  Level<N> next;
  next.group.reserve(level.size() + 1);
  HeapSum rest;
  std::vector<Index> chain;
  for (std::size_t leader = 0; leader + 1 < level.group.size(); ++leader) {
    if (leader % 256 == 0) context.check();
    for (std::uint64_t b = level.group[leader]; b < level.group[leader + 1]; ++b) {
      next.group.push_back(next.size());
      for (const auto& [grade, a] : minimal_joins(level, level.group[leader], b)) {
        chain = {Index(b), a};
        rest.add_all(level.boundary(b));
        rest.add_all(level.boundary(a));
        for (Index largest = rest.pop(); largest != none; largest = rest.pop()) {
          const Index element = level.led_by(largest, grade);
          chain.push_back(element);
          rest.add(largest);
          rest.add_all(level.boundary(element));
        }
        next.grades.push_back(grade);
        next.boundaries.insert(next.boundaries.end(), chain.begin(), chain.end());
        next.offsets.push_back(next.boundaries.size());
      }
    }
  }
  next.group.push_back(next.size());
  return next;
}

template <int N>
class TotalComplex {
 public:
  TotalComplex(const MulticriticalComplex<N>& complex, const Context& context) : complex_(complex), context_(context) {
    for (const auto& block : complex.blocks) {
      context.check();
      auto& levels = levels_.emplace_back();
      levels.push_back({.grades = block.grades, .group = block.grade_offsets});
      for (;;) {
        auto next = resolved(levels.back(), context);
        if (next.size() == 0) break;
        levels.push_back(std::move(next));
      }
    }
    number_cells();
  }

  FilteredComplex<N> run() {
    result_.grid = complex_.grid;
    result_.complete_dimension = complex_.complete_dimension;
    for (auto& block : result_.blocks) block.offsets.assign(1, 0);
    for (std::size_t p = 0; p < levels_.size(); ++p)
      for (std::size_t q = 0; q < levels_[p].size(); ++q) append(p, q);
    if (!complex_.blocks.empty() && complex_.blocks[0].grades.size() > complex_.blocks[0].size())
      result_.vertex_point = cells_of_copies(complex_.blocks[0]);
    return std::move(result_);
  }

 private:
  /// Cells of dimension p + q of the result: those over cells of dimension 0 first, then 1, and so on.
  void number_cells() {
    for (std::size_t p = 0; p < levels_.size(); ++p) {
      base_.emplace_back();
      for (std::size_t q = 0; q < levels_[p].size(); ++q) {
        if (result_.blocks.size() <= p + q) result_.blocks.resize(p + q + 1), sizes_.resize(p + q + 1, 0);
        base_[p].push_back(Index(sizes_[p + q]));
        sizes_[p + q] += levels_[p][q].size();
        if (sizes_[p + q] >= none)
          throw Error(
              codes::over_cap,
              fmt::format("needs {} or more cells of dimension {}, the most is 4294967294", sizes_[p + q], p + q),
              "coarsen the grid, so that cells have fewer grades");
      }
    }
  }

  /// Adds the elements of one level with their boundaries to the result.
  void append(std::size_t p, std::size_t q) {
    const Level<N>& level = levels_[p][q];
    constexpr std::size_t elements_per_block = 1024;
    std::vector<std::vector<Index>> faces((level.size() + elements_per_block - 1) / elements_per_block);
    std::vector<Index> lengths(level.size());
    const auto cells = q == 0 ? cells_of_copies(complex_.blocks[p]) : std::vector<Index>{};
    parallel_for_blocks(context_, level.size(), elements_per_block, [&](std::size_t begin, std::size_t end) {
      std::vector<Index>& out = faces[begin / elements_per_block];
      HeapSum rest;
      for (std::size_t element = begin; element < end; ++element) {
        const std::size_t first = out.size();
        if (q == 0)
          copies_of_faces(p, cells[element], level.grades[element], out);
        else
          for (const Index part : level.boundary(element)) out.push_back(base_[p][q - 1] + part);
        complete(p + q, level.grades[element], first, rest, out);
        lengths[element] = Index(out.size() - first);
      }
    });

    CellBlock<N>& block = result_.blocks[p + q];
    block.grades.insert(block.grades.end(), level.grades.begin(), level.grades.end());
    for (const Index length : lengths) block.offsets.push_back(block.offsets.back() + length);
    for (const auto& part : faces) block.faces.insert(block.faces.end(), part.begin(), part.end());
  }

  static std::vector<Index> cells_of_copies(const MulticriticalBlock<N>& block) {
    std::vector<Index> cells;
    for (Index cell = 0; cell < block.size(); ++cell) cells.insert(cells.end(), block.grades_of(cell).size(), cell);
    return cells;
  }

  /// Step 2 for a copy: the first copy of every face at or below z.
  void copies_of_faces(std::size_t p, Index cell, const Grade<N>& z, std::vector<Index>& chain) const {
    for (const Index face : complex_.blocks[p].boundary(cell))
      chain.push_back(base_[p - 1][0] + levels_[p - 1][0].led_by(face, z));
  }

  /// Step 3: completes the chain from `first` on, of dimension degree - 1 and to live at z, to a cycle; in increasing
  /// order.
  void complete(std::size_t degree, const Grade<N>& z, std::size_t first, HeapSum& rest,
                std::vector<Index>& chain) const {
    if (degree >= 2) {
      for (std::size_t i = first; i < chain.size(); ++i) rest.add_all(result_.blocks[degree - 1].boundary(chain[i]));
      for (Index largest = rest.pop(); largest != none; largest = rest.pop()) {
        const Index element = element_led_by(degree - 2, largest, z);
        chain.push_back(element);
        rest.add(largest);
        rest.add_all(result_.blocks[degree - 1].boundary(element));
      }
    }
    std::sort(chain.begin() + std::ptrdiff_t(first), chain.end());
  }

  /// The cell of dimension degree + 1 at or below z that the cell `leader` of dimension `degree` leads.
  Index element_led_by(std::size_t degree, Index leader, const Grade<N>& z) const {
    std::size_t p = std::min(degree, levels_.size() - 1);
    while (degree - p >= levels_[p].size() || leader < base_[p][degree - p]) --p;
    return base_[p][degree - p + 1] + levels_[p][degree - p + 1].led_by(leader - base_[p][degree - p], z);
  }

  const MulticriticalComplex<N>& complex_;
  const Context& context_;
  std::vector<std::vector<Level<N>>> levels_;  // [dimension of the cells][step]
  std::vector<std::vector<Index>> base_;       // the same: number of the first element in the result
  std::vector<std::uint64_t> sizes_;
  FilteredComplex<N> result_;
};

}  // namespace

template <int N>
FilteredComplex<N> one_critical(const MulticriticalComplex<N>& complex, const OneCriticalOptions&,
                                const Context& context) {
  check(complex);
  return TotalComplex<N>(complex, context).run();
}

#define TESSERA_ONE_CRITICAL(N) \
  template FilteredComplex<N> one_critical(const MulticriticalComplex<N>&, const OneCriticalOptions&, const Context&);
TESSERA_ONE_CRITICAL(1)
TESSERA_ONE_CRITICAL(2)
TESSERA_ONE_CRITICAL(3)
TESSERA_ONE_CRITICAL(4)
#undef TESSERA_ONE_CRITICAL

}  // namespace tessera
