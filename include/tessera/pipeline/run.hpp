// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/pipeline/plan.hpp"
#include "tessera/pipeline/run_record.hpp"

#include <filesystem>
#include <string>

namespace tessera {

struct RunOptions {
  /// Threads, stop token, sinks. The seed is the pipeline's; a memory budget of 0 gives way to the pipeline's limit.
  ContextOptions context;
  std::filesystem::path directory = "out";  // of the outputs and run.json; made where it does not exist
  std::string only;                         // the name of a step: it and what it needs, and outputs of these
};

/// Runs a plan. Outputs and run.json appear when every stage has succeeded, each whole or not at all; on a failure no
/// temporary file and no new directory is left. The files have the same bytes for every number of threads.
///
/// Throws PipelineError with the position of the stage when a stage refuses its input; Error I501 before anything is
/// computed when the directory cannot be written, S402 when an output would replace an input, I502 or I503 when writing
/// fails; Cancelled when the stop token was asked to stop.
RunRecord run(const Plan& plan, const RunOptions& options);

}  // namespace tessera
