// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"
#include "tessera/persistence/cycle.hpp"

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

/// A multiset of bars of positive length: the complete invariant of a one-parameter module over a field.
/// Sorted by degree, then birth, then death, so equal multisets compare equal.
struct Barcode {
  static constexpr std::string_view artifact = "Barcode";
  static constexpr std::string_view meaning = "the bars of a module of one parameter";

  std::vector<Bar> bars;
  Index field = 2;            // the coefficients are the integers modulo this prime
  std::vector<Cycle> cycles;  // one a bar where they were asked for, else empty

  std::string brief() const {
    return std::to_string(bars.size()) + " bars" + (field == 2 ? "" : " over Z/" + std::to_string(field)) +
           (cycles.empty() ? "" : " with cycles");
  }

  friend bool operator==(const Barcode&, const Barcode&) = default;
};

/// Puts bars into the order of the contract and drops those of length zero. `cycles`, if not empty, has one a bar and
/// goes with it; among equal bars they keep the order given.
Barcode barcode_of(std::vector<Bar> bars, Index field = 2, std::vector<Cycle> cycles = {});

}  // namespace tessera
