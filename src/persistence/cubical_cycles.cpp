// SPDX-License-Identifier: MIT
#include "persistence/cubical_cycles.hpp"

#include "persistence/cubical_components.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>

namespace tessera {

CubicalCycles::CubicalCycles(const CubicalFrame& frame, const std::vector<Index>& shape, const CubicalPairing& pairing,
                             const PrimeField& field)
    : frame_(frame), pairing_(pairing), field_(field), paths_(frame, pairing.gradient, field) {
  std::uint64_t stride = 1;
  int along = frame.dimension - 1;
  for (int axis = int(shape.size()) - 1; axis >= 0; --axis) {
    const bool is_kept = along >= 0 && frame.axis[std::size_t(along)] == axis;
    const bool is_wrapped = is_kept && frame.wraps[std::size_t(along)];
    if (is_kept) stride_[std::size_t(along--)] = Index(stride);
    stride *= shape[std::size_t(axis)] + Index(frame.construction == CubicalConstruction::top_cells && !is_wrapped);
    if (stride > none)
      throw Error(codes::over_cap, "needs fewer than 2^32 vertices to name the cells of cycles", "leave cycles out");
  }
}

Cycle CubicalCycles::of(int degree, Index number) { return named(terms_of(degree, number)); }

std::vector<GradientPaths::Term> CubicalCycles::terms_of(int degree, Index number) {
  const auto k = std::size_t(degree);
  if (degree == 0) return {{pairing_.gradient.cells[0].cell[number], 1}};
  const Index death = pairing_.death_of[k][number];
  if (death != none && degree == frame_.dimension - 1) return pairing_.boundary_around[number];
  if (death != none)
    return lifted(pairing_.reductions.at(degree + 1).reduced, pairing_.ranks.at(degree + 1).rank[death], degree);
  if (degree < frame_.dimension)
    return lifted(pairing_.reductions.at(degree).combinations, pairing_.ranks.at(degree).rank[number], degree);

  std::vector<GradientPaths::Term> terms;  // the whole torus
  for_each_full_cube(frame_, [&](Index slot) {
    terms.push_back({frame_.cell(slot, (Index{1} << frame_.dimension) - 1), 1});
  });
  return terms;
}

/// From critical cells to cubes.
std::vector<GradientPaths::Term> CubicalCycles::lifted(const SparseColumns& columns, Index column, int degree) {
  std::vector<GradientPaths::Term> terms;
  const auto ranks = columns.rows(column);
  const auto coefficients = columns.coefficients(column);
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    const Index factor = coefficients.empty() ? 1 : coefficients[i];
    const Index number = pairing_.ranks.at(degree).number[ranks[i]];
    paths_.descend(pairing_.gradient.cells[std::size_t(degree)].cell[number]);
    for (const auto& [cell, coefficient] : paths_.chain()) terms.push_back({cell, field_.product(factor, coefficient)});
  }
  return terms;
}

Cycle CubicalCycles::named(std::vector<GradientPaths::Term> terms) const {
  std::ranges::sort(terms, {}, &GradientPaths::Term::cell);
  Cycle cycle{.cell_size = 2, .cells = {}, .coefficients = {}};
  for (std::size_t i = 0; i < terms.size();) {
    const Index cell = terms[i].cell;
    Index coefficient = 0;
    for (; i < terms.size() && terms[i].cell == cell; ++i) coefficient = field_.sum(coefficient, terms[i].coefficient);
    if (coefficient == 0) continue;

    Index lowest = 0, highest = 0;
    const Index slot = frame_.slot_of(cell);
    for (int along = 0; along < frame_.dimension; ++along) {
      const auto a = std::size_t(along);
      const bool is_spanned = frame_.extents_of(cell) >> along & 1;
      lowest += frame_.coordinate(slot, along) * stride_[a];
      highest += frame_.coordinate(is_spanned ? frame_.above(slot, along) : slot, along) * stride_[a];
    }
    cycle.cells.insert(cycle.cells.end(), {lowest, highest});
    cycle.coefficients.push_back(coefficient);
  }
  return cycle;
}

}  // namespace tessera
