// SPDX-License-Identifier: MIT
#include "tessera/geometry/series_function.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_series_function();

StageSpec geometry_series_function() {
  using Options = SeriesFunctionOptions;
  using S = SeriesStatistic;
  return stage("geometry.series_function", &series_function)
      .summary("A function on the times of a series: a channel, the time, or a moving statistic of a channel.")
      .source(
          "sublevel sets of series: Chung et al. 2021, A persistent homology approach to heart rate variability "
          "analysis, doi:10.3389/fphys.2021.637684")
      .note("given to filtration.lower_star on the path of geometry.series_graph, direction superlevel negates it")
      .input("series", "a time series")
      .param(&Options::statistic, "statistic", "which function",
             choices<S>({{"value", S::value},
                         {"time", S::time},
                         {"slope", S::slope},
                         {"moving_mean", S::moving_mean},
                         {"moving_deviation", S::moving_deviation},
                         {"moving_minimum", S::moving_minimum},
                         {"moving_maximum", S::moving_maximum}}))
      .param(&Options::channel, "channel", "the channel whose values count")
      .param(&Options::radius, "radius", "time steps before and after, of the moving statistics");
}

}  // namespace tessera::stages
