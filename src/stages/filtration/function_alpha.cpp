// SPDX-License-Identifier: MIT
#include "tessera/filtration/function_alpha.hpp"

#include "tessera/core/error.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

#ifdef TESSERA_WITH_CGAL
constexpr bool with_cgal = true;
template <int N>
constexpr auto builder = &function_alpha<N>;
#else
constexpr bool with_cgal = false;
/// Stands in for the function that this build lacks, so that the stage is listed; the planner refuses it by name.
template <int N>
FilteredComplex<N> absent(const PointCloud&, const Many<ScalarField>&, const FunctionAlphaOptions&, const Context&) {
  throw Error(codes::internal, "needs a build with CGAL");
}
template <int N>
constexpr auto builder = &absent<N>;
#endif

}  // namespace

StageSpec filtration_function_alpha();

StageSpec filtration_function_alpha() {
  using Options = FunctionAlphaOptions;
  return stage("filtration.function_alpha", builder<2>, values_count(1))
      .overload(builder<3>, values_count(2))
      .overload(builder<4>, values_count(3))
      .overload(builder<1>, values_count(0))
      .summary("Alpha complex filtered by the alpha radius and by functions on the points.")
      .source("Edelsbrunner and Mucke 1994, Three-dimensional alpha shapes")
      .theorem("stable in the functions: d_I is at most their largest change; no theorem in the points")
      .note(
          "no theorem in the points: a small motion may flip the triangulation; with a function the complex is not "
          "equivalent to the "
          "offsets of the points")
      .note(
          "on cocircular or cospherical points, a lattice above all, the Delaunay triangulation is a choice and the "
          "module depends on "
          "it; points enter in lexicographic order of coordinates, so their numbering does not matter")
      .note("equal points are merged; on every axis the value that enters first is kept")
      .note(
          "radii, not squared; the result is a whole complex, up to dimension 8; licensed GPL-3.0-or-later through "
          "CGAL")
      .input("points", "points in R^1 to R^8")
      .input("values", "up to three functions on the points; axis 0 is the alpha radius, then these in their order")
      .param(&Options::direction, "direction", "order in which each function's values enter; one entry serves all",
             choices<Direction>({{"sublevel", Direction::sublevel}, {"superlevel", Direction::superlevel}}))
      .needs(with_cgal, "this build was configured with TESSERA_WITH_CGAL=OFF");
}

}  // namespace tessera::stages
