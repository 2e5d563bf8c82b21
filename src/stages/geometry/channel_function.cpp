// SPDX-License-Identifier: MIT
#include "tessera/geometry/channel_distances.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_channel_function();

StageSpec geometry_channel_function() {
  using Options = ChannelFunctionOptions;
  using S = ChannelStatistic;
  return stage("geometry.channel_function", &channel_function)
      .summary("A statistic of each channel of a series: a function on the points of geometry.channel_distances.")
      .source(
          "strength: Rubinov and Sporns 2010, Complex network measures of brain connectivity, "
          "doi:10.1016/j.neuroimage.2009.10.003")
      .input("series", "a time series of several channels, often a window of a recording")
      .param(&Options::statistic, "statistic",
             "of the values of a channel; strength is the sum of |r| with all other channels",
             choices<S>({{"mean", S::mean},
                         {"deviation", S::deviation},
                         {"root_mean_square", S::root_mean_square},
                         {"minimum", S::minimum},
                         {"maximum", S::maximum},
                         {"strength", S::strength}}));
}

}  // namespace tessera::stages
