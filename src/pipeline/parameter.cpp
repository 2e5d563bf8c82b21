// SPDX-License-Identifier: MIT
#include "tessera/pipeline/parameter.hpp"

#include "tessera/core/number.hpp"
#include "tessera/pipeline/diagnostic.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera {
namespace {

using Kind = ParameterType::Kind;

std::string_view relative_form(Relative relative) {
  switch (relative) {
    case Relative::absolute:
      return "0.5";
    case Relative::percent_diameter:
      return "\"10 %diameter\"";
    case Relative::percent_range:
      return "\"5 %range\"";
    case Relative::percentile:
      return "\"p10\"";
  }
  return {};
}

std::string quantity_forms(const ParameterType& type) {
  std::string forms = "a number";
  for (const Relative relative : type.relatives) forms += fmt::format(" or {}", relative_form(relative));
  return forms;
}

std::string choice_names(const ParameterType& type) {
  std::vector<std::string> names;
  for (const auto& choice : type.choices) names.push_back(choice.first);
  return fmt::format("{}", fmt::join(names, " | "));
}

[[noreturn]] void refuse_type(const Setting& setting, const std::string& needed, std::string remedy = {}) {
  throw BadSetting(codes::bad_type, setting.at, fmt::format("needs {}, got {}", needed, text(setting)),
                   std::move(remedy));
}

void require_in_range(const Setting& setting, double value, const ParameterType& type) {
  const bool above = type.low_is_open ? value > type.low : value >= type.low;
  const bool below = type.high_is_open ? value < type.high : value <= type.high;
  const bool finite = type.may_be_infinite || std::isfinite(value);
  if (above && below && finite) return;
  std::string bounds = type.bounds();
  if (bounds.empty())
    bounds = "finite";
  else if (std::isinf(value) && !finite)
    bounds = "finite and " + bounds;
  throw BadSetting(codes::out_of_range, setting.at, fmt::format("must be {}, got {}", bounds, text(setting)));
}

}  // namespace

BadSetting::BadSetting(ErrorCode code, Position at, std::string reason, std::string remedy)
    : Error(code, std::move(reason), std::move(remedy)), at_(at) {}

std::string ParameterType::text() const {
  std::string one;
  switch (kind) {
    case Kind::boolean:
      one = "true or false";
      break;
    case Kind::integer:
      one = "whole number";
      break;
    case Kind::real:
      one = "number";
      break;
    case Kind::quantity:
      one = quantity_forms(*this).substr(2);
      break;
    case Kind::text:
      one = "text";
      break;
    case Kind::path:
      one = "path";
      break;
    case Kind::choice:
      one = choice_names(*this);
      break;
  }
  if (!is_list) return one;
  return length ? fmt::format("list of {} of: {}", *length, one) : fmt::format("list of: {}", one);
}

std::string ParameterType::bounds() const {
  const bool has_low = std::isfinite(low), has_high = std::isfinite(high);
  if (has_low && (has_high || may_be_infinite))
    return fmt::format("in {}{}, {}{}", low_is_open ? '(' : '[', format_double(low), format_double(high),
                       high_is_open ? ')' : ']');
  if (has_low) return fmt::format("{} {}", low_is_open ? ">" : ">=", format_double(low));
  if (has_high) return fmt::format("{} {}", high_is_open ? "<" : "<=", format_double(high));
  return {};
}

std::string Parameter::default_text() const {
  if (is_required) return "required";
  return initial ? text(*initial) : type.absent;
}

Constraint positive() {
  return [](ParameterType& type) { type.low = 0, type.low_is_open = true; };
}
Constraint at_least(double low) {
  return [low](ParameterType& type) { type.low = low, type.low_is_open = false; };
}
Constraint at_most(double high) {
  return [high](ParameterType& type) { type.high = high, type.high_is_open = false; };
}
Constraint between(double low, double high) {
  return [low, high](ParameterType& type) {
    type.low = low, type.high = high;
    type.low_is_open = type.high_is_open = false;
    type.may_be_infinite = std::isinf(low) || std::isinf(high);
  };
}
Constraint or_infinite() {
  return [](ParameterType& type) { type.may_be_infinite = true; };
}
Constraint strictly_between(double low, double high) {
  return [low, high](ParameterType& type) {
    type.low = low, type.high = high;
    type.low_is_open = type.high_is_open = true;
  };
}
Constraint absent_means(std::string word) {
  return [word = std::move(word)](ParameterType& type) { type.absent = word; };
}

namespace detail {

bool read_boolean(const Setting& setting) {
  if (const auto* value = setting.as<bool>()) return *value;
  refuse_type(setting, "true or false");
}

std::int64_t read_integer(const Setting& setting, const ParameterType& type, std::int64_t lowest,
                          std::int64_t highest) {
  const auto* value = setting.as<std::int64_t>();
  if (!value) refuse_type(setting, "a whole number");
  require_in_range(setting, double(*value), type);
  if (*value < lowest || *value > highest)
    throw BadSetting(codes::out_of_range, setting.at,
                     fmt::format("must be in [{}, {}], got {}", lowest, highest, *value));
  return *value;
}

double read_real(const Setting& setting, const ParameterType& type) {
  double value = 0;
  if (const auto* real = setting.as<double>())
    value = *real;
  else if (const auto* whole = setting.as<std::int64_t>())
    value = double(*whole);
  else
    refuse_type(setting, "a number");
  require_in_range(setting, value, type);
  return value;
}

Quantity read_quantity(const Setting& setting, const ParameterType& type) {
  const auto* words = setting.as<std::string>();
  if (!words) {
    if (!setting.as<double>() && !setting.as<std::int64_t>()) refuse_type(setting, quantity_forms(type));
    return read_real(setting, type);
  }
  const auto quantity = Quantity::parse(*words);
  if (!quantity) refuse_type(setting, quantity_forms(type));
  const bool allowed = quantity->relative == Relative::absolute ||
                       std::ranges::find(type.relatives, quantity->relative) != type.relatives.end();
  if (!allowed) refuse_type(setting, quantity_forms(type));
  require_in_range(setting, quantity->value, type);
  return *quantity;
}

std::string read_text(const Setting& setting) {
  const auto* value = setting.as<std::string>();
  if (!value) refuse_type(setting, "text");
  if (value->size() > 65536)
    throw BadSetting(codes::over_cap, setting.at,
                     fmt::format("needs at most 65536 bytes of text, got {}", value->size()));
  if (value->find('\0') != std::string::npos)
    throw BadSetting(codes::bad_type, setting.at, "needs text without zero bytes");
  return *value;
}

std::int64_t read_choice(const Setting& setting, const ParameterType& type) {
  if (const auto* value = setting.as<std::string>())
    for (const auto& [name, number] : type.choices)
      if (name == *value) return number;
  refuse_type(setting, choice_names(type));
}

std::vector<Setting> read_list(const Setting& setting, const ParameterType& type) {
  const auto* list = setting.as<Setting::List>();
  if (!list) return std::vector<Setting>(type.length.value_or(1), setting);
  if (type.length && list->size() != *type.length)
    throw BadSetting(codes::bad_type, setting.at, fmt::format("needs {} entries, got {}", *type.length, list->size()));
  return *list;
}

Setting write_quantity(const Quantity& quantity) {
  if (quantity.relative == Relative::absolute) return {quantity.value, {}};
  return {quantity.text(), {}};
}

Setting write_choice(std::int64_t value, const ParameterType& type) {
  for (const auto& [name, number] : type.choices)
    if (number == value) return {name, {}};
  return {value, {}};  // an enumerator without a name: the catalog test refuses the declaration
}

}  // namespace detail
}  // namespace tessera
