// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/graded_matrix.hpp"
#include "tessera/decomposition/decomposition.hpp"
#include "tessera/persistence/presentation.hpp"

#include <array>
#include <vector>

namespace tessera {

/// A minimal presentation whose grades are ranks among the *scaled* values that occur, with those values: the form in
/// which sweeps and exactness work. Distinct values that scaling rounds to one are one.
struct RankModule {
  GradedMatrix<2> matrix;
  std::array<std::vector<double>, 2> scaled;    // per axis, by rank, strictly increasing
  std::array<std::vector<double>, 2> unscaled;  // per axis, by rank: the value of the grid
};

RankModule rank_module(const Presentation<2>& module, const std::array<double, 2>& axis_scale);

/// An interval in ranks: births and deaths as in Interval, `none` for infinity. Sorted by the first rank.
struct RankInterval {
  std::vector<Grade<2>> births, deaths;
  friend bool operator==(const RankInterval&, const RankInterval&) = default;
};

/// z lies in the interval: some birth <= z, and z < some death in both axes.
bool contains(const RankInterval& interval, const Grade<2>& z);

/// Keeps the minimal (maximal) elements, sorted by the first rank. Works on `none` as infinity.
std::vector<Grade<2>> minimal_grades(std::vector<Grade<2>> grades);
std::vector<Grade<2>> maximal_grades(std::vector<Grade<2>> grades);

/// The relations of a minimal presentation of the interval module: joins of consecutive births, then the minimal grades
/// at which the module ends.
struct IntervalRelations {
  std::vector<Grade<2>> joins, ends;
};
IntervalRelations relations_of(const RankInterval& interval);

Interval<2> with_values(const RankInterval& interval, const RankModule& module);

}  // namespace tessera
