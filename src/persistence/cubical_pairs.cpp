// SPDX-License-Identifier: MIT
// The boundary matrices of the Morse complex, from the outside in:
// 1. The discrete gradient, and where its flows end.
// 2. Dimension 1 to 0: union-find on basins of the downward flow.
// 3. Full dimension to one below: union-find on basins of the upward flow, from the last facet to the first.
// 4. Between them, from the highest dimension down: boundaries by following paths of the gradient, without the columns
//    of cells paired with one above them (they would reduce to zero) and without the rows of cells known to be paired
//    with one below (no reduced column ends there); then the standard reduction.
#include "persistence/cubical_pairs.hpp"

#include "core/value_order.hpp"
#include "persistence/cubical_components.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>

namespace tessera {
namespace {

class PairingBuilder {
 public:
  PairingBuilder(const CubicalFrame& frame, int top, const PrimeField& field, bool with_cycles, const Context& context)
      : frame_(frame), dimension_(frame.dimension), field_(field), with_cycles_(with_cycles), context_(context) {
    pairing_.top = top;
    highest_ = std::min(dimension_, top + 1);
    has_dual_ = dimension_ >= 2 && highest_ >= dimension_ - 1;
  }

  CubicalPairing run() && {
    pairing_.gradient = cubical_gradient(frame_, with_cycles_ || (dimension_ > 2 && highest_ > 1), context_);
    for (const auto& list : pairing_.gradient.cells) {
      pairing_.death_of.emplace_back(list.size(), none);
      pairing_.birth_of.emplace_back(list.size(), none);
    }
    pair_by_trees();
    const int lowest = with_cycles_ && frame_.has_wrap() ? 1 : 2;
    for (int k = std::min(dimension_ - 1, highest_); k >= lowest; --k) pair_by_reduction(k);
    return std::move(pairing_);
  }

 private:
  const CriticalList& cells(int k) const { return pairing_.gradient.cells[std::size_t(k)]; }
  LargeVector<Index>& death_of(int k) { return pairing_.death_of[std::size_t(k)]; }
  LargeVector<Index>& birth_of(int k) { return pairing_.birth_of[std::size_t(k)]; }

  /// Steps 2 and 3, at the same time where there are threads.
  void pair_by_trees() {
    LargeVector<Link> of_edges, of_facets;
    parallel_for(context_, 2, 1, [&](std::size_t task) {
      if (task == 0)
        of_edges = follow_down();
      else if (has_dual_)
        of_facets = follow_up();
    });
    if (dimension_ == 2 && has_dual_ && !with_cycles_) {
      auto [low, high] =
          surface_pairs(cells(0), cells(1), cells(2), std::move(of_edges), std::move(of_facets), context_);
      take_low(low);
      take_high(high);
      return;
    }
    parallel_for(context_, 2, 1, [&](std::size_t task) {
      if (task == 0) {
        auto low = vertex_edge_pairs(cells(0), cells(1), std::move(of_edges), context_);
        take_low(low);
      } else if (has_dual_) {
        auto high =
            facet_cube_pairs(cells(dimension_ - 1), cells(dimension_), std::move(of_facets), around_facets(), context_);
        take_high(high);
      }
    });
  }

  LargeVector<Link> follow_down() {
    auto& flow = pairing_.gradient.down;
    mark_ends(frame_, flow, cells(0));
    auto links = edge_links(frame_, flow, cells(1), context_);
    if (!with_cycles_) flow = {};
    return links;
  }
  LargeVector<Link> follow_up() {
    auto& flow = pairing_.gradient.up;
    mark_ends(frame_, flow, cells(dimension_));
    auto links = facet_links(frame_, flow, cells(dimension_ - 1), cells(dimension_).size(), context_);
    if (!with_cycles_) flow = {};
    return links;
  }

  void take_low(CriticalPairs& low) {
    death_of(0) = std::move(low.death_of);
    birth_of(1) = std::move(low.birth_of);
  }
  void take_high(CriticalPairs& high) {
    death_of(dimension_ - 1) = std::move(high.death_of);
    birth_of(dimension_) = std::move(high.birth_of);
  }

  FilledComponent around_facets() {
    if (!with_cycles_) return {};
    const auto boundaries =
        std::make_shared<BasinBoundaries>(frame_, pairing_.gradient.up, cells(dimension_).size(), field_);
    pairing_.boundary_around.resize(cells(dimension_ - 1).size());
    return [this, boundaries](Index facet, Index, const std::vector<Index>& members) {
      pairing_.boundary_around[facet] = boundaries->around(members);
    };
  }

  /// Step 4 for the boundary of the critical cells of dimension k.
  void pair_by_reduction(int k) {
    const CubicalRanks columns = ranks(k), rows = ranks(k - 1);
    auto result = reduced(boundary_matrix(k, columns, rows), cells(k - 1).size(), field_, with_cycles_, context_);
    for (Index column = 0; column < columns.number.size(); ++column) {
      const Index row = result.pairs.birth_of[column];
      if (row == none) continue;
      birth_of(k)[columns.number[column]] = rows.number[row];
      death_of(k - 1)[rows.number[row]] = columns.number[column];
    }
    if (!with_cycles_) return;
    pairing_.ranks.insert_or_assign(k, columns);
    pairing_.ranks.insert_or_assign(k - 1, rows);
    pairing_.reductions.emplace(k, std::move(result));
  }

  CubicalRanks ranks(int k) const {
    CubicalRanks ranks{order_by_value(cells(k).value), std::vector<Index>(cells(k).size())};
    for (Index rank = 0; rank < ranks.number.size(); ++rank) ranks.rank[ranks.number[rank]] = rank;
    return ranks;
  }

  SparseColumns boundary_matrix(int k, const CubicalRanks& columns, const CubicalRanks& row_ranks) {
    CellNumbers rows(cells(k - 1).size());
    for (Index number = 0; number < cells(k - 1).size(); ++number)
      if (with_cycles_ || birth_of(k - 1)[number] == none)
        rows.insert(cells(k - 1).cell[number], row_ranks.rank[number]);

    constexpr std::size_t grain = 2048;
    std::vector<SparseColumns> parts((cells(k).size() + grain - 1) / grain);
    parallel_for_blocks(context_, cells(k).size(), grain, [&](std::size_t begin, std::size_t end) {
      GradientPaths paths(frame_, pairing_.gradient, field_);
      std::vector<GradientPaths::Term> terms;
      for (std::size_t column = begin; column < end; ++column) {
        const Index number = columns.number[column];
        if (death_of(k)[number] == none) {
          paths.descend(cells(k).cell[number]);
          gather(paths.boundary(), rows, terms);
          write(terms, parts[begin / grain]);
        }
        parts[begin / grain].end_column();
      }
    });

    SparseColumns matrix;
    for (const auto& part : parts) matrix.append(part);
    return matrix;
  }

  /// The boundary by rows, decreasing, each once.
  void gather(const std::vector<GradientPaths::Term>& boundary, const CellNumbers& rows,
              std::vector<GradientPaths::Term>& terms) const {
    terms.clear();
    for (const auto& [cell, coefficient] : boundary)
      if (const Index row = rows.find(cell); row != none) terms.push_back({row, coefficient});
    std::ranges::sort(terms, std::greater{}, &GradientPaths::Term::cell);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < terms.size();) {
      GradientPaths::Term sum = terms[i];
      while (++i < terms.size() && terms[i].cell == sum.cell)
        sum.coefficient = field_.sum(sum.coefficient, terms[i].coefficient);
      if (sum.coefficient != 0) terms[kept++] = sum;
    }
    terms.resize(kept);
  }

  void write(const std::vector<GradientPaths::Term>& terms, SparseColumns& columns) const {
    for (const auto& [row, coefficient] : terms)
      if (field_.characteristic() == 2)
        columns.push(row);
      else
        columns.push(row, coefficient);
  }

  const CubicalFrame& frame_;
  int dimension_, highest_ = 0;  // highest_: of the boundary matrices that are needed
  bool has_dual_ = false;
  const PrimeField& field_;
  bool with_cycles_;
  const Context& context_;
  CubicalPairing pairing_;
};

}  // namespace

CubicalPairing cubical_pairing(const CubicalFrame& frame, int top, const PrimeField& field, bool with_cycles,
                               const Context& context) {
  return PairingBuilder(frame, top, field, with_cycles, context).run();
}

}  // namespace tessera
