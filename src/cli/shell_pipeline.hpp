// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/pipeline/run.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tessera::cli {

/// A pipeline made of words from the shell instead of a file: readers chosen by suffix and type, at most one stage, at
/// most one output.
struct ShellPipeline {
  Pipeline pipeline;
  PlanOptions options;
  std::optional<std::filesystem::path> output;
};

/// "--degree=1" as "degree=1". Throws Error U101 on words of another form.
std::vector<std::string> parameters_of(const std::vector<std::string>& words);

/// inputs -> stage -> output. Inputs go to the ports of the stage in their order, the last port taking the rest where
/// it takes several. `parameters` are KEY=VALUE. Throws Error U101 where no reader of a suffix gives what a port takes.
ShellPipeline apply_pipeline(const Catalog& catalog, const std::string& stage, const std::vector<std::string>& inputs,
                             const std::vector<std::string>& parameters, const std::optional<std::string>& output);

/// input -> output, by the reader called `reader` or, where that is empty, by the only one of this suffix that gives
/// what a writer of the output's suffix takes; `parameters` are the reader's. Throws Error U101 where there is no such
/// reader or more than one.
ShellPipeline convert_pipeline(const Catalog& catalog, const std::string& input, const std::string& output,
                               const std::string& reader, const std::vector<std::string>& parameters);

/// Plans and runs it in a scratch directory beside the output, then moves what came out into place: nothing else is
/// left. Estimates go to stdout, warnings to stderr. Throws what plan and run throw; S402 when the output is one of the
/// inputs.
void run_shell_pipeline(ShellPipeline shell, const Catalog& catalog, const ContextOptions& context);

}  // namespace tessera::cli
