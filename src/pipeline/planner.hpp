// SPDX-License-Identifier: MIT
#pragma once

#include "pipeline/binding.hpp"
#include "pipeline/matching.hpp"
#include "pipeline/notes.hpp"

#include "tessera/pipeline/plan.hpp"

namespace tessera {

/// Turns a parsed pipeline into a plan, or into everything that is wrong with it. Outline:
///   1. look up what every entry uses, and what its `in` refers to;
///   2. order the entries; name the cycles;
///   3. along the order, settle each step: types of what arrives, the overload that takes it, parameters, files;
///   4. settle the outputs: of the writers of the suffix, the one that takes what arrives;
///   5. mark what is needed, and lay out the barriers.
/// A step that failed has no type; what depends on it is checked as far as can be, so one fault is reported once.
class Planner {
 public:
  Planner(ParsedPipeline parsed, const Catalog& catalog, const PlanOptions& options);
  PlanResult run() &&;

 private:
  struct Node {
    const PipelineEntry* entry = nullptr;
    const StageSpec* spec = nullptr;  // null: unknown, and noted
    Binding binding;
    std::vector<std::size_t> sources;
    PlannedStep step;
    bool is_typed = false;
  };
  struct Source {
    PlannedSource place;  // the step is an index into nodes_
    PortType type;
  };
  using Signatures = std::vector<std::span<const InputPort>>;

  // planner.cpp
  void look_up();
  const StageSpec* stage_of(const PipelineEntry& entry);
  void bind(Node& node);
  std::vector<std::size_t> order();
  void settle(Node& node);
  void choose_overload(Node& node);
  void refuse_arrivals(const Node& node, const Arrivals& arrivals);
  void settle_way(Node& node);
  bool settle_split(Node& node);
  void mark_needed();
  void lay_out(const std::vector<std::size_t>& order);

  // planner_sources.cpp: references to nodes, ports and types
  std::optional<std::size_t> node_of(const Reference& reference);
  std::optional<Source> source_of(const Reference& reference, const Signatures& signatures, std::size_t port);
  std::string conversion_to(const std::string& needed, const ArtifactType* came) const;
  void refuse_type(const Reference& reference, const PortType& came, const std::string& needed);

  // planner_files.cpp: readers' files, recorded fits
  std::filesystem::path input_path(const std::string& written, Position at) const;
  void settle_files(Node& node);
  void settle_fit(Node& node);

  // planner_outputs.cpp
  struct Candidate {
    const WriterSpec* spec;
    const WriterOverload* overload;
  };
  void settle_output(const PipelineEntry& entry);
  std::optional<std::string> settle_to(const PipelineEntry& entry);
  std::vector<const WriterSpec*> writers_of(const PipelineEntry& entry, const std::string& to);
  static const Candidate* choose_writer(const std::vector<Candidate>& candidates, const Arrivals& arrivals,
                                        bool wants_one);
  void refuse_output(const PipelineEntry& entry, const std::string& to, const Signatures& signatures,
                     const Binding& binding, const Arrivals& arrivals);
  void settle_sample(PlannedOutput& output, const Arrivals& arrivals);

  Notes notes() { return Notes(plan_.pipeline.file, diagnostics_); }

  const Catalog& catalog_;
  const PlanOptions& options_;
  Diagnostics diagnostics_;
  std::filesystem::path root_;
  Plan plan_;
  std::vector<Node> nodes_;
};

}  // namespace tessera
