// SPDX-License-Identifier: MIT
#include "pipeline/remedies.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {
namespace {

/// The entry that a path such as "stage.rips.max_diameter" leads into; null: none.
const PipelineEntry* entry_on(const std::string& path, const Pipeline& pipeline) {
  const auto leads_into = [&](const PipelineEntry& entry) {
    const std::string own = entry.path();
    return path == own || path.starts_with(own + ".");
  };
  const auto found = std::ranges::find_if(pipeline.entries, leads_into);
  return found == pipeline.entries.end() ? nullptr : &*found;
}

std::string remedy_for(const Diagnostic& fault, const Pipeline& pipeline) {
  if (fault.code == codes::bad_syntax) return "tables, keys and values are written as TOML 1.0 has them";
  if (fault.code == codes::bad_version) return "write: format = 1";
  if (fault.code == codes::bad_name) return "choose another, such as my_stage";
  if (fault.code == codes::not_yet) return "leave it out";
  if (fault.code == codes::output_clash) return "choose another name";
  if (fault.code == codes::usage) return "tessera explain FILE names what the file holds";
  if (fault.code.fault == Fault::missing_input) return "give it on the command line: --data NAME=PATH";
  if (const auto* entry = entry_on(fault.path, pipeline)) {
    const Setting* use = find(entry->settings, "use");
    if (fault.path != entry->path() + ".use" && use && use->as<std::string>())
      return fmt::format("tessera describe {} says what it takes", *use->as<std::string>());
    return entry->kind == PipelineEntry::Kind::output ? "tessera list write names the writers and their suffixes"
                                                      : "tessera list names the stages";
  }
  if (fault.path == "seed") return "write: seed = 7, or another whole number";
  if (fault.path.starts_with("limits")) return "write: memory = \"8 GiB\" under [limits], or leave it out";
  return "a file holds format, name, seed, [limits], [data.NAME], [stage.NAME] and [output.NAME]";
}

}  // namespace

Diagnostics with_remedies(const Diagnostics& found, const Pipeline& pipeline) {
  Diagnostics all;
  for (Diagnostic one : found.all()) {
    if (one.remedy.empty()) one.remedy = remedy_for(one, pipeline);
    all.add(std::move(one));
  }
  return all;
}

}  // namespace tessera
