// SPDX-License-Identifier: MIT
#include "tessera/filtration/function_delaunay.hpp"

#include "tessera/core/error.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

#ifdef TESSERA_WITH_CGAL
constexpr bool with_cgal = true;
constexpr auto builder = &function_delaunay;
#else
constexpr bool with_cgal = false;
/// Stands in for the function that this build lacks, so that the stage is listed; the planner refuses it by name.
FilteredComplex<2> absent(const PointCloud&, const Many<ScalarField>&, const FunctionDelaunayOptions&, const Context&) {
  throw Error(codes::internal, "needs a build with CGAL");
}
constexpr auto builder = &absent;
#endif

}  // namespace

StageSpec filtration_function_delaunay();

StageSpec filtration_function_delaunay() {
  using Options = FunctionDelaunayOptions;
  return stage("filtration.function_delaunay", builder, values_count(1))
      .summary("Incremental Delaunay complex: the offsets of points in R^1 to R^8 filtered by a function, exactly.")
      .source(
          "Alonso, Kerber, Lam, Lesnick 2024, Delaunay bifiltrations of functions on point clouds; Bauer, Edelsbrunner "
          "2017 (Delaunay-Cech complexes)")
      .theorem(
          "the module is that of the offset bifiltration; d_I is at most max(h, e) when points move by h and values "
          "change by e")
      .note("of near-linear size when the function has little to do with position; quadratic at worst in R^2 and R^3")
      .note("equal points are merged, with the value that enters first")
      .note("radii, not squared; the result is a whole complex; licensed GPL-3.0-or-later through CGAL")
      .input("points", "points in R^1 to R^8; each dimension takes about six times the simplices of the one before")
      .input("values", "a function on the points; axis 0 is the radius of the smallest enclosing ball")
      .param(&Options::direction, "direction", "order in which values enter",
             choices<Direction>({{"sublevel", Direction::sublevel}, {"superlevel", Direction::superlevel}}))
      .needs(with_cgal, "this build was configured with TESSERA_WITH_CGAL=OFF");
}

}  // namespace tessera::stages
