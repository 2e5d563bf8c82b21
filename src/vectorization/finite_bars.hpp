// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/vectorization/bar_range.hpp"

#include <string>
#include <vector>

namespace tessera {

/// A bar with two finite ends, birth < death.
struct FiniteBar {
  double birth, death;

  double length() const noexcept { return death - birth; }
  friend auto operator<=>(const FiniteBar&, const FiniteBar&) = default;
};

/// The bars of one degree, endless ones cut at the range or left out: by birth, then death. Throws D101 for a bar that
/// is none.
std::vector<FiniteBar> finite_bars(const Barcode& barcode, Index degree, EndlessBars infinite_bars,
                                   const BarRange& range);

/// Throws D106 unless low < high, both finite.
void check(const BarRange& range);

/// The longest length; 0 without bars.
double longest(const std::vector<FiniteBar>& bars);

/// In the statements of stability: the distance for which a cut (ignored) endless bar costs nothing more.
std::string distance_clause(EndlessBars infinite_bars);

}  // namespace tessera
