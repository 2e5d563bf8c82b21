// SPDX-License-Identifier: MIT
#include "support/filtration_oracle.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>

namespace tessera {
namespace {

using Bits = std::uint64_t;

/// Vectors over Z/2 in echelon form, each with the combination that made it.
class Echelon {
 public:
  /// True when the vector was independent; else `combination` becomes a relation among the vectors added.
  bool add(Bits vector, Bits& combination) {
    for (const auto& [held, made_of] : rows_)
      if (vector & std::bit_floor(held)) vector ^= held, combination ^= made_of;
    if (vector == 0) return false;
    for (auto& [held, made_of] : rows_)
      if (held & std::bit_floor(vector)) held ^= vector, made_of ^= combination;
    rows_.emplace_back(vector, combination);
    return true;
  }
  int rank() const { return int(rows_.size()); }

 private:
  std::vector<std::pair<Bits, Bits>> rows_;
};

template <int N>
bool is_present(const FilteredComplex<N>& complex, const Grade<N>& grade, const At<N>& z) {
  const auto point = complex.grid(grade);
  for (int axis = 0; axis < N; ++axis)
    if (point[axis] > z[axis]) return false;
  return true;
}

/// The columns of the boundary map from `degree` at z; bits are cells of the dimension below.
template <int N>
std::vector<std::pair<Index, Bits>> boundaries(const FilteredComplex<N>& complex, Index degree, const At<N>& z) {
  std::vector<std::pair<Index, Bits>> columns;
  if (degree >= complex.blocks.size()) return columns;
  for (Index cell = 0; cell < complex.blocks[degree].size(); ++cell) {
    if (!is_present(complex, complex.blocks[degree].grades[cell], z)) continue;
    Bits column = 0;
    for (const Index face : complex.blocks[degree].boundary(cell)) column |= Bits{1} << face;
    columns.emplace_back(cell, column);
  }
  return columns;
}

}  // namespace

template <int N>
FilteredComplex<N> naive_function_rips(Index point_count, const Lengths& length,
                                       const std::vector<std::vector<double>>& values, Index max_dimension,
                                       double max_diameter) {
  std::vector<std::map<std::vector<Index>, Point<N>>> simplices(max_dimension + 1);
  for (Bits subset = 1; subset < Bits{1} << point_count; ++subset) {
    if (std::popcount(subset) > int(max_dimension) + 1) continue;
    std::vector<Index> vertices;
    for (Index v = 0; v < point_count; ++v)
      if (subset >> v & 1) vertices.push_back(v);
    Point<N> grade;
    grade.fill(-infinity);
    grade[0] = 0;
    for (const Index v : vertices) {
      for (const Index w : vertices)
        if (v != w) grade[0] = std::max(grade[0], length(v, w));
      for (int axis = 1; axis < N; ++axis) grade[axis] = std::max(grade[axis], values[axis - 1][v]);
    }
    if (vertices.size() == 1 || grade[0] <= max_diameter) simplices[vertices.size() - 1][vertices] = grade;
  }

  FilteredComplex<N> complex;
  complex.complete_dimension = max_dimension;
  for (int axis = 0; axis < N; ++axis) {
    std::vector<double> all;
    for (const auto& of_dimension : simplices)
      for (const auto& [vertices, grade] : of_dimension) all.push_back(grade[axis]);
    complex.grid.axes[axis].values = distinct_sorted(all);
  }
  for (Index d = 0; d <= max_dimension; ++d) {
    CellBlock<N> block;
    block.stride = d == 0 ? 0 : d + 1;
    for (const auto& [vertices, point] : simplices[d]) {
      Grade<N> grade;
      for (int axis = 0; axis < N; ++axis) grade[axis] = rank_of(complex.grid.axes[axis].values, point[axis]);
      block.grades.push_back(grade);
      for (std::size_t skip = d == 0 ? 0 : d + 1; skip-- > 0;) {
        auto face = vertices;
        face.erase(face.begin() + std::ptrdiff_t(skip));
        block.faces.push_back(Index(std::distance(simplices[d - 1].begin(), simplices[d - 1].find(face))));
      }
    }
    complex.blocks.push_back(std::move(block));
  }
  return complex;
}

template <int N>
int naive_betti(const FilteredComplex<N>& complex, Index degree, const At<N>& z) {
  return naive_rank(complex, degree, z, z);
}

/// dim Z(z) - dim (Z(z) n B(w)) = dim (Z(z) + B(w)) - dim B(w).
template <int N>
int naive_rank(const FilteredComplex<N>& complex, Index degree, const At<N>& z, const At<N>& w) {
  Echelon cycles_and_boundaries, bounding, reduced;
  Bits ignored = 0;
  if (degree < complex.blocks.size() && complex.blocks[degree].size() > 64)
    throw Error(codes::over_cap, "the oracle holds 64 cells of a dimension");
  for (const auto& [cell, boundary] : boundaries(complex, degree, z)) {
    Bits combination = Bits{1} << cell;
    if (degree > 0 && reduced.add(boundary, combination)) continue;
    cycles_and_boundaries.add(combination, ignored);
  }
  for (const auto& [cell, boundary] : boundaries(complex, degree + 1, w)) {
    bounding.add(boundary, ignored);
    cycles_and_boundaries.add(boundary, ignored);
  }
  return cycles_and_boundaries.rank() - bounding.rank();
}

template FilteredComplex<1> naive_function_rips(Index, const Lengths&, const std::vector<std::vector<double>>&, Index,
                                                double);
template FilteredComplex<2> naive_function_rips(Index, const Lengths&, const std::vector<std::vector<double>>&, Index,
                                                double);
template FilteredComplex<3> naive_function_rips(Index, const Lengths&, const std::vector<std::vector<double>>&, Index,
                                                double);
template FilteredComplex<4> naive_function_rips(Index, const Lengths&, const std::vector<std::vector<double>>&, Index,
                                                double);
template int naive_betti<1>(const FilteredComplex<1>&, Index, const Point<1>&);
template int naive_betti<2>(const FilteredComplex<2>&, Index, const Point<2>&);
template int naive_betti<3>(const FilteredComplex<3>&, Index, const Point<3>&);
template int naive_betti<4>(const FilteredComplex<4>&, Index, const Point<4>&);
template int naive_rank<1>(const FilteredComplex<1>&, Index, const Point<1>&, const Point<1>&);
template int naive_rank<2>(const FilteredComplex<2>&, Index, const Point<2>&, const Point<2>&);
template int naive_rank<3>(const FilteredComplex<3>&, Index, const Point<3>&, const Point<3>&);
template int naive_rank<4>(const FilteredComplex<4>&, Index, const Point<4>&, const Point<4>&);

}  // namespace tessera
