// SPDX-License-Identifier: MIT
#include "tessera/geometry/series_graph.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_series_graph();

StageSpec geometry_series_graph() {
  using Options = SeriesGraphOptions;
  return stage("geometry.series_graph", &series_graph)
      .summary("A graph on the times of a series: neighbors in time, or times that see one another over the values.")
      .source(
          "Lacasa et al. 2008, From time series to complex networks: the visibility graph; Luque et al. 2009, "
          "Horizontal visibility graphs")
      .note("the path and its values, given to filtration.lower_star, make the sublevel sets of the series")
      .input("series", "a time series")
      .output("graph", &SeriesGraph::graph)
      .output("values", &SeriesGraph::values)
      .param(&Options::kind, "kind", "which times are joined",
             choices<SeriesGraphKind>({{"path", SeriesGraphKind::path},
                                       {"natural", SeriesGraphKind::natural},
                                       {"horizontal", SeriesGraphKind::horizontal}}))
      .param(&Options::channel, "channel", "the channel whose values count");
}

}  // namespace tessera::stages
