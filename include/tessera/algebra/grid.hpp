// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grade.hpp"

#include <array>
#include <string>
#include <vector>

namespace tessera {

enum class Direction { sublevel, superlevel };

/// One axis of a multifiltration. `values` are strictly increasing and finite; a superlevel function enters negated,
/// so that order in the axis is always order of inclusion. Output restores the sign with `shown`.
struct Axis {
  std::vector<double> values;
  std::string name;  // "scale", "density", ...
  std::string unit;  // "length", ...; may be empty
  Direction direction = Direction::sublevel;
  /// The module is known at values < known_below only (a truncated Rips complex); infinity: everywhere.
  double known_below = infinity;

  double shown(double value) const noexcept { return direction == Direction::superlevel ? -value : value; }
  friend bool operator==(const Axis&, const Axis&) = default;
};

/// A point of R^N, in the internal sign of the axes. Coordinates of deaths may be +infinity.
template <int N>
using Point = std::array<double, N>;

/// The real values behind the ranks of grades: sorts them once, so that algebra sees only integers.
/// Axis 0 is the geometric scale, then the functions in the order given.
template <int N>
struct Grid {
  std::array<Axis, N> axes;

  Point<N> operator()(const Grade<N>& grade) const {
    Point<N> point;
    for (int axis = 0; axis < N; ++axis) point[axis] = axes[axis].values[grade.rank[axis]];
    return point;
  }
  friend bool operator==(const Grid&, const Grid&) = default;
};

/// Verifies an axis from outside: its values are finite and strictly increase. Throws Error D101 naming axis and entry.
void check(const Axis& axis, int number);

/// Sorts and deduplicates; -0 and 0 are the same value. Values must be finite.
std::vector<double> distinct_sorted(std::vector<double> values);

/// The rank of `value`, which must be in `sorted`.
Index rank_of(const std::vector<double>& sorted, double value);

}  // namespace tessera
