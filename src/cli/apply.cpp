// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/interruption.hpp"
#include "cli/shell_pipeline.hpp"

#include <memory>
#include <optional>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace tessera::cli {
namespace {

struct ApplyArguments {
  std::string stage;
  std::vector<std::string> inputs, parameters;
  std::optional<std::string> output;
  unsigned threads = 0;
  std::optional<std::uint64_t> seed;
};

}  // namespace

void add_apply(CLI::App& program, Action& action) {
  auto* command =
      program.add_subcommand("apply", "Applies one stage to files: its parameters are given as --name=VALUE.");
  const auto arguments = std::make_shared<ApplyArguments>();
  command->add_option("STAGE", arguments->stage, "the stage, as tessera list names it")->required();
  command->add_option("INPUT", arguments->inputs, "files, in the order of the stage's ports")->required();
  command->add_option("-o,--output", arguments->output, "the file to write; its suffix chooses the writer")
      ->type_name("OUTPUT");
  command->add_option("--threads", arguments->threads, "threads to use; 0: all")
      ->type_name("N")
      ->check(CLI::Range(0u, 4096u));
  command->add_option("--seed", arguments->seed, "the seed of a random stage")->type_name("N");
  command->allow_extras();

  command->callback([arguments, command, &action] {
    arguments->parameters = parameters_of(command->remaining());
    action = [arguments] {
      const Catalog catalog = builtin_catalog();
      ShellPipeline shell =
          apply_pipeline(catalog, arguments->stage, arguments->inputs, arguments->parameters, arguments->output);
      shell.pipeline.seed = arguments->seed;
      return interruptible([&](const std::stop_token& stop) {
        run_shell_pipeline(std::move(shell), catalog, {.threads = arguments->threads, .stop = stop});
      });
    };
  });
}

}  // namespace tessera::cli
