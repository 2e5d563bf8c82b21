// SPDX-License-Identifier: MIT
#include "tessera/pipeline/explain.hpp"

#include "pipeline/setting_json.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;
using Way = PlannedStep::Way;

const char* way_name(Way way) {
  switch (way) {
    case Way::read:
      return "read";
    case Way::once:
      return "once";
    case Way::map:
      return "map";
    case Way::barrier:
      return "barrier";
  }
  return "";
}

const char* way_text(Way way) {
  switch (way) {
    case Way::read:
      return "reads";
    case Way::once:
      return "once";
    case Way::map:
      return "sample by sample";
    case Way::barrier:
      return "on the whole collection";
  }
  return "";
}

std::vector<std::string> output_types(const PlannedStep& step) {
  std::vector<std::string> types;
  for (std::size_t output = 0; output < step.outputs.size(); ++output) {
    const auto& name = step.overload->outputs[output].name;
    types.push_back((name.empty() ? "" : name + ": ") + step.outputs[output].text());
  }
  return types;
}

std::vector<std::string> references(const std::vector<std::vector<PlannedSource>>& ports) {
  std::vector<std::string> names;
  for (const auto& sources : ports)
    for (const auto& source : sources) names.push_back(source.name);
  return names;
}

template <class Ports>
Json inputs_json(const std::vector<std::vector<PlannedSource>>& sources, const Ports& ports) {
  Json all = Json::object();
  for (std::size_t port = 0; port < sources.size(); ++port)
    for (const auto& source : sources[port]) all[ports[port].name].push_back(source.name);
  return all;
}

Json parameters_json(const std::vector<SettingEntry>& parameters) {
  Json all = Json::object();
  for (const auto& one : parameters) all[one.key] = setting_json(one.value);
  return all;
}

std::vector<std::string> file_names(const PlannedStep& step) {
  std::vector<std::string> names;
  for (const auto& file : step.files) names.push_back(file.string());
  return names;
}

std::string parameter_text(const std::vector<SettingEntry>& parameters) {
  std::vector<std::string> all;
  for (const auto& one : parameters) all.push_back(fmt::format("{} = {}", one.key, text(one.value)));
  return fmt::format("{}", fmt::join(all, ", "));
}

std::string line(const char* label, const std::string& text) {
  return text.empty() ? "" : fmt::format("     {:<8} {}\n", label, escaped(text));
}

std::string step_text(std::size_t number, const PlannedStep& step) {
  std::string text = fmt::format("{:>3}. {}: {}, {}{}\n", number, step.name(), step.spec->name, way_text(step.way),
                                 step.is_needed ? "" : " (nothing needs it: it will not run)");
  text += line("from", fmt::format("{}", fmt::join(references(step.inputs), ", ")));
  text += line("file", fmt::format("{}", fmt::join(file_names(step), ", ")));
  text += line("header", step.brief);
  text += line("gives", fmt::format("{}", fmt::join(output_types(step), ", ")));
  text += line("with", parameter_text(step.parameters));
  if (step.overload->fit)
    text += line("fit", step.recorded_fit ? "taken from a manifest"
                        : step.split      ? "learned from the training samples of " + step.split->name
                                          : std::string("learned from the collection"));
  return text + line("proven", step.spec->theorem) + line("source", step.spec->source);
}

}  // namespace

std::string explain_text(const Plan& plan) {
  const std::string seed = plan.pipeline.seed ? fmt::format("seed {}", *plan.pipeline.seed) : "no stage is random";
  std::string text = fmt::format("{}: {}\n\n", escaped(plan.pipeline.name), seed);
  for (std::size_t step = 0; step < plan.steps.size(); ++step) text += step_text(step + 1, plan.steps[step]);
  text += "\n";
  for (const auto& output : plan.outputs)
    text += fmt::format("  -> {}: {} from {}\n", escaped(output.to), output.spec->name,
                        fmt::join(references(output.inputs), ", "));
  return text;
}

std::string explain_json(const Plan& plan) {
  Json document{{"name", plan.pipeline.name},
                {"seed", plan.pipeline.seed ? Json(*plan.pipeline.seed) : Json()},
                {"steps", Json::array()},
                {"outputs", Json::array()}};
  for (const auto& step : plan.steps) {
    const Json fit = !step.overload->fit ? Json() : step.recorded_fit ? Json("manifest") : Json("auto");
    document["steps"].push_back({{"name", step.name()},
                                 {"use", step.spec->name},
                                 {"way", way_name(step.way)},
                                 {"inputs", inputs_json(step.inputs, step.overload->inputs)},
                                 {"types", output_types(step)},
                                 {"parameters", parameters_json(step.parameters)},
                                 {"files", file_names(step)},
                                 {"header", step.brief},
                                 {"fit", fit},
                                 {"needed", step.is_needed},
                                 {"theorem", step.spec->theorem},
                                 {"source", step.spec->source}});
  }
  for (const auto& output : plan.outputs)
    document["outputs"].push_back({{"name", output.entry->name},
                                   {"use", output.spec->name},
                                   {"inputs", inputs_json(output.inputs, output.overload->inputs)},
                                   {"parameters", parameters_json(output.parameters)},
                                   {"to", output.to}});
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tessera
