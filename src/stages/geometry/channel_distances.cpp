// SPDX-License-Identifier: MIT
#include "tessera/geometry/channel_distances.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_channel_distances();

StageSpec geometry_channel_distances() {
  using Options = ChannelDistancesOptions;
  return stage("geometry.channel_distances", &channel_distances)
      .summary("How far the channels of a series are from moving together, by their correlation.")
      .source(
          "Giusti, Ghrist and Bassett 2016, Two's company, three (or more) is a simplex, "
          "doi:10.1007/s10827-016-0608-6")
      .note("a channel that is constant has no correlation and is refused by its number")
      .input("series", "a time series of several channels, often a window of a recording")
      .param(&Options::kind, "kind", "1 - |r|, 1 - r, or the root of 2 (1 - r), which is a metric",
             choices<ChannelDistance>({{"absolute_correlation", ChannelDistance::absolute_correlation},
                                       {"correlation", ChannelDistance::correlation},
                                       {"chord", ChannelDistance::chord}}));
}

}  // namespace tessera::stages
