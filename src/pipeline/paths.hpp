// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace tessera {

/// The directory that paths written in a pipeline file may not leave: the nearest directory above the file that holds
/// `.git` or `.tessera-root`, else the parent of the file's directory.
std::filesystem::path project_root(const std::filesystem::path& directory);

/// A path written in a file, made absolute; symbolic links are followed before the judgement.
/// Throws Error S401 when it is absolute or leaves `root`.
std::filesystem::path resolved_input(const std::string& written, const std::filesystem::path& directory,
                                     const std::filesystem::path& root);

/// Why a path may not be that of an output; nothing where it may: relative, below the output directory, a plain name.
std::optional<std::string> output_path_fault(const std::string& written);

/// A sample's id as part of a file name: bytes outside A-Z a-z 0-9 . _ - become _, no leading dot, at most 128.
std::string file_name_of(const std::string& id);

}  // namespace tessera
