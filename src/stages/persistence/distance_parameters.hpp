// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/persistence/bottleneck_distance.hpp"
#include "tessera/pipeline/stage_spec.hpp"

#include <utility>

namespace tessera::stages {

/// Which bars count: the parameters that the distances of barcodes share.
template <class Builder, class Options>
auto with_bars(Builder&& builder, std::optional<Index> Options::*degree, InfiniteBars Options::*infinite_bars) {
  return std::move(builder)
      .param(degree, "degree", "bars of this degree only", absent_means("every degree, each by itself"))
      .param(infinite_bars, "infinite_bars",
             "bars without end: matched by birth, which needs as many in every sample, or left out",
             choices<InfiniteBars>({{"match", InfiniteBars::match}, {"ignore", InfiniteBars::ignore}}));
}

}  // namespace tessera::stages
