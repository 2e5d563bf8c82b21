// SPDX-License-Identifier: MIT
// The boundary matrices of the Morse complex, from the outside in:
// 1. The discrete gradient, its critical cells by rank, and where its flows end.
// 2. Dimension 1 to 0: union-find on basins of the downward flow.
// 3. Full dimension to one below: union-find on basins of the upward flow, from the last facet to the first.
// 4. Between them, from the highest dimension down: boundaries by following paths of the gradient, without the columns
//    of cells paired with one above them (they would reduce to zero) and without the rows of cells known to be paired
//    with one below (no reduced column ends there); then the standard reduction.
#include "persistence/cubical_pairs.hpp"

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
    rank_cells();
    pair_by_trees();
    const int lowest = with_cycles_ && frame_.has_wrap() ? 1 : 2;
    for (int k = std::min(dimension_ - 1, highest_); k >= lowest; --k) pair_by_reduction(k);
    return std::move(pairing_);
  }

 private:
  std::vector<CriticalCell>& critical(int k) { return pairing_.gradient.critical_cells[std::size_t(k)]; }
  RankedCells& cells(int k) { return pairing_.cells[std::size_t(k)]; }
  std::vector<Index>& death_of(int k) { return pairing_.death_of[std::size_t(k)]; }
  std::vector<Index>& birth_of(int k) { return pairing_.birth_of[std::size_t(k)]; }

  /// Step 1. The two flows and the sorting of each dimension do not touch each other.
  void rank_cells() {
    pairing_.cells.resize(std::size_t(dimension_) + 1);
    parallel_for(context_, std::size_t(dimension_) + 1, 1, [&](std::size_t task) {
      const int k = int(task);
      if (k > highest_ && !(has_dual_ && k >= dimension_ - 1)) return;
      cells(k) = ranked(critical(k), frame_, k == 1 || k == dimension_ - 1);
      if (k == 0) {
        mark_ends(frame_, pairing_.gradient.down, cells(0));
        edge_basins_ = edge_basins(frame_, pairing_.gradient.down, critical(1), context_);
      }
      if (has_dual_ && k == dimension_) {
        mark_ends(frame_, pairing_.gradient.up, cells(k));
        facet_basins_ = facet_basins(frame_, pairing_.gradient.up, critical(k - 1), context_);
      }
    });
    for (const auto& ranked_cells : pairing_.cells) {
      pairing_.death_of.emplace_back(ranked_cells.size(), none);
      pairing_.birth_of.emplace_back(ranked_cells.size(), none);
    }
  }

  /// Steps 2 and 3: at the same time where there are threads, else the second without what the first has paired.
  void pair_by_trees() {
    CriticalPairs low, high;
    const bool is_joint = context_.threads() == 1;
    parallel_for(context_, 2, 1, [&](std::size_t task) {
      if (task == 0) {
        low = vertex_edge_pairs(cells(0).size(), cells(1), edge_basins_, context_);
      } else if (has_dual_) {
        const std::vector<Index> known = is_joint && dimension_ == 2 ? low.birth_of : std::vector<Index>{};
        high =
            facet_cube_pairs(cells(dimension_), cells(dimension_ - 1), facet_basins_, known, around_facets(), context_);
      }
    });
    death_of(0) = std::move(low.death_of);
    birth_of(1) = std::move(low.birth_of);
    if (!has_dual_) return;
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
    auto result = reduced(boundary_matrix(k), cells(k - 1).size(), field_, with_cycles_, context_);
    birth_of(k) = std::move(result.pairs.birth_of);
    death_of(k - 1) = std::move(result.pairs.death_of);
    if (with_cycles_) pairing_.reductions.emplace(k, std::move(result));
  }

  SparseColumns boundary_matrix(int k) {
    CellNumbers rows(cells(k - 1).size());
    for (Index row = 0; row < cells(k - 1).size(); ++row)
      if (with_cycles_ || birth_of(k - 1)[row] == none) rows.insert(cells(k - 1).cell[row], row);

    constexpr std::size_t grain = 2048;
    std::vector<SparseColumns> parts((cells(k).size() + grain - 1) / grain);
    parallel_for_blocks(context_, cells(k).size(), grain, [&](std::size_t begin, std::size_t end) {
      GradientPaths paths(frame_, pairing_.gradient, field_);
      std::vector<GradientPaths::Term> terms;
      for (std::size_t column = begin; column < end; ++column) {
        if (death_of(k)[column] == none) {
          paths.descend(cells(k).cell[column]);
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
  std::vector<BasinEdge> edge_basins_, facet_basins_;
};

}  // namespace

CubicalPairing cubical_pairing(const CubicalFrame& frame, int top, const PrimeField& field, bool with_cycles,
                               const Context& context) {
  return PairingBuilder(frame, top, field, with_cycles, context).run();
}

}  // namespace tessera
