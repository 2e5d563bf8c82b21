// SPDX-License-Identifier: MIT
#include "cli/usage.hpp"

#include "pipeline/nearest.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace tessera::cli {
namespace {

constexpr std::array<std::string_view, 4> later{"shard", "merge", "sweep", "report"};

std::vector<std::string> command_names(const CLI::App& program) {
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

std::vector<std::string> flags_of(const CLI::App& command) {
  std::vector<std::string> flags;
  for (const CLI::Option* option : command.get_options())
    for (const auto& name : option->get_lnames()) flags.push_back("--" + name);
  return flags;
}

}  // namespace

const char* const exit_codes_text =
    "Exit codes:\n"
    "  0    done\n"
    "  64   the command line is wrong\n"
    "  65   bad data\n"
    "  66   an input is missing\n"
    "  69   refused by a limit\n"
    "  70   internal: a fault of tessera\n"
    "  73   an output cannot be created\n"
    "  74   reading or writing failed\n"
    "  75   interrupted in another way\n"
    "  77   a path that the policy forbids\n"
    "  78   invalid pipeline\n"
    "  130  interrupted by SIGINT (Ctrl-C)\n"
    "  143  interrupted by SIGTERM\n";

void refuse_unknown_command(const CLI::App& program, int argc, char* argv[]) {
  if (argc < 2) throw Error(codes::usage, "needs a command", "tessera --help lists them");
  const std::string word = argv[1];
  if (word.starts_with('-')) return;
  const auto names = command_names(program);
  if (std::ranges::find(names, word) != names.end()) return;
  if (std::ranges::find(later, word) != later.end())
    throw Error(codes::usage, fmt::format("'{}' comes in a later version", word),
                "tessera --help lists what this one does");

  const std::string hint = did_you_mean(word, names);
  throw Error(codes::usage, fmt::format("'{}' is no command", word), hint.empty() ? "tessera --help lists them" : hint);
}

Error usage_error(const CLI::App& program, const CLI::ParseError& error, int argc, char* argv[]) {
  const auto chosen = program.get_subcommands();
  const CLI::App& command = chosen.empty() ? program : *chosen.front();
  const auto flags = flags_of(command);
  for (int i = 1; i < argc; ++i) {
    const std::string word(std::string_view(argv[i]).substr(0, std::string_view(argv[i]).find('=')));
    if (!word.starts_with("--") || std::ranges::find(flags, word) != flags.end()) continue;
    const std::string hint = did_you_mean(word, flags);
    const std::string help =
        fmt::format("{} --help lists the flags", chosen.empty() ? "tessera" : "tessera " + command.get_name());
    return Error(codes::usage,
                 fmt::format("'{}' is no flag{}", word, chosen.empty() ? "" : " of " + command.get_name()),
                 hint.empty() ? help : hint);
  }
  return Error(
      codes::usage, error.what(),
      fmt::format("{} --help says how it is used", chosen.empty() ? "tessera" : "tessera " + command.get_name()));
}

}  // namespace tessera::cli
