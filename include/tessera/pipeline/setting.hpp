// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tessera {

/// Where something stands in a pipeline file, from 1; line 0: it came from the command line or from a program.
struct Position {
  std::uint32_t line = 0, column = 0;
  friend auto operator<=>(const Position&, const Position&) = default;
};

struct Setting;

/// A key of a table with its value; the position is that of the key.
struct SettingEntry;

/// A value as a pipeline file can hold it, with its position: what a parsed file, a `--set` and a default all are.
/// Tables keep the order of the file.
struct Setting {
  using List = std::vector<Setting>;
  using Table = std::vector<SettingEntry>;

  std::variant<bool, std::int64_t, double, std::string, List, Table> value;
  Position at;

  template <class T>
  const T* as() const noexcept {
    return std::get_if<T>(&value);
  }
};

struct SettingEntry {
  std::string key;
  Setting value;
  Position at;
};

/// The entry called `key`, or null.
const Setting* find(const Setting::Table& table, std::string_view key) noexcept;

/// As a pipeline file would hold it: "text", [1, 2], 0.5. One line; text is quoted and escaped.
std::string text(const Setting& setting);

/// "a whole number", "text", "a list": what a message calls the kind of value that came.
std::string kind_of(const Setting& setting);

}  // namespace tessera
