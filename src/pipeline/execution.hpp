// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/pipeline/run.hpp"

#include <map>
#include <mutex>
#include <set>
#include <vector>

namespace tessera {

struct Segment;

/// Runs the steps of a plan and keeps what is still needed. Outline:
///   - steps come level by level (Planner::lay_out): what is called once, then the mapped steps;
///   - mapped steps of one level that share samples run together, sample by sample: a value between two of them lives
///     as long as its sample is in flight;
///   - a value is dropped when its last user has run.
class Execution {
 public:
  Execution(const Plan& plan, const RunOptions& options, const std::vector<bool>& needed);

  void run();

  /// The values at the ports of an output; at a port for one sample, that of `sample`.
  std::vector<Argument> arguments(const PlannedOutput& output, std::size_t sample) const;
  const Value& value(const PlannedSource& source) const { return values_[source.step][source.output]; }

  const Context& context() const noexcept { return context_; }
  /// Stages, estimates, resolved values and warnings.
  void record(RunRecord& record) const;

 private:
  Context make_context();
  void emit(const std::string& stage, std::uint64_t done, std::uint64_t total);
  void call_once(std::size_t step);
  void fit(std::size_t step);
  void run_segment(std::size_t first, std::size_t last);
  void align(Segment& segment);
  void settle_outputs(Segment& segment);
  void run_sample(Segment& segment, std::size_t sample);
  Argument argument_of(const InputPort& port, const std::vector<PlannedSource>& sources, const PlannedStep& step) const;
  Value as_collection(const PlannedSource& source) const;
  std::string lone_id(std::size_t step) const;
  void keep(std::size_t step, std::size_t output, Value value);
  void release_inputs(std::size_t step);

  const Plan& plan_;
  const RunOptions& options_;
  const std::vector<bool>& needed_;
  std::vector<std::any> step_options_;           // with the fit filled in
  std::vector<std::vector<Value>> values_;       // per step and output
  std::vector<std::vector<std::size_t>> users_;  // how many will still ask for it
  std::vector<RecordedStage> stages_;
  std::vector<RecordedEstimate> estimates_;
  std::set<std::string> mapped_;  // names whose inner progress is not shown
  mutable std::mutex mutex_;      // guards the sinks below
  std::vector<ResolvedValue> resolved_;
  std::vector<Warning> warnings_;
  std::map<std::string, std::size_t> sample_order_;
  Context context_;
};

}  // namespace tessera
