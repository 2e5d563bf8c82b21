// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// How a number is meant: in the unit of the data, or relative to the data it meets.
enum class Relative {
  absolute,          // "0.5": the unit of the data
  percent_diameter,  // "10 %diameter": of the largest distance
  percent_range,     // "5 %range": of max - min
  percentile,        // "p10": of the values or distances at hand
};

/// A number together with its meaning. A stage's options hold quantities; the function that meets the data resolves
/// them and reports the number it used through Context::resolved.
struct Quantity {
  double value = 0;
  Relative relative = Relative::absolute;

  constexpr Quantity() = default;
  constexpr Quantity(double absolute) : value(absolute) {}  // NOLINT: a plain number is a quantity
  constexpr Quantity(double v, Relative r) : value(v), relative(r) {}

  friend bool operator==(const Quantity&, const Quantity&) = default;

  /// Reads "0.5", "10 %diameter", "5 %range", "p10". Nothing where the text is none of them.
  static std::optional<Quantity> parse(std::string_view text);
  /// Written so that parse gives it back.
  std::string text() const;
};

/// What a relative quantity refers to. Lengths and values are functions of the data and are only asked for when
/// needed. `values` is sorted by the resolver.
struct QuantityReference {
  double diameter = 0;         // of the points at hand
  double range = 0;            // max - min of the values at hand
  std::vector<double> values;  // what percentiles are taken of (nearest rank with linear interpolation)
};

/// The absolute number. Throws D106 when the reference does not hold what the quantity needs (no values, no diameter).
double resolve(const Quantity& quantity, const QuantityReference& reference);

/// Linear interpolation between order statistics of `sorted`, percent in [0, 100]; sorted must not be empty.
double percentile(const std::vector<double>& sorted, double percent);

/// Bytes in "8 GiB", "500 MB", "1024". Nothing where the text is not a size.
std::optional<std::uint64_t> parse_bytes(std::string_view text);

}  // namespace tessera
