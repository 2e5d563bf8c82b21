// SPDX-License-Identifier: MIT
#pragma once

#include "algebra/bit_tree_column.hpp"
#include "algebra/column_arena.hpp"
#include "algebra/prime_field.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace tessera {

/// The faces of the cells of one dimension, as CellBlock and RadiusComplex hold them, with incidence numbers.
struct BoundaryView {
  std::span<const Index> faces;
  Index stride = 0;                        // faces a cell, when offsets is empty
  std::span<const std::uint64_t> offsets;  // cell c has faces[offsets[c] .. offsets[c + 1])
  std::span<const std::int8_t> signs;      // +1 or -1 beside every face; empty: all +1, as over Z/2

  std::size_t begin(Index cell) const noexcept { return offsets.empty() ? std::size_t{cell} * stride : offsets[cell]; }
  std::size_t end(Index cell) const noexcept { return offsets.empty() ? begin(cell) + stride : offsets[cell + 1]; }
};

/// A chain: rows with their coefficients, the largest row first.
struct ChainEntry {
  Index row, coefficient;
  friend bool operator==(const ChainEntry&, const ChainEntry&) = default;
};

/// A working column over Z/2. Stored columns list rows, the pivot first.
class ParityColumn {
 public:
  static constexpr std::size_t width = 1;  // numbers a stored entry

  ParityColumn(Index rows, const PrimeField&) : rows_(rows) {}

  void add(Index row, Index) noexcept { rows_.toggle(row); }
  void add(std::span<const Index> stored, Index) noexcept { rows_.add(stored); }
  Index pivot() const noexcept { return rows_.pivot(); }
  Index coefficient(Index) const noexcept { return 1; }
  /// The factor by which a column of pivot coefficient `owner` is added to remove the pivot coefficient `own`.
  Index elimination(Index, Index) const noexcept { return 1; }
  Index residue(std::int8_t) const noexcept { return 1; }
  void drain(std::vector<Index>& out) { rows_.drain(out); }

 private:
  BitTreeColumn rows_;
};

/// A working column over Z/p: residues by row, and a bit tree over the rows that are not zero. Stored columns list row,
/// coefficient, row, coefficient, ..., the pivot first.
class ResidueColumn {
 public:
  static constexpr std::size_t width = 2;

  ResidueColumn(Index rows, const PrimeField& field) : field_(field), rows_(rows), residues_(rows, 0) {}

  void add(Index row, Index coefficient) noexcept {
    const Index before = residues_[row], after = field_.sum(before, coefficient);
    if ((before == 0) != (after == 0)) rows_.toggle(row);
    residues_[row] = after;
  }
  void add(std::span<const Index> stored, Index factor) noexcept {
    for (std::size_t i = 0; i < stored.size(); i += 2) add(stored[i], field_.product(stored[i + 1], factor));
  }
  Index pivot() const noexcept { return rows_.pivot(); }
  Index coefficient(Index row) const noexcept { return residues_[row]; }
  Index elimination(Index own, Index owner) const noexcept {
    return field_.negative(field_.product(own, field_.inverse(owner)));
  }
  Index residue(std::int8_t sign) const noexcept { return sign > 0 ? 1 : field_.characteristic() - 1; }
  void drain(std::vector<Index>& out) {
    for (Index row = rows_.pivot(); row != none; row = rows_.pivot()) {
      out.push_back(row);
      out.push_back(residues_[row]);
      residues_[row] = 0;
      rows_.toggle(row);
    }
  }

 private:
  const PrimeField& field_;
  BitTreeColumn rows_;
  std::vector<Index> residues_;
};

/// Left-to-right reduction of a boundary (or coboundary) matrix, a column at a time.
///
/// Invariant: columns given so far are reduced, no two with the same pivot, and every column that reduces to something
/// is held by its pivot row. A column whose own largest row is free is reduced as it stands and nothing of it is
/// stored: apparent pairs, the bulk of Rips and Delaunay filtrations, cost one look at their faces.
/// With `is_tracked` the additions are logged, and `combination` gives the chain of columns whose boundary is zero.
/// Cost: as the standard algorithm; 8 bytes a row, 4 (Z/2) or 8 bytes an entry of a column that took additions.
template <class Column>
class BoundaryReduction {
 public:
  /// row_of[face]: the row of a face; `none` leaves it out.
  BoundaryReduction(BoundaryView boundary, std::span<const Index> row_of, Index rows, const PrimeField& field,
                    bool is_tracked)
      : boundary_(boundary),
        row_of_(row_of),
        field_(field),
        working_(rows, field),
        owner_(rows, none),
        stored_(rows, none),
        is_tracked_(is_tracked) {}

  /// Reduces the boundary of a cell; returns the row it is paired with, `none` when the boundary reduces to zero.
  Index reduce(Index cell) {
    Index pivot = none;
    for (std::size_t i = boundary_.begin(cell); i < boundary_.end(cell); ++i)
      if (const Index row = row_of_[boundary_.faces[i]]; row != none && (pivot == none || row > pivot)) pivot = row;
    if (pivot == none) return none;
    if (owner_[pivot] == none) {
      owner_[pivot] = cell;
      return pivot;
    }

    const std::uint64_t first = log_.size();
    add_boundary(cell, 1);
    for (; pivot != none && owner_[pivot] != none; pivot = working_.pivot()) eliminate(pivot);
    if (is_tracked_) logged_.push_back({cell, first, log_.size()});
    if (pivot == none) return none;
    owner_[pivot] = cell;
    stored_[pivot] = Index(slots_.size());
    slots_.push_back(arena_.append_with([&](std::vector<Index>& out) { working_.drain(out); }));
    return pivot;
  }

  /// The cell whose reduced column has this pivot; `none`: there is none.
  Index owner(Index row) const noexcept { return owner_[row]; }

  /// The reduced column with this pivot.
  std::vector<ChainEntry> column(Index pivot) {
    add_owner(pivot, 1);
    std::vector<Index> flat;
    working_.drain(flat);
    std::vector<ChainEntry> chain;
    for (std::size_t i = 0; i < flat.size(); i += Column::width)
      chain.push_back({flat[i], Column::width == 1 ? 1 : flat[i + 1]});
    return chain;
  }

  /// For a tracked cell whose boundary reduced to zero: the cells, with coefficients, whose boundaries sum to zero; the
  /// given cell has coefficient 1. `place` numbers cells in the order in which they were reduced; the last comes first.
  std::vector<ChainEntry> combination(Index cell, std::span<const Index> place) const {
    std::vector<std::pair<Index, ChainEntry>> heap{{place[cell], {cell, 1}}};
    const auto before = [](const auto& a, const auto& b) { return a.first < b.first; };
    std::vector<ChainEntry> chain;
    while (!heap.empty()) {
      std::ranges::pop_heap(heap, before);
      const auto [at, entry] = heap.back();
      heap.pop_back();
      Index coefficient = entry.coefficient;
      for (; !heap.empty() && heap.front().first == at; heap.pop_back()) {
        coefficient = field_.sum(coefficient, heap.front().second.coefficient);
        std::ranges::pop_heap(heap, before);
      }
      if (coefficient == 0) continue;
      chain.push_back({entry.row, coefficient});
      for (const auto& [added, factor] : additions(entry.row, place)) {
        heap.push_back({place[added], {added, field_.product(factor, coefficient)}});
        std::ranges::push_heap(heap, before);
      }
    }
    return chain;
  }

 private:
  struct Logged {
    Index cell;
    std::uint64_t begin, end;
  };

  void add_boundary(Index cell, Index factor) {
    for (std::size_t i = boundary_.begin(cell); i < boundary_.end(cell); ++i) {
      const Index row = row_of_[boundary_.faces[i]];
      if (row != none) working_.add(row, field_.product(factor, sign_at(i)));
    }
  }
  Index sign_at(std::size_t i) const { return boundary_.signs.empty() ? 1 : working_.residue(boundary_.signs[i]); }

  void add_owner(Index pivot, Index factor) {
    if (stored_[pivot] == none)
      add_boundary(owner_[pivot], factor);
    else
      working_.add(arena_[slots_[stored_[pivot]]], factor);
  }

  Index pivot_coefficient(Index pivot) const {
    if (Column::width == 1) return 1;
    if (stored_[pivot] != none) return arena_[slots_[stored_[pivot]]][1];
    const Index cell = owner_[pivot];
    for (std::size_t i = boundary_.begin(cell); i < boundary_.end(cell); ++i)
      if (row_of_[boundary_.faces[i]] == pivot) return sign_at(i);
    return 1;
  }

  void eliminate(Index pivot) {
    const Index factor = working_.elimination(working_.coefficient(pivot), pivot_coefficient(pivot));
    add_owner(pivot, factor);
    if (is_tracked_) log_.push_back({owner_[pivot], factor});
  }

  std::span<const ChainEntry> additions(Index cell, std::span<const Index> place) const {
    const auto at =
        std::ranges::lower_bound(logged_, place[cell], {}, [&](const Logged& one) { return place[one.cell]; });
    if (at == logged_.end() || at->cell != cell) return {};
    return {log_.data() + at->begin, std::size_t(at->end - at->begin)};
  }

  BoundaryView boundary_;
  std::span<const Index> row_of_;
  const PrimeField& field_;
  Column working_;
  std::vector<Index> owner_, stored_;  // by pivot row: the cell; its column in the arena, `none`: its own boundary
  std::vector<ColumnArena::Slot> slots_;
  ColumnArena arena_;
  bool is_tracked_;
  std::vector<ChainEntry> log_;  // columns added, by cell
  std::vector<Logged> logged_;   // in the order of reduction
};

}  // namespace tessera
