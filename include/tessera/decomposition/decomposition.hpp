// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid.hpp"
#include "tessera/persistence/cycle.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// The support of an interval module: {z : some birth <= z and z < some death, in every axis}, a convex connected set.
/// Births and deaths are antichains (no one precedes another), in lexicographic order. Births are finite,
/// deaths are the maximal corners of the closure and may hold +infinity. Coordinates are in the unit of the axes and in
/// their internal sign (superlevel values negated).
template <int N>
struct Interval {
  std::vector<Point<N>> births, deaths;
  friend bool operator==(const Interval&, const Interval&) = default;
  friend auto operator<=>(const Interval&, const Interval&) = default;
};

/// One summand of a candidate decomposition: an interval module.
template <int N>
struct Summand {
  Interval<N> support;
  /// True: the interval module on this support is a direct summand of the module (proved by its multiplicity).
  /// False: a track of the sweep; the certificate of the decomposition says what it preserves.
  bool is_exact = false;
  /// Where asked for, of a summand that was split off: a cycle for every birth, in the order of the births, whose
  /// classes generate a submodule isomorphic to the summand and complemented by the others. Not an isomorphism
  /// invariant. Empty for tracks.
  std::vector<Cycle> cycles = {};
  friend bool operator==(const Summand&, const Summand&) = default;
};

/// Where the bars of a lattice of lines cannot be followed consistently (N >= 3 only). Bars of neighboring lines are
/// matched; around a square of four lines the four matchings should bring every bar back to itself. Where they do not,
/// the bars change places around some line, as the two values of a square root do, and no choice of tracks follows all
/// of them; or two bars come closer than the lattice resolves. What it costs is measured in line_gap.
struct Monodromy {
  std::uint64_t squares = 0;   // around which some bar comes back as a bar of another value
  std::uint64_t bars = 0;      // that do so, summed over these squares
  std::uint64_t unjoined = 0;  // matched pairs left out of the tracks, which would have met a line twice
  friend bool operator==(const Monodromy&, const Monodromy&) = default;
};

/// What is proven about a decomposition M~ of M. For every diagonal line L in scaled units,
///   d_B(M|L, M~|L) <= bound = measured gap + delta (1 - 1 / N),
/// delta the spacing of the lines of a grid sweep; all three are 0 without one. It says nothing of other directions or
/// of d_I(M, M~).
///
/// Why: with a line L' offset from L by v_k along axis k, and a <= v_k <= b for all k (axis 0 is not offset: v_0 = 0),
/// grades meet L between a and b later or earlier than L', so bars of L match bars of L', all shifted by (a + b) / 2,
/// up to (b - a) / 2. Both for M and for M~: d_B on L is at most line_gap + (b - a). Of the N fractional parts of the
/// offsets of L, in units of delta, on a circle, two neighbors are at least 1 / N apart; round down those that come
/// after this gap, and the others up: b - a <= delta (1 - 1 / N). Between lines, bars no longer than that may come and
/// go, and ends may stray within the bound; beyond the outermost lines both barcodes move alike. N = 2 in full:
/// src/decomposition/certificate.md.
struct DecompositionCertificate {
  /// indecomposables: the module was split into indecomposables and only those that are no intervals were swept.
  /// whole: the module was swept as it is.
  enum class Route { indecomposables, whole };
  enum class Sweep { not_needed, events, grid };  // not_needed: every summand is an interval module

  Route route = Route::indecomposables;
  Sweep sweep = Sweep::not_needed;
  double line_gap = 0;      // the measured gap: bounds the bottleneck distance on every line of the grid; 0 for events
  double line_spacing = 0;  // delta, along each of N - 1 axes, in scaled units; 0 for an event sweep
  std::uint64_t lines = 0;  // lines or strips that were visited
  /// False for very large modules swept as a whole, and for N >= 3: then no summand is marked exact, and that says
  /// nothing.
  bool is_exactness_decided = true;
  int parameters = 2;  // N
  Monodromy monodromy{};
  double bound() const noexcept { return line_gap + line_spacing * (1 - 1.0 / parameters); }
  /// "bound 0.005 (delta 0.01, measured gap 0)".
  std::string text() const;

  friend bool operator==(const DecompositionCertificate&, const DecompositionCertificate&) = default;
};

/// A candidate decomposition of an N-parameter module into interval modules, in canonical order (by support, exact
/// first): an isomorphism invariant of the module, so relabelled points give the same value, bit for bit.
/// Diagonal lines, distances and delta are measured after dividing axis k by axis_scale[k] > 0.
template <int N>
struct Decomposition {
  static constexpr std::string_view artifact = "Decomposition";
  static constexpr std::string_view meaning =
      "a module as a sum of interval modules, with a certificate of what they keep";
  static constexpr int parameters = N;

  std::vector<Summand<N>> summands;
  DecompositionCertificate certificate{.parameters = N};
  std::array<double, N> axis_scale{};
  /// Names, units, directions and known_below of the axes; `values` are the grade values of the module.
  std::array<Axis, N> axes;
  Index degree = 0;
  std::string brief() const {
    std::size_t exact = 0;
    for (const auto& summand : summands) exact += summand.is_exact;
    return std::to_string(summands.size()) + " summands, " + std::to_string(exact) + " exact, " + certificate.text();
  }
  friend bool operator==(const Decomposition&, const Decomposition&) = default;
};

}  // namespace tessera
