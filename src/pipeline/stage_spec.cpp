// SPDX-License-Identifier: MIT
#include "tessera/pipeline/stage_spec.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {
namespace {

std::vector<Parameter> parameters_of(const OptionsModel& options) {
  std::vector<Parameter> all;
  for (const auto& bound : options.parameters) all.push_back(bound.parameter);
  return all;
}

[[noreturn]] void misdeclared(const std::string& stage, std::string reason) {
  throw Error(codes::internal, std::move(reason)).within(stage);
}

}  // namespace

std::string InputPort::type_text() const {
  std::string type = artifact->text();
  if (takes_collection) type = fmt::format("Collection<{}>", type);
  if (is_variadic) type = count ? fmt::format("{} x {}", *count, type) : fmt::format("any number of {}", type);
  return type;
}

std::vector<Parameter> StageSpec::parameters() const { return parameters_of(*overloads.front().options); }
std::vector<Parameter> WriterSpec::parameters() const { return parameters_of(*overloads.front().options); }

StageSpec one_stage(std::vector<StageSpec> declarations) {
  StageSpec all = std::move(declarations.front());
  const auto parameters = all.parameters();
  for (std::size_t i = 1; i < declarations.size(); ++i) {
    const auto& next = declarations[i];
    const bool alike =
        next.name == all.name && std::ranges::equal(next.parameters(), parameters, [](auto& a, auto& b) {
          return a.key == b.key && a.type.text() == b.type.text() && a.default_text() == b.default_text();
        });
    if (!alike) misdeclared(all.name, "declarations of one stage must have the same name and parameters");
    all.overloads.insert(all.overloads.end(), next.overloads.begin(), next.overloads.end());
  }
  return all;
}

namespace detail {

void name_ports(std::vector<InputPort>& ports, const std::vector<std::pair<std::string, std::string>>& names,
                const std::string& stage) {
  if (names.empty() && ports.size() == 1) {
    ports[0].name = "in";
    return;
  }
  if (names.size() != ports.size())
    misdeclared(stage, fmt::format("the signature has {} inputs, {} are named", ports.size(), names.size()));
  for (std::size_t i = 0; i < ports.size(); ++i) std::tie(ports[i].name, ports[i].meaning) = names[i];
}

void finish(StageSpec& spec) {
  const bool fitted = std::ranges::any_of(spec.overloads, [](const Overload& o) { return o.fit.has_value(); });
  for (auto& overload : spec.overloads) {
    if (overload.outputs.empty()) misdeclared(spec.name, "the returned struct has no declared output");
    if (!overload.inputs.empty() &&
        std::ranges::any_of(overload.outputs, [](auto& out) { return out.types.size() > 1; }))
      misdeclared(spec.name, "only a reader, which has a header, may leave its type to the data");
    if (fitted && !overload.fit) misdeclared(spec.name, "an overload has no fit for its inputs");
    if (!overload.fit) continue;
    for (std::size_t i = 0; i < overload.fit->inputs.size(); ++i)
      overload.fit->inputs[i].name = overload.inputs[i].name;
  }
}

bool fits(const FitModel& fit, const Overload& overload) {
  if (fit.inputs.size() > overload.inputs.size()) return false;
  return std::ranges::equal(fit.inputs, std::span<const InputPort>(overload.inputs).first(fit.inputs.size()),
                            [](const InputPort& a, const InputPort& b) {
                              const bool holds_all_samples = a.takes_collection || a.artifact->selected;
                              return a.artifact == b.artifact && holds_all_samples && a.is_variadic == b.is_variadic;
                            });
}

}  // namespace detail
}  // namespace tessera
