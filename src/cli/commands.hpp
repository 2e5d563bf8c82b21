// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace tessera::cli {

/// What a command does once the command line is read; returns the exit code or throws.
using Action = std::function<int()>;

/// Each adds one command to the program, with its flags; the chosen command leaves its work in `action`.
void add_run(CLI::App& program, Action& action);
void add_validate(CLI::App& program, Action& action);
void add_explain(CLI::App& program, Action& action);
void add_list(CLI::App& program, Action& action);
void add_describe(CLI::App& program, Action& action);
void add_schema(CLI::App& program, Action& action);
void add_apply(CLI::App& program, Action& action);
void add_convert(CLI::App& program, Action& action);
void add_info(CLI::App& program, Action& action);

}  // namespace tessera::cli
