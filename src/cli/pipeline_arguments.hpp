// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/pipeline/plan.hpp"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace tessera::cli {

/// What `run`, `validate` and `explain` have in common: a pipeline file and what the command line changes in it.
struct PipelineArguments {
  std::string file;
  std::vector<std::string> sets;  // stage.param=VALUE
  std::vector<std::string> data;  // NAME=PATH

  void add_to(CLI::App& command);

  /// The file with the command line's changes. Throws Error U101 on a `--set` or `--data` that is not of its form.
  ParsedPipeline parsed() const;
  PlanOptions plan_options() const;
};

/// The plan; its warnings go to stderr. Throws PipelineError with every fault where there is none.
Plan checked_plan(ParsedPipeline parsed, const Catalog& catalog, const PlanOptions& options);

}  // namespace tessera::cli
