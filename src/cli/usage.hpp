// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/error.hpp"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace tessera::cli {

/// What the exit codes of the program mean, a line each.
extern const char* const exit_codes_text;

/// Throws Error U101 when the first word is no command: with the nearest one, or with what to use until it comes.
void refuse_unknown_command(const CLI::App& program, int argc, char* argv[]);

/// What CLI11 found wrong with the command line, with the nearest flag where one is unknown.
Error usage_error(const CLI::App& program, const CLI::ParseError& error, int argc, char* argv[]);

}  // namespace tessera::cli
