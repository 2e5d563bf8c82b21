// SPDX-License-Identifier: MIT
// Chunk reduction (Fugacci and Kerber, section 3). Cells of each dimension stand in colexicographic order, so facets of
// the grade of their cell come last in its boundary.
//   1. Local reduction, from the top dimension down. Columns of one grade are reduced by each other as long as their
//      pivot has that grade too. A column left with such a pivot is paired with it: the column is *negative*, the pivot
//      *positive*, and its own column need not be looked at (clearing). Grades do not interact: blocks of them in
//      parallel.
//   2. Compression. In the boundary of a cell that is not paired, negative facets are zero and a positive facet is
//      replaced by the rest of the column that is paired with it. Both lie below, so one pass downwards is enough.
//   3. Paired cells go; the others are numbered anew.
// Legal because the negative cells and their boundaries span an acyclic subcomplex: what is left is the quotient.
#include "tessera/persistence/chunk_reduction.hpp"

#include "algebra/bit_tree_column.hpp"
#include "algebra/column_arena.hpp"
#include "persistence/sorted_boundary.hpp"
#include "tessera/algebra/bigraded_sweep.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>

namespace tessera {
namespace {

constexpr std::size_t columns_per_block = 16384;

// Rips complexes have many more cells one dimension up than cells to cancel: the columns grow and few go. Function-Rips
// with two functions, H1: 1.5 to 3 times faster without (bench/multi_chunk.cpp).
constexpr std::uint64_t chunk_ratio = 4;

/// The cells of one dimension in colexicographic order, and what became of them.
struct Dimension {
  std::vector<Index> order, place;      // place -> cell, cell -> place
  std::vector<Index> killer;            // per place: the place, one dimension up, of the column paired with it, or none
  std::vector<bool> is_negative;        // per place
  std::vector<Index> reduced;           // per place: which of the changed columns it is, or none: as it was
  std::vector<ColumnArena::Slot> slot;  // of changed columns
  std::vector<Index> arena;             // of changed columns
  std::vector<ColumnArena> arenas;      // one a block
};

template <int N>
class ChunkReduction {
 public:
  ChunkReduction(const FilteredComplex<N>& complex, Index lowest, Index highest, const Context& context)
      : complex_(complex), context_(context), lowest_(lowest), dimensions_(complex.blocks.size()) {
    highest_ = highest == none ? Index(complex.blocks.size()) : std::min(highest + 1, Index(complex.blocks.size()));
    for (Index d = lowest_; d < highest_; ++d) {
      dimensions_[d].order = colexicographic_order(complex.blocks[d].grades);
      dimensions_[d].place.resize(dimensions_[d].order.size());
      for (Index i = 0; i < dimensions_[d].order.size(); ++i) dimensions_[d].place[dimensions_[d].order[i]] = i;
      dimensions_[d].reduced.assign(dimensions_[d].order.size(), none);
      dimensions_[d].killer.assign(dimensions_[d].order.size(), none);
      dimensions_[d].is_negative.assign(dimensions_[d].order.size(), false);
    }
  }

  FilteredComplex<N> run() {
    for (Index d = highest_; d-- > lowest_ + 1;) reduce_locally(d);
    return in_order();
  }

  /// The cells of a dimension that are not paired, in the order of the result.
  std::vector<Index> unpaired(Index d) const {
    std::vector<Index> cells;
    for (Index place = 0; place < dimensions_[d].order.size(); ++place)
      if (dimensions_[d].killer[place] == none && !dimensions_[d].is_negative[place])
        cells.push_back(dimensions_[d].order[place]);
    return cells;
  }

  /// The cells that are not paired: without run, all of them.
  FilteredComplex<N> in_order() {
    FilteredComplex<N> result{.grid = complex_.grid, .complete_dimension = complex_.complete_dimension};
    result.blocks.resize(highest_);
    std::vector<Index> number_below;
    for (Index d = lowest_; d < highest_; ++d) {
      std::vector<Index> number(dimensions_[d].order.size(), none);
      result.blocks[d] = compressed(d, number_below, number);
      number_below = std::move(number);
    }
    while (!result.blocks.empty() && result.blocks.back().size() == 0) result.blocks.pop_back();
    return result;
  }

 private:
  const Grade<N>& grade(Index d, Index place) const noexcept {
    return complex_.blocks[d].grades[dimensions_[d].order[place]];
  }
  std::span<const Index> boundary(Index d, Index place) const noexcept {
    return complex_.blocks[d].boundary(dimensions_[d].order[place]);
  }

  /// The largest place among the facets, if it has the grade of the cell.
  Index local_pivot(Index d, Index place) const noexcept {
    Index pivot = none;
    for (const Index face : boundary(d, place)) {
      const Index row = dimensions_[d - 1].place[face];
      if (pivot == none || row > pivot) pivot = row;
    }
    return pivot != none && grade(d - 1, pivot) == grade(d, place) ? pivot : none;
  }

  /// Adds the column of a cell of dimension d, whatever form it is in.
  void add(Index d, Index place, BitTreeColumn& working) const {
    const Dimension& cells = dimensions_[d];
    if (const Index changed = cells.reduced[place]; changed != none)
      return working.add(cells.arenas[cells.arena[changed]][cells.slot[changed]]);
    for (const Index face : boundary(d, place)) working.toggle(dimensions_[d - 1].place[face]);
  }

  void reduce_locally(Index d) {
    Dimension& cells = dimensions_[d];
    const Index count = Index(cells.order.size());

    std::vector<Index> starts;  // of blocks of whole grades
    for (Index begin = 0; begin < count;) {
      starts.push_back(begin);
      begin = Index(std::min<std::size_t>(count, begin + columns_per_block));
      while (begin < count && grade(d, begin) == grade(d, begin - 1)) ++begin;
    }
    starts.push_back(count);

    struct Changed {
      std::vector<Index> columns;
      std::vector<ColumnArena::Slot> slots;
      std::vector<Index> negative;
    };
    std::vector<Changed> changed(starts.size() - 1);
    cells.arenas.resize(starts.size() - 1);
    parallel_for(context_, starts.size() - 1, 1, [&](std::size_t block) {
      reduce_block(d, starts[block], starts[block + 1], cells.arenas[block], changed[block]);
    });

    for (Index block = 0; block < changed.size(); ++block) {
      for (const Index column : changed[block].negative) cells.is_negative[column] = true;
      for (std::size_t i = 0; i < changed[block].columns.size(); ++i) {
        cells.reduced[changed[block].columns[i]] = Index(cells.slot.size());
        cells.slot.push_back(changed[block].slots[i]);
        cells.arena.push_back(block);
      }
    }
  }

  template <class Changed>
  void reduce_block(Index d, Index begin, Index end, ColumnArena& arena, Changed& changed) {
    std::vector<Index>& killer = dimensions_[d - 1].killer;
    BitTreeColumn working;
    bool is_ready = false;
    std::vector<Index> position(end - begin, none);  // among the changed columns of this block

    for (Index column = begin; column < end; ++column) {
      if (dimensions_[d].killer[column] != none) continue;
      Index pivot = local_pivot(d, column);
      if (pivot == none) continue;
      if (killer[pivot] == none) {
        killer[pivot] = column;
        changed.negative.push_back(column);
        continue;
      }

      if (!is_ready) working.resize(Index(killer.size()));
      is_ready = true;
      for (const Index face : boundary(d, column)) working.toggle(dimensions_[d - 1].place[face]);
      while (pivot != none && grade(d - 1, pivot) == grade(d, column) && killer[pivot] != none) {
        if (const Index other = position[killer[pivot] - begin]; other != none)
          working.add(arena[changed.slots[other]]);
        else
          for (const Index face : boundary(d, killer[pivot])) working.toggle(dimensions_[d - 1].place[face]);
        pivot = working.pivot();
      }
      if (pivot != none && grade(d - 1, pivot) == grade(d, column)) {
        killer[pivot] = column;
        changed.negative.push_back(column);
      }
      position[column - begin] = Index(changed.columns.size());
      changed.columns.push_back(column);
      changed.slots.push_back(arena.append_with([&](std::vector<Index>& out) { working.drain(out); }));
    }
  }

  /// The cells of dimension d that are not paired, numbered into `number`.
  CellBlock<N> compressed(Index d, const std::vector<Index>& number_below, std::vector<Index>& number) const {
    const Dimension& cells = dimensions_[d];
    std::vector<Index> survivors;
    CellBlock<N> block;
    for (Index place = 0; place < cells.order.size(); ++place) {
      if (cells.killer[place] != none || cells.is_negative[place]) continue;
      number[place] = Index(survivors.size());
      survivors.push_back(place);
      block.grades.push_back(grade(d, place));
    }
    if (d == lowest_) return block;

    const Dimension& below = dimensions_[d - 1];
    std::vector<std::vector<Index>> faces((survivors.size() + columns_per_block - 1) / columns_per_block);
    std::vector<Index> lengths(survivors.size());
    parallel_for_blocks(context_, survivors.size(), columns_per_block, [&](std::size_t begin, std::size_t end) {
      BitTreeColumn working(Index(below.order.size()));
      std::vector<Index>& out = faces[begin / columns_per_block];
      for (std::size_t i = begin; i < end; ++i) {
        if (i % 1024 == 0) context_.check();
        add(d, survivors[i], working);
        const std::size_t first = out.size();
        for (Index row = working.pivot(); row != none; row = working.pivot()) {
          if (below.killer[row] != none) {
            add(d, below.killer[row], working);
            continue;
          }
          if (!below.is_negative[row]) out.push_back(number_below[row]);
          working.toggle(row);
        }
        std::reverse(out.begin() + std::ptrdiff_t(first), out.end());
        lengths[i] = Index(out.size() - first);
      }
    });

    block.offsets.assign(1, 0);
    for (const Index length : lengths) block.offsets.push_back(block.offsets.back() + length);
    block.faces.reserve(block.offsets.back());
    for (const auto& part : faces) block.faces.insert(block.faces.end(), part.begin(), part.end());
    return block;
  }

  const FilteredComplex<N>& complex_;
  const Context& context_;
  Index lowest_, highest_;
  std::vector<Dimension> dimensions_;
};

}  // namespace

template <int N>
FilteredComplex<N> chunk_reduced(const FilteredComplex<N>& complex, const ChunkReductionOptions& options,
                                 const Context& context) {
  if (options.lowest >= complex.blocks.size())
    return {.grid = complex.grid, .complete_dimension = complex.complete_dimension};
  return ChunkReduction<N>(complex, options.lowest, options.highest, context).run();
}

template <int N>
FilteredComplex<N> prepared(const FilteredComplex<N>& complex, Index degree, Preprocessing preprocessing,
                            const Context& context) {
  const auto cells = [&](std::uint64_t d) {
    return d < complex.blocks.size() ? std::uint64_t{complex.blocks[d].size()} : 0;
  };
  const bool is_chunked =
      preprocessing == Preprocessing::chunk ||
      (preprocessing != Preprocessing::plain && cells(std::uint64_t{degree} + 1) <= chunk_ratio * cells(degree));
  if (degree > complex.blocks.size()) return {.grid = complex.grid};
  ChunkReduction<N> reduction(complex, degree > 0 ? degree - 1 : 0, degree + 1, context);
  return is_chunked ? reduction.run() : reduction.in_order();
}

template <int N>
FilteredComplex<N> cancelled(const FilteredComplex<N>& complex, std::vector<Index>& stays, const Context& context) {
  ChunkReduction<N> reduction(complex, 0, none, context);
  auto result = reduction.run();
  stays = reduction.unpaired(0);
  return result;
}

#define TESSERA_CHUNK(N)                                                                                 \
  template FilteredComplex<N> cancelled(const FilteredComplex<N>&, std::vector<Index>&, const Context&); \
  template FilteredComplex<N> prepared(const FilteredComplex<N>&, Index, Preprocessing, const Context&); \
  template FilteredComplex<N> chunk_reduced(const FilteredComplex<N>&, const ChunkReductionOptions&, const Context&);
TESSERA_CHUNK(1)
TESSERA_CHUNK(2)
TESSERA_CHUNK(3)
TESSERA_CHUNK(4)
#undef TESSERA_CHUNK

}  // namespace tessera
