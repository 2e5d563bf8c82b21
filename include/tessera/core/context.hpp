// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"
#include "tessera/core/random.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

namespace tessera {

/// One step of work done, for whoever watches.
struct ProgressEvent {
  std::string stage;
  std::uint64_t done = 0, total = 0;  // total 0: unknown
};
using ProgressSink = std::function<void(const ProgressEvent&)>;

/// A value that a function chose by itself (a bandwidth from a percentage, a default diameter), for the record.
struct ResolvedValue {
  std::string stage, sample, name;
  double value = 0;
};
using ResolvedSink = std::function<void(const ResolvedValue&)>;

/// A remark that does not stop the work; it ends in the record of the run.
struct Warning {
  std::string stage, sample, text;
};
using WarningSink = std::function<void(const Warning&)>;

/// What a step is about to hold at most, besides its inputs, as forecast before it allocates.
struct MemoryForecast {
  std::string stage, sample, what;
  std::uint64_t bytes = 0;
};
using ForecastSink = std::function<void(const MemoryForecast&)>;

struct ContextOptions {
  unsigned threads = 1;  // 0: as many as the machine has
  std::uint64_t seed = 0;
  std::uint64_t memory_budget = 0;  // bytes; 0: 80 % of what is available, or the limit of the control group
  std::stop_token stop;
  ProgressSink progress;  // called from any thread, one call at a time
  ResolvedSink resolved;
  WarningSink warning;
  ForecastSink forecast;
};

/// What a computation may use besides its inputs: threads, random numbers, a budget, a way to stop and to report.
/// Passed, never global. Cheap to copy; copies share the executor and the sinks and may differ in stage and sample.
class Context {
 public:
  /// One thread, seed 0, no sinks.
  Context();
  explicit Context(ContextOptions options);

  /// The same context under the name of a stage or sample: splits the random streams and labels events.
  Context for_stage(std::string_view name) const;
  Context for_sample(Index sample, std::string_view id) const;

  /// The name given to for_stage; empty outside a pipeline.
  const std::string& stage() const noexcept { return stage_; }
  unsigned threads() const noexcept;
  std::uint64_t memory_budget() const noexcept;
  RandomStream random(std::uint32_t replicate = 0) const;

  /// Throws Cancelled once a stop was requested. Called by long loops every few milliseconds of work.
  void check() const;
  /// Reports the forecast; throws Error R302 when it is over the budget. The text names what needs the bytes, and the
  /// remedy.
  void require_memory(std::uint64_t bytes, std::string_view what, std::string_view remedy) const;

  void progress(std::uint64_t done, std::uint64_t total) const;
  void resolved(std::string_view name, double value) const;
  void warn(std::string text) const;

  class Executor;
  Executor& executor() const noexcept { return *executor_; }

 private:
  std::shared_ptr<Executor> executor_;
  std::shared_ptr<const ContextOptions> options_;
  std::shared_ptr<void> mutex_;
  std::string stage_, sample_;
  std::uint64_t stage_key_ = 0;
  Index sample_index_ = 0;
};

/// Bytes this process may use: the smallest of the control group's limit and 80 % of the memory available now.
std::uint64_t available_memory_budget();

}  // namespace tessera
