// SPDX-License-Identifier: MIT
// Small pipeline files that the tests of the program share.
#pragma once

#include <string>

namespace tessera {

/// From a cloud in `cloud.csv` to `features.npz`, by way of density and function-Rips.
inline std::string cloud_pipeline(const std::string& filtration = "filtration.function_rips") {
  return R"(format = 1
name   = "small"

[data.cloud]
use  = "read.points"
path = "cloud.csv"

[stage.density]
use = "geometry.kernel_density"
in  = "cloud"

[stage.bifiltration]
use = ")" +
         filtration + R"("
in  = { points = "cloud", values = "density" }

[stage.module]
use    = "persistence.minimal_presentation"
in     = "bifiltration"
degree = 1

[stage.summands]
use = "decomposition.summands"
in  = "module"

[stage.features]
use        = "vectorization.summand_image"
in         = "summands"
resolution = [4, 4]

[output.table]
from = "features"
to   = "features.npz"
)";
}

/// From `matrix.csv`, a full distance matrix, to its Rips complex.
inline std::string distances_pipeline() {
  return R"(format = 1
name   = "distances"

[data.matrix]
use  = "read.distances"
path = "matrix.csv"

[stage.rips]
use = "filtration.function_rips"
in  = { points = "matrix" }

[output.complex]
from = "rips"
to   = "rips.scc"
)";
}

/// Twelve points on a circle: one loop.
inline std::string circle_csv() {
  return "1,0\n0.866,0.5\n0.5,0.866\n0,1\n-0.5,0.866\n-0.866,0.5\n-1,0\n-0.866,-0.5\n-0.5,-0.866\n0,-1\n0.5,-0.866\n0."
         "866,-0.5\n";
}

}  // namespace tessera
