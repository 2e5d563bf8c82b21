// SPDX-License-Identifier: MIT
#include "tessera/pipeline/describe.hpp"

#include "cli/commands.hpp"

#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace tessera::cli {

void add_describe(CLI::App& program, Action& action) {
  struct Arguments {
    std::string stage;
    bool json = false;
  };
  auto* command =
      program.add_subcommand("describe", "Says all about one stage: ports, parameters, what is proven, the source.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("STAGE", arguments->stage, "a stage, reader or writer, as tessera list names it")->required();
  command->add_flag("--json", arguments->json, "as JSON");

  command->callback([arguments, &action] {
    action = [arguments] {
      const Catalog catalog = builtin_catalog();
      fmt::print("{}",
                 arguments->json ? describe_json(catalog, arguments->stage) : describe_text(catalog, arguments->stage));
      return 0;
    };
  });
}

void add_schema(CLI::App& program, Action& action) {
  auto* command = program.add_subcommand("schema", "Prints a JSON Schema of pipeline files, for editors.");
  command->callback([&action] {
    action = [] {
      fmt::print("{}", json_schema(builtin_catalog()));
      return 0;
    };
  });
}

}  // namespace tessera::cli
