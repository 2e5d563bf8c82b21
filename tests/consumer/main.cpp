// SPDX-License-Identifier: MIT
// consumer POINTS.csv FEATURES.npy: from points to features with the installed library, as same.toml says it for the
// program.
#include <tessera/decomposition/summands.hpp>
#include <tessera/exchange/features.hpp>
#include <tessera/exchange/points.hpp>
#include <tessera/filtration/function_rips.hpp>
#include <tessera/geometry/kernel_density.hpp>
#include <tessera/persistence/minimal_presentation.hpp>
#include <tessera/vectorization/summand_image.hpp>

#include <fstream>
#include <iostream>

using namespace tessera;

int main(int argc, char* argv[]) try {
  if (argc != 3) return 64;
  const Context context;

  Collection<Decomposition<2>> decompositions;
  const auto clouds = exchange::read_points({.path = argv[1]}, context);
  for (Index sample = 0; sample < clouds.size(); ++sample) {
    const ScalarField density = kernel_density(clouds[sample], {.bandwidth = 0.3}, context);
    const auto complex =
        function_rips<2>(clouds[sample], {{"density", &density}}, {.direction = {Direction::superlevel}}, context);
    const auto module = minimal_presentation(complex, {.degree = 1}, context);
    decompositions.add(clouds.id(sample), summands(module, {}, context));
  }
  const FeatureMatrix features = summand_image(decompositions, {.p = 1, .resolution = {20, 20}}, context);

  std::ofstream(argv[2], std::ios::binary) << exchange::features_npy(features);
  return 0;
} catch (const Error& error) {
  std::cerr << error.what() << '\n';
  return exit_code(error.code().fault);
}
