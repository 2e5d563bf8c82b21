// SPDX-License-Identifier: MIT
#include "tessera/geometry/standardized_series.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_standardized_series();

StageSpec geometry_standardized_series() {
  using Options = StandardizedSeriesOptions;
  return stage("geometry.standardized_series", &standardized_series)
      .summary("Each channel of a series less its mean and over its standard deviation, so that units agree.")
      .source("z-scores, each channel by itself; deviations over n, not n - 1")
      .note("a constant channel is not divided; centered it is 0")
      .input("series", "a time series")
      .param(&Options::center, "center", "take the mean of each channel out")
      .param(
          &Options::scale, "scale", "what each channel is divided by",
          choices<ChannelScale>(
              {{"deviation", ChannelScale::deviation}, {"range", ChannelScale::range}, {"none", ChannelScale::as_is}}));
}

}  // namespace tessera::stages
