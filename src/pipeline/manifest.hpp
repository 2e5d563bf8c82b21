// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/fitted.hpp"

#include <filesystem>
#include <string>

namespace tessera {

/// What a run recorded as the fit of `stage`. Throws Error I101 when there is no such file, D201 when it is no record
/// of a run, D106 when it holds no fit of that stage.
FittedValues recorded_fit(const std::filesystem::path& manifest, const std::string& stage);

}  // namespace tessera
