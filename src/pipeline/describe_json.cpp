// SPDX-License-Identifier: MIT
#include "tessera/pipeline/describe.hpp"

#include "pipeline/described.hpp"
#include "pipeline/setting_json.hpp"

#include <cmath>

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

const char* kind_name(ParameterType::Kind kind) {
  switch (kind) {
    case ParameterType::Kind::boolean:
      return "boolean";
    case ParameterType::Kind::integer:
      return "integer";
    case ParameterType::Kind::real:
      return "real";
    case ParameterType::Kind::quantity:
      return "quantity";
    case ParameterType::Kind::text:
      return "text";
    case ParameterType::Kind::choice:
      return "choice";
    case ParameterType::Kind::path:
      return "path";
  }
  return "";
}

Json parameter_json(const Parameter& parameter) {
  const ParameterType& type = parameter.type;
  Json one{
      {"key", parameter.key}, {"meaning", parameter.meaning}, {"kind", kind_name(type.kind)}, {"list", type.is_list}};
  if (type.length) one["length"] = *type.length;
  for (const auto& choice : type.choices) one["choices"].push_back(choice.first);
  for (const Relative relative : type.relatives) {
    constexpr std::array names{"absolute", "%diameter", "%range", "percentile"};
    one["relatives"].push_back(names[std::size_t(relative)]);
  }
  if (std::isfinite(type.low)) one.update({{"minimum", type.low}, {"exclusive_minimum", type.low_is_open}});
  if (std::isfinite(type.high)) one.update({{"maximum", type.high}, {"exclusive_maximum", type.high_is_open}});
  if (type.may_be_infinite) one["may_be_infinite"] = true;
  one["default"] = parameter.initial ? setting_json(*parameter.initial) : Json();
  one["default_text"] = parameter.is_required ? "" : parameter.default_text();
  one["required"] = parameter.is_required;
  return one;
}

Json signature_json(const Described::Signature& signature) {
  Json one{{"inputs", Json::array()}, {"outputs", Json::array()}};
  for (const auto& port : signature.inputs)
    one["inputs"].push_back({{"name", port.name},
                             {"meaning", port.meaning},
                             {"type", port.type_text()},
                             {"optional", port.is_optional},
                             {"variadic", port.is_variadic}});
  for (const auto& port : signature.outputs) {
    Json types = Json::array();
    for (const auto& type : port.types) types.push_back(type.text());
    one["outputs"].push_back({{"name", port.name}, {"meaning", port.meaning}, {"types", types}});
  }
  return one;
}

Json described_json(const Described& one) {
  const Documentation& says = *one.documentation;
  Json json{{"name", says.name},
            {"kind", one.kind},
            {"summary", says.summary},
            {"source", says.source},
            {"theorem", says.theorem},
            {"notes", says.notes},
            {"unavailable", says.unavailable.empty() ? Json() : Json(says.unavailable)}};
  if (one.stage) {
    json["version"] = one.stage->version;
    json["random"] = one.stage->is_random;
    json["estimate"] = one.stage->is_estimate;
    json["fitted"] = one.stage->is_fitted();
  }
  json["suffixes"] = one.suffixes;
  json["signatures"] = Json::array();
  for (const auto& signature : one.signatures) json["signatures"].push_back(signature_json(signature));
  json["parameters"] = Json::array();
  for (const auto& parameter : one.parameters) json["parameters"].push_back(parameter_json(parameter));
  return json;
}

}  // namespace

std::string describe_json(const Catalog& catalog, std::string_view name) {
  return described_json(described_as(catalog, name)).dump(2) + "\n";
}

std::string list_json(const Catalog& catalog, std::string_view room) {
  Json all = Json::array();
  for (const auto& one : described(catalog, room)) all.push_back(described_json(one));
  return all.dump(2) + "\n";
}

}  // namespace tessera
