// SPDX-License-Identifier: MIT
#include "tessera/pipeline/plan.hpp"

#include "pipeline/setting_json.hpp"

namespace tessera {
namespace {

using Json = nlohmann::json;  // keys in the order of their names: canonical

Json parameters(const std::vector<SettingEntry>& all, const OptionsModel& model) {
  Json table = setting_json<Json>({all, {}});
  for (const auto& bound : model.parameters)
    if (bound.parameter.type.kind == ParameterType::Kind::path) table.erase(bound.parameter.key);
  return table;
}

template <class Ports>
Json inputs(const std::vector<std::vector<PlannedSource>>& sources, const Ports& ports) {
  Json all = Json::object();
  for (std::size_t port = 0; port < sources.size(); ++port) {
    if (sources[port].empty()) continue;
    if (!ports[port].is_variadic) {
      all[ports[port].name] = sources[port][0].name;
      continue;
    }
    for (const auto& source : sources[port]) all[ports[port].name].push_back(source.name);
  }
  return all;
}

}  // namespace

std::string canonical_json(const Plan& plan) {
  Json document{{"format", 1},
                {"name", plan.pipeline.name},
                {"data", Json::object()},
                {"stage", Json::object()},
                {"output", Json::object()}};
  if (plan.pipeline.seed) document["seed"] = *plan.pipeline.seed;
  for (const auto& step : plan.steps) {
    Json one = parameters(step.parameters, *step.overload->options);
    one["use"] = step.spec->name;
    if (step.way != PlannedStep::Way::read) one["in"] = inputs(step.inputs, step.overload->inputs);
    if (step.split) one["split"] = step.split->name;
    if (step.overload->fit) one["fit"] = step.recorded_fit ? "manifest" : "auto";
    document[step.way == PlannedStep::Way::read ? "data" : "stage"][step.name()] = std::move(one);
  }
  for (const auto& output : plan.outputs) {
    Json one = parameters(output.parameters, *output.overload->options);
    one["use"] = output.spec->name;
    one["from"] = inputs(output.inputs, output.overload->inputs);
    one["to"] = output.to;
    if (output.sample) one["sample"] = *output.sample;
    document["output"][output.entry->name] = std::move(one);
  }
  return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace tessera
