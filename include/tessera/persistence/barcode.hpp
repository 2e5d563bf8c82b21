// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// [birth, death), death may be infinity.
struct Bar {
  double birth = 0, death = infinity;
  Index degree = 0;
  friend bool operator==(const Bar&, const Bar&) = default;
};

/// A multiset of bars of positive length: the complete invariant of a one-parameter module.
/// Sorted by degree, then birth, then death, so equal multisets compare equal.
struct Barcode {
  static constexpr std::string_view artifact = "Barcode";

  std::vector<Bar> bars;
  std::string brief() const { return std::to_string(bars.size()) + " bars"; }

  friend bool operator==(const Barcode&, const Barcode&) = default;
};

/// Puts bars into the order of the contract and drops those of length zero.
Barcode barcode_of(std::vector<Bar> bars);

}  // namespace tessera
