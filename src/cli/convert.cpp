// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/interruption.hpp"
#include "cli/shell_pipeline.hpp"

#include <memory>

#include <CLI/CLI.hpp>

namespace tessera::cli {

void add_convert(CLI::App& program, Action& action) {
  struct Arguments {
    std::string in, out, reader;
    std::vector<std::string> parameters;
  };
  auto* command = program.add_subcommand("convert",
                                         "Reads one file and writes it in the format of another suffix: the reader's "
                                         "parameters are given as --name=VALUE.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("IN", arguments->in, "the file to read")->required();
  command->add_option("OUT", arguments->out, "the file to write")->required();

  command->add_option("--as", arguments->reader, "the reader, where the suffix leaves a choice")->type_name("READER");
  command->allow_extras();

  command->callback([arguments, command, &action] {
    arguments->parameters = parameters_of(command->remaining());
    action = [arguments] {
      const auto& [in, out, reader, parameters] = *arguments;
      const Catalog catalog = builtin_catalog();
      ShellPipeline shell = convert_pipeline(catalog, in, out, reader, parameters);
      return interruptible(
          [&](const std::stop_token& stop) { run_shell_pipeline(std::move(shell), catalog, {.stop = stop}); });
    };
  });
}

}  // namespace tessera::cli
