// SPDX-License-Identifier: MIT
#include "tessera/persistence/euler_surface.hpp"

#include "stages/persistence/sampling_parameters.hpp"

namespace tessera::stages {

StageSpec persistence_euler_surface() {
  auto declared =
      stage<1, 4>("persistence.euler_surface", [](auto n) { return &tessera::euler_surface<n()>; })
          .summary("Euler characteristic of the cells at the grades of a grid.")
          .source(
              "Beltramo, Skraba, Andreeva, Sarkar, Giarratano, Bernabeu 2022, Euler characteristic surfaces; Hacquard "
              "and Lebovici 2024, Euler characteristic tools for topological data analysis")
          .theorem(
              "For one whole complex filtered by f and by g: KR(f, g) <= |f - g|_1, the sum over cells, between the "
              "Euler measures; any number of parameters.")
          .note(
              "A skeleton has the Euler surface of the skeleton: a truncated expansion does not give that of the "
              "space.")
          .input("in", "the complex");
  return fitted_on_complexes(with_sampling(std::move(declared)));
}

}  // namespace tessera::stages
