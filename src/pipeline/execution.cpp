// SPDX-License-Identifier: MIT
#include "execution.hpp"

#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <new>
#include <tuple>

#include <sys/resource.h>
#include <time.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera {
namespace {

using Way = PlannedStep::Way;

double wall_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double cpu_now(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return double(now.tv_sec) + 1e-9 * double(now.tv_nsec);
}

std::uint64_t peak_bytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return std::uint64_t(usage.ru_maxrss) * 1024;
}

/// Runs a part of a stage and turns whatever it throws into an Error with the stage's place in the file.
template <class Action>
auto guarded(const Plan& plan, const PipelineEntry& entry, const std::string& sample, const Action& action) {
  try {
    return action();
  } catch (const PipelineError&) {
    throw;
  } catch (const Cancelled&) {
    throw;
  } catch (const Error& error) {
    throw stage_failure(plan, entry, error, sample);
  } catch (const std::bad_alloc&) {
    throw stage_failure(plan, entry, Error(codes::over_budget, "ran out of memory", "use fewer threads or smaller samples"), sample);
  } catch (const std::exception& other) {
    throw stage_failure(plan, entry, Error(codes::internal, other.what()), sample);
  } catch (const char* text) {
    throw stage_failure(plan, entry, Error(codes::internal, text), sample);
  }
}

}  // namespace

PipelineError stage_failure(const Plan& plan, const PipelineEntry& entry, const Error& error, const std::string& sample) {
  const std::string key = error.path().substr(0, error.path().find('.'));
  const Setting* setting = key.empty() ? nullptr : find(entry.settings, key);
  std::string message = error.reason();
  if (!sample.empty()) message += fmt::format(" (sample {})", sample);
  Diagnostics diagnostics;
  diagnostics.add({plan.pipeline.file, setting ? setting->at : entry.at, Severity::error, error.code(),
                   error.path().empty() ? entry.path() : entry.path() + "." + error.path(), std::move(message),
                   error.remedy()});
  return PipelineError(std::move(diagnostics));
}

Execution::Execution(const Plan& plan, const RunOptions& options, const std::vector<bool>& needed)
    : plan_(plan), options_(options), needed_(needed), context_(make_context()) {
  const std::size_t size = plan.steps.size();
  values_.resize(size);
  users_.resize(size);
  stages_.resize(size);
  for (std::size_t i = 0; i < size; ++i) {
    const auto& step = plan.steps[i];
    step_options_.push_back(step.options);
    values_[i].resize(step.outputs.size());
    users_[i].resize(step.outputs.size());
    stages_[i].name = step.name();
    stages_[i].use = step.spec->name;
    stages_[i].fit = step.recorded_fit;
    if (step.way == Way::map) mapped_.insert(step.name());
  }

  const auto count = [&](const std::vector<std::vector<PlannedSource>>& ports) {
    for (const auto& sources : ports)
      for (const auto& source : sources) ++users_[source.step][source.output];
  };
  for (std::size_t i = 0; i < size; ++i) {
    if (!needed[i]) continue;
    count(plan.steps[i].inputs);
    if (const auto& split = plan.steps[i].split) ++users_[split->step][split->output];
  }
  for (const auto& output : plan.outputs) count(output.inputs);
}

/// The caller's sinks behind one lock, with copies of what goes into the record.
Context Execution::make_context() {
  ContextOptions inner = options_.context;
  inner.seed = plan_.pipeline.seed.value_or(0);
  if (inner.memory_budget == 0) inner.memory_budget = plan_.pipeline.memory_limit.value_or(0);
  if (options_.context.progress)
    inner.progress = [this](const ProgressEvent& event) {
      if (!mapped_.contains(event.stage)) emit(event.stage, event.done, event.total);
    };
  inner.resolved = [this](const ResolvedValue& value) {
    const std::lock_guard lock(mutex_);
    resolved_.push_back(value);
    if (options_.context.resolved) options_.context.resolved(value);
  };
  inner.warning = [this](const Warning& warning) {
    const std::lock_guard lock(mutex_);
    warnings_.push_back(warning);
    if (options_.context.warning) options_.context.warning(warning);
  };
  return Context(std::move(inner));
}

void Execution::emit(const std::string& stage, std::uint64_t done, std::uint64_t total) {
  if (!options_.context.progress) return;
  const std::lock_guard lock(mutex_);
  options_.context.progress({stage, done, total});
}

void Execution::run() {
  const auto& steps = plan_.steps;
  for (std::size_t i = 0; i < steps.size();) {
    if (steps[i].way != Way::map) {
      if (needed_[i]) call_once(i);
      ++i;
      continue;
    }
    std::size_t last = i;
    while (last < steps.size() && std::tie(steps[last].level, steps[last].axis) == std::tie(steps[i].level, steps[i].axis)) ++last;
    run_segment(i, last);
    i = last;
  }
}

std::string Execution::lone_id(std::size_t step) const {
  const auto& one = plan_.steps[step];
  if (!one.files.empty()) {
    auto stem = one.files[0].filename();
    while (stem.has_extension()) stem = stem.stem();
    return stem.string();
  }
  for (const auto& sources : one.inputs)
    if (!sources.empty()) return lone_id(sources[0].step);
  return one.name();
}

/// A single value stands for the collection of one.
Value Execution::as_collection(const PlannedSource& source) const {
  const Value& given = value(source);
  if (given.samples || !given.one) return given;
  auto samples = std::make_shared<Samples>();
  samples->ids.push_back(lone_id(source.step));
  samples->items.push_back(given.one);
  return {{given.type.artifact, true}, nullptr, std::move(samples)};
}

Argument Execution::argument_of(const InputPort& port, const std::vector<PlannedSource>& sources, const PlannedStep& step) const {
  Argument argument;
  for (const auto& source : sources) {
    Value one = port.takes_collection ? as_collection(source) : value(source);
    if (!one && port.is_optional) continue;
    if (!one)
      throw stage_failure(plan_, *step.entry, Error(codes::bad_request, fmt::format("'{}' is not in this data", source.name)), {});
    argument.names.push_back(source.name);
    argument.values.push_back(std::move(one));
  }
  return argument;
}

void Execution::keep(std::size_t step, std::size_t output, Value value) {
  stages_[step].result += (stages_[step].result.empty() ? "" : "; ") + value.brief();
  const auto& spec = *plan_.steps[step].spec;
  if (spec.is_estimate && value) {
    const auto* type = value.type.artifact;
    const auto note = [&](const std::string& sample, const void* one) {
      estimates_.push_back({plan_.steps[step].name(), sample,
                            type->summary ? type->summary(one) : type->brief ? type->brief(one) : type->text(),
                            type->figures ? type->figures(one) : FittedValues{}});
    };
    if (value.one) note({}, value.one.get());
    for (std::size_t i = 0; value.samples && i < value.samples->ids.size(); ++i)
      note(value.samples->ids[i], value.samples->items[i].get());
  }
  if (users_[step][output] > 0) values_[step][output] = std::move(value);
}

void Execution::release_inputs(std::size_t step) {
  const auto release = [&](const PlannedSource& source) {
    if (--users_[source.step][source.output] == 0) values_[source.step][source.output] = {};
  };
  for (const auto& sources : plan_.steps[step].inputs) std::ranges::for_each(sources, release);
  if (plan_.steps[step].split) release(*plan_.steps[step].split);
}

void Execution::fit(std::size_t index) {
  const auto& step = plan_.steps[index];
  if (!step.overload->fit || step.recorded_fit) return;
  guarded(plan_, *step.entry, {}, [&] {
    const std::vector<bool>* is_training = nullptr;
    if (step.split)
      if (const Value& split = value(*step.split)) is_training = split.type.artifact->training(split.one.get());

    std::vector<Argument> arguments;
    for (std::size_t port = 0; port < step.overload->fit->inputs.size(); ++port) {
      arguments.push_back(argument_of(step.overload->fit->inputs[port], step.inputs[port], step));
      if (!is_training) continue;
      for (auto& all : arguments.back().values) {
        auto part = std::make_shared<Samples>();
        if (all.samples->ids.size() != is_training->size())
          throw Error(codes::bad_shape, fmt::format("needs a split of {} samples, got one of {}", all.samples->ids.size(), is_training->size()));
        for (std::size_t i = 0; i < is_training->size(); ++i) {
          if (!(*is_training)[i]) continue;
          part->ids.push_back(all.samples->ids[i]);
          part->items.push_back(all.samples->items[i]);
        }
        if (part->ids.empty()) throw Error(codes::too_few, "needs at least one training sample to fit, got none");
        all.samples = std::move(part);
      }
    }
    stages_[index].fit = step.overload->fit->fit(arguments, step_options_[index], context_.for_stage(step.name()));
  });
}

void Execution::call_once(std::size_t index) {
  const auto& step = plan_.steps[index];
  context_.check();
  emit(step.name(), 0, 1);
  const double wall = wall_now(), cpu = cpu_now(CLOCK_PROCESS_CPUTIME_ID);
  fit(index);
  guarded(plan_, *step.entry, {}, [&] {
    std::vector<Argument> arguments;
    for (std::size_t port = 0; port < step.inputs.size(); ++port)
      arguments.push_back(argument_of(step.overload->inputs[port], step.inputs[port], step));
    const auto result = step.overload->call(arguments, step_options_[index], context_.for_stage(step.name()));
    for (std::size_t output = 0; output < step.outputs.size(); ++output)
      keep(index, output, step.overload->outputs[output].take(result.get()));
  });
  release_inputs(index);
  stages_[index].wall_seconds = wall_now() - wall;
  stages_[index].cpu_seconds = cpu_now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
  stages_[index].peak_bytes = peak_bytes();
  emit(step.name(), 1, 1);
}

// Mapped steps that run together.

struct Execution::Segment {
  struct Clock {
    std::atomic<std::int64_t> wall{0}, cpu{0};  // nanoseconds
  };
  std::vector<std::size_t> steps;
  std::vector<std::string> ids;
  std::vector<std::vector<std::size_t>> last_use;  // per step and output: the last of `steps` that takes it; its own place if none
  std::vector<Clock> clocks;

  std::size_t place(std::size_t step) const {
    return std::size_t(std::ranges::lower_bound(steps, step) - steps.begin());
  }
  bool holds(std::size_t step) const { return std::ranges::binary_search(steps, step); }
};

void Execution::run_segment(std::size_t first, std::size_t last) {
  Segment segment;
  for (std::size_t i = first; i < last; ++i)
    if (needed_[i]) segment.steps.push_back(i);
  if (segment.steps.empty()) return;
  segment.clocks = std::vector<Segment::Clock>(segment.steps.size());
  segment.last_use.resize(segment.steps.size());
  for (std::size_t place = 0; place < segment.steps.size(); ++place)
    segment.last_use[place].assign(plan_.steps[segment.steps[place]].outputs.size(), place);

  // Everything from outside must come with the same samples, in the same order.
  const PlannedSource* leader = nullptr;
  for (std::size_t place = 0; place < segment.steps.size(); ++place) {
    const auto& step = plan_.steps[segment.steps[place]];
    for (const auto& sources : step.inputs)
      for (const auto& source : sources) {
        if (segment.holds(source.step)) {
          segment.last_use[segment.place(source.step)][source.output] = place;
          continue;
        }
        const auto& samples = value(source).samples;
        if (!samples) continue;
        if (!leader) {
          leader = &source;
          segment.ids = samples->ids;
        }
        if (samples->ids == segment.ids) continue;
        const auto at = std::size_t(std::ranges::mismatch(samples->ids, segment.ids).in1 - samples->ids.begin());
        const bool same_count = samples->ids.size() == segment.ids.size();
        throw stage_failure(plan_, *step.entry,
                            Error(codes::bad_shape,
                                  same_count ? fmt::format("needs the same samples from '{}' and '{}', got '{}' and '{}' at index {}",
                                                           leader->name, source.name, segment.ids[at], samples->ids[at], at)
                                             : fmt::format("needs the same samples from '{}' and '{}', got {} and {} of them",
                                                           leader->name, source.name, segment.ids.size(), samples->ids.size())),
                            {});
      }
  }
  for (std::size_t sample = 0; sample < segment.ids.size(); ++sample) sample_order_.emplace(segment.ids[sample], sample_order_.size());
  for (const std::size_t step : segment.steps) fit(step);

  std::vector<std::vector<std::shared_ptr<Samples>>> kept(segment.steps.size());
  for (std::size_t place = 0; place < segment.steps.size(); ++place) {
    const std::size_t step = segment.steps[place];
    for (std::size_t output = 0; output < plan_.steps[step].outputs.size(); ++output) {
      std::size_t inside = 0;
      for (const std::size_t user : segment.steps)
        for (const auto& sources : plan_.steps[user].inputs)
          inside += std::size_t(std::ranges::count_if(sources, [&](auto& s) { return s.step == step && s.output == output; }));
      const bool is_kept = users_[step][output] > inside || plan_.steps[step].spec->is_estimate;
      kept[place].push_back(is_kept ? std::make_shared<Samples>(segment.ids, std::vector<std::shared_ptr<const void>>(segment.ids.size())) : nullptr);
    }
  }

  const std::string front = plan_.steps[segment.steps.front()].name(), back = plan_.steps[segment.steps.back()].name();
  const std::string name = front == back ? front : fmt::format("{} .. {}", front, back);
  std::atomic<std::uint64_t> done{0};
  emit(name, 0, segment.ids.size());
  parallel_for(context_, segment.ids.size(), 1, [&](std::size_t sample) {
    run_sample(segment, sample, kept);
    emit(name, ++done, segment.ids.size());
  });

  for (std::size_t place = 0; place < segment.steps.size(); ++place) {
    const std::size_t step = segment.steps[place];
    for (std::size_t output = 0; output < kept[place].size(); ++output)
      if (kept[place][output]) keep(step, output, {plan_.steps[step].outputs[output], nullptr, std::move(kept[place][output])});
    if (stages_[step].result.empty()) stages_[step].result = fmt::format("{} samples, not kept", segment.ids.size());
    stages_[step].samples = segment.ids.size();
    stages_[step].wall_seconds += 1e-9 * double(segment.clocks[place].wall.load());
    stages_[step].cpu_seconds += 1e-9 * double(segment.clocks[place].cpu.load());
    stages_[step].peak_bytes = peak_bytes();
  }
  for (const std::size_t step : segment.steps) release_inputs(step);
}

void Execution::run_sample(const Segment& segment, std::size_t sample, std::vector<std::vector<std::shared_ptr<Samples>>>& kept) {
  const std::string& id = segment.ids[sample];
  std::vector<std::vector<Value>> local(segment.steps.size());
  const auto value_of = [&](const PlannedSource& source) -> Value {
    if (segment.holds(source.step)) return local[segment.place(source.step)][source.output];
    const Value& whole = value(source);
    if (!whole.samples) return whole;
    return {{whole.type.artifact, false}, whole.samples->items[sample], nullptr};
  };

  for (std::size_t place = 0; place < segment.steps.size(); ++place) {
    const std::size_t index = segment.steps[place];
    const auto& step = plan_.steps[index];
    const double wall = wall_now(), cpu = cpu_now(CLOCK_THREAD_CPUTIME_ID);
    guarded(plan_, *step.entry, id, [&] {
      context_.check();
      std::vector<Argument> arguments(step.inputs.size());
      for (std::size_t port = 0; port < step.inputs.size(); ++port)
        for (const auto& source : step.inputs[port]) {
          Value one = value_of(source);
          if (!one && step.overload->inputs[port].is_optional) continue;
          if (!one) throw Error(codes::bad_request, fmt::format("'{}' is not in this data", source.name));
          arguments[port].names.push_back(source.name);
          arguments[port].values.push_back(std::move(one));
        }
      const auto context = context_.for_stage(step.name()).for_sample(Index(sample), id);
      const auto result = step.overload->call(arguments, step_options_[index], context);
      for (std::size_t output = 0; output < step.outputs.size(); ++output) {
        local[place].push_back(step.overload->outputs[output].take(result.get()));
        if (kept[place][output]) kept[place][output]->items[sample] = local[place].back().one;
      }
    });
    auto& clock = const_cast<Segment::Clock&>(segment.clocks[place]);
    clock.wall += std::int64_t(1e9 * (wall_now() - wall));
    clock.cpu += std::int64_t(1e9 * (cpu_now(CLOCK_THREAD_CPUTIME_ID) - cpu));
    for (std::size_t before = 0; before <= place; ++before)
      for (std::size_t output = 0; output < local[before].size(); ++output)
        if (segment.last_use[before][output] <= place) local[before][output] = {};
  }
}

std::vector<Argument> Execution::arguments(const PlannedOutput& output, std::size_t sample) const {
  std::vector<Argument> all(output.overload->inputs.size());
  for (std::size_t port = 0; port < output.inputs.size(); ++port)
    for (const auto& source : output.inputs[port]) {
      const InputPort& in = output.overload->inputs[port];
      Value one = in.takes_collection ? as_collection(source) : value(source);
      if (!in.takes_collection && one.samples) one = {{one.type.artifact, false}, one.samples->items[sample], nullptr};
      if (!one && in.is_optional) continue;
      if (!one)
        throw stage_failure(plan_, *output.entry, Error(codes::bad_request, fmt::format("'{}' is not in this data", source.name)), {});
      all[port].names.push_back(source.name);
      all[port].values.push_back(std::move(one));
    }
  return all;
}

void Execution::record(RunRecord& record) const {
  for (std::size_t i = 0; i < stages_.size(); ++i)
    if (needed_[i]) record.stages.push_back(stages_[i]);
  record.estimates = estimates_;

  // What samples reported came in the order of the threads: put it in the order of stages and samples.
  std::map<std::string, std::size_t> stage_order;
  for (std::size_t i = 0; i < stages_.size(); ++i) stage_order.emplace(stages_[i].name, i);
  const auto place = [&](const auto& remark) {
    const auto stage = stage_order.find(remark.stage);
    const auto sample = sample_order_.find(remark.sample);
    return std::pair(stage == stage_order.end() ? stages_.size() : stage->second,
                     sample == sample_order_.end() ? std::size_t{0} : sample->second + 1);
  };
  record.resolved = resolved_;
  std::ranges::sort(record.resolved, {}, [&](const ResolvedValue& v) { return std::tuple(place(v), v.name, v.value); });
  auto warnings = warnings_;
  std::ranges::sort(warnings, {}, [&](const Warning& w) { return std::tuple(place(w), w.text); });

  constexpr std::size_t shown = 20;
  std::map<std::string, std::size_t> counts;
  for (auto& warning : warnings)
    if (++counts[warning.stage] <= shown) record.warnings.push_back(std::move(warning));
  for (const auto& [stage, count] : counts)
    if (count > shown) record.warnings.push_back({stage, {}, fmt::format("and {} more warnings", count - shown)});
}

}  // namespace tessera
