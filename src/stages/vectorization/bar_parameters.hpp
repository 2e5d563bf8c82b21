// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/pipeline/stage_spec.hpp"
#include "tessera/vectorization/bar_range.hpp"

#include <utility>

namespace tessera::stages {

/// Which bars count: the parameters that the vectorizers of barcodes share.
template <class Builder, class Options>
auto with_bars(Builder&& builder, Index Options::*degree, EndlessBars Options::*infinite_bars) {
  return std::move(builder)
      .note(
          "Infinite bars end where the fitted range does, or are ignored; finite bars are never clipped; no bars give "
          "zeros. Superlevel filtrations have negative births: features are in that internal sign.")
      .input("in", "the barcodes")
      .param(degree, "degree", "bars of this degree; vectorization.concatenate joins several", at_least(0))
      .param(infinite_bars, "infinite_bars", "bars without end: cut at the end of the fitted range, or left out",
             choices<EndlessBars>({{"cut", EndlessBars::cut}, {"ignore", EndlessBars::ignore}}));
}

inline Constraint cell_values() { return choices<CellValue>({{"mean", CellValue::mean}, {"point", CellValue::point}}); }

}  // namespace tessera::stages
