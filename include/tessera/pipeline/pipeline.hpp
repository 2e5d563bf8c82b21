// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/pipeline/diagnostic.hpp"
#include "tessera/pipeline/setting.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// One named table of a pipeline: a reader, a stage or a writer with its settings, `use`, `in`, `from`, `to` included.
struct PipelineEntry {
  enum class Kind { data, stage, output };

  Kind kind = Kind::stage;
  std::string name;
  Position at;  // of the name
  Setting::Table settings;

  std::string path() const;  // "stage.density"
};

/// A pipeline file, format 1, as written: names are not yet looked up. Order of the entries is that of the file.
struct Pipeline {
  std::string file;                 // as messages call it
  std::filesystem::path directory;  // what paths in the file are relative to
  std::string name;                 // default: the stem of the file
  std::optional<std::uint64_t> seed;
  std::optional<std::uint64_t> memory_limit;  // bytes
  std::vector<PipelineEntry> entries;

  const PipelineEntry* find(std::string_view name) const noexcept;  // among data and stages
  PipelineEntry* find(std::string_view name) noexcept;
};

/// A pipeline and what is wrong with its form. Where there are errors the pipeline holds what could be understood, so
/// that `plan` can find the rest of the faults in the same go.
struct ParsedPipeline {
  Pipeline pipeline;
  Diagnostics diagnostics;
};

/// Reads the text of a pipeline file. Limits: 1 MiB, nesting 32, 10 000 keys, 1 000 data and stages.
ParsedPipeline parse_pipeline(std::string_view text, std::string file, std::filesystem::path directory);

/// Reads a pipeline file. Throws Error I101 where there is none, I102 where it cannot be read.
ParsedPipeline read_pipeline(const std::filesystem::path& file);

/// A value given on the command line: what a pipeline file would understand ("[50, 50]", "0.5", "true"), else text.
Setting parse_setting(std::string_view text);

/// Replaces or adds a parameter: assign(pipeline, "density.bandwidth", value). The part before the last dot names a
/// data, a stage or an output, alone or in full ("output.density.title"); alone, an output comes last. Throws Error
/// U101 where it names none, or the parameter is one of use, in, from.
void assign(Pipeline& pipeline, std::string_view parameter, Setting value);

}  // namespace tessera
