// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/pipeline_arguments.hpp"

#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace tessera::cli {

void add_validate(CLI::App& program, Action& action) {
  auto* command = program.add_subcommand("validate", "Says everything that is wrong with a pipeline file.");
  const auto arguments = std::make_shared<PipelineArguments>();
  arguments->add_to(*command);

  command->callback([arguments, &action] {
    action = [arguments] {
      const Catalog catalog = builtin_catalog();
      const Plan plan = checked_plan(arguments->parsed(), catalog, arguments->plan_options());
      fmt::print("{}: valid, {} data and stages, {} outputs\n", arguments->file, plan.steps.size(),
                 plan.outputs.size());
      return 0;
    };
  });
}

}  // namespace tessera::cli
