// SPDX-License-Identifier: MIT
#include "tessera/pipeline/run.hpp"

#include "pipeline/execution.hpp"
#include "pipeline/guarded.hpp"
#include "pipeline/keys.hpp"
#include "pipeline/nearest.hpp"
#include "pipeline/output_files.hpp"
#include "pipeline/paths.hpp"

#include "tessera/core/number.hpp"
#include "tessera/core/sha256.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <set>

#include <fmt/format.h>

namespace tessera {
namespace {

/// Which steps the run needs: those of the outputs and estimates, or those that lead to `only`.
std::vector<bool> needed_steps(const Plan& plan, const std::string& only) {
  std::vector<bool> needed(plan.steps.size());
  if (only.empty()) {
    for (std::size_t i = 0; i < needed.size(); ++i) needed[i] = plan.steps[i].is_needed;
    return needed;
  }
  std::vector<std::string> names;
  for (const auto& step : plan.steps) names.push_back(step.name());
  const auto found = std::ranges::find(names, only);
  if (found == names.end())
    throw Error(codes::usage, fmt::format("--only {}: there is no stage of that name", only),
                did_you_mean(only, names));

  needed[std::size_t(found - names.begin())] = true;
  for (std::size_t i = needed.size(); i-- > 0;) {  // users come after what they use
    if (!needed[i]) continue;
    for (const auto& sources : plan.steps[i].inputs)
      for (const auto& source : sources) needed[source.step] = true;
    if (plan.steps[i].split) needed[plan.steps[i].split->step] = true;
  }
  return needed;
}

bool is_wanted(const PlannedOutput& output, const std::vector<bool>& needed) {
  for (const auto& sources : output.inputs)
    for (const auto& source : sources)
      if (!needed[source.step]) return false;
  return true;
}

/// Writes the outputs of a finished execution into their temporary places.
class OutputWriter {
 public:
  OutputWriter(const Plan& plan, const Execution& execution, const std::vector<std::string>& keys, OutputFiles& files)
      : plan_(plan), execution_(execution), keys_(keys), files_(files) {}

  void write(const PlannedOutput& output, RunRecord& record) {
    const Samples* samples = picked_from(output);
    if (!samples) return put(output, 0, {}, output.to, record);
    if (samples->ids.empty())
      throw stage_failure(plan_, *output.entry, Error(codes::too_few, "needs at least one sample to write, got none"),
                          {});
    const auto id_at = output.to.find("{id}");
    if (id_at == std::string::npos) {
      const std::size_t sample = index_of(output, *samples);
      if (!output.sample && samples->ids.size() > 1 &&
          !output.to.ends_with(".svg"))  // a picture is of one: no surprise
        reports_on(output, sample, samples->ids[sample])
            .warn(
                fmt::format("holds the first of {} samples alone: choose another by 'sample', or write all with {{id}} "
                            "in 'to'",
                            samples->ids.size()));
      return put(output, sample, samples->ids[sample], output.to, record);
    }
    std::set<std::string> taken;
    for (std::size_t sample = 0; sample < samples->ids.size(); ++sample) {
      const std::string name = std::string(output.to).replace(id_at, 4, file_name_of(samples->ids[sample]));
      if (!taken.insert(name).second)
        throw stage_failure(
            plan_, *output.entry,
            Error(codes::output_clash, fmt::format("two samples would be written to '{}'", name)).within("to"),
            samples->ids[sample]);
      put(output, sample, samples->ids[sample], name, record);
    }
  }

 private:
  /// The collection of which one sample is written; null: the writer takes values as they come.
  const Samples* picked_from(const PlannedOutput& output) const {
    if (!output.picks_sample) return nullptr;
    for (std::size_t port = 0; port < output.inputs.size(); ++port)
      for (const auto& source : output.inputs[port])
        if (const auto& samples = execution_.value(source).samples;
            samples && !output.overload->inputs[port].takes_collection)
          return samples.get();
    return nullptr;
  }

  /// An id, else an index: ids may look like numbers.
  std::size_t index_of(const PlannedOutput& output, const Samples& samples) const {
    if (!output.sample) return 0;
    const auto found = std::ranges::find(samples.ids, *output.sample);
    if (found != samples.ids.end()) return std::size_t(found - samples.ids.begin());
    std::size_t index = 0;
    const auto [end, problem] =
        std::from_chars(output.sample->data(), output.sample->data() + output.sample->size(), index);
    if (problem == std::errc() && end == output.sample->data() + output.sample->size() && index < samples.ids.size())
      return index;
    throw stage_failure(
        plan_, *output.entry,
        Error(codes::bad_request, fmt::format("there is no sample '{}' among {}", *output.sample, samples.ids.size()),
              fmt::format("the first is '{}'", samples.ids[0]))
            .within("sample"),
        {});
  }

  Context reports_on(const PlannedOutput& output, std::size_t sample, const std::string& id) const {
    return execution_.context().for_stage(output.entry->name).for_sample(Index(sample), id);
  }

  void put(const PlannedOutput& output, std::size_t sample, const std::string& id, const std::string& name,
           RunRecord& record) {
    const Context reports = reports_on(output, sample, id);
    const WriterContext context{std::filesystem::path(name).filename().string(), id, keys_[output.inputs[0][0].step],
                                [&](std::string text) { reports.warn(std::move(text)); }};
    const std::string bytes = guarded(plan_, *output.entry, id, [&] {
      return output.overload->call(execution_.arguments(output, sample), output.options, context);
    });
    files_.add(name, bytes);
    record.outputs.push_back({output.entry->name, name, sha256(bytes), bytes.size()});
  }

  const Plan& plan_;
  const Execution& execution_;
  const std::vector<std::string>& keys_;
  OutputFiles& files_;
};

}  // namespace

RunRecord run(const Plan& plan, const RunOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  const auto needed = needed_steps(plan, options.only);

  OutputFiles files(options.directory);
  files.protect(plan.pipeline.directory / plan.pipeline.file);
  for (const auto& step : plan.steps)
    for (const auto& file : step.files) files.protect(file);
  for (const auto& output : plan.outputs)
    if (is_wanted(output, needed)) files.require_free(output.to);

  RunRecord record;
  record.pipeline = canonical_json(plan);
  record.pipeline_name = plan.pipeline.name;
  record.seed = plan.pipeline.seed;
  Execution execution(plan, options, needed);
  record.inputs = hash_inputs(plan, needed, execution.context());
  const auto keys = stage_keys(plan, needed, record.inputs);
  record.threads = execution.context().threads();
  record.memory_budget = execution.context().memory_budget();

  execution.run();
  OutputWriter writer(plan, execution, keys, files);
  for (const auto& output : plan.outputs) {
    execution.context().check();
    if (is_wanted(output, needed)) writer.write(output, record);
  }
  execution.record(record);  // what writers warned of is in it
  for (auto& stage : record.stages) stage.key = keys[std::size_t(plan.find(stage.name) - plan.steps.data())];
  record.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  files.add("run.json", record.json());
  files.commit();
  return record;
}

}  // namespace tessera
