// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/manifold/diffusion_entropy.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

inline Constraint diffusion_norm_choices() {
  return choices<DiffusionNorm>({{"walk", DiffusionNorm::walk}, {"anisotropic", DiffusionNorm::anisotropic}});
}

}  // namespace tessera::stages
