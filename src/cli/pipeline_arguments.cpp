// SPDX-License-Identifier: MIT
#include "cli/pipeline_arguments.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace tessera::cli {
namespace {

/// The two sides of the first '='.
std::pair<std::string, std::string> split(const std::string& text, const char* flag, const char* form) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    throw Error(codes::usage, fmt::format("{} needs {}, got '{}'", flag, form, text));
  return {text.substr(0, equals), text.substr(equals + 1)};
}

}  // namespace

void PipelineArguments::add_to(CLI::App& command) {
  command.add_option("FILE", file, "the pipeline file")->required();
  command.add_option("--set", sets, "a parameter for this run: stage.param=VALUE, as a pipeline file would hold it")
      ->type_name("STAGE.PARAM=VALUE")
      ->allow_extra_args(false);
  command.add_option("--data", data, "the file or prefix that the reader NAME reads")
      ->type_name("NAME=PATH")
      ->allow_extra_args(false);
}

ParsedPipeline PipelineArguments::parsed() const {
  ParsedPipeline parsed = read_pipeline(file);
  for (const auto& one : sets) {
    const auto [parameter, value] = split(one, "--set", "stage.param=VALUE");
    assign(parsed.pipeline, parameter, parse_setting(value));
  }
  return parsed;
}

PlanOptions PipelineArguments::plan_options() const {
  PlanOptions options;
  for (const auto& one : data) {
    const auto [name, path] = split(one, "--data", "NAME=PATH");
    options.data[name] = path;
  }
  return options;
}

Plan checked_plan(ParsedPipeline parsed, const Catalog& catalog, const PlanOptions& options) {
  PlanResult result = plan(std::move(parsed), catalog, options);
  if (!result.plan) throw PipelineError(std::move(result.diagnostics));
  fmt::print(stderr, "{}", result.diagnostics.text());
  return std::move(*result.plan);
}

}  // namespace tessera::cli
