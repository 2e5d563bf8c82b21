// SPDX-License-Identifier: MIT
#include "tessera/pipeline/describe.hpp"

#include "pipeline/described.hpp"
#include "pipeline/setting_json.hpp"

#include <cmath>

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

Json with_bounds(Json one, const ParameterType& type) {
  if (std::isfinite(type.low)) {
    one["minimum"] = type.low;
    if (type.low_is_open) one["exclusiveMinimum"] = true;
  }
  if (std::isfinite(type.high)) {
    one["maximum"] = type.high;
    if (type.high_is_open) one["exclusiveMaximum"] = true;
  }
  return one;
}

/// "10 %diameter" or "p10", as far as the parameter takes them.
Json relative_forms(const ParameterType& type) {
  std::string forms;
  for (const Relative relative : type.relatives) {
    constexpr std::array patterns{"", "[0-9.eE+-]+ ?%diameter", "[0-9.eE+-]+ ?%range", "p[0-9.]+"};
    forms += (forms.empty() ? "" : "|") + std::string(patterns[std::size_t(relative)]);
  }
  return {{"type", "string"}, {"pattern", "^(" + forms + ")$"}};
}

Json one_value(const ParameterType& type) {
  switch (type.kind) {
    case ParameterType::Kind::boolean:
      return {{"type", "boolean"}};
    case ParameterType::Kind::integer:
      return with_bounds({{"type", "integer"}}, type);
    case ParameterType::Kind::real:
      return with_bounds({{"type", "number"}}, type);
    case ParameterType::Kind::quantity: {
      const Json number = with_bounds({{"type", "number"}}, type);
      return type.relatives.empty() ? number : Json{{"anyOf", {number, relative_forms(type)}}};
    }
    case ParameterType::Kind::choice: {
      Json names = Json::array();
      for (const auto& choice : type.choices) names.push_back(choice.first);
      return {{"enum", names}};
    }
    case ParameterType::Kind::text:
    case ParameterType::Kind::path:
      break;
  }
  return {{"type", "string"}};
}

Json parameter_schema(const Parameter& parameter) {
  Json one = one_value(parameter.type);
  if (parameter.type.is_list) {
    Json list{{"type", "array"}, {"items", one}};
    if (parameter.type.length)
      list.update({{"minItems", *parameter.type.length}, {"maxItems", *parameter.type.length}});
    one = {{"anyOf", {one, list}}};  // a lone value stands for every entry
  }
  one["description"] = parameter.meaning;
  if (parameter.initial) one["default"] = setting_json(*parameter.initial);
  return one;
}

/// A name, a list of names, or a table from ports to these.
Json references() {
  const Json one{{"type", "string"}};
  const Json some{{"anyOf", {one, {{"type", "array"}, {"items", one}}}}};
  return {{"anyOf", {one, {{"type", "array"}, {"items", one}}, {{"type", "object"}, {"additionalProperties", some}}}}};
}

Json entry_schema(const Described& one) {
  Json properties{{"use", {{"enum", {one.name()}}}}};
  Json required = Json::array();
  if (one.kind == "writer") {
    properties["from"] = references();
    properties["to"] = {{"type", "string"}, {"description", "the file, below the output directory"}};
    properties["sample"] = {{"description", "the sample written by a writer of one sample: its id or its number"}};
    required = {"from", "to"};
    for (const auto& port : one.signatures.front().inputs)
      if (port.is_optional) properties[port.name] = {{"type", "string"}, {"description", port.meaning}};
  } else {
    required.push_back("use");
  }
  if (one.kind == "stage") {
    properties["in"] = references();
    for (const auto& signature : one.signatures)
      for (const auto& port : signature.inputs)
        if (port.is_optional) properties[port.name] = {{"type", "string"}, {"description", port.meaning}};
    if (one.stage->is_fitted()) {
      properties["split"] = {{"type", "string"}, {"description", "fit on the training samples alone"}};
      properties["fit"] = {{"type", "string"}, {"pattern", "^(auto|manifest:.+)$"}};
    }
  }
  for (const auto& parameter : one.parameters) {
    properties[parameter.key] = parameter_schema(parameter);
    if (parameter.is_required) required.push_back(parameter.key);
  }
  return {{"description", one.documentation->summary},
          {"type", "object"},
          {"properties", properties},
          {"required", required},
          {"additionalProperties", false}};
}

Json tables_of(const std::vector<Described>& all, std::string_view kind) {
  Json any = Json::array();
  for (const auto& one : all)
    if (one.kind == kind) any.push_back(entry_schema(one));
  return {{"type", "object"},
          {"patternProperties", {{"^[a-z][a-z0-9_]*$", {{"anyOf", any}}}}},
          {"additionalProperties", false}};
}

}  // namespace

std::string json_schema(const Catalog& catalog) {
  const auto all = described(catalog);
  const Json properties{
      {"format", {{"enum", {1}}, {"description", "the version of the file format"}}},
      {"name", {{"type", "string"}, {"description", "of the pipeline; default: the file's"}}},
      {"seed", {{"type", "integer"}, {"minimum", 0}, {"description", "needed as soon as one stage is random"}}},
      {"limits",
       {{"type", "object"}, {"properties", {{"memory", {{"type", "string"}}}}}, {"additionalProperties", false}}},
      {"data", tables_of(all, "reader")},
      {"stage", tables_of(all, "stage")},
      {"output", tables_of(all, "writer")}};
  const Json schema{{"$schema", "http://json-schema.org/draft-04/schema#"},
                    {"title", "Tessera pipeline, format 1"},
                    {"type", "object"},
                    {"properties", properties},
                    {"required", {"format"}},
                    {"additionalProperties", false}};
  return schema.dump(2) + "\n";
}

}  // namespace tessera
