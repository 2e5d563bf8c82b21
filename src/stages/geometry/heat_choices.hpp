// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/geometry/heat_kernel.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

inline Constraint heat_method_choices() {
  return choices<HeatMethod>({{"automatic", HeatMethod::automatic},
                              {"exact", HeatMethod::exact},
                              {"chebyshev", HeatMethod::chebyshev},
                              {"euler", HeatMethod::euler},
                              {"low_rank", HeatMethod::low_rank}});
}

}  // namespace tessera::stages
