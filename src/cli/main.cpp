// SPDX-License-Identifier: MIT
// The program: reads the command line, runs one command, maps what went wrong to an exit code.
#include "cli/commands.hpp"
#include "cli/usage.hpp"

#include "tessera/core/context.hpp"
#include "tessera/pipeline/diagnostic.hpp"
#include "tessera/pipeline/run_record.hpp"

#include <csignal>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace tessera::cli {
namespace {

std::string version_text() {
  const BuildInfo& build = build_info();
  return fmt::format("tessera {}\nthis binary: {}\n{}, {}\n", build.version, build.licence, build.compiler,
                     build.numerics);
}

/// "error D101: path: reason", the remedy indented on a line of its own.
std::string error_text(const Error& error) {
  const std::string path = error.path().empty() ? "" : error.path() + ": ";
  const std::string remedy = error.remedy().empty() ? "" : "\n  " + escaped(error.remedy());
  return fmt::format("error {}: {}{}\n", error.code().text, escaped(path + error.reason()), remedy);
}

int report(const Error& error) {
  fmt::print(stderr, "{}", error_text(error));
  return exit_code(error.code().fault);
}

/// Runs the chosen command; every way it can fail has an exit code and one clear message.
int perform(const Action& action) {
  try {
    return action();
  } catch (const PipelineError& error) {
    fmt::print(stderr, "{}", error.diagnostics().text());
    return exit_code(error.diagnostics().fault());
  } catch (const Error& error) {
    return report(error);
  } catch (const Cancelled&) {
    return exit_code(Fault::interrupted);
  } catch (const std::bad_alloc&) {
    return report(Error(codes::over_budget, "the memory of this machine ran out",
                        "give a budget with --memory, or smaller data"));
  } catch (const std::exception& error) {
    return report(Error(codes::internal, error.what(),
                        "this is a fault of tessera: please report it with the command that shows it"));
  }
}

int run_program(int argc, char* argv[]) {
  CLI::App program("Topological data analysis: from raw data to stable features.", "tessera");
  program.set_version_flag("--version", version_text);
  program.require_subcommand(1);
  program.get_formatter()->column_width(34);

  Action action;
  for (const auto add :
       {add_run, add_validate, add_explain, add_list, add_describe, add_schema, add_apply, add_convert, add_info})
    add(program, action);
  program.footer(exit_codes_text);  // of the program alone: commands take over what is set before them

  try {
    refuse_unknown_command(program, argc, argv);
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return program.exit(error);  // --help, --version
    return report(usage_error(program, error, argc, argv));
  } catch (const Error& error) {
    return report(error);
  }
  return perform(action);
}

}  // namespace
}  // namespace tessera::cli

int main(int argc, char* argv[]) {
  // A write beyond the limit of a file's size fails with EFBIG then, and is reported and cleaned up like any other.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return tessera::cli::run_program(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "error X101: {}\n", error.what());
    return 70;
  }
}
