// SPDX-License-Identifier: MIT
#include "pipeline/execution.hpp"

#include "pipeline/guarded.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace tessera {

using Way = PlannedStep::Way;

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
    while (last < steps.size() &&
           std::tie(steps[last].level, steps[last].axis) == std::tie(steps[i].level, steps[i].axis))
      ++last;
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

Argument Execution::argument_of(const InputPort& port, const std::vector<PlannedSource>& sources,
                                const PlannedStep& step) const {
  Argument argument;
  for (const auto& source : sources) {
    Value one = port.takes_collection ? as_collection(source) : value(source);
    if (!one && port.is_optional) continue;
    if (!one)
      throw stage_failure(plan_, *step.entry,
                          Error(codes::bad_request, fmt::format("'{}' is not in this data", source.name)), {});
    argument.names.push_back(source.name);
    argument.values.push_back(std::move(one));
  }
  return argument;
}

void Execution::keep(std::size_t step, std::size_t output, Value value) {
  stages_[step].result += (stages_[step].result.empty() ? "" : "; ") + value.brief();
  const auto& spec = *plan_.steps[step].spec;
  const auto* type = value.type.artifact;
  // Of several outputs those are estimates that say so in words; the others go on through the pipeline.
  if (spec.is_estimate && value && (type->summary || plan_.steps[step].outputs.size() == 1)) {
    const auto note = [&](const std::string& sample, const void* one) {
      estimates_.push_back({plan_.steps[step].name(), sample,
                            type->summary ? type->summary(one)
                            : type->brief ? type->brief(one)
                                          : type->text(),
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

namespace {

std::shared_ptr<const Samples> training_part(const Samples& all, const std::vector<bool>& is_training) {
  if (all.ids.size() != is_training.size())
    throw Error(codes::bad_shape,
                fmt::format("needs a split of {} samples, got one of {}", all.ids.size(), is_training.size()));
  auto part = std::make_shared<Samples>();
  for (std::size_t i = 0; i < is_training.size(); ++i) {
    if (!is_training[i]) continue;
    part->ids.push_back(all.ids[i]);
    part->items.push_back(all.items[i]);
  }
  if (part->ids.empty()) throw Error(codes::too_few, "needs at least one training sample to fit, got none");
  return part;
}

}  // namespace

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
        if (all.samples)
          all.samples = training_part(*all.samples, *is_training);
        else if (const auto select = all.type.artifact->selected)
          all.one = select(all.one.get(), *is_training);
      }
    }
    stages_[index].fit = step.overload->fit->fit(arguments, step_options_[index], context_.for_stage(step.name()));
  });
}

void Execution::call_once(std::size_t index) {
  const auto& step = plan_.steps[index];
  context_.check();
  emit(step.name(), 0, 1);
  const Stopwatch watch(Stopwatch::Cpu::process);
  fit(index);
  guarded(plan_, *step.entry, {}, [&] {
    std::vector<Argument> arguments;
    for (std::size_t port = 0; port < step.inputs.size(); ++port)
      arguments.push_back(argument_of(step.overload->inputs[port], step.inputs[port], step));
    const auto result = step.overload->call(arguments, step_options_[index], context_.for_stage(step.name()));
    for (std::size_t output = 0; output < step.outputs.size(); ++output) {
      Value value = step.overload->outputs[output].take(result.get());
      if (value && step.outputs[output].artifact && value.type.artifact != step.outputs[output].artifact)
        throw Error(codes::bad_format,
                    fmt::format("its header said {}, its data are {}", step.outputs[output].text(), value.type.text()));
      keep(index, output, std::move(value));
    }
  });
  release_inputs(index);
  stages_[index].wall_seconds = watch.wall();
  stages_[index].cpu_seconds = watch.cpu();
  stages_[index].peak_bytes = peak_bytes();
  emit(step.name(), 1, 1);
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
        throw stage_failure(plan_, *output.entry,
                            Error(codes::bad_request, fmt::format("'{}' is not in this data", source.name)), {});
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
