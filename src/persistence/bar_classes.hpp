// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid.hpp"
#include "tessera/persistence/barcode.hpp"
#include "tessera/persistence/infinite_bars.hpp"

#include <map>
#include <optional>
#include <span>
#include <vector>

namespace tessera {

/// Bars of one degree by what may be matched with what: finite ones as points (birth, death), in their order; infinite
/// ones by the coordinate that is finite, sorted, and the whole lines by their number.
struct BarClasses {
  std::vector<Point<2>> finite;
  std::vector<double> births;  // of [b, infinity)
  std::vector<double> deaths;  // of [-infinity, d)
  Index lines = 0;             // [-infinity, infinity)
};

/// The bars of each barcode by degree, those of `degree` only where it is given. Bars of length zero are left out, and
/// infinite ones where they are to be ignored. Throws D101 for a bar that is none.
std::map<Index, std::vector<BarClasses>> bars_by_degree(std::span<const Barcode* const> barcodes,
                                                        std::optional<Index> degree, InfiniteBars infinite_bars);

/// Whether the infinite bars can be matched at all.
bool have_equal_ends(const BarClasses& a, const BarClasses& b);

/// Half the length of a finite bar, which is finite: how far it is from the diagonal.
double half_length(const Point<2>& bar);

}  // namespace tessera
