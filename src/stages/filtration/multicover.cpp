// SPDX-License-Identifier: MIT
#include "tessera/filtration/multicover.hpp"

#include "tessera/core/error.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

#ifdef TESSERA_WITH_CGAL
constexpr bool with_cgal = true;
constexpr auto builder = &multicover;
#else
constexpr bool with_cgal = false;
/// Stands in for the function that this build lacks, so that the stage is listed; the planner refuses it by name.
FilteredComplex<2> absent(const PointCloud&, const MulticoverOptions&, const Context&) {
  throw Error(codes::internal, "needs a build with CGAL");
}
constexpr auto builder = &absent;
#endif

}  // namespace

StageSpec filtration_multicover();

StageSpec filtration_multicover() {
  using Options = MulticoverOptions;
  return stage("filtration.multicover", builder)
      .summary("Multicover bifiltration: at radius r and order k all places with at least k points within r.")
      .source(
          "Edelsbrunner and Osang 2021, The multi-cover persistence of Euclidean balls; Corbet, Kerber, Lesnick and "
          "Osang 2023, Computing the multicover bifiltration")
      .theorem(
          "weakly equivalent to the multicover bifiltration up to max_order, so every H_k with its maps is that of "
          "the k-fold covers (Corbet et al. 2023); moving every point by at most h moves it by at most h in the radius")
      .note("equal points count as often as they are given; cocircular and coplanar points are no special case")
      .note("the rhomboid tiling cut at max_order: cells are polytopes; grows as max_order^2 in R^2, ^3 in R^3")
      .note("licensed GPL-3.0-or-later through CGAL")
      .input("in", "points in R^1 to R^3")
      .param(&Options::max_order, "max_order", "largest number of balls asked to overlap; all up to it are told apart",
             at_least(1))
      .needs(with_cgal, "this build was configured with TESSERA_WITH_CGAL=OFF");
}

}  // namespace tessera::stages
