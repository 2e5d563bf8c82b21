// SPDX-License-Identifier: MIT
#include "tessera/filtration/core_delaunay.hpp"

#include "tessera/core/error.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

#ifdef TESSERA_WITH_CGAL
constexpr bool with_cgal = true;
constexpr auto builder = &core_delaunay;
#else
constexpr bool with_cgal = false;
/// Stands in for the function that this build lacks, so that the stage is listed; the planner refuses it by name.
MulticriticalComplex<2> absent(const PointCloud&, const CoreDelaunayOptions&, const Context&) {
  throw Error(codes::internal, "needs a build with CGAL");
}
constexpr auto builder = &absent;
#endif

}  // namespace

StageSpec filtration_core_delaunay();

StageSpec filtration_core_delaunay() {
  using Options = CoreDelaunayOptions;
  return stage("filtration.core_delaunay", builder)
      .summary("Delaunay core bifiltration: the alpha complex on the points that have enough others nearby.")
      .source("Core bifiltration, 2024, arXiv:2405.01214")
      .note("multi-critical: give it to filtration.one_critical")
      .note("interleaved with the core and the multicover bifiltration, not equivalent to them")
      .note(
          "without a parameter only where beta is 1 and all counts are told apart; licensed GPL-3.0-or-later through "
          "CGAL")
      .input("in", "points in R^1 to R^8")
      .param(&Options::beta, "beta", "how much the distance to neighbors counts against the radius", at_least(0))
      .param(&Options::max_count, "max_count", "largest number of points told apart", at_least(1),
             absent_means("all points"))
      .needs(with_cgal, "this build was configured with TESSERA_WITH_CGAL=OFF");
}

}  // namespace tessera::stages
