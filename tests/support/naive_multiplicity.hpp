// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/graded_matrix.hpp"

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <vector>

namespace tessera {

/// A set of points of the grid {0 .. size - 1}^2, by column: has[x][y].
struct GridRegion {
  std::vector<std::vector<bool>> has;

  bool operator()(std::size_t x, std::size_t y) const { return x < has.size() && y < has.size() && has[x][y]; }
  friend bool operator==(const GridRegion&, const GridRegion&) = default;
};

/// Every convex connected set of points of the grid, once each.
std::vector<GridRegion> all_interval_regions(int size);

/// The cokernel M of a matrix as a representation of the grid: V_z = F_2^(generators <= z) / (relations <= z), with the
/// maps to the right and upwards. At most 64 generators.
class NaiveRepresentation {
 public:
  NaiveRepresentation(const GradedMatrix<2>& matrix, int size);

  std::size_t dimension(std::size_t x, std::size_t y) const { return spaces_[x * size_ + y].basis.size(); }

  /// The rank of Hom(k_I, M) x Hom(M, k_I) -> End(k_I) = F_2: both spaces as solutions of all commutation equations,
  /// the pairing as values f_z(m_z). Throws std::logic_error if a value depends on the point z of the region.
  std::size_t multiplicity(const GridRegion& region) const;

  /// Whether every endomorphism, found as a family of linear maps that commute with all steps, is nilpotent or
  /// invertible: the ring is local, and M indecomposable. Nothing where the ring has more than 2^`most` elements.
  std::optional<bool> is_indecomposable(std::size_t most = 14) const;

 private:
  using Chain = std::uint64_t;        // a set of generators
  using Unknowns = std::bitset<512>;  // coordinates of all V_z, z in the region
  using Columns = std::vector<std::vector<bool>>;

  struct Space {
    std::vector<Chain> relations;  // reduced against each other; each leads with its largest generator
    std::vector<int> basis;        // generators that represent a basis: those no relation leads with
    std::array<Columns, 2> steps;  // per axis, where each basis element goes in the next space, in its basis
  };
  Space space_at(const GradedMatrix<2>& matrix, const Grade<2>& z) const;
  static Columns step(const Space& from, const Space& to);
  std::vector<Unknowns> solutions(const GridRegion& region, bool is_into_module) const;

  std::size_t size_;
  std::vector<Space> spaces_;  // x * size + y
};

}  // namespace tessera
