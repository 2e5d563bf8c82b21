// SPDX-License-Identifier: MIT
#include "tessera/persistence/extended_barcode.hpp"

#include "stages/persistence/field_parameter.hpp"

namespace tessera::stages {

StageSpec persistence_extended_barcode();

StageSpec persistence_extended_barcode() {
  using Options = ExtendedBarcodeOptions;
  return stage("persistence.extended_barcode", &tessera::extended_barcode)
      .summary(
          "Bars of a function going up through sublevel sets and down through superlevel sets, by their four kinds.")
      .source("Cohen-Steiner, Edelsbrunner and Harer 2009, doi:10.1007/s10208-008-9027-z")
      .theorem("each kind moves, in bottleneck distance, by at most the largest change of a value")
      .note("A bar is [lower value, higher value); its kind says which is the birth. Bars without length are left out.")
      .note("On graphs the field does not matter, and no matrix is reduced.")
      .input("in", "a whole complex filtered by lower stars, as of filtration.lower_star")
      .output("ordinary", &ExtendedBarcode::ordinary, "born and dead on the way up")
      .output("relative", &ExtendedBarcode::relative, "born at the higher value and dead at the lower, on the way down")
      .output("extended_plus", &ExtendedBarcode::extended_plus,
              "born at the lower value on the way up, dead at the higher on the way down: components")
      .output("extended_minus", &ExtendedBarcode::extended_minus,
              "born at the higher value on the way up, dead at the lower on the way down: loops of graphs")
      .param(&Options::field, "field", field_meaning, between(2, largest_prime))
      .check(&require_field<Options>);
}

}  // namespace tessera::stages
