// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/pipeline/plan.hpp"
#include "tessera/pipeline/run_record.hpp"

#include <string>
#include <vector>

namespace tessera {

/// The contents of every file the needed readers will open, in the order of the plan. Throws PipelineError I102 at the
/// reader.
std::vector<RecordedFile> hash_inputs(const Plan& plan, const std::vector<bool>& needed, const Context& context);

/// The key of each step: SHA-256 of everything its result depends on. Stage and version, parameters with defaults
/// filled in, keys of the inputs, names and contents of the files read, the seed and the step's own name where it is
/// random, a fit taken from a manifest, the program's version and numerics. Not: names otherwise, order, comments,
/// paths, threads, limits. Steps that are not needed have none.
std::vector<std::string> stage_keys(const Plan& plan, const std::vector<bool>& needed,
                                    const std::vector<RecordedFile>& inputs);

}  // namespace tessera
