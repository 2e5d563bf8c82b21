// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/core/fitted.hpp"
#include "tessera/persistence/barcode.hpp"

namespace tessera {

/// What a vectorizer of barcodes does with bars that never end or never began.
enum class EndlessBars {
  cut,     // they end (begin) where the fitted range does; what is empty then is left out
  ignore,  // leaves them out
};

/// What a feature of a curve says about its cell of the grid.
enum class CellValue {
  mean,   // the mean of the curve over the cell
  point,  // the value at the centre
};

/// A range of filtration values, low < high, in the internal sign of the filtration (superlevel values are negative).
struct BarRange {
  double low = 0, high = 1;

  FittedValues values() const;
  /// Throws Error D106 unless both ends are there and low < high.
  static BarRange from_values(const FittedValues& values);
  friend bool operator==(const BarRange&, const BarRange&) = default;
};

/// From the least to the largest finite end of the bars of one degree in a collection (endless ones count with the end
/// they have, unless they are ignored). All ends equal: widened upwards by 1; no bar at all: [0, 1].
///
/// What every vectorizer of barcodes does, once for all of them:
///   endless bars   are cut at the range or ignored. Cutting changes no distance for the worse: infinite bars matched
///                  by birth stay as far apart, and a cut bar that becomes empty costs half the difference of births.
///   finite bars    are never clipped: beyond the range they still count in weights, sums and statistics, and curves
///                  and images show of them what lies inside.
///   no bars        give zeros.
///   order          bars are taken in canonical order, whatever the order they come in.
/// Throws Error D101 for a bar that is none: an end that is not a number, or death before birth. O(bars).
BarRange fit_bar_range(const Collection<Barcode>& barcodes, Index degree, EndlessBars infinite_bars);

/// The fit of a vectorizer that needs the range of its bars and nothing else.
template <class Options>
BarRange fit_bar_range(const Collection<Barcode>& barcodes, const Options& options, const Context&) {
  return fit_bar_range(barcodes, options.degree, options.infinite_bars);
}

}  // namespace tessera
