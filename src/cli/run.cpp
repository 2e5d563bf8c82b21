// SPDX-License-Identifier: MIT
#include "tessera/pipeline/run.hpp"

#include "cli/commands.hpp"
#include "cli/interruption.hpp"
#include "cli/pipeline_arguments.hpp"
#include "cli/progress.hpp"
#include "cli/terminal.hpp"

#include <memory>
#include <optional>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace tessera::cli {
namespace {

struct RunArguments {
  PipelineArguments pipeline;
  std::string out, memory, only;
  unsigned threads = 0;
  std::optional<std::uint64_t> seed;
  ProgressStyle progress = ProgressStyle::automatic;
};

std::uint64_t memory_budget(const std::string& text) {
  if (text.empty()) return 0;
  const auto bytes = parse_bytes(text);
  if (!bytes || *bytes == 0)
    throw Error(codes::usage, fmt::format("--memory needs a size such as \"6 GiB\", got '{}'", text));
  return *bytes;
}

/// What a person watching wants to know of each stage, in one line.
std::string stage_line(const RecordedStage& stage) {
  const std::string calls = stage.samples > 0 ? fmt::format(" on {} samples", stage.samples) : "";
  return fmt::format("ran {}{} in {:.2f} s: {}", stage.name, calls, stage.wall_seconds, stage.result);
}

std::string warning_line(const Warning& warning) {
  return fmt::format("warning: {}{}{}: {}", warning.stage, warning.sample.empty() ? "" : " of ", warning.sample,
                     warning.text);
}

void print_results(const RunRecord& record, const std::filesystem::path& directory) {
  for (const auto& estimate : record.estimates) {
    const std::string sample = estimate.sample.empty() ? "" : " of " + estimate.sample;
    fmt::print("{}{}: {}\n", estimate.stage, escaped(sample), escaped_lines(estimate.summary));
  }
  for (const auto& file : record.outputs) fmt::print("{}\n", escaped((directory / file.path).string()));
}

int run_pipeline(const RunArguments& arguments) {
  const Catalog catalog = builtin_catalog();
  ParsedPipeline parsed = arguments.pipeline.parsed();
  if (arguments.seed) parsed.pipeline.seed = arguments.seed;
  const Plan plan = checked_plan(std::move(parsed), catalog, arguments.pipeline.plan_options());
  if (!arguments.only.empty() && !plan.find(arguments.only))
    throw Error(codes::usage, fmt::format("--only needs the name of a stage or data of {}, got '{}'",
                                          arguments.pipeline.file, arguments.only));

  RunOptions options;
  options.directory =
      arguments.out.empty() ? std::filesystem::path("out") / plan.pipeline.name : std::filesystem::path(arguments.out);
  options.only = arguments.only;
  options.context.threads = arguments.threads;
  options.context.memory_budget = memory_budget(arguments.memory);

  return interruptible([&](std::stop_token stop) {  // before the threads of the display and of the run
    options.context.stop = std::move(stop);
    ProgressDisplay display(arguments.progress);
    options.context.progress = [&display](const ProgressEvent& event) { display.update(event); };
    options.context.warning = [&display](const Warning& warning) { display.say(warning_line(warning)); };
    const RunRecord record = run(plan, options);
    for (const auto& stage : record.stages) display.say(stage_line(stage));
    print_results(record, options.directory);
  });
}

void refuse_later_flags(CLI::App& command) {
  for (const char* flag : {"--store", "--shard"})
    command
        .add_option_function<std::string>(
            flag,
            [flag](const std::string&) {
              throw Error(codes::usage,
                          fmt::format("{} comes in a later version; this one computes everything, every time", flag));
            })
        ->group("");
  command
      .add_flag_callback(
          "--no-store",
          [] {
            throw Error(
                codes::usage,
                "--no-store comes in a later version; this one has no store and computes everything, every time");
          })
      ->group("");
}

}  // namespace

void add_run(CLI::App& program, Action& action) {
  auto* command = program.add_subcommand("run", "Runs a pipeline file.");
  const auto arguments = std::make_shared<RunArguments>();
  arguments->pipeline.add_to(*command);
  command->add_option("--out", arguments->out, "where the outputs and run.json go (default: out/NAME)")
      ->type_name("DIR");
  command->add_option("--threads", arguments->threads, "threads to use; 0: all; changes no result")
      ->type_name("N")
      ->check(CLI::Range(0u, 4096u));
  command->add_option("--memory", arguments->memory, "most memory to use, such as \"6 GiB\"; changes no result")
      ->type_name("SIZE");
  command->add_option("--seed", arguments->seed, "the seed, in place of the file's")->type_name("N");
  command->add_option("--only", arguments->only, "this stage, what it needs, and the outputs of these")
      ->type_name("STAGE");
  command->add_option("--progress", arguments->progress, "auto, bar, plain, json or none, on stderr")
      ->type_name("STYLE")
      ->transform(CLI::Transformer(std::map<std::string, ProgressStyle>{{"auto", ProgressStyle::automatic},
                                                                        {"bar", ProgressStyle::bar},
                                                                        {"plain", ProgressStyle::plain},
                                                                        {"json", ProgressStyle::json},
                                                                        {"none", ProgressStyle::none}}));
  refuse_later_flags(*command);
  command->callback([arguments, &action] { action = [arguments] { return run_pipeline(*arguments); }; });
}

}  // namespace tessera::cli
