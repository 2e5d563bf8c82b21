// SPDX-License-Identifier: MIT
// The only file that sees toml++. Compiled header-only: the shared library would be one more thing to install.
#include "pipeline/toml.hpp"

#include "tessera/pipeline/diagnostic.hpp"
#include "tessera/pipeline/parameter.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {
namespace {

/// toml++ asserts what a file can violate ("[#"): in every build, a refusal instead of an abort or an assumption.
[[noreturn]] void refuse_document() {
  throw BadSetting(codes::bad_syntax, {}, "cannot be read as TOML 1.0", "look for a table header without a name");
}

}  // namespace
}  // namespace tessera

#undef NDEBUG  // else toml++ turns its assertions into assumptions
#define TOML_ASSERT(claim) static_cast<void>((claim) || (tessera::refuse_document(), false))
#undef TOML_HEADER_ONLY
#undef TOML_SHARED_LIB
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 64
#include <toml++/toml.h>

namespace tessera {
namespace {

constexpr int deepest = 32;
constexpr std::size_t most_keys = 10000;

Position position(const toml::source_region& region) {
  return {std::uint32_t(region.begin.line), std::uint32_t(region.begin.column)};
}

[[noreturn]] void refuse_depth(Position at) {
  throw BadSetting(codes::over_cap, at, fmt::format("needs nesting of at most {}", deepest));
}

/// A '[' that begins a line is a table header: a name follows.
void require_table_name(std::string_view rest, Position at) {
  const std::size_t opening = rest.starts_with("[[") ? 2 : 1;
  const std::size_t name = rest.find_first_not_of(" \t", opening);
  const char c = name == rest.npos ? '\n' : rest[name];
  const bool begins_name = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                           c == '-' || c == '"' || c == '\'';
  if (!begins_name) throw BadSetting(codes::bad_syntax, at, "needs the name of a table after '['");
}

/// toml++ recurses over dotted keys without a limit when it destroys a document: refuse deep ones before it sees them.
/// Counts open brackets and the dots of the current key, outside of strings and comments.
void require_shallow(std::string_view text) {
  int brackets = 0, dots = 0;
  bool begins_line = true;
  Position at{1, 1};
  for (std::size_t i = 0; i < text.size(); ++i, ++at.column) {
    const char c = text[i];
    if (c == '\n') {
      at = {at.line + 1, 0};
      dots = 0;
      begins_line = true;
      continue;
    } else if (c == '#') {
      while (i + 1 < text.size() && text[i + 1] != '\n') ++i;
    } else if (c == '"' || c == '\'') {
      const std::string_view rest = text.substr(i);
      const bool is_long = rest.starts_with(c == '"' ? "\"\"\"" : "'''");
      std::size_t j = i + (is_long ? 3 : 1);
      for (; j < text.size(); ++j) {
        if (c == '"' && text[j] == '\\')
          ++j;
        else if (text[j] == c && (!is_long || text.substr(j, 3) == rest.substr(0, 3)))
          break;
        else if (text[j] == '\n' && is_long)
          ++at.line;
        else if (text[j] == '\n')
          break;  // an unfinished string: toml++ says so
      }
      i = std::min(j + (is_long ? 2 : 0), text.size());
      if (i < text.size() && text[i] == '\n') --i;
    } else if (c == '.') {
      ++dots;
    } else if (c == '=' || c == ',') {
      dots = 0;
    } else if (c == '[' || c == '{') {
      if (c == '[' && begins_line && brackets == 0) require_table_name(text.substr(i), at);
      ++brackets;
      dots = 0;
    } else if (c == ']' || c == '}') {
      brackets = std::max(0, brackets - 1);
    }
    if (brackets + dots > deepest) refuse_depth(at);
    begins_line = begins_line && (c == ' ' || c == '\t');
  }
}

class Converter {
 public:
  Setting::Table table(const toml::table& source, int depth) {
    if (depth > deepest) refuse_depth(position(source.source()));
    Setting::Table result;
    for (const auto& [key, node] : source) {
      const Position at = position(key.source());
      if (++keys_ > most_keys) throw BadSetting(codes::over_cap, at, fmt::format("needs at most {} keys", most_keys));
      result.push_back({std::string(key.str()), setting(node, depth + 1), at});
    }
    std::ranges::stable_sort(result, {}, &SettingEntry::at);
    return result;
  }

 private:
  Setting setting(const toml::node& node, int depth) {
    const Position at = position(node.source());
    if (const auto* v = node.as_boolean()) return {v->get(), at};
    if (const auto* v = node.as_integer()) return {v->get(), at};
    if (const auto* v = node.as_floating_point()) return {v->get(), at};
    if (const auto* v = node.as_string()) return {v->get(), at};
    if (const auto* v = node.as_table()) return {table(*v, depth), at};
    if (const auto* v = node.as_array()) {
      if (depth > deepest) refuse_depth(at);
      Setting::List list;
      for (const auto& item : *v) list.push_back(setting(item, depth + 1));
      return {std::move(list), at};
    }
    throw BadSetting(codes::bad_syntax, at, "dates and times mean nothing here", "write text, in quotes");
  }

  std::size_t keys_ = 0;
};

}  // namespace

Setting::Table parse_toml(std::string_view text) {
  require_shallow(text);
  try {
    return Converter().table(toml::parse(text), 0);
  } catch (const toml::parse_error& error) {
    std::string_view reason = error.description();  // "Error while parsing string: unterminated ..."
    if (const auto colon = reason.find(": "); reason.starts_with("Error while") && colon != reason.npos)
      reason.remove_prefix(colon + 2);
    throw BadSetting(codes::bad_syntax, position(error.source()), std::string(reason));
  }
}

}  // namespace tessera
