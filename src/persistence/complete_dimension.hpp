// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

namespace tessera {

/// Throws Error D106 within `key` unless a complex that has all its cells up to `complete_dimension` (none: all of
/// them) determines H_degree, for which cells of dimension degree + 1 are needed.
void require_determined(Index degree, Index complete_dimension, const char* key);

}  // namespace tessera
