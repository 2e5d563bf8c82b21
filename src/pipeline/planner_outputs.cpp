// SPDX-License-Identifier: MIT
#include "pipeline/nearest.hpp"
#include "pipeline/paths.hpp"
#include "pipeline/planner.hpp"
#include "pipeline/settings.hpp"

#include <algorithm>
#include <ranges>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera {

/// The file name, if there is a usable one.
std::optional<std::string> Planner::settle_to(const PipelineEntry& entry) {
  const std::string where = entry.path() + ".to";
  const Setting* to = find(entry.settings, "to");
  if (!to) {
    notes().error(codes::missing_key, entry.at, entry.path(), "needs a key 'to'", "add: to = \"FILE\"");
    return std::nullopt;
  }
  const auto* name = to->as<std::string>();
  if (!name) {
    notes().error(codes::bad_type, to->at, where, fmt::format("needs the name of a file, got {}", text(*to)));
    return std::nullopt;
  }
  if (const auto fault = output_path_fault(*name)) {
    notes().error(codes::path_policy, to->at, where, *fault, "the directory is chosen with --out");
    return std::nullopt;
  }
  const std::string file = std::filesystem::path(*name).lexically_normal().generic_string();
  if (file == "run.json") {
    notes().error(codes::output_clash, to->at, where, "'run.json' is written by every run");
    return std::nullopt;
  }
  for (const auto& other : plan_.pipeline.entries) {
    if (&other == &entry) break;
    const Setting* taken = other.kind == PipelineEntry::Kind::output ? find(other.settings, "to") : nullptr;
    const auto* taken_name = taken ? taken->as<std::string>() : nullptr;
    if (!taken_name || std::filesystem::path(*taken_name).lexically_normal().generic_string() != file) continue;
    notes().error(codes::output_clash, to->at, where, fmt::format("'{}' is written by {} already", file, other.path()),
                  fmt::format("line {} has the other", taken->at.line));
    return std::nullopt;
  }
  return file;
}

/// The writers that may write the entry: the one it names, or those of the suffix.
std::vector<const WriterSpec*> Planner::writers_of(const PipelineEntry& entry, const std::string& to) {
  if (const Setting* use = find(entry.settings, "use")) {
    const auto* name = use->as<std::string>();
    const WriterSpec* spec = name ? catalog_.find_writer(*name) : nullptr;
    std::vector<std::string> names;
    for (const auto& writer : catalog_.writers) names.push_back(writer.name);
    if (!spec)
      notes().error(codes::unknown_stage, use->at, entry.path() + ".use",
                    fmt::format("there is no writer {}", text(*use)), did_you_mean(name ? *name : "", names));
    else if (!spec->unavailable.empty())
      notes().error(codes::not_built, use->at, entry.path() + ".use",
                    fmt::format("'{}' is not in this build: {}", *name, spec->unavailable));
    else
      return {spec};
    return {};
  }
  auto writers = catalog_.writers_of(to);
  std::erase_if(writers, [](const WriterSpec* spec) { return !spec->unavailable.empty(); });
  if (writers.empty()) {
    std::vector<std::string> suffixes;
    for (const auto& writer : catalog_.writers)
      for (const auto& suffix : writer.suffixes)
        if (std::ranges::find(suffixes, suffix) == suffixes.end()) suffixes.push_back(suffix);
    notes().error(codes::unknown_suffix, find(entry.settings, "to")->at, entry.path() + ".to",
                  fmt::format("no writer makes '{}'", to),
                  fmt::format("the suffix chooses it: {}", fmt::join(suffixes, ", ")));
  }
  return writers;
}

/// Of the signatures that take what arrives, the one that takes it as it comes: a collection whole, unless one sample
/// of it is asked for.
const Planner::Candidate* Planner::choose_writer(const std::vector<Candidate>& candidates, const Arrivals& arrivals,
                                                 bool wants_one) {
  const Candidate* chosen = nullptr;
  for (const auto& candidate : candidates) {
    const auto& inputs = candidate.overload->inputs;
    const auto is_served = [&](std::size_t i) {
      return i < inputs.size() ? inputs[i].is_optional || !arrivals[i].empty() : arrivals[i].empty();
    };
    if (!std::ranges::all_of(std::views::iota(std::size_t{0}, arrivals.size()), is_served)) continue;
    if (!takes(inputs, arrivals)) continue;
    const bool takes_collection = std::ranges::any_of(inputs, &InputPort::takes_collection);
    if (takes_collection != wants_one) return &candidate;
    if (!chosen) chosen = &candidate;
  }
  return chosen;
}

void Planner::refuse_output(const PipelineEntry& entry, const std::string& to, const Signatures& signatures,
                            const Binding& binding, const Arrivals& arrivals) {
  for (std::size_t port = 0; port < arrivals.size(); ++port)
    for (std::size_t i = 0; i < arrivals[port].size(); ++i)
      if (!accepts(signatures, port, arrivals[port][i]->artifact))
        return refuse_type(binding.ports[port][i], *arrivals[port][i],
                           fmt::format("{} for a file '{}'", accepted_text(signatures, port), to));
  const auto widest = std::ranges::max_element(signatures, {}, [](const auto& inputs) { return inputs.size(); });
  notes().error(codes::type_mismatch, find(entry.settings, "from")->at, entry.path() + ".from",
                fmt::format("no writer of '{}' takes ({})", to, arrivals_text(*widest, arrivals)));
}

void Planner::settle_output(const PipelineEntry& entry) {
  const auto to = settle_to(entry);
  if (!to) return;
  Signatures signatures;
  std::vector<Candidate> candidates;
  for (const auto* writer : writers_of(entry, *to))
    for (const auto& overload : writer->overloads) {
      candidates.push_back({writer, &overload});
      signatures.emplace_back(overload.inputs);
    }
  if (candidates.empty()) return;

  // Writers of one suffix agree on the names of their ports; the one with the most binds the references.
  auto all = notes();
  const auto widest =
      std::ranges::max_element(candidates, {}, [](const Candidate& c) { return c.overload->inputs.size(); });
  const Binding binding = bind_inputs(entry, "from", widest->overload->inputs, false, all);
  if (!binding.is_complete) return;

  PlannedOutput output;
  output.entry = &entry;
  output.to = *to;
  Arrivals arrivals(binding.ports.size());
  for (std::size_t port = 0; port < binding.ports.size(); ++port) {
    output.inputs.emplace_back();
    for (const auto& reference : binding.ports[port]) {
      const auto source = source_of(reference, signatures, port);
      if (!source) return;
      arrivals[port].push_back(source->type);
      output.inputs[port].push_back(source->place);
    }
  }

  const bool wants_one = find(entry.settings, "sample") || to->find("{id}") != std::string::npos;
  const Candidate* chosen = choose_writer(candidates, arrivals, wants_one);
  if (!chosen) return refuse_output(entry, *to, signatures, binding, arrivals);

  output.spec = chosen->spec;
  output.overload = chosen->overload;
  output.inputs.resize(output.overload->inputs.size());
  std::vector<std::string> reserved{"use", "from", "to", "sample"};
  for (const auto& port : output.overload->inputs)
    if (port.is_optional) reserved.push_back(port.name);
  output.options = options_of(entry, *output.overload->options, reserved, {}, {}, all);
  output.parameters = parameters_in(output.options, *output.overload->options, entry);
  settle_sample(output, arrivals);
  plan_.outputs.push_back(std::move(output));
}

void Planner::settle_sample(PlannedOutput& output, const Arrivals& arrivals) {
  const auto& entry = *output.entry;
  const auto& inputs = output.overload->inputs;
  for (std::size_t port = 0; port < inputs.size() && port < arrivals.size(); ++port)
    for (const auto& type : arrivals[port])
      if (type->per_sample && !inputs[port].takes_collection) output.picks_sample = true;

  if (output.to.find("{id}") != std::string::npos && !output.picks_sample)
    notes().error(codes::bad_type, find(entry.settings, "to")->at, entry.path() + ".to",
                  "{id} stands for a sample, and this file is not one of a sample");
  const Setting* sample = find(entry.settings, "sample");
  if (!sample) return;
  if (!output.picks_sample)
    return notes().error(codes::unknown_key, sample->at, entry.path() + ".sample", "this file is not one of a sample");
  if (const auto* id = sample->as<std::string>())
    output.sample = *id;
  else if (const auto* index = sample->as<std::int64_t>(); index && *index >= 0)
    output.sample = std::to_string(*index);
  else
    notes().error(codes::bad_type, sample->at, entry.path() + ".sample",
                  fmt::format("needs the id of a sample or its index, got {}", text(*sample)));
}

}  // namespace tessera
