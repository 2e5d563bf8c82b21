// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// The modules a signed barcode is a sum of.
enum class SignedBarKind {
  free,       // lives at every z >= birth
  hook,       // lives at every z >= birth that is not >= death
  rectangle,  // lives at every z >= birth that is < death on every axis
};

/// One module of the kind of its barcode, counted `multiplicity` times, which is not zero and may be negative.
template <int N>
struct SignedBar {
  Grade<N> birth{};
  Grade<N> death{};  // of a free module: `none` on every axis; of a hook: a grade, or `none` on every axis where it is
                     // free; of a rectangle: the first rank past it on each axis, `none` where it never ends
  std::int64_t multiplicity = 1;
  friend bool operator==(const SignedBar&, const SignedBar&) = default;
};

/// A finite signed sum of free, hook or rectangle modules with the same Hilbert function (free) or the same rank
/// invariant (hook, rectangle) as a module. Bars of equal grades are added up and vanish when they cancel, so the sum
/// is unique: sorted by birth, then death, both colexicographic (`none` last).
template <int N>
struct SignedBarcode {
  static constexpr std::string_view artifact = "SignedBarcode";
  static constexpr std::string_view meaning = "a signed sum of simple modules with the invariants of the module";
  static constexpr int parameters = N;

  Grid<N> grid;
  SignedBarKind kind = SignedBarKind::free;
  /// The homology degree; `none`: the alternating sum over all degrees (the Euler characteristic).
  Index degree = none;
  std::vector<SignedBar<N>> bars;

  std::string brief() const { return std::to_string(bars.size()) + " signed bars"; }
  friend bool operator==(const SignedBarcode&, const SignedBarcode&) = default;
};

}  // namespace tessera
