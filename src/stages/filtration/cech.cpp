// SPDX-License-Identifier: MIT
#include "tessera/filtration/cech_complex.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

template <int N>
constexpr StageFunction<FilteredComplex<N>, CechComplexOptions, PointCloud, Many<ScalarField>> from = &cech_complex<N>;

}  // namespace

StageSpec filtration_cech();

StageSpec filtration_cech() {
  using Options = CechComplexOptions;
  return stage("filtration.cech", from<2>, values_count(1))
      .overload(from<3>, values_count(2))
      .overload(from<4>, values_count(3))
      .overload(from<1>, values_count(0))
      .summary("Cech complex: the smallest enclosing balls of points in any dimension, with functions on the points.")
      .source(
          "Edelsbrunner and Harer 2010, Computational Topology, III.2; Blumberg and Lesnick 2020, Stability of "
          "2-parameter persistent homology")
      .theorem(
          "the module is that of the offsets of {f <= a} (nerve theorem); d_I is at most max(h, e) when points move by "
          "h and values change by e, as long as max_radius cuts nothing")
      .note("without max_radius every simplex up to max_dimension is built: for few points, or use a Delaunay complex")
      .note("with max_radius the module is known below it only, and boxes are clipped there")
      .note("radii are exact up to one rounding; they do not depend on how points are numbered")
      .input("points", "points in R^d, any d")
      .input("values", "up to three functions on the points; axis 0 is the radius, then these in their order")
      .param(&Options::max_radius, "max_radius", "largest radius kept, in the unit of the coordinates", positive(),
             or_infinite(), quantity(Relative::percent_diameter, Relative::percentile),
             absent_means("every simplex is kept"))
      .param(&Options::max_dimension, "max_dimension", "largest dimension of a simplex; homology is right below it",
             between(1, 8))
      .param(&Options::direction, "direction", "order in which each function's values enter; one entry serves all",
             choices<Direction>({{"sublevel", Direction::sublevel}, {"superlevel", Direction::superlevel}}));
}

}  // namespace tessera::stages
