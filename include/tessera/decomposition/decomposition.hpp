// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// The support of an interval module: {z : some birth <= z and z < some death, in every axis}, a convex connected set.
/// Births and deaths are antichains (no one precedes another), sorted by their first coordinate. Births are finite,
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
  friend bool operator==(const Summand&, const Summand&) = default;
};

/// What is proven about a decomposition M~ of M. For every diagonal line L in scaled units,
///   d_B(M|L, M~|L) <= bound = measured gap + delta / 2 (N = 2),
/// delta the spacing of the lines of a grid sweep; all three are 0 without one. It says nothing of other directions or
/// of d_I(M, M~).
/// Why: of two lines at distance v, L(t) <= L'(t) <= L(t + v), so once L' is moved by v / 2, restrictions of any module
/// to them are v / 2-interleaved. A line lies within v = delta / 2 of a swept one: d_B <= v / 2 + gap + v / 2. Between
/// lines, bars no longer than delta / 2 may come and go, and ends may stray within the bound; beyond the first and the
/// last line both barcodes move alike. The whole proof: src/decomposition/certificate.md.
struct DecompositionCertificate {
  /// indecomposables: the module was split into indecomposables and only those that are no intervals were swept.
  /// whole: the module was swept as it is.
  enum class Route { indecomposables, whole };
  enum class Sweep { not_needed, events, grid };  // not_needed: every summand is an interval module

  Route route = Route::indecomposables;
  Sweep sweep = Sweep::not_needed;
  double line_gap = 0;      // the measured gap: bounds the bottleneck distance on every line of the grid
  double line_spacing = 0;  // delta, in scaled units
  std::uint64_t lines = 0;  // lines or strips that were visited
  /// False only for very large modules swept as a whole: then no summand is marked exact, and that says nothing.
  bool is_exactness_decided = true;
  double bound() const noexcept { return line_gap + line_spacing / 2; }
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
  static constexpr int parameters = N;

  std::vector<Summand<N>> summands;
  DecompositionCertificate certificate;
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
