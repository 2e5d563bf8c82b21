// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/error.hpp"
#include "tessera/core/index.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/pipeline/setting.hpp"

#include <any>
#include <array>
#include <concepts>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace tessera {

/// What a parameter may hold, in a form that can be printed, checked and turned into a schema.
struct ParameterType {
  enum class Kind { boolean, integer, real, quantity, text, choice, path };

  Kind kind = Kind::text;
  bool is_list = false;
  std::optional<std::size_t> length;  // of the list, where the C++ type fixes it
  bool may_be_absent = false;         // absent: the function chooses
  std::string absent = "automatic";   // how its default is printed then
  std::vector<std::pair<std::string, std::int64_t>> choices;
  std::vector<Relative> relatives;  // of a quantity, besides absolute
  double low = -infinity, high = infinity;
  bool low_is_open = false, high_is_open = false, may_be_infinite = false;

  std::string text()
      const;  // "whole number", "quantity (%diameter)", "sublevel | superlevel", "list of 2 whole numbers"
  std::string bounds() const;  // "> 0", "in [1, 8]", ""
};

/// One parameter of a stage: its name, its meaning, what it may hold; and the default, read from the options struct.
struct Parameter {
  std::string key, meaning;
  ParameterType type;
  std::optional<Setting> initial;  // the default; nothing: chosen by the function
  bool is_required = false;        // a path has no default

  std::string default_text() const;
};

/// A constraint narrows a ParameterType: `.param(&Options::degree, "degree", "homology degree", between(0, 8))`.
using Constraint = std::function<void(ParameterType&)>;

Constraint positive();
Constraint at_least(double low);
Constraint at_most(double high);
Constraint between(double low, double high);  // closed; an infinite end admits infinity
Constraint or_infinite();                     // an open upper end admits infinity: no limit
Constraint strictly_between(double low, double high);
/// Which relative forms a quantity may take: quantity(Relative::percent_diameter, Relative::percentile).
template <std::same_as<Relative>... R>
Constraint quantity(R... relatives) {
  return [all = std::vector<Relative>{relatives...}](ParameterType& type) { type.relatives = all; };
}
/// The word printed for the default of an optional parameter: absent_means("diameter of the sample").
Constraint absent_means(std::string word);
/// The names of an enumeration's values.
template <class E>
  requires std::is_enum_v<E>
Constraint choices(std::initializer_list<std::pair<const char*, E>> names) {
  std::vector<std::pair<std::string, std::int64_t>> all;
  for (const auto& [name, value] : names) all.emplace_back(name, std::int64_t(value));
  return [all = std::move(all)](ParameterType& type) { type.choices = all; };
}

/// A setting that a parameter cannot take: code P210 or P211, and the position of the offending part.
class BadSetting : public Error {
 public:
  BadSetting(ErrorCode code, Position at, std::string reason, std::string remedy = {});
  Position at() const noexcept { return at_; }

 private:
  Position at_;
};

namespace detail {

// Checked readings of a leaf, and the setting that reads back to a value.
bool read_boolean(const Setting&);
std::int64_t read_integer(const Setting&, const ParameterType&, std::int64_t lowest, std::int64_t highest);
double read_real(const Setting&, const ParameterType&);
Quantity read_quantity(const Setting&, const ParameterType&);
std::string read_text(const Setting&);
std::int64_t read_choice(const Setting&, const ParameterType&);
std::vector<Setting> read_list(const Setting&, const ParameterType&);
Setting write_quantity(const Quantity&);
Setting write_choice(std::int64_t, const ParameterType&);

/// How a C++ type is read from a setting, written as one, and described.
template <class T>
struct Codec;

template <>
struct Codec<bool> {
  static void describe(ParameterType& type) { type.kind = ParameterType::Kind::boolean; }
  static bool read(const Setting& s, const ParameterType&) { return read_boolean(s); }
  static Setting write(bool v, const ParameterType&) { return {v, {}}; }
};

template <class T>
  requires std::integral<T>
struct Codec<T> {
  static_assert(sizeof(T) < 8 || std::signed_integral<T> || sizeof(T) == 8);
  static void describe(ParameterType& type) { type.kind = ParameterType::Kind::integer; }
  static T read(const Setting& s, const ParameterType& type) {
    constexpr auto highest = sizeof(T) == 8 ? INT64_MAX : std::int64_t(std::numeric_limits<T>::max());
    constexpr auto lowest = std::unsigned_integral<T> ? 0 : std::int64_t(std::numeric_limits<T>::min());
    return T(read_integer(s, type, lowest, highest));
  }
  static Setting write(T v, const ParameterType&) { return {std::int64_t(v), {}}; }
};

template <>
struct Codec<double> {
  static void describe(ParameterType& type) { type.kind = ParameterType::Kind::real; }
  static double read(const Setting& s, const ParameterType& type) { return read_real(s, type); }
  static Setting write(double v, const ParameterType&) { return {v, {}}; }
};

template <>
struct Codec<Quantity> {
  static void describe(ParameterType& type) { type.kind = ParameterType::Kind::quantity; }
  static Quantity read(const Setting& s, const ParameterType& type) { return read_quantity(s, type); }
  static Setting write(const Quantity& v, const ParameterType&) { return write_quantity(v); }
};

template <>
struct Codec<std::string> {
  static void describe(ParameterType& type) { type.kind = ParameterType::Kind::text; }
  static std::string read(const Setting& s, const ParameterType&) { return read_text(s); }
  static Setting write(const std::string& v, const ParameterType&) { return {v, {}}; }
};

template <>
struct Codec<std::filesystem::path> {
  static void describe(ParameterType& type) { type.kind = ParameterType::Kind::path; }
  static std::filesystem::path read(const Setting& s, const ParameterType&) { return read_text(s); }
  static Setting write(const std::filesystem::path& v, const ParameterType&) { return {v.generic_string(), {}}; }
};

template <class E>
  requires std::is_enum_v<E>
struct Codec<E> {
  static void describe(ParameterType& type) { type.kind = ParameterType::Kind::choice; }
  static E read(const Setting& s, const ParameterType& type) { return E(read_choice(s, type)); }
  static Setting write(E v, const ParameterType& type) { return write_choice(std::int64_t(v), type); }
};

/// A lone value stands for the list that holds it once.
template <class T>
struct Codec<std::vector<T>> {
  static void describe(ParameterType& type) {
    Codec<T>::describe(type);
    type.is_list = true;
  }
  static std::vector<T> read(const Setting& s, const ParameterType& type) {
    std::vector<T> all;
    for (const auto& item : read_list(s, type)) all.push_back(Codec<T>::read(item, type));
    return all;
  }
  static Setting write(const std::vector<T>& v, const ParameterType& type) {
    Setting::List list;
    for (const auto& item : v) list.push_back(Codec<T>::write(item, type));
    return {std::move(list), {}};
  }
};

/// A lone value stands for every entry.
template <class T, std::size_t N>
struct Codec<std::array<T, N>> {
  static void describe(ParameterType& type) {
    Codec<T>::describe(type);
    type.is_list = true;
    type.length = N;
  }
  static std::array<T, N> read(const Setting& s, const ParameterType& type) {
    const auto items = read_list(s, type);
    std::array<T, N> all;
    for (std::size_t i = 0; i < N; ++i) all[i] = Codec<T>::read(items[i], type);
    return all;
  }
  static Setting write(const std::array<T, N>& v, const ParameterType& type) {
    Setting::List list;
    for (const auto& item : v) list.push_back(Codec<T>::write(item, type));
    return {std::move(list), {}};
  }
};

template <class T>
struct Codec<std::optional<T>> {
  static void describe(ParameterType& type) {
    Codec<T>::describe(type);
    type.may_be_absent = true;
  }
  static std::optional<T> read(const Setting& s, const ParameterType& type) { return Codec<T>::read(s, type); }
  static std::optional<Setting> write(const std::optional<T>& v, const ParameterType& type) {
    if (!v) return std::nullopt;
    return Codec<T>::write(*v, type);
  }
};

/// A parameter bound to a field of an options struct that is held in a std::any.
struct BoundParameter {
  Parameter parameter;
  std::function<void(std::any&, const Setting&)> assign;        // throws BadSetting
  std::function<std::optional<Setting>(const std::any&)> read;  // nothing: absent
};

template <class Options, class Base, class T>
BoundParameter bound_parameter(T Base::*field, std::string key, std::string meaning,
                               const std::vector<Constraint>& constraints) {
  static_assert(std::is_base_of_v<Base, Options>, "a parameter is a field of the stage's options");
  BoundParameter bound;
  auto& type = bound.parameter.type;
  Codec<T>::describe(type);
  for (const auto& narrow : constraints) narrow(type);

  bound.parameter.key = std::move(key);
  bound.parameter.meaning = std::move(meaning);
  bound.parameter.initial = Codec<T>::write(Options{}.*field, type);
  bound.assign = [field, type](std::any& options, const Setting& setting) {
    std::any_cast<Options&>(options).*field = Codec<T>::read(setting, type);
  };
  bound.read = [field, type](const std::any& options) -> std::optional<Setting> {
    return Codec<T>::write(std::any_cast<const Options&>(options).*field, type);
  };
  return bound;
}

}  // namespace detail
}  // namespace tessera
