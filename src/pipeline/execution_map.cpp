// SPDX-License-Identifier: MIT
// The mapped steps of an execution.
#include "pipeline/execution.hpp"
#include "pipeline/guarded.hpp"
#include "pipeline/segment.hpp"

#include "tessera/core/parallel.hpp"

#include <fmt/format.h>

namespace tessera {
namespace {

/// Calls visit(place of the user, source) for every edge into the segment's steps.
template <class Visit>
void for_each_source(const Plan& plan, const Segment& segment, const Visit& visit) {
  for (std::size_t place = 0; place < segment.steps.size(); ++place)
    for (const auto& sources : plan.steps[segment.steps[place]].inputs)
      for (const auto& source : sources) visit(place, source);
}

Error differing(const PlannedSource& a, const Samples& of_a, const PlannedSource& b, const Samples& of_b) {
  if (of_a.ids.size() != of_b.ids.size())
    return Error(codes::bad_shape, fmt::format("needs the same samples from '{}' and '{}', got {} and {} of them",
                                               a.name, b.name, of_a.ids.size(), of_b.ids.size()));
  const auto at = std::size_t(std::ranges::mismatch(of_a.ids, of_b.ids).in1 - of_a.ids.begin());
  return Error(codes::bad_shape, fmt::format("needs the same samples from '{}' and '{}', got '{}' and '{}' at index {}",
                                             a.name, b.name, of_a.ids[at], of_b.ids[at], at));
}

}  // namespace

/// The ids along which the steps go: all that comes from outside must have the same, in the same order.
void Execution::align(Segment& segment) {
  const PlannedSource* leader = nullptr;
  for_each_source(plan_, segment, [&](std::size_t place, const PlannedSource& source) {
    if (segment.holds(source.step) || !value(source).samples) return;
    if (!leader) leader = &source;
    const Samples &first = *value(*leader).samples, &next = *value(source).samples;
    if (first.ids != next.ids)
      throw stage_failure(plan_, *plan_.steps[segment.steps[place]].entry, differing(*leader, first, source, next), {});
  });
  if (leader) segment.ids = value(*leader).samples->ids;
  for (const auto& id : segment.ids) sample_order_.emplace(id, sample_order_.size());
}

/// Who takes what: a value between two steps of the segment lives until its last use, one that others ask for is kept.
void Execution::settle_outputs(Segment& segment) {
  segment.outputs.resize(segment.steps.size());
  std::vector<std::vector<std::size_t>> users;
  for (std::size_t place = 0; place < segment.steps.size(); ++place) {
    segment.outputs[place].resize(plan_.steps[segment.steps[place]].outputs.size());
    for (auto& output : segment.outputs[place]) output.last_use = place;
    users.push_back(users_[segment.steps[place]]);
  }
  for_each_source(plan_, segment, [&](std::size_t place, const PlannedSource& source) {
    if (!segment.holds(source.step)) return;
    const std::size_t maker = segment.place(source.step);
    segment.outputs[maker][source.output].last_use = place;
    --users[maker][source.output];
  });
  for (std::size_t place = 0; place < segment.steps.size(); ++place)
    for (std::size_t output = 0; output < segment.outputs[place].size(); ++output) {
      if (users[place][output] == 0 && !plan_.steps[segment.steps[place]].spec->is_estimate) continue;
      auto kept = std::make_shared<Samples>();
      kept->ids = segment.ids;
      kept->items.resize(segment.ids.size());
      segment.outputs[place][output].kept = std::move(kept);
    }
}

void Execution::run_segment(std::size_t first, std::size_t last) {
  Segment segment;
  for (std::size_t i = first; i < last; ++i)
    if (needed_[i]) segment.steps.push_back(i);
  if (segment.steps.empty()) return;
  segment.clocks = std::vector<Segment::Clock>(segment.steps.size());
  align(segment);
  settle_outputs(segment);
  for (const std::size_t step : segment.steps) fit(step);

  const std::string front = plan_.steps[segment.steps.front()].name(), back = plan_.steps[segment.steps.back()].name();
  const std::string name = front == back ? front : fmt::format("{} .. {}", front, back);
  std::atomic<std::uint64_t> done{0};
  emit(name, 0, segment.ids.size());
  parallel_for(context_, segment.ids.size(), 1, [&](std::size_t sample) {
    run_sample(segment, sample);
    emit(name, ++done, segment.ids.size());
  });

  for (std::size_t place = 0; place < segment.steps.size(); ++place) {
    const std::size_t step = segment.steps[place];
    auto& outputs = segment.outputs[place];
    for (std::size_t output = 0; output < outputs.size(); ++output)
      if (outputs[output].kept)
        keep(step, output, {plan_.steps[step].outputs[output], nullptr, std::move(outputs[output].kept)});
    auto& stage = stages_[step];
    if (stage.result.empty())
      stage.result = fmt::format("{} sample{}, not kept", segment.ids.size(), segment.ids.size() == 1 ? "" : "s");
    stage.samples = segment.ids.size();
    stage.wall_seconds = 1e-9 * double(segment.clocks[place].wall.load());
    stage.cpu_seconds = 1e-9 * double(segment.clocks[place].cpu.load());
    stage.peak_bytes = peak_bytes();
  }
  for (const std::size_t step : segment.steps) release_inputs(step);
}

/// One sample through all steps of the segment.
void Execution::run_sample(Segment& segment, std::size_t sample) {
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
    const Stopwatch watch(Stopwatch::Cpu::thread);
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
        const auto& kept = segment.outputs[place][output].kept;
        if (!kept) continue;
        if (!local[place].back()) throw Error(codes::bad_request, "gives nothing here, and its result is asked for");
        kept->items[sample] = local[place].back().one;
      }
    });
    segment.clocks[place].wall += std::int64_t(1e9 * watch.wall());
    segment.clocks[place].cpu += std::int64_t(1e9 * watch.cpu());
    for (std::size_t before = 0; before <= place; ++before)
      for (std::size_t output = 0; output < local[before].size(); ++output)
        if (segment.outputs[before][output].last_use <= place) local[before][output] = {};
  }
}

}  // namespace tessera
