// SPDX-License-Identifier: MIT
#include "stages/persistence/field_parameter.hpp"
#include "tessera/persistence/complex_barcode.hpp"

namespace tessera::stages {

StageSpec persistence_barcode();

StageSpec persistence_barcode() {
  using Options = BarcodeOptions;
  return stage("persistence.barcode", StageFunction<Barcode, Options, FilteredComplex<1>>(&tessera::barcode))
      .overload(StageFunction<Barcode, Options, Presentation<1>>(&tessera::barcode))
      .summary("Barcode of a complex filtered by one parameter, over any prime field, with representative cycles.")
      .source(
          "Edelsbrunner, Letscher and Zomorodian 2002, Topological persistence and simplification; Chen and Kerber "
          "2011, "
          "Persistent homology computation with a twist")
      .theorem("On one complex the bottleneck distance is at most the largest change of the filtration's values.")
      .note(
          "over fields other than Z/2 cells are oriented: simplices by their vertices, cubes and polytopes by closing "
          "their boundaries; other cells are refused")
      .note("a presentation is over Z/2 and has no cells: field 2, no cycles")
      .input("in", "the filtered complex, or a presentation of one parameter")
      .param(&Options::max_degree, "max_degree", "the largest degree of a bar", between(0, 16),
             absent_means("every degree that the complex determines"))
      .param(&Options::field, "field", field_meaning, between(2, largest_prime))
      .check(&require_field<Options>)
      .param(&Options::cycles, "cycles", "also give a representative cycle for every bar");
}

}  // namespace tessera::stages
