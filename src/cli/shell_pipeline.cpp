// SPDX-License-Identifier: MIT
#include "cli/shell_pipeline.hpp"

#include "cli/pipeline_arguments.hpp"
#include "cli/terminal.hpp"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

namespace tessera::cli {
namespace {

namespace fs = std::filesystem;

/// A directory that goes away with its contents.
class ScratchDirectory {
 public:
  explicit ScratchDirectory(const fs::path& parent) : path_(parent / fmt::format(".tessera-{}", getpid())) {
    std::error_code failure;
    if (!fs::create_directory(path_, failure))
      throw Error(codes::cannot_create, fmt::format("cannot write in {}: {}", parent.string(), failure.message()));
  }
  ~ScratchDirectory() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  const fs::path& path() const noexcept { return path_; }

 private:
  fs::path path_;
};

Setting text_setting(std::string text) { return {std::move(text), {}}; }

std::string reference(const std::string& entry, const OutputPort& port) {
  return port.name.empty() ? entry : entry + "." + port.name;
}

bool may_be(const OutputPort& port, const ArtifactType* artifact) {
  return std::ranges::any_of(port.types, [&](const PortType& type) { return type.artifact == artifact; });
}

/// The output of a stage that a writer of this file takes; null: there is none.
const OutputPort* written_output(const Catalog& catalog, const std::vector<OutputPort>& outputs,
                                 const std::string& file) {
  for (const WriterSpec* writer : catalog.writers_of(file))
    for (const auto& overload : writer->overloads)
      for (const auto& output : outputs)
        if (may_be(output, overload.inputs.front().artifact)) return &output;
  return nullptr;
}

struct ReaderOutput {
  const StageSpec* reader = nullptr;
  const OutputPort* output = nullptr;
};

ReaderOutput reader_of(const Catalog& catalog, const std::string& file, const ArtifactType* artifact) {
  for (const StageSpec* reader : catalog.readers_of(file))
    for (const auto& output : reader->overloads.front().outputs)
      if (may_be(output, artifact)) return {reader, &output};
  return {};
}

void add_reader(ShellPipeline& shell, const std::string& name, const StageSpec& reader, const std::string& file) {
  PipelineEntry entry{.kind = PipelineEntry::Kind::data, .name = name, .at = {}, .settings = {}};
  entry.settings.push_back({"use", text_setting(reader.name), {}});
  entry.settings.push_back({"path", text_setting(file), {}});
  shell.pipeline.entries.push_back(std::move(entry));
  shell.options.data[name] = fs::absolute(file);
}

void add_output(ShellPipeline& shell, const std::string& from, const std::string& to) {
  PipelineEntry entry{.kind = PipelineEntry::Kind::output, .name = "output", .at = {}, .settings = {}};
  entry.settings.push_back({"from", text_setting(from), {}});
  entry.settings.push_back({"to", text_setting(fs::path(to).filename().string()), {}});
  shell.pipeline.entries.push_back(std::move(entry));
  shell.output = to;
}

void add_parameters(ShellPipeline& shell, const std::string& entry, const std::vector<std::string>& parameters) {
  for (const auto& parameter : parameters) {
    const auto equals = parameter.find('=');
    assign(shell.pipeline, entry + "." + parameter.substr(0, equals), parse_setting(parameter.substr(equals + 1)));
  }
}

ShellPipeline empty_shell(const std::string& name) {
  ShellPipeline shell;
  shell.pipeline.file = "command line";
  shell.pipeline.directory = fs::current_path();
  shell.pipeline.name = name;
  return shell;
}

/// The readers and the `in` of one overload; nothing where an input has no reader that fits its port.
std::optional<Setting> connect(ShellPipeline& shell, const Catalog& catalog, const Overload& overload,
                               const std::vector<std::string>& inputs) {
  const auto& ports = overload.inputs;
  const bool takes_rest = !ports.empty() && ports.back().is_variadic;
  if (inputs.size() > ports.size() && !takes_rest) return std::nullopt;

  Setting::Table connections;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto& port = ports[std::min(i, ports.size() - 1)];
    const auto [reader, output] = reader_of(catalog, inputs[i], port.artifact);
    if (!reader) return std::nullopt;
    const std::string name = fmt::format("input{}", i);
    add_reader(shell, name, *reader, inputs[i]);
    Setting source = text_setting(reference(name, *output));
    if (!port.is_variadic) {
      connections.push_back({port.name, std::move(source), {}});
    } else if (i + 1 > ports.size()) {
      std::get<Setting::List>(connections.back().value.value).push_back(std::move(source));
    } else {
      connections.push_back({port.name, {Setting::List{std::move(source)}, {}}, {}});
    }
  }
  if (ports.size() == 1 && connections.size() == 1) return std::move(connections.front().value);
  return Setting{std::move(connections), {}};
}

const StageSpec& stage_called(const Catalog& catalog, const std::string& name) {
  const StageSpec* spec = catalog.find_stage(name);
  if (!spec) throw Error(codes::usage, fmt::format("'{}' is no stage", name), "tessera list names them");
  if (spec->is_reader())
    throw Error(codes::usage, fmt::format("{} is a reader and takes no input", name),
                "tessera convert reads and writes");
  return *spec;
}

std::string port_types(const StageSpec& stage) {
  std::vector<std::string> overloads;
  for (const auto& overload : stage.overloads) {
    std::vector<std::string> ports;
    for (const auto& port : overload.inputs) ports.push_back(port.type_text());
    overloads.push_back(fmt::format("{}", fmt::join(ports, ", ")));
  }
  return fmt::format("{}", fmt::join(overloads, "; or "));
}

}  // namespace

std::vector<std::string> parameters_of(const std::vector<std::string>& words) {
  std::vector<std::string> parameters;
  for (const auto& word : words) {
    if (!word.starts_with("--") || word.find('=') == std::string::npos)
      throw Error(codes::usage, fmt::format("a parameter is given as --name=VALUE, got '{}'", word));
    parameters.push_back(word.substr(2));
  }
  return parameters;
}

ShellPipeline apply_pipeline(const Catalog& catalog, const std::string& stage, const std::vector<std::string>& inputs,
                             const std::vector<std::string>& parameters, const std::optional<std::string>& output) {
  const StageSpec& spec = stage_called(catalog, stage);
  if (!output && !spec.is_estimate) throw Error(codes::usage, fmt::format("{} needs -o OUTPUT", stage));

  for (const auto& overload : spec.overloads) {
    ShellPipeline shell = empty_shell(stage);
    const auto in = connect(shell, catalog, overload, inputs);
    if (!in) continue;

    PipelineEntry entry{.kind = PipelineEntry::Kind::stage, .name = "result", .at = {}, .settings = {}};
    entry.settings.push_back({"use", text_setting(stage), {}});
    entry.settings.push_back({"in", *in, {}});
    shell.pipeline.entries.push_back(std::move(entry));
    add_parameters(shell, "result", parameters);
    if (output) {
      const OutputPort* port = written_output(catalog, overload.outputs, *output);
      if (!port)
        throw Error(codes::usage, fmt::format("no writer for '{}' takes what {} gives", *output, stage),
                    "tessera list names the writers");
      add_output(shell, reference("result", *port), *output);
    }
    return shell;
  }
  throw Error(codes::usage,
              fmt::format("{} needs {}; no reader makes that of {}", stage, port_types(spec), fmt::join(inputs, ", ")),
              "tessera list read names the readers and their suffixes");
}

ShellPipeline convert_pipeline(const Catalog& catalog, const std::string& input, const std::string& output,
                               const std::string& reader, const std::vector<std::string>& parameters) {
  if (catalog.writers_of(output).empty())
    throw Error(codes::usage, fmt::format("no writer has the suffix of '{}'", output),
                "tessera list names the writers");
  if (!reader.empty() && !catalog.find_stage(reader))
    throw Error(codes::usage, fmt::format("'{}' is no reader", reader), "tessera list read names them");

  std::vector<std::string> fitting;
  ShellPipeline shell = empty_shell("convert");
  for (const StageSpec* spec : reader.empty() ? catalog.readers_of(input) : std::vector{catalog.find_stage(reader)}) {
    const OutputPort* port = written_output(catalog, spec->overloads.front().outputs, output);
    if (!port) continue;
    fitting.push_back(spec->name);
    if (fitting.size() > 1) continue;
    add_reader(shell, "input0", *spec, input);
    add_output(shell, reference("input0", *port), output);
  }
  if (fitting.empty())
    throw Error(codes::usage, fmt::format("no reader of '{}' gives what a writer of '{}' takes", input, output),
                "tessera list names readers, writers and their suffixes");
  if (fitting.size() > 1)
    throw Error(codes::usage, fmt::format("'{}' may be read by {}", input, fmt::join(fitting, ", ")),
                "say which with --as=READER");
  add_parameters(shell, "input0", parameters);
  return shell;
}

void run_shell_pipeline(ShellPipeline shell, const Catalog& catalog, const ContextOptions& context) {
  for (const auto& [name, path] : shell.options.data) {
    std::error_code ignored;
    if (shell.output && fs::equivalent(path, *shell.output, ignored))
      throw Error(codes::overwrites_input, fmt::format("'{}' is an input", shell.output->string()),
                  "choose another output");
  }
  std::error_code ignored;
  if (shell.output && fs::exists(*shell.output, ignored) && !fs::is_regular_file(*shell.output, ignored))
    throw Error(codes::cannot_create, fmt::format("'{}' is not a regular file", shell.output->string()),
                "choose another output");
  const Plan plan = checked_plan({std::move(shell.pipeline), {}}, catalog, shell.options);

  const fs::path parent = shell.output ? fs::absolute(*shell.output).parent_path() : fs::temp_directory_path();
  const ScratchDirectory scratch(parent);
  const RunRecord record = run(plan, {.context = context, .directory = scratch.path(), .only = {}});
  for (const auto& [step, sample, text] : record.warnings)  // the steps are named by us, not by the user
    fmt::print(stderr, "warning: {}{}{}\n", escaped(sample), sample.empty() ? "" : ": ", escaped(text));
  for (const auto& estimate : record.estimates) fmt::print("{}\n", escaped_lines(estimate.summary));
  for (const auto& file : fs::directory_iterator(scratch.path()))
    if (file.path().filename() != "run.json") fs::rename(file.path(), parent / file.path().filename());
}

}  // namespace tessera::cli
