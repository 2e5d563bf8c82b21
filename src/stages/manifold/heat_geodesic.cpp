// SPDX-License-Identifier: MIT
#include "tessera/manifold/heat_geodesic.hpp"

#include "stages/manifold/heat_geodesic_choices.hpp"
#include "stages/rows.hpp"

namespace tessera::stages {
namespace {

template <class In>
using HeatGeodesic = Embedding (*)(const In&, const HeatGeodesicOptions&, const Context&);

constexpr HeatGeodesic<PointCloud> of_points = &tessera::heat_geodesic;
constexpr HeatGeodesic<WeightedGraph> of_graph = &tessera::heat_geodesic;

}  // namespace

StageSpec manifold_heat_geodesic();

StageSpec manifold_heat_geodesic() {
  using Options = HeatGeodesicOptions;
  return with_heat_distance_parameters(
             stage("manifold.heat_geodesic", embedded_points<of_points>)
                 .overload(rows_to_rows<of_points>)
                 .overload(embedded_points<of_graph>)
                 .random([](const Options& options) { return options.scaling == MdsMethod::sgd; })
                 .summary("Multidimensional scaling of heat-geodesic distances.")
                 .source("Huguet et al. 2023, arXiv:2305.19043")
                 .input("points", "points, rows of features, or a graph of affinities"))
      .param(&Options::components, "components", "how many coordinates", at_least(1))
      .param(&Options::scaling, "scaling", "how distances are matched",
             choices<MdsMethod>(
                 {{"classical", MdsMethod::classical}, {"smacof", MdsMethod::smacof}, {"sgd", MdsMethod::sgd}}))
      .param(&Options::weights, "weights", "whether pairs between which heat flows count more; smacof only",
             choices<StressWeights>({{"equal", StressWeights::equal}, {"heat", StressWeights::heat}}))
      .param(&Options::max_iterations, "max_iterations", "steps of smacof", at_least(1))
      .param(&Options::stress_tolerance, "stress_tolerance",
             "smacof ends when a step lowers the squared stress by no larger part of it", positive());
}

}  // namespace tessera::stages
