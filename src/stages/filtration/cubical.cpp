// SPDX-License-Identifier: MIT
#include "tessera/filtration/cubical_complex.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec filtration_cubical();

StageSpec filtration_cubical() {
  using Options = CubicalComplexOptions;
  using Construction = CubicalConstruction;
  return stage("filtration.cubical", &cubical_complex<1>, values_count(1))
      .overload(&cubical_complex<2>, values_count(2))
      .overload(&cubical_complex<3>, values_count(3))
      .overload(&cubical_complex<4>, values_count(4))
      .summary("Cubical complex of an image or a volume, filtered by up to four channels.")
      .source(
          "Robins, Wood and Sheppard 2011, Theory and algorithms for constructing discrete Morse complexes from "
          "grayscale digital images; Bleile, Garin, Heiss, Maggs and Robins 2022, The persistent homology of dual "
          "digital image constructions")
      .theorem("stable: if every channel changes by at most e at every pixel, then d_I <= e")
      .note(
          "top_cells with several channels takes the least value on every axis by itself, so the complex at a grade is "
          "the intersection, over the channels, of the unions of closed pixels; a corner is there as soon as each "
          "channel is low in one of its pixels")
      .note("a pixel that the mask leaves out is absent with all cubes that need it, at every grade")
      .input("channels", "one to four images of one shape with one to four axes; each is a parameter")
      .input("mask", "an image of that shape: pixels where it is zero are absent")
      .param(
          &Options::construction, "construction",
          "which cubes carry the pixels: vertices join pixels that share an edge, top_cells those that share a corner",
          choices<Construction>({{"vertices", Construction::vertices}, {"top_cells", Construction::top_cells}}))
      .param(&Options::periodic, "periodic", "axes whose two ends are glued, as in [0, 1] for a torus")
      .param(&Options::direction, "direction", "order in which each channel's values enter; one entry serves all",
             choices<Direction>({{"sublevel", Direction::sublevel}, {"superlevel", Direction::superlevel}}));
}

}  // namespace tessera::stages
