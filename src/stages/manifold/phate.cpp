// SPDX-License-Identifier: MIT
#include "tessera/manifold/phate.hpp"

#include "stages/geometry/metric_choices.hpp"
#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

template <class In>
using Phate = Embedding (*)(const In&, const PhateOptions&, const Context&);

constexpr Phate<PointCloud> of_points = &tessera::phate;
constexpr Phate<WeightedGraph> of_graph = &tessera::phate;

}  // namespace

StageSpec manifold_phate();

StageSpec manifold_phate() {
  using Options = PhateOptions;
  return stage("manifold.phate", embedded_points<of_points>)
      .overload(rows_to_rows<of_points>)
      .overload(embedded_points<of_graph>)
      .random([](const Options& options) { return options.scaling == MdsMethod::sgd; })
      .summary("PHATE: scaling of how differently a random walk from two points sees all others.")
      .source("Moon et al. 2019, doi:10.1038/s41587-019-0336-3")
      .note("no landmarks: memory and time grow with the square and the cube of the number of points")
      .input("points", "points, rows of features, or a graph of affinities")
      .param(&Options::neighbors, "neighbors", "the distance to the last is the bandwidth of a point", at_least(1))
      .param(&Options::decay, "decay", "how suddenly affinities end", positive())
      .param(&Options::metric, "metric", "how distances are measured", metric_choices())
      .param(&Options::time, "time", "steps of the walk", at_least(1),
             absent_means("the knee of the von Neumann entropy"))
      .param(&Options::longest_time, "longest_time", "the longest time looked at for the knee", at_least(1))
      .param(&Options::floor, "floor", "added to all chances, so that none at all is at a finite distance",
             strictly_between(0, 1))
      .param(&Options::components, "components", "how many coordinates", at_least(1))
      .param(&Options::scaling, "scaling", "how distances are matched",
             choices<MdsMethod>(
                 {{"classical", MdsMethod::classical}, {"smacof", MdsMethod::smacof}, {"sgd", MdsMethod::sgd}}))
      .param(&Options::max_iterations, "max_iterations", "steps of smacof", at_least(1))
      .param(&Options::stress_tolerance, "stress_tolerance",
             "smacof ends when a step lowers the squared stress by no larger part of it", positive());
}

}  // namespace tessera::stages
