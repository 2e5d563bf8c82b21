// SPDX-License-Identifier: MIT
#include "pipeline/planner.hpp"

#include "pipeline/graph.hpp"
#include "pipeline/nearest.hpp"
#include "pipeline/paths.hpp"
#include "pipeline/remedies.hpp"
#include "pipeline/settings.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera {

using Way = PlannedStep::Way;

Planner::Planner(ParsedPipeline parsed, const Catalog& catalog, const PlanOptions& options)
    : catalog_(catalog), options_(options), diagnostics_(std::move(parsed.diagnostics)) {
  plan_.pipeline = std::move(parsed.pipeline);
  root_ = options.root ? *options.root : project_root(plan_.pipeline.directory);
}

PlanResult Planner::run() && {
  look_up();
  const auto in_order = order();
  for (const std::size_t node : in_order) settle(nodes_[node]);
  for (auto& node : nodes_)  // those on cycles: their parameters are checked all the same
    if (std::ranges::find(in_order, std::size_t(&node - nodes_.data())) == in_order.end()) settle(node);
  for (const auto& entry : plan_.pipeline.entries)
    if (entry.kind == PipelineEntry::Kind::output) settle_output(entry);

  mark_needed();
  diagnostics_ = with_remedies(diagnostics_, plan_.pipeline);
  diagnostics_.sort();
  if (diagnostics_.has_errors()) return {std::nullopt, std::move(diagnostics_)};
  lay_out(in_order);
  return {std::move(plan_), std::move(diagnostics_)};
}

// 1. What every entry uses and refers to.

void Planner::look_up() {
  for (const auto& entry : plan_.pipeline.entries)
    if (entry.kind != PipelineEntry::Kind::output) nodes_.push_back({&entry, stage_of(entry), {}, {}, {}, false});
  for (const auto& [name, path] : options_.data) {
    const auto* entry = plan_.pipeline.find(name);
    if (!entry || entry->kind != PipelineEntry::Kind::data)
      notes().error(codes::usage, {}, {}, fmt::format("--data {}=...: there is no data of that name", name));
  }
  for (auto& node : nodes_)
    if (node.spec) bind(node);
}

const StageSpec* Planner::stage_of(const PipelineEntry& entry) {
  const bool is_data = entry.kind == PipelineEntry::Kind::data;
  const Setting* use = find(entry.settings, "use");
  const auto* name = use ? use->as<std::string>() : nullptr;
  if (!use) {
    notes().error(codes::missing_key, entry.at, entry.path(), "needs a key 'use'",
                  is_data ? "add: use = \"read.points\", or another reader" : "add: use = \"ROOM.STAGE\"");
    return nullptr;
  }
  const std::string where = entry.path() + ".use";
  if (!name) {
    notes().error(codes::bad_type, use->at, where, fmt::format("needs the name of a stage, got {}", text(*use)));
    return nullptr;
  }

  const StageSpec* spec = catalog_.find_stage(*name);
  if (!spec) {
    std::vector<std::string> names;
    for (const auto& stage : catalog_.stages) names.push_back(stage.name);
    auto remedy = did_you_mean(*name, names);
    notes().error(codes::unknown_stage, use->at, where, fmt::format("there is no stage '{}'", *name),
                  remedy.empty() ? "`tessera list` shows all stages" : std::move(remedy));
    return nullptr;
  }
  if (!spec->unavailable.empty()) {
    notes().error(codes::not_built, use->at, where,
                  fmt::format("'{}' is not in this build: {}", *name, spec->unavailable));
    return nullptr;
  }
  if (spec->is_reader() != is_data) {
    notes().error(codes::unknown_stage, use->at, where,
                  is_data ? fmt::format("'{}' is no reader", *name) : fmt::format("'{}' is a reader", *name),
                  fmt::format("declare it as [{}.{}]", is_data ? "stage" : "data", entry.name));
    return nullptr;
  }
  return spec;
}

void Planner::bind(Node& node) {
  auto ports = node.spec->overloads.front().inputs;
  for (std::size_t i = 0; i < ports.size(); ++i) {
    const auto none_allowed = [&](const Overload& o) { return i < o.inputs.size() && o.inputs[i].count == 0u; };
    ports[i].count =
        std::ranges::any_of(node.spec->overloads, none_allowed) ? std::optional<std::size_t>(0) : std::nullopt;
  }
  auto all = notes();
  if (!node.spec->is_reader()) node.binding = bind_inputs(*node.entry, "in", ports, node.spec->is_fitted(), all);

  const auto add_source = [&](const Reference& reference) {
    const auto source = node_of(reference);
    if (source && std::ranges::find(node.sources, *source) == node.sources.end()) node.sources.push_back(*source);
    return source.has_value();
  };
  for (auto& references : node.binding.ports)
    for (const auto& reference : references)
      if (!add_source(reference)) node.binding.is_complete = false;
  if (node.binding.split && !add_source(*node.binding.split)) node.binding.is_complete = false;
}

// 2. The order.

std::vector<std::size_t> Planner::order() {
  Dependencies graph;
  for (const auto& node : nodes_) {
    graph.names.push_back(node.entry->name);
    graph.sources.push_back(node.sources);
  }
  const auto in_order = topological_order(graph);
  for (const auto& cycle : cycles(graph, in_order)) {
    std::string names;
    for (const std::size_t node : cycle) names += graph.names[node] + " -> ";
    const auto& first = *nodes_[cycle.front()].entry;
    const Setting* in = find(first.settings, "in");
    notes().error(codes::cycle, in ? in->at : first.at, first.path() + ".in",
                  fmt::format("stages wait for each other: {}{}", names, graph.names[cycle.front()]),
                  "one of them must take its input from elsewhere");
  }
  return in_order;
}

// 3. One step: types, overload, parameters, files.

void Planner::settle(Node& node) {
  if (!node.spec) return;
  choose_overload(node);
  const Overload& overload = node.step.overload ? *node.step.overload : node.spec->overloads.front();

  std::vector<std::string> reserved{"use"};
  if (!node.spec->is_reader()) reserved.emplace_back("in");
  for (const auto& port : overload.inputs)
    if (port.is_optional) reserved.push_back(port.name);
  if (overload.fit) reserved.insert(reserved.end(), {"fit", "split"});
  std::vector<std::string> given_elsewhere;
  if (options_.data.contains(node.entry->name))
    for (const auto& bound : overload.options->parameters)
      if (bound.parameter.type.kind == ParameterType::Kind::path && given_elsewhere.empty())
        given_elsewhere.push_back(bound.parameter.key);

  auto all = notes();
  node.step.entry = node.entry;
  node.step.spec = node.spec;
  const auto checks = node.step.overload ? overload.checks : std::vector<OptionsCheck>{};
  node.step.options = options_of(*node.entry, *overload.options, reserved, given_elsewhere, checks, all);
  if (node.spec->draws(node.step.options) && !plan_.pipeline.seed)
    notes().error(codes::missing_seed, node.entry->at, node.entry->path(),
                  fmt::format("'{}' is random and needs a seed", node.spec->name),
                  "add a line at the top of the file: seed = 1");
  if (!node.step.overload) return;

  for (const auto& output : overload.outputs)
    node.step.outputs.push_back(
        {output.types.size() == 1 ? output.types[0].artifact : nullptr, output.types[0].per_sample});
  settle_files(node);
  node.step.parameters = parameters_in(node.step.options, *overload.options, *node.entry);
  settle_fit(node);
  settle_way(node);
  node.is_typed = true;
}

void Planner::choose_overload(Node& node) {
  const auto& overloads = node.spec->overloads;
  if (node.spec->is_reader()) {
    node.step.overload = &overloads.front();
    return;
  }
  Signatures signatures;
  for (const auto& overload : overloads) signatures.emplace_back(overload.inputs);

  Arrivals arrivals(node.binding.ports.size());
  bool is_known = node.binding.is_complete && settle_split(node);
  node.step.inputs.resize(arrivals.size());
  for (std::size_t port = 0; port < arrivals.size(); ++port) {
    for (const auto& reference : node.binding.ports[port]) {
      const auto nodes =
          std::ranges::count_if(nodes_, [&](const Node& n) { return n.entry->name == reference.entry(); });
      const auto source = nodes ? source_of(reference, signatures, port) : std::nullopt;
      is_known = is_known && source;
      arrivals[port].push_back(source ? std::optional(source->type) : std::nullopt);
      if (source) node.step.inputs[port].push_back(source->place);
    }
  }

  std::vector<const Overload*> taking;
  for (const auto& overload : overloads)
    if (takes(overload.inputs, arrivals)) taking.push_back(&overload);
  if (!taking.empty() && (is_known || taking.size() == 1)) node.step.overload = taking.front();
  if (taking.empty() && node.binding.is_complete) refuse_arrivals(node, arrivals);
  // A faulty stage of one signature has a type all the same: what follows it can be checked.
  if (!node.step.overload && overloads.size() == 1) node.step.overload = &overloads.front();
}

/// Says which input does not fit; where each fits some signature but no signature fits all, shows both sides.
void Planner::refuse_arrivals(const Node& node, const Arrivals& arrivals) {
  Signatures signatures;
  for (const auto& overload : node.spec->overloads) signatures.emplace_back(overload.inputs);
  bool is_explained = false;
  for (std::size_t port = 0; port < arrivals.size(); ++port) {
    for (std::size_t i = 0; i < arrivals[port].size(); ++i) {
      const auto& type = arrivals[port][i];
      if (!type || accepts(signatures, port, type->artifact)) continue;
      refuse_type(node.binding.ports[port][i], *type, accepted_text(signatures, port));
      is_explained = true;
    }
  }
  if (is_explained) return;

  std::vector<std::string> taken;
  for (const auto& signature : signatures) taken.push_back(fmt::format("({})", signature_text(signature)));
  const Setting* in = find(node.entry->settings, "in");
  notes().error(codes::type_mismatch, in ? in->at : node.entry->at, node.entry->path() + ".in",
                fmt::format("{} does not take ({})", node.spec->name, arrivals_text(signatures.front(), arrivals)),
                fmt::format("it takes {}", fmt::join(taken, " or ")));
}

/// The split must be one; false when it is not known to be.
bool Planner::settle_split(Node& node) {
  if (!node.binding.split) return true;
  const Reference& reference = *node.binding.split;
  const auto index = node_of(reference);
  if (!index || !nodes_[*index].is_typed) return false;
  const auto& source = nodes_[*index].step;
  std::vector<std::size_t> splits;
  for (std::size_t i = 0; i < source.outputs.size(); ++i) {
    const bool is_named = reference.port().empty() || source.overload->outputs[i].name == reference.port();
    if (is_named && source.outputs[i].artifact && source.outputs[i].artifact->training) splits.push_back(i);
  }
  if (splits.size() != 1) {
    notes().error(codes::type_mismatch, reference.at, reference.path,
                  fmt::format("needs a split into training and test samples, '{}' is none", reference.text));
    return false;
  }
  node.step.split = PlannedSource{*index, splits[0], reference.text};
  return true;
}

void Planner::settle_way(Node& node) {
  auto& step = node.step;
  const bool is_barrier = std::ranges::any_of(step.overload->inputs, &InputPort::takes_collection);
  bool is_per_sample = false;
  for (const auto& sources : step.inputs)
    for (const auto& source : sources)
      is_per_sample = is_per_sample || nodes_[source.step].step.outputs[source.output].per_sample;
  step.way = node.spec->is_reader() ? Way::read : is_barrier ? Way::barrier : is_per_sample ? Way::map : Way::once;
  if (step.way != Way::map) return;
  for (auto& output : step.outputs)
    if (std::exchange(output.per_sample, true))
      notes().error(
          codes::type_mismatch, node.entry->at, node.entry->path(),
          fmt::format("{} makes a collection of one value: it cannot be mapped over a collection", node.spec->name));
}

// 5. What is needed, and where the barriers are.

void Planner::mark_needed() {
  std::vector<std::size_t> open;
  const auto need = [&](std::size_t node) {
    if (std::exchange(nodes_[node].step.is_needed, true)) return;
    open.push_back(node);
  };
  for (const auto& output : plan_.outputs)
    for (const auto& sources : output.inputs)
      for (const auto& source : sources) need(source.step);
  for (std::size_t i = 0; i < nodes_.size(); ++i)
    if (nodes_[i].spec && nodes_[i].spec->is_estimate) need(i);
  while (!open.empty()) {
    const std::size_t node = open.back();
    open.pop_back();
    for (const std::size_t source : nodes_[node].sources) need(source);
  }
  if (diagnostics_.has_errors()) return;  // what seems unused may be what an error was about
  for (const auto& node : nodes_)
    if (!node.step.is_needed)
      notes().warning(codes::unused_stage, node.entry->at, node.entry->path(), "nothing uses its result",
                      "write it with an [output.NAME], or remove it");
}

/// Gives every step its level, joins mapped steps of a level that share samples, and sorts: level by level, first what
/// is called once, then the mapped steps, joined ones together.
void Planner::lay_out(const std::vector<std::size_t>& in_order) {
  for (const std::size_t index : in_order) {
    auto& step = nodes_[index].step;
    const bool waits = step.way != Way::map || (step.overload->fit && !step.recorded_fit);
    for (const std::size_t source : nodes_[index].sources) {
      const auto& before = nodes_[source].step;
      step.level = std::max(step.level, before.level + (waits && before.way == Way::map ? 1 : 0));
    }
  }

  // Union-find over (level, step): a mapped step belongs with the steps whose samples it goes along.
  const std::size_t size = nodes_.size();
  std::size_t levels = 1;
  for (const auto& node : nodes_) levels = std::max(levels, node.step.level + 1);
  std::vector<std::size_t> parent(size * levels);
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto root = [&](std::size_t x) {
    while (parent[x] != x) x = parent[x] = parent[parent[x]];
    return x;
  };
  for (const std::size_t index : in_order) {
    auto& step = nodes_[index].step;
    if (step.way != Way::map) continue;
    for (const auto& sources : step.inputs)
      for (const auto& source : sources)
        if (nodes_[source.step].step.outputs[source.output].per_sample) {
          const std::size_t a = root(step.level * size + source.step), b = root(step.level * size + index);
          parent[std::max(a, b)] = std::min(a, b);
        }
  }
  std::vector<std::size_t> rank(size), sorted = in_order;
  for (std::size_t i = 0; i < in_order.size(); ++i) rank[in_order[i]] = i;
  for (const std::size_t index : in_order) {
    auto& step = nodes_[index].step;
    step.axis = step.way == Way::map ? rank[root(step.level * size + index) % size] + 1 : 0;
  }
  std::ranges::sort(sorted, {},
                    [&](std::size_t i) { return std::tuple(nodes_[i].step.level, nodes_[i].step.axis, rank[i]); });

  std::vector<std::size_t> place(size);
  for (std::size_t i = 0; i < sorted.size(); ++i) place[sorted[i]] = i;
  const auto move_source = [&](PlannedSource& source) { source.step = place[source.step]; };
  const auto move_sources = [&](std::vector<std::vector<PlannedSource>>& ports) {
    for (auto& sources : ports) std::ranges::for_each(sources, move_source);
  };
  for (const std::size_t index : sorted) {
    auto& step = nodes_[index].step;
    move_sources(step.inputs);
    if (step.split) move_source(*step.split);
    plan_.steps.push_back(std::move(step));
  }
  for (auto& output : plan_.outputs) move_sources(output.inputs);
}

}  // namespace tessera
