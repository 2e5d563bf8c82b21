// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/missing_values.hpp"
#include "tessera/pipeline/parameter.hpp"

namespace tessera::stages {

/// The policies for missing values by their names in a pipeline file.
inline Constraint missing_choices() {
  return choices<MissingValues>({{"refuse", MissingValues::refuse},
                                 {"drop_times", MissingValues::drop_times},
                                 {"interpolate", MissingValues::interpolate},
                                 {"hold", MissingValues::hold}});
}

}  // namespace tessera::stages
