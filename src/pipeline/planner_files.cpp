// SPDX-License-Identifier: MIT
#include "pipeline/manifest.hpp"
#include "pipeline/paths.hpp"
#include "pipeline/planner.hpp"

#include <fmt/format.h>

namespace tessera {
namespace fs = std::filesystem;

/// A path from the command line has no position: it is the user's word, below the current directory.
fs::path Planner::input_path(const std::string& written, Position at) const {
  return at.line == 0 ? fs::absolute(written) : resolved_input(written, plan_.pipeline.directory, root_);
}

void Planner::settle_files(Node& node) {
  const auto& entry = *node.entry;
  auto& step = node.step;
  const auto replaced = options_.data.find(entry.name);
  bool is_first = true, is_whole = true;
  Position at = entry.at;
  std::string where = entry.path();

  for (const auto& bound : step.overload->options->parameters) {
    if (bound.parameter.type.kind != ParameterType::Kind::path) continue;
    const bool is_replaced = is_first && replaced != options_.data.end();
    is_first = false;
    const Setting* written = find(entry.settings, bound.parameter.key);
    const auto* words = written ? written->as<std::string>() : nullptr;
    if (!is_replaced && !words) {
      is_whole = is_whole && !bound.parameter.is_required;
      continue;
    }
    if (words && at == entry.at) {
      at = written->at;
      where = fmt::format("{}.{}", entry.path(), bound.parameter.key);
    }
    try {
      const fs::path path = is_replaced ? fs::absolute(replaced->second) : input_path(*words, written->at);
      bound.assign(step.options, Setting{path.string(), {}});
      step.files.push_back(path);
    } catch (const Error& error) {
      notes().error(error, written ? written->at : entry.at, fmt::format("{}.{}", entry.path(), bound.parameter.key));
      is_whole = false;
    }
  }
  if (!is_whole) return;

  try {
    if (node.spec->files) step.files = node.spec->files(step.options);
    for (const auto& file : step.files)
      if (std::error_code ignored; !fs::exists(file, ignored))
        throw Error(codes::input_missing, fmt::format("there is no file '{}'", file.filename().string()));
    if (!node.spec->probe) return;
    const Probe probe = node.spec->probe(step.options);
    step.brief = probe.brief;
    if (probe.type && step.overload->outputs.size() == 1)
      step.outputs[0] = {probe.type, step.outputs[0].per_sample || probe.per_sample};
  } catch (const Error& error) {
    notes().error(error, at, where);
  }
}

void Planner::settle_fit(Node& node) {
  auto& step = node.step;
  const Setting* fit = find(node.entry->settings, "fit");
  if (!fit || !step.overload->fit) return;
  const std::string where = node.entry->path() + ".fit";
  const auto* words = fit->as<std::string>();
  if (words && *words == "auto") return;
  if (!words || !words->starts_with("manifest:")) {
    notes().error(codes::bad_type, fit->at, where,
                  fmt::format("needs \"auto\" or \"manifest:PATH\", got {}", text(*fit)));
    return;
  }
  try {
    step.recorded_fit = recorded_fit(input_path(words->substr(9), fit->at), node.entry->name);
    step.overload->fit->restore(step.options, *step.recorded_fit);
  } catch (const Error& error) {
    notes().error(error, fit->at, where);
  }
}

}  // namespace tessera
