// SPDX-License-Identifier: MIT
#include "tessera/filtration/degree_rips.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

template <class Space>
constexpr StageFunction<MulticriticalComplex<2>, DegreeRipsOptions, Space> from = &degree_rips;

}  // namespace

StageSpec filtration_degree_rips();

StageSpec filtration_degree_rips() {
  using Options = DegreeRipsOptions;
  return stage("filtration.degree_rips", from<PointCloud>)
      .overload(from<DistanceMatrix>)
      .summary("Degree-Rips bifiltration: at scale r and degree k the points with at least k others within r.")
      .source(
          "Lesnick and Wright 2015, Interactive visualization of 2-D persistence modules; Blumberg and Lesnick 2022, "
          "Stability of 2-parameter persistent homology")
      .note("multi-critical: give it to filtration.one_critical")
      .note("without max_diameter nothing is lost: from the enclosing radius on every degree is a cone")
      .input("in", "a point cloud with the Euclidean metric, or pairwise distances")
      .param(&Options::max_diameter, "max_diameter", "longest edge kept, in the unit of the coordinates", positive(),
             or_infinite(), quantity(Relative::percent_diameter, Relative::percentile),
             absent_means("the enclosing radius"))
      .param(&Options::max_dimension, "max_dimension", "largest dimension of a simplex; homology is right below it",
             between(1, 8))
      .param(&Options::max_degree, "max_degree", "largest degree told apart", at_least(0),
             absent_means("the largest that a point has"))
      .param(&Options::collapse, "collapse", "whether dominated edges leave first; the homology is the same");
}

}  // namespace tessera::stages
