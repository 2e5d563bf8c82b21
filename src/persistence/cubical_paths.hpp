// SPDX-License-Identifier: MIT
#pragma once

#include "algebra/prime_field.hpp"
#include "persistence/cubical_gradient.hpp"

#include <array>
#include <vector>

namespace tessera {

/// A set of cells with a number each, for look-ups only. Insertion of a cell that is there already is not foreseen.
class CellNumbers {
 public:
  explicit CellNumbers(std::size_t expected = 16) { reserve(expected); }

  /// The number of a cell, `none` when it has none.
  Index find(Index cell) const noexcept {
    for (std::size_t place = start(cell);; place = (place + 1) & mask_) {
      if (entries_[place].cell == cell) return entries_[place].number;
      if (entries_[place].cell == none) return none;
    }
  }
  void insert(Index cell, Index number) {
    if (2 * (places_.size() + 1) > entries_.size()) grow();
    std::size_t place = start(cell);
    while (entries_[place].cell != none) place = (place + 1) & mask_;
    entries_[place] = {cell, number};
    places_.push_back(Index(place));
  }
  void clear() {
    for (const Index place : places_) entries_[place].cell = none;
    places_.clear();
  }

 private:
  struct Entry {
    Index cell = none, number = none;
  };
  std::size_t start(Index cell) const noexcept {
    return std::size_t(cell * std::uint64_t{0x9E3779B97F4A7C15} >> 32) & mask_;
  }
  void reserve(std::size_t expected);
  void grow();

  std::vector<Entry> entries_;
  std::vector<Index> places_;
  std::size_t mask_ = 0;
};

/// The paths of a gradient from a critical cell down, with their signs.
///
/// For a cell c of dimension k they give two chains: `chain`, of dimension k, which holds c with coefficient one and no
/// other critical cell, and `boundary`, the critical cells of dimension k - 1 in the boundary of `chain`. Both are
/// images under the flow of the gradient (Forman 1998, doi:10.1006/aima.1997.1650, section 8): the boundary of `chain`
/// is the sum of the chains of `boundary`. A cube is oriented by the order of the axes.
/// Cost: linear in the number of cells that paths from c reach. One object a thread.
class GradientPaths {
 public:
  struct Term {
    Index cell, coefficient;
    friend bool operator==(const Term&, const Term&) = default;
  };

  GradientPaths(const CubicalFrame& frame, const CubicalGradient& gradient, const PrimeField& field)
      : frame_(frame), gradient_(gradient), field_(field) {}

  void descend(Index critical_cell);

  /// After `descend`; no cell twice in `chain`, perhaps in `boundary`.
  const std::vector<Term>& chain() const noexcept { return chain_; }
  const std::vector<Term>& boundary() const noexcept { return boundary_; }

  /// Calls visit(facet, is_positive) for the facets of a cube, with the sign of each in its boundary.
  template <class Visit>
  static void for_each_facet(const CubicalFrame& frame, Index cell, const Visit& visit) {
    bool is_positive = true;
    const Index slot = frame.slot_of(cell), extents = frame.extents_of(cell);
    for (int axis = 0; axis < frame.dimension; ++axis) {
      const Index bit = Index{1} << axis;
      if (!(extents & bit)) continue;
      visit(frame.cell(slot, extents ^ bit), !is_positive);
      visit(frame.cell(frame.above(slot, axis), extents ^ bit), is_positive);
      is_positive = !is_positive;
    }
  }

 private:
  static constexpr std::size_t most_facets = 2 * CubicalFrame::max_dimension;
  struct Node {
    Index cell = 0, coefficient = 0;
    Index entered = none;                    // the facet it is matched with
    std::array<Index, most_facets> below{};  // of each facet: the node that it leads to, or none
  };
  struct Partner {
    Index cell = none;  // none: the path ends at the facet
    bool is_positive = false;
  };

  Index node_of(Index cell, Index entered);
  Partner partner_of(Index facet) const;
  void find_nodes(Index critical_cell);

  const CubicalFrame& frame_;
  const CubicalGradient& gradient_;
  const PrimeField& field_;
  CellNumbers numbers_;
  std::vector<Node> nodes_;
  std::vector<Index> finished_;  // nodes, those below a node before it
  std::vector<std::pair<Index, Index>> stack_;
  std::vector<Term> chain_, boundary_;
};

}  // namespace tessera
