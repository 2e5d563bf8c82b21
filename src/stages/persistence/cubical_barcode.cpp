// SPDX-License-Identifier: MIT
#include "tessera/persistence/cubical_barcode.hpp"

#include "stages/persistence/field_parameter.hpp"

namespace tessera::stages {

StageSpec persistence_cubical_barcode() {
  using Options = CubicalBarcodeOptions;
  using Construction = CubicalConstruction;
  return stage("persistence.cubical_barcode", &tessera::cubical_barcode)
      .summary("Barcode of an image or a volume, filtered by its values.")
      .source(
          "Robins, Wood and Sheppard 2011, Theory and algorithms for constructing discrete Morse complexes from "
          "grayscale digital images; Bleile, Garin, Heiss, Maggs and Robins 2022, The persistent homology of dual "
          "digital image constructions")
      .theorem(
          "Changing every pixel by at most e moves the barcode by at most e in the bottleneck distance (Cohen-Steiner, "
          "Edelsbrunner and Harer 2007).")
      .note(
          "A cube of a cycle is named by two vertices, its lowest and its highest corner, as positions counted row by "
          "row. The vertices are the pixels; for top_cells the corners of the pixels, one more than pixels along each "
          "axis that is not periodic.")
      .note("Bars of a superlevel filtration are those of minus the image, so that births precede deaths.")
      .input("in", "the image, of one to four axes")
      .param(
          &Options::construction, "construction",
          "which cubes carry the pixels: vertices join pixels that share an edge, top_cells those that share a corner",
          choices<Construction>({{"vertices", Construction::vertices}, {"top_cells", Construction::top_cells}}))
      .param(&Options::periodic, "periodic", "axes whose two ends are glued, as in [0, 1] for a torus")
      .param(&Options::direction, "direction", "whether small or large values come first",
             choices<Direction>({{"sublevel", Direction::sublevel}, {"superlevel", Direction::superlevel}}))
      .param(&Options::max_degree, "max_degree", "highest degree of a bar", between(0, 16),
             absent_means("the number of axes"))
      .param(&Options::field, "field", field_meaning, between(2, largest_prime))
      .check(&require_field<Options>)
      .param(&Options::cycles, "cycles", "also give a representative cycle for every bar");
}

}  // namespace tessera::stages
