// SPDX-License-Identifier: MIT
#include "tessera/persistence/alpha_barcode.hpp"
#include "stages/persistence/field_parameter.hpp"

#include "tessera/core/error.hpp"

namespace tessera::stages {
namespace {

#ifdef TESSERA_WITH_CGAL
constexpr bool with_cgal = true;
constexpr auto alpha_barcode_of = &tessera::alpha_barcode;
#else
constexpr bool with_cgal = false;
/// Stands in for the function that this build lacks, so that the stage is listed; the planner refuses it by name.
Barcode alpha_barcode_of(const PointCloud&, const AlphaBarcodeOptions&, const Context&) {
  throw Error(codes::internal, "needs a build with CGAL");
}
#endif

}  // namespace

StageSpec persistence_alpha_barcode();

StageSpec persistence_alpha_barcode() {
  using Options = AlphaBarcodeOptions;
  return stage("persistence.alpha_barcode", alpha_barcode_of)
      .summary("Barcode of the alpha complex of points: of the union of balls around them, by radius.")
      .source(
          "Edelsbrunner and Mucke 1994, Three-dimensional alpha shapes; Delfinado and Edelsbrunner 1995, An "
          "incremental "
          "algorithm for Betti numbers of simplicial complexes on the 3-sphere")
      .theorem("Points moved by at most h move the barcode by at most h in the bottleneck distance.")
      .note("radii, not squared: half of a Rips diameter; R^1 to R^8; licensed GPL-3.0-or-later through CGAL")
      .note("equal points are merged; degrees 0 and d - 1 do not depend on the field")
      .input("points", "points in R^1 to R^8")
      .param(&Options::max_degree, "max_degree", "the largest degree of a bar", between(0, 16),
             absent_means("every degree below the dimension of the points"))
      .param(&Options::field, "field", field_meaning, between(2, largest_prime))
      .check(&require_field<Options>)
      .param(&Options::cycles, "cycles",
             "also give a representative cycle for every bar, by the points of its simplices")
      .needs(with_cgal, "this build was configured with TESSERA_WITH_CGAL=OFF");
}

}  // namespace tessera::stages
