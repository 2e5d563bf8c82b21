// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/pipeline/declaration.hpp"

#include <string_view>
#include <vector>

namespace tessera {

/// The stages and writers a pipeline may name. A value: a program may add its own.
struct Catalog {
  std::vector<StageSpec> stages;
  std::vector<WriterSpec> writers;

  const StageSpec* find_stage(std::string_view name) const noexcept;
  const WriterSpec* find_writer(std::string_view name) const noexcept;
  /// The writers of the longest suffix that ends `file`, in the order of the catalog.
  std::vector<const WriterSpec*> writers_of(std::string_view file) const;
  /// The readers of the longest suffix that ends `file` (".gz" is looked through), in the order of the catalog.
  std::vector<const StageSpec*> readers_of(std::string_view file) const;
};

/// Everything compiled into this library, in the order of src/stages/CMakeLists.txt.
Catalog builtin_catalog();

}  // namespace tessera
