// SPDX-License-Identifier: MIT
#include "pipeline/nearest.hpp"
#include "pipeline/planner.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera {

std::optional<std::size_t> Planner::node_of(const Reference& reference) {
  const std::string name = reference.entry();
  const auto found = std::ranges::find_if(nodes_, [&](const Node& node) { return node.entry->name == name; });
  if (found != nodes_.end()) return std::size_t(found - nodes_.begin());

  std::vector<std::string> names;
  for (const auto& node : nodes_) names.push_back(node.entry->name);
  std::string remedy;
  if (const auto near = nearest(name, names))
    remedy = fmt::format("did you mean '{}' (line {})?", *near, plan_.pipeline.find(*near)->at.line);
  notes().error(codes::unknown_reference, reference.at, reference.path,
                fmt::format("'{}' names no stage or data", name), std::move(remedy));
  return std::nullopt;
}

/// "STAGE makes a T of it" where one stage alone turns what came into one of the types that are needed.
std::string Planner::conversion_to(const std::string& needed, const ArtifactType* came) const {
  const std::string words = " " + needed + " ";
  std::string remedy;
  for (const auto& stage : catalog_.stages)
    for (const auto& overload : stage.overloads) {
      const bool takes_it = overload.inputs.size() == 1 && overload.inputs[0].artifact == came &&
                            !overload.inputs[0].takes_collection && stage.unavailable.empty();
      if (!takes_it || overload.outputs.size() != 1) continue;
      const std::string gives = overload.outputs[0].types[0].artifact->text();
      if (words.find(" " + gives + " ") == std::string::npos) continue;
      if (!remedy.empty()) return {};
      remedy = fmt::format("{} makes a {} of it", stage.name, gives);
    }
  return remedy;
}

void Planner::refuse_type(const Reference& reference, const PortType& came, const std::string& needed) {
  const bool labels = came.artifact->name == "Labels";
  notes().error(labels ? codes::labels_misuse : codes::type_mismatch, reference.at, reference.path,
                fmt::format("needs {}, '{}' gives {}", needed, reference.text, came.text()),
                labels ? "labels are for outputs and for supervised figures: no unsupervised stage may see them"
                       : conversion_to(needed, came.artifact));
}

std::optional<Planner::Source> Planner::source_of(const Reference& reference, const Signatures& signatures,
                                                  std::size_t port) {
  const auto index = node_of(reference);
  if (!index || !nodes_[*index].is_typed) return std::nullopt;
  const auto& step = nodes_[*index].step;
  const auto& outputs = step.overload->outputs;

  std::vector<std::string> names;
  for (std::size_t i = 0; i < outputs.size(); ++i)
    names.push_back(reference.entry() + (outputs[i].name.empty() ? "" : "." + outputs[i].name));
  const auto found = [&](std::size_t output) -> std::optional<Source> {
    if (!step.outputs[output].artifact) return std::nullopt;  // the header could not be read
    return Source{{*index, output, reference.text}, step.outputs[output]};
  };

  if (const std::string wanted = reference.port(); !wanted.empty()) {
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const bool is_alias =
          outputs[i].name.empty() && step.outputs[i].artifact && port_alias(*step.outputs[i].artifact) == wanted;
      if (outputs[i].name == wanted || is_alias) return found(i);
    }
    notes().error(codes::unknown_reference, reference.at, reference.path,
                  fmt::format("'{}' has no output '{}'", reference.entry(), wanted),
                  fmt::format("it has {}", fmt::join(names, ", ")));
    return std::nullopt;
  }

  if (outputs.size() == 1) return found(0);
  std::vector<std::size_t> fitting;
  for (std::size_t i = 0; i < outputs.size(); ++i)
    if (step.outputs[i].artifact && accepts(signatures, port, step.outputs[i].artifact)) fitting.push_back(i);
  if (fitting.size() == 1) return found(fitting[0]);
  notes().error(codes::ambiguous_port, reference.at, reference.path,
                fitting.empty() ? fmt::format("needs {}, no output of '{}' is that", accepted_text(signatures, port),
                                              reference.text)
                                : fmt::format("'{}' has several outputs that fit", reference.text),
                fmt::format("its outputs are {}", fmt::join(names, ", ")));
  return std::nullopt;
}

}  // namespace tessera
