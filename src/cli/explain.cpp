// SPDX-License-Identifier: MIT
#include "tessera/pipeline/explain.hpp"

#include "cli/commands.hpp"
#include "cli/pipeline_arguments.hpp"

#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace tessera::cli {

void add_explain(CLI::App& program, Action& action) {
  struct Arguments {
    PipelineArguments pipeline;
    bool json = false;
  };
  auto* command = program.add_subcommand("explain", "Says what a pipeline file will do, step by step.");
  const auto arguments = std::make_shared<Arguments>();
  arguments->pipeline.add_to(*command);
  command->add_flag("--json", arguments->json, "as JSON");

  command->callback([arguments, &action] {
    action = [arguments] {
      const Catalog catalog = builtin_catalog();
      const Plan plan = checked_plan(arguments->pipeline.parsed(), catalog, arguments->pipeline.plan_options());
      fmt::print("{}", arguments->json ? explain_json(plan) : explain_text(plan));
      return 0;
    };
  });
}

}  // namespace tessera::cli
