// SPDX-License-Identifier: MIT
#include "tessera/pipeline/setting.hpp"

#include "tessera/core/number.hpp"

#include <fmt/format.h>

namespace tessera {
namespace {

std::string quoted(std::string_view raw) {
  std::string out = "\"";
  for (const char c : raw) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += fmt::format("\\u{:04x}", unsigned(static_cast<unsigned char>(c)));
    } else {
      out += c;
    }
  }
  return out + '"';
}

struct Writer {
  std::string operator()(bool v) const { return v ? "true" : "false"; }
  std::string operator()(std::int64_t v) const { return std::to_string(v); }
  std::string operator()(double v) const { return format_double(v); }
  std::string operator()(const std::string& v) const { return quoted(v); }
  std::string operator()(const Setting::List& v) const {
    std::string out = "[";
    for (const auto& item : v) out += (out.size() > 1 ? ", " : "") + text(item);
    return out + "]";
  }
  std::string operator()(const Setting::Table& v) const {
    std::string out = "{";
    for (const auto& [key, value, at] : v) out += (out.size() > 1 ? ", " : " ") + key + " = " + text(value);
    return out + (v.empty() ? "}" : " }");
  }
};

struct Kind {
  std::string operator()(bool) const { return "true or false"; }
  std::string operator()(std::int64_t) const { return "a whole number"; }
  std::string operator()(double) const { return "a number"; }
  std::string operator()(const std::string&) const { return "text"; }
  std::string operator()(const Setting::List&) const { return "a list"; }
  std::string operator()(const Setting::Table&) const { return "a table"; }
};

}  // namespace

const Setting* find(const Setting::Table& table, std::string_view key) noexcept {
  for (const auto& entry : table)
    if (entry.key == key) return &entry.value;
  return nullptr;
}

std::string text(const Setting& setting) { return std::visit(Writer{}, setting.value); }
std::string kind_of(const Setting& setting) { return std::visit(Kind{}, setting.value); }

}  // namespace tessera
