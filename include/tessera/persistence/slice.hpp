// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/persistence/barcode.hpp"
#include "tessera/persistence/presentation.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// The points base + t * direction, in the internal sign and the unit of the axes. No direction is negative, one is
/// positive. A grade p meets the line at push(p), the least t with p <= base + t * direction: infinity if there is
/// none.
struct Line {
  Point<2> base{};
  std::array<double, 2> direction{1, 1};

  double push(const Point<2>& p) const noexcept;
  friend bool operator==(const Line&, const Line&) = default;
};

/// One-parameter restrictions of a module, each the barcode along a line, in the parameter t of that line.
struct FiberedBarcode {
  static constexpr std::string_view artifact = "FiberedBarcode";

  std::vector<Line> lines;
  std::vector<Barcode> barcodes;  // one a line

  std::string brief() const { return "barcodes along " + std::to_string(lines.size()) + " lines"; }
};

struct SliceOptions {
  /// Four numbers a line: base (two), direction (two).
  std::vector<double> lines{0, 0, 1, 1};
};

/// The barcode of the module along a line. Throws D106 when a direction is negative, not finite, or zero in both axes.
/// Cost: one reduction of the presentation, never of the complex.
Barcode slice(const Presentation<2>& module, const Line& line);

/// The same along many lines, in parallel; the result does not depend on which lines are asked for together.
FiberedBarcode slices(const Presentation<2>& module, const SliceOptions& options, const Context& context);

/// Bars of a presentation whose rows and columns enter at the given times, rows[i] <= columns[j] where entry (i, j) is
/// one; those that never enter (infinity) are left out. Ties in time are broken by number.
std::vector<Bar> bars_at_times(const GradedMatrix<2>& matrix, std::span<const double> rows,
                               std::span<const double> columns, Index degree);

}  // namespace tessera
