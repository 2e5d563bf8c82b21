// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/notes.hpp"

#include "tessera/pipeline/declaration.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tessera {

/// A reference as written: "cloud" or "archive.series".
struct Reference {
  std::string text;
  Position at;
  std::string path;  // "stage.bifiltration.in.values"

  std::string entry() const { return text.substr(0, text.find('.')); }
  std::string port() const {
    const auto dot = text.find('.');
    return dot == std::string::npos ? std::string() : text.substr(dot + 1);
  }
};

/// The references of an entry, by port.
struct Binding {
  std::vector<std::vector<Reference>> ports;
  std::optional<Reference> split;  // of a fitted stage
  bool is_complete = true;         // every required port has what it needs
};

/// Reads `in` (of a stage) or `from` (of an output): a name, an array, or a table port -> reference; an optional port
/// may also be given by a key of its own name. `has_split`: a fitted stage. Notes what is malformed or missing.
Binding bind_inputs(const PipelineEntry& entry, std::string_view key, const std::vector<InputPort>& ports,
                    bool has_split, Notes& notes);

}  // namespace tessera
