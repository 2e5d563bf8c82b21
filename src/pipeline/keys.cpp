// SPDX-License-Identifier: MIT
#include "pipeline/keys.hpp"

#include "pipeline/guarded.hpp"

#include "tessera/core/number.hpp"
#include "tessera/core/sha256.hpp"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

namespace tessera {

namespace {

RecordedFile hashed(const std::filesystem::path& path, const std::string& reader, const Context& context) {
  RecordedFile input{reader, path.filename().string(), {}, 0};
  std::ifstream file(path, std::ios::binary);
  std::string block(std::size_t{1} << 20, '\0');
  Sha256 hash;
  while (file) {
    context.check();
    file.read(block.data(), std::streamsize(block.size()));
    hash.add({block.data(), std::size_t(file.gcount())});
    input.bytes += std::uint64_t(file.gcount());
  }
  if (file.bad() || !file.eof()) throw Error(codes::cannot_read, fmt::format("'{}' cannot be read", input.path));
  input.sha256 = hash.hex();
  return input;
}

}  // namespace

std::vector<RecordedFile> hash_inputs(const Plan& plan, const std::vector<bool>& needed, const Context& context) {
  std::vector<RecordedFile> inputs;
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    const auto& step = plan.steps[i];
    if (!needed[i]) continue;
    for (const auto& path : step.files)
      inputs.push_back(guarded(plan, *step.entry, {}, [&] { return hashed(path, step.name(), context); }));
  }
  return inputs;
}

std::vector<std::string> stage_keys(const Plan& plan, const std::vector<bool>& needed,
                                    const std::vector<RecordedFile>& inputs) {
  std::vector<std::string> keys(plan.steps.size());
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    if (!needed[i]) continue;
    const auto& step = plan.steps[i];
    // One fact a line; texts are quoted, so no line can be mistaken for another.
    std::string facts = fmt::format("tessera {}\nnumerics {}\nstage {} {}\n", build_info().version,
                                    build_info().numerics, step.spec->name, step.spec->version);
    const auto& bound = step.overload->options->parameters;
    for (const auto& [key, value, at] : step.parameters) {
      const auto is_path = [&](const auto& b) {
        return b.parameter.key == key && b.parameter.type.kind == ParameterType::Kind::path;
      };
      if (std::ranges::none_of(bound, is_path)) facts += fmt::format("parameter {} = {}\n", key, text(value));
    }
    for (const auto& file : inputs)
      if (file.name == step.name()) facts += fmt::format("file {} {}\n", text(Setting{file.path, {}}), file.sha256);
    for (std::size_t port = 0; port < step.inputs.size(); ++port)
      for (const auto& source : step.inputs[port])
        facts += fmt::format("input {} {} {} {}\n", port, keys[source.step], source.output,
                             step.overload->inputs[port].is_variadic ? source.name : std::string());
    if (step.split) facts += fmt::format("split {} {}\n", keys[step.split->step], step.split->output);
    if (step.spec->draws(step.options))
      facts += fmt::format("seed {} {}\n", plan.pipeline.seed.value_or(0), step.name());
    if (step.recorded_fit)
      for (const auto& [name, values] : *step.recorded_fit) {
        facts += fmt::format("fit {}", name);
        for (const double value : values) facts += " " + format_double(value);
        facts += "\n";
      }
    keys[i] = sha256(facts);
  }
  return keys;
}

}  // namespace tessera
