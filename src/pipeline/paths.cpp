// SPDX-License-Identifier: MIT
#include "pipeline/paths.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {
namespace fs = std::filesystem;
namespace {

bool is_below(const fs::path& path, const fs::path& root) {
  const auto [at_root, at_path] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
  return at_root == root.end() || (at_root->empty() && std::next(at_root) == root.end());
}

}  // namespace

fs::path project_root(const fs::path& directory) {
  const fs::path start = fs::weakly_canonical(fs::absolute(directory));
  std::error_code ignored;
  for (fs::path at = start;; at = at.parent_path()) {
    if (fs::exists(at / ".git", ignored) || fs::exists(at / ".tessera-root", ignored)) return at;
    if (at == at.parent_path()) return start.parent_path();
  }
}

fs::path resolved_input(const std::string& written, const fs::path& directory, const fs::path& root) {
  const std::string remedy = "give it on the command line: --data NAME=PATH";
  if (fs::path(written).is_absolute())
    throw Error(codes::path_policy, fmt::format("needs a path relative to this file, got '{}'", written), remedy);
  const fs::path whole = fs::weakly_canonical(fs::absolute(directory) / written);
  if (!is_below(whole, fs::weakly_canonical(fs::absolute(root))))
    throw Error(codes::path_policy, fmt::format("'{}' leaves the project directory", written), remedy);
  return whole;
}

std::optional<std::string> output_path_fault(const std::string& written) {
  const fs::path path(written);
  if (written.empty() || !path.has_filename()) return "needs the name of a file";
  if (path.is_absolute()) return fmt::format("needs a path below the output directory, got '{}'", written);
  for (const auto& part : path)
    if (part == ".." || part == ".") return fmt::format("needs a path without '.' and '..', got '{}'", written);
  if (std::ranges::any_of(written, [](unsigned char c) { return c < 0x20 || c == 0x7f || c == '\\'; }))
    return "needs a path without control bytes and backslashes";
  if (written.size() > 1024) return "needs a path of at most 1024 bytes";
  return std::nullopt;
}

std::string file_name_of(const std::string& id) {
  std::string name = id.starts_with('.') ? "_" + id : id;
  name.resize(std::min<std::size_t>(name.size(), 128));
  for (char& c : name) {
    const bool is_plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    if (!is_plain) c = '_';
  }
  if (name.empty()) name = "_";
  return name;
}

}  // namespace tessera
