// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/fitted.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tessera {

/// A file with its contents' name.
struct RecordedFile {
  std::string name;    // of the data or output it belongs to
  std::string path;    // as the user knows it
  std::string sha256;  // 64 hex digits
  std::uint64_t bytes = 0;
};

/// What became of one stage.
struct RecordedStage {
  std::string name, use;
  std::string key;  // SHA-256 of everything the result depends on: stage, version, parameters, inputs, seed, numerics
  std::string result;         // "1797 samples, the first: 35 points in R^2", one per output, joined by "; "
  std::uint64_t samples = 0;  // how often the function was called along a collection; 0: once
  double wall_seconds = 0, cpu_seconds = 0;  // summed over samples
  std::uint64_t peak_bytes = 0;              // of the process, when the stage ended
  std::optional<FittedValues> fit;
};

/// An estimate: a number with its meaning, an end of the pipeline.
struct RecordedEstimate {
  std::string stage, sample, summary;
  FittedValues figures;
};

/// What ran, on what, and what came out.
struct RunRecord {
  std::string pipeline;  // canonical JSON
  std::string pipeline_name;
  std::optional<std::uint64_t> seed;
  unsigned threads = 1;
  std::uint64_t memory_budget = 0;
  std::vector<RecordedFile> inputs, outputs;
  std::vector<RecordedStage> stages;
  std::vector<RecordedEstimate> estimates;
  std::vector<ResolvedValue> resolved;  // ordered by stage, sample, name
  std::vector<Warning> warnings;        // at most 20 of one kind, then their number
  double wall_seconds = 0;

  std::string json() const;  // the contents of run.json
};

/// What this build is: goes into every manifest.
struct BuildInfo {
  std::string version, commit, compiler, flags, numerics, licence;
  std::vector<std::string> libraries;
};
BuildInfo build_info();

}  // namespace tessera
