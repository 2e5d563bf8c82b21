// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/pipeline/catalog.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// What stages and writers have in common when they are described.
struct Described {
  struct Signature {
    std::vector<InputPort> inputs;
    std::vector<OutputPort> outputs;
  };

  const Documentation* documentation = nullptr;
  const StageSpec* stage = nullptr;  // null: a writer
  std::string kind;                  // "reader", "stage", "writer"
  std::vector<Signature> signatures;
  std::vector<Parameter> parameters;
  std::vector<std::string> suffixes;

  const std::string& name() const noexcept { return documentation->name; }
  std::string_view room() const noexcept { return std::string_view(name()).substr(0, name().find('.')); }
};

/// Stages, then writers, in the order of the catalog; of one room where it is not empty. Throws as list_text does.
std::vector<Described> described(const Catalog& catalog, std::string_view room = {});

/// The one called so. Throws as describe_text does.
Described described_as(const Catalog& catalog, std::string_view name);

}  // namespace tessera
