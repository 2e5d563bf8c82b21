// SPDX-License-Identifier: MIT
#include "tessera/manifold/mds.hpp"

#include "stages/geometry/metric_choices.hpp"
#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

template <class In>
using Mds = Embedding (*)(const In&, const Split*, const MdsOptions&, const Context&);

constexpr Mds<PointCloud> of_points = &tessera::mds;
constexpr Mds<DistanceMatrix> of_distances = &tessera::mds;

}  // namespace

StageSpec manifold_mds();

StageSpec manifold_mds() {
  using Options = MdsOptions;
  return stage("manifold.mds", embedded_points<of_points>)
      .overload(rows_to_rows<of_points>)
      .overload(embedded_points<of_distances>)
      .random([](const Options& options) { return options.method == MdsMethod::sgd; })
      .summary("Multidimensional scaling: coordinates whose Euclidean distances are near the given ones.")
      .source("Torgerson 1952, doi:10.1007/BF02288916; Borg and Groenen 2005, doi:10.1007/0-387-28981-X")
      .theorem("classical: exact for distances of points in that many dimensions; smacof: no step raises the stress")
      .input("points", "points, rows of features, or distances")
      .input("split", "which points make the embedding; the others are placed")
      .param(&Options::method, "method", "how distances are matched",
             choices<MdsMethod>(
                 {{"classical", MdsMethod::classical}, {"smacof", MdsMethod::smacof}, {"sgd", MdsMethod::sgd}}))
      .param(&Options::components, "components", "how many coordinates", at_least(1))
      .param(&Options::max_iterations, "max_iterations", "steps of smacof", at_least(1))
      .param(&Options::tolerance, "tolerance",
             "smacof ends when a step lowers the squared stress by no larger part of it", positive())
      .param(&Options::epochs, "epochs", "passes of sgd over all pairs", at_least(1))
      .param(&Options::metric, "metric", "how distances between points are measured", metric_choices());
}

}  // namespace tessera::stages
