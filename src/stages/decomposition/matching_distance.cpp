// SPDX-License-Identifier: MIT
#include "tessera/decomposition/matching_distance.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec decomposition_matching_distance() {
  using Options = MatchingDistanceOptions;
  return stage("decomposition.matching_distance", &tessera::matching_distances)
      .summary("Matching distances of all pairs of modules: the midpoints of intervals that are proven to hold them.")
      .source(
          "Kerber and Nigmetov 2020, Efficient approximation of the matching distance for 2-parameter persistence; "
          "Biasotti, Cerri, Frosini, Giorgi 2011, A new algorithm for computing the 2-dimensional matching distance "
          "between size functions")
      .theorem("It is at most the interleaving distance of the modules, in scaled units.")
      .note("the run's record holds the width of the widest interval; a warning tells when evaluations were used up")
      .note("refused where a distance is infinite: modules that differ at infinity")
      .input("in", "the modules")
      .param(&Options::relative_error, "relative_error", "width of the interval asked for, over its lower end",
             at_least(0))
      .param(&Options::absolute_error, "absolute_error",
             "width of the interval that is narrow enough whatever its lower end, in scaled units", at_least(0))
      .param(&Options::max_evaluations, "max_evaluations", "lines along which two modules may be compared", at_least(1))
      .param(&Options::axis_scale, "axis_scale", "what divides each axis before distances are taken",
             choices<AxisScaling>({{"range", AxisScaling::range}, {"none", AxisScaling::unscaled}}))
      .fitted(&Options::fit, &tessera::fit_matching_distances);
}

}  // namespace tessera::stages
