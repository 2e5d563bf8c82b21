// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/geometry/normalized_rows.hpp"
#include "tessera/pipeline/parameter.hpp"

namespace tessera::stages {

/// The normalisations of rows by their names in a pipeline file.
inline Constraint normalization_choices() {
  return choices<RowNormalization>(
      {{"l2", RowNormalization::l2}, {"layernorm", RowNormalization::layernorm}, {"none", RowNormalization::as_is}});
}

}  // namespace tessera::stages
