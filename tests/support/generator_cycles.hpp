// SPDX-License-Identifier: MIT
#pragma once

#include "support/dense_rank.hpp"
#include "tessera/algebra/graded_matrix.hpp"
#include "tessera/filtration/filtered_complex.hpp"
#include "tessera/persistence/cycle.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tessera {

/// Homology of a complex at single grades by dense ranks, for the cycles of generators.
template <int N>
class HomologyOracle {
 public:
  using Row = std::vector<bool>;

  HomologyOracle(const FilteredComplex<N>& complex, Index degree) : complex_(complex), degree_(degree) {
    for (Index cell = 0; cell < cells(degree); ++cell) {
      const auto vertices = vertices_of(degree, cell);
      number_of_[{vertices.begin(), vertices.end()}] = cell;
    }
  }

  /// The chain as a row over the cells; nothing when a cell is not there or comes twice. Simplices go by their points.
  std::optional<Row> chain(const Cycle& cycle) const {
    Row row(cells(degree_), false);
    for (Index i = 0; i < cycle.size(); ++i) {
      const auto name = cycle.cell(i);
      Index cell = name[0];
      if (cycle.cell_size == degree_ + 1) {
        const auto place = number_of_.find({name.begin(), name.end()});
        if (place == number_of_.end()) return std::nullopt;
        cell = place->second;
      } else if (cycle.cell_size != 1) {
        return std::nullopt;
      }
      if (cell >= row.size() || row[cell] || cycle.coefficients[i] != 1) return std::nullopt;
      row[cell] = true;
    }
    return row;
  }

  bool lives_at(const Row& chain, const Grade<N>& z) const {
    for (Index cell = 0; cell < chain.size(); ++cell)
      if (chain[cell] && !precedes(complex_.blocks[degree_].grades[cell], z)) return false;
    return true;
  }

  bool is_cycle(const Row& chain) const {
    if (degree_ == 0) return true;
    Row sum(cells(degree_ - 1), false);
    for (Index cell = 0; cell < chain.size(); ++cell)
      if (chain[cell])
        for (const Index face : complex_.blocks[degree_].boundary(cell)) sum[face] = !sum[face];
    return std::ranges::none_of(sum, [](bool entry) { return entry; });
  }

  /// The dimension of the span of the chains in the homology at z.
  std::size_t rank_at(const std::vector<Row>& chains, const Grade<N>& z) const {
    auto rows = boundaries_at(degree_ + 1, z);
    const std::size_t before = dense_rank(rows);
    rows.insert(rows.end(), chains.begin(), chains.end());
    return dense_rank(rows) - before;
  }

  std::size_t dimension_at(const Grade<N>& z) const {
    std::size_t count = 0;
    if (cells(degree_) > 0)
      for (const auto& grade : complex_.blocks[degree_].grades) count += precedes(grade, z);
    return count - (degree_ > 0 ? dense_rank(boundaries_at(degree_, z)) : 0) -
           dense_rank(boundaries_at(degree_ + 1, z));
  }

 private:
  Index cells(Index dimension) const {
    return dimension < complex_.blocks.size() ? complex_.blocks[dimension].size() : 0;
  }

  std::set<Index> vertices_of(Index dimension, Index cell) const {
    if (dimension == 0) return {complex_.vertex_point.empty() ? cell : complex_.vertex_point[cell]};
    std::set<Index> vertices;
    for (const Index face : complex_.blocks[dimension].boundary(cell)) vertices.merge(vertices_of(dimension - 1, face));
    return vertices;
  }

  std::vector<Row> boundaries_at(Index dimension, const Grade<N>& z) const {
    std::vector<Row> rows;
    for (Index cell = 0; cell < cells(dimension); ++cell) {
      if (!precedes(complex_.blocks[dimension].grades[cell], z)) continue;
      Row& row = rows.emplace_back(cells(dimension - 1), false);
      for (const Index face : complex_.blocks[dimension].boundary(cell)) row[face] = true;
    }
    return rows;
  }

  const FilteredComplex<N>& complex_;
  Index degree_;
  std::map<std::vector<Index>, Index> number_of_;
};

/// One summand with a presentation and a cycle a generator.
template <int N>
struct WithCycles {
  const GradedMatrix<N>& matrix;
  const std::vector<Cycle>& cycles;
};

/// What is wrong with the claim that sending the generators of the summands to their cycles is an isomorphism of the
/// sum of the summands to the homology of the complex; nothing if it is one. `grades` are all grades of the grid.
template <int N>
std::optional<std::string> fault_of_generators(const FilteredComplex<N>& complex, Index degree,
                                               const std::vector<WithCycles<N>>& summands,
                                               const std::vector<Grade<N>>& grades) {
  const HomologyOracle<N> homology(complex, degree);
  std::vector<std::pair<Grade<N>, typename HomologyOracle<N>::Row>> generators;
  for (const auto& [matrix, cycles] : summands) {
    if (cycles.size() != matrix.row_count()) return "not one cycle a generator";
    std::vector<typename HomologyOracle<N>::Row> chains;
    for (Index row = 0; row < matrix.row_count(); ++row) {
      const auto chain = homology.chain(cycles[row]);
      const auto& birth = matrix.row_grades[row];
      if (!chain) return "a cell that is not there";
      if (!homology.lives_at(*chain, birth)) return "a cell that comes after the birth";
      if (!homology.is_cycle(*chain)) return "a boundary that is not zero";
      if (homology.rank_at({*chain}, birth) != 1) return "a boundary at the birth";
      chains.push_back(*chain);
      generators.emplace_back(birth, *chain);
    }
    for (Index relation = 0; relation < matrix.column_count(); ++relation) {
      typename HomologyOracle<N>::Row sum(chains[0].size(), false);
      for (const Index row : matrix.column(relation))
        std::transform(sum.begin(), sum.end(), chains[row].begin(), sum.begin(), std::not_equal_to<>{});
      if (homology.rank_at({sum}, matrix.column_grades[relation]) != 0) return "a relation that does not hold";
    }
  }
  for (const auto& z : grades) {
    std::vector<typename HomologyOracle<N>::Row> alive;
    for (const auto& [birth, chain] : generators)
      if (precedes(birth, z)) alive.push_back(chain);
    if (homology.rank_at(alive, z) != homology.dimension_at(z)) return "classes that do not generate the homology";
  }
  return std::nullopt;
}

}  // namespace tessera
