// SPDX-License-Identifier: MIT
#include "tessera/persistence/rips_presentation.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

template <class Space>
constexpr StageFunction<Presentation<2>, RipsPresentationOptions, Space, ScalarField> from = &rips_presentation;

}  // namespace

StageSpec persistence_rips_presentation();

StageSpec persistence_rips_presentation() {
  using Options = RipsPresentationOptions;
  return stage("persistence.rips_presentation", from<PointCloud>)
      .overload(from<DistanceMatrix>)
      .summary("Minimal presentation of a function-Rips bifiltration, straight from the points.")
      .source(
          "Carlsson and Zomorodian 2009, The theory of multidimensional persistence (the filtration); Bauer, Lenzen "
          "and "
          "Lesnick 2023, Efficient two-parameter persistence computation via cohomology")
      .theorem(
          "the module of filtration.function_rips followed by persistence.minimal_presentation, up to isomorphism: the "
          "Betti grades do not depend on the route, the collapse or the numbering of the points")
      .note("degree 1 by cohomology stores no triangle: thousands of points with all their edges fit")
      .input("points", "a point cloud with the Euclidean metric, or pairwise distances")
      .input("values", "one function on the points; axis 0 is the scale, axis 1 this")
      .param(&Options::degree, "degree", "k of H_k, unreduced", between(0, 7))
      .param(&Options::max_diameter, "max_diameter", "longest edge kept, in the unit of the coordinates", positive(),
             or_infinite(), quantity(Relative::percent_diameter, Relative::percentile),
             absent_means("the least length that loses nothing"))
      .param(&Options::direction, "direction", "order in which the function's values enter",
             choices<Direction>({{"sublevel", Direction::sublevel}, {"superlevel", Direction::superlevel}}))
      .param(&Options::collapse, "collapse", "which dominated edges leave first; changes no homology",
             choices<Collapse>({{"off", Collapse::off}, {"strong", Collapse::strong}, {"full", Collapse::full}}))
      .param(&Options::route, "route", "cohomology (degree 1) or homology of the complex; the same Betti grades",
             choices<RipsPresentationRoute>({{"automatic", RipsPresentationRoute::automatic},
                                             {"homology", RipsPresentationRoute::homology},
                                             {"cohomology", RipsPresentationRoute::cohomology}}))
      .param(&Options::cycles, "cycles", "also give a representative cycle for every generator, by homology");
}

}  // namespace tessera::stages
