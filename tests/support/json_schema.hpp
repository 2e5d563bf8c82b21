// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>

namespace tessera {

/// Validates documents against a JSON Schema (draft 4), as far as our schemas go: a keyword that is not known here is
/// an exception, not a pass.
class JsonSchema {
 public:
  explicit JsonSchema(nlohmann::json schema) : root_(std::move(schema)) {}

  /// The place of the first fault; nothing if the document is valid.
  std::optional<std::string> fault(const nlohmann::json& document) const { return fault(root_, document, "#"); }

 private:
  using Json = nlohmann::json;

  static bool has_type(const Json& value, const std::string& type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_boolean();
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    throw std::logic_error("type " + type);
  }

  std::optional<std::string> fault(const Json& schema, const Json& value, const std::string& place) const {
    static const std::set<std::string> words{"$schema",     "id",          "title",
                                             "description", "definitions", "exclusiveMinimum"};
    for (const auto& [key, rule] : schema.items())
      if (!words.contains(key))
        if (auto found = fault_of(key, rule, schema, value, place)) return found;
    return std::nullopt;
  }

  std::optional<std::string> fault_of(const std::string& key, const Json& rule, const Json& schema, const Json& value,
                                      const std::string& place) const {
    const auto unless = [&](bool holds) { return holds ? std::nullopt : std::optional(place + ": " + key); };
    if (key == "type") return unless(has_type(value, rule));
    if (key == "enum") return unless(std::ranges::find(rule, value) != rule.end());
    if (key == "$ref") return fault(root_.at(Json::json_pointer(rule.get<std::string>().substr(1))), value, place);
    if (key == "anyOf")
      return unless(std::ranges::any_of(rule, [&](const Json& one) { return !fault(one, value, place); }));
    if (key == "minimum") {
      const bool is_strict = schema.value("exclusiveMinimum", false);
      return unless(!value.is_number() || (is_strict ? value > rule : value >= rule));
    }
    if (key == "minItems") return unless(!value.is_array() || value.size() >= rule.get<std::size_t>());
    if (key == "maxItems") return unless(!value.is_array() || value.size() <= rule.get<std::size_t>());
    if (key == "required")
      return unless(!value.is_object() || std::ranges::all_of(rule, [&](const Json& name) {
        return value.contains(name.get<std::string>());
      }));
    if (key == "additionalProperties") {
      if (rule != false) throw std::logic_error("additionalProperties other than false");
      for (const auto& [name, unused] : value.items())
        if (!schema.at("properties").contains(name)) return place + "/" + name + ": " + key;
      return std::nullopt;
    }
    if (key == "properties") {
      for (const auto& [name, one] : rule.items())
        if (value.is_object() && value.contains(name))
          if (auto found = fault(one, value[name], place + "/" + name)) return found;
      return std::nullopt;
    }
    if (key == "items") {
      for (std::size_t i = 0; value.is_array() && i < value.size(); ++i)
        if (auto found = fault(rule, value[i], place + "/" + std::to_string(i))) return found;
      return std::nullopt;
    }
    throw std::logic_error("keyword " + key);
  }

  nlohmann::json root_;
};

}  // namespace tessera
