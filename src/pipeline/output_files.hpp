// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// Files that appear together, each whole or not at all: every one is written beside its place under a temporary name
/// and synced; `commit` renames them and syncs the directories. Destroyed before that, it leaves nothing behind:
/// no temporary file, no directory of its own making.
class OutputFiles {
 public:
  /// Makes the directory where it does not exist. Throws Error I501 when it cannot be written to.
  explicit OutputFiles(std::filesystem::path directory);
  ~OutputFiles();
  OutputFiles(const OutputFiles&) = delete;
  OutputFiles& operator=(const OutputFiles&) = delete;

  /// A file that no output may replace.
  void protect(std::filesystem::path file) { protected_.push_back(std::move(file)); }
  /// Whether `name`, relative to the directory, could be put in place, as far as can be known beforehand. Throws Error
  /// S402 when it would replace a protected file, I501 when it is a directory.
  void require_free(const std::string& name) const;

  /// Throws what require_free does; Error I503 when the disk is full, I502 on any other failure.
  void add(const std::string& name, std::string_view bytes);
  void commit();

 private:
  struct Pending {
    std::filesystem::path temporary, target;
  };
  void make_directories(const std::filesystem::path& directory);

  std::filesystem::path directory_;
  std::vector<std::filesystem::path> protected_, made_;
  std::vector<Pending> pending_;
  bool is_committed_ = false;
};

}  // namespace tessera
