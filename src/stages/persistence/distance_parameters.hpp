// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/persistence/infinite_bars.hpp"
#include "tessera/persistence/signed_wasserstein_distance.hpp"
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

/// How measures are made comparable: the parameters that the distances of signed measures share.
template <class Builder, class Options>
auto with_measures(Builder&& builder, AxisScaling Options::*axis_scale, UnequalMass Options::*unequal_mass) {
  return std::move(builder)
      .param(axis_scale, "axis_scale", "of signed measures: what divides each axis, its range over the collection or 1",
             choices<AxisScaling>({{"range", AxisScaling::range}, {"none", AxisScaling::unscaled}}))
      .param(unequal_mass, "unequal_mass",
             "of signed measures: refused, or taken away again at the upper corner of all of them",
             choices<UnequalMass>({{"refuse", UnequalMass::refuse}, {"corner", UnequalMass::corner}}));
}

}  // namespace tessera::stages
