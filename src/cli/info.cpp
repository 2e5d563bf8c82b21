// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"

#include "tessera/pipeline/catalog.hpp"
#include "tessera/pipeline/diagnostic.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

namespace tessera::cli {
namespace {

/// The reader's options with `file` as the path it has to have.
std::any options_for(const StageSpec& reader, const std::string& file) {
  const OptionsModel& model = *reader.overloads.front().options;
  std::any options = model.make();
  for (const auto& bound : model.parameters)
    if (bound.parameter.is_required) bound.assign(options, {std::filesystem::absolute(file).string(), {}});
  return options;
}

/// What the reader says of the file's header. One that needs to know more (which array?) says what there is to choose
/// from.
Probe probe_of(const StageSpec& reader, const std::string& file) {
  if (!reader.probe) return {};
  try {
    return reader.probe(options_for(reader, file));
  } catch (const Error& error) {
    if (error.code() != codes::bad_request || error.remedy().empty()) throw;
    return {nullptr, error.remedy()};
  }
}

std::string outputs_of(const StageSpec& reader, const Probe& probe) {
  std::vector<std::string> outputs;
  for (const auto& output : reader.overloads.front().outputs) {
    const std::string name = output.name.empty() ? "" : output.name + ": ";
    outputs.push_back(name + (probe.type                 ? probe.type->text()
                              : output.types.size() == 1 ? output.types.front().text()
                                                         : "the data decide"));
  }
  return fmt::format("{}", fmt::join(outputs, ", "));
}

/// The readers that know files by this folder or prefix, as sets of the TU collection and of the UCR archive are named.
std::vector<const StageSpec*> readers_of_prefix(const Catalog& catalog, const std::string& prefix) {
  std::vector<const StageSpec*> readers;
  for (const StageSpec& stage : catalog.stages) {
    if (!stage.files) continue;
    try {
      const auto files = stage.files(options_for(stage, prefix));
      if (std::ranges::all_of(files, [](const auto& file) { return std::filesystem::is_regular_file(file); }))
        readers.push_back(&stage);
    } catch (const Error&) {
      // It names no set of this kind.
    }
  }
  return readers;
}

int print_info(const std::string& file) {
  const Catalog catalog = builtin_catalog();
  const bool is_file = std::filesystem::is_regular_file(file);
  const auto readers = is_file ? catalog.readers_of(file) : readers_of_prefix(catalog, file);
  if (readers.empty() && !std::filesystem::exists(file))
    throw Error(codes::input_missing, fmt::format("there is no file '{}'", file));
  if (readers.empty())
    throw Error(codes::usage,
                is_file ? fmt::format("no reader has the suffix of '{}'", file)
                        : fmt::format("no reader knows the files of '{}'", file),
                "tessera list read names the suffixes");

  std::set<std::string> said;  // readers of one format say the same
  std::string lines;
  for (const StageSpec* reader : readers) {
    const Probe probe = probe_of(*reader, file);
    if (!probe.brief.empty() && said.insert(probe.brief).second)
      fmt::print("{}: {}\n", escaped(file), escaped(probe.brief));
    lines += fmt::format("  {} gives {}\n", reader->name, outputs_of(*reader, probe));
  }
  fmt::print("{}", lines);
  return 0;
}

}  // namespace

void add_info(CLI::App& program, Action& action) {
  auto* command =
      program.add_subcommand("info", "Says what a file holds and which readers take it; reads headers only.");
  const auto file = std::make_shared<std::string>();
  command->add_option("FILE", *file, "the file")->required();
  command->callback([file, &action] { action = [file] { return print_info(*file); }; });
}

}  // namespace tessera::cli
