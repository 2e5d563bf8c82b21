// SPDX-License-Identifier: MIT
#include "tessera/persistence/rips_barcode.hpp"

#include "stages/persistence/field_parameter.hpp"

namespace tessera::stages {
namespace {

template <class Space>
constexpr StageFunction<Barcode, RipsBarcodeOptions, Space> from = &rips_barcode;

}  // namespace

StageSpec persistence_rips_barcode();

StageSpec persistence_rips_barcode() {
  using Options = RipsBarcodeOptions;
  return stage("persistence.rips_barcode", from<PointCloud>)
      .overload(from<DistanceMatrix>)
      .summary("Barcode of the Rips filtration of points or distances, without writing a complex.")
      .source(
          "de Silva, Morozov and Vejdemo-Johansson 2011, Dualities in persistent (co)homology; Bauer 2021, Ripser; "
          "Cufar and Virk 2023, Fast computation of persistent homology representatives with involuted persistent "
          "homology")
      .theorem("stable: if all points move by at most h, bars move by at most 2h, as long as max_diameter cuts nothing")
      .note("without max_diameter edges up to the enclosing radius are kept: nothing is lost, beyond it is a cone")
      .note("with a smaller max_diameter bars that have not died by then are infinite")
      .input("in", "a point cloud with the Euclidean metric, or pairwise distances")
      .param(&Options::max_degree, "max_degree", "largest degree of a bar", between(0, 16))
      .param(&Options::max_diameter, "max_diameter", "longest edge kept, in the unit of the coordinates", positive(),
             or_infinite(), quantity(Relative::percent_diameter, Relative::percentile),
             absent_means("the enclosing radius"))
      .param(&Options::field, "field", field_meaning, between(2, largest_prime))
      .check(&require_field<Options>)
      .param(&Options::cycles, "cycles", "also give a representative cycle for every bar")
      .param(&Options::route, "route", "how the barcode is found, never what it is",
             choices<RipsRoute>({{"automatic", RipsRoute::automatic},
                                 {"cohomology", RipsRoute::cohomology},
                                 {"collapse", RipsRoute::collapse}}));
}

}  // namespace tessera::stages
