// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/pipeline/pipeline.hpp"

namespace tessera {

/// The same faults, each with something to do about it: one that came without a remedy names the page that helps.
Diagnostics with_remedies(const Diagnostics& found, const Pipeline& pipeline);

}  // namespace tessera
