// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/pipeline/catalog.hpp"
#include "tessera/pipeline/pipeline.hpp"

#include <any>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tessera {

/// What the user may say beside the file.
struct PlanOptions {
  std::map<std::string, std::filesystem::path>
      data;                                   // `--data NAME=PATH`: replaces a reader's path; free of the path policy
  std::optional<std::filesystem::path> root;  // where paths in the file may lead; default: its project
};

/// One end of an edge: an output of a step.
struct PlannedSource {
  std::size_t step = 0, output = 0;
  std::string name;  // as referenced: "ink" or "ink.points"
};

/// A stage with its place in the graph: signature, options and inputs are settled.
struct PlannedStep {
  enum class Way {
    read,     // a reader
    once,     // on values of the whole dataset
    map,      // sample by sample
    barrier,  // on whole collections
  };

  const PipelineEntry* entry = nullptr;  // of Plan::pipeline
  const StageSpec* spec = nullptr;
  const Overload* overload = nullptr;
  std::any options;
  std::vector<SettingEntry> parameters;  // as they are used, defaults filled in; an automatic one is absent

  Way way = Way::once;
  std::size_t level = 0;                           // barriers passed before it
  std::size_t axis = 0;                            // of a mapped step: which collection it goes along (a step)
  std::vector<std::vector<PlannedSource>> inputs;  // per port of the overload
  std::optional<PlannedSource> split;              // of a fitted step: fit on its training samples only
  std::optional<FittedValues> recorded_fit;        // taken from a manifest
  std::vector<PortType> outputs;
  std::vector<std::filesystem::path> files;  // of a reader: what it will open
  std::string brief;                         // of a reader: what its header says
  bool is_needed = false;                    // by an output or an estimate

  const std::string& name() const noexcept { return entry->name; }
};

/// A file to be written.
struct PlannedOutput {
  const PipelineEntry* entry = nullptr;
  const WriterSpec* spec = nullptr;
  const WriterOverload* overload = nullptr;
  std::any options;
  std::vector<SettingEntry> parameters;
  std::vector<std::vector<PlannedSource>> inputs;
  std::string to;                     // below the output directory; "{id}": one file per sample
  bool picks_sample = false;          // the writer takes one sample of a collection
  std::optional<std::string> sample;  // which: an id, or an index when no id is it; absent: the first
};

/// The type-checked graph. Steps come in an order in which they can run; it depends on the graph alone, not on the
/// order of the file. Points into the catalog, which must outlive it.
struct Plan {
  Pipeline pipeline;
  std::vector<PlannedStep> steps;
  std::vector<PlannedOutput> outputs;

  Plan() = default;
  Plan(Plan&&) noexcept = default;
  Plan& operator=(Plan&&) noexcept = default;

  const PlannedStep* find(std::string_view name) const noexcept;
};

/// A plan where there is no error; all faults otherwise, and warnings in either case.
struct PlanResult {
  std::optional<Plan> plan;
  Diagnostics diagnostics;
};

/// Checks a pipeline against a catalog. Reads no data beyond headers. Faults of the form, which parse_pipeline found,
/// are handed on, so that one call answers with every fault of the file.
PlanResult plan(ParsedPipeline parsed, const Catalog& catalog, const PlanOptions& options = {});

/// The canonical pipeline as JSON: stages, parameters with defaults filled in, edges; no comments, no order, no paths.
std::string canonical_json(const Plan& plan);

}  // namespace tessera
