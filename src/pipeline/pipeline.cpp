// SPDX-License-Identifier: MIT
#include "tessera/pipeline/pipeline.hpp"

#include "pipeline/nearest.hpp"
#include "pipeline/toml.hpp"

#include "tessera/core/quantity.hpp"
#include "tessera/pipeline/parameter.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

namespace tessera {
namespace {

using Kind = PipelineEntry::Kind;
constexpr std::size_t most_bytes = std::size_t{1} << 20;
constexpr std::size_t most_entries = 1000;

constexpr std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::data:
      return "data";
    case Kind::stage:
      return "stage";
    case Kind::output:
      return "output";
  }
  return {};
}

bool is_name(std::string_view text) {
  const auto inside = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !text.empty() && text[0] >= 'a' && text[0] <= 'z' && text.size() <= 128 && std::ranges::all_of(text, inside);
}

/// Fills a pipeline from the tables of a document, noting every fault of its form.
class Reader {
 public:
  explicit Reader(ParsedPipeline& parsed) : pipeline_(parsed.pipeline), diagnostics_(parsed.diagnostics) {}

  void read(const Setting::Table& document) {
    bool has_format = false;
    for (const auto& entry : document) {
      if (entry.key == "format") {
        has_format = true;
        read_format(entry);
      } else if (entry.key == "name") {
        if (const auto* name = entry.value.as<std::string>(); name && is_name(*name))
          pipeline_.name = *name;
        else
          refuse_name(entry.value.at, "name", text(entry.value));
      } else if (entry.key == "seed") {
        read_seed(entry);
      } else if (entry.key == "limits") {
        read_limits(entry);
      } else if (entry.key == "data" || entry.key == "stage" || entry.key == "output") {
        read_entries(entry);
      } else if (entry.key == "sweep" || entry.key == "shard") {
        note(codes::not_yet, entry.at, entry.key,
             fmt::format("[{}] is reserved for a later version of the program", entry.key));
      } else {
        note(
            codes::unknown_key, entry.at, {}, fmt::format("'{}' is no key of a pipeline", entry.key),
            did_you_mean(entry.key, {"format", "name", "seed", "limits", "data", "stage", "output", "sweep", "shard"}));
      }
    }
    if (!has_format)
      note(codes::bad_version, {1, 1}, "format", "the version of the file's format is missing",
           "begin with: format = 1");
  }

 private:
  void note(ErrorCode code, Position at, std::string path, std::string message, std::string remedy = {}) {
    diagnostics_.add(
        {pipeline_.file, at, Severity::error, code, std::move(path), std::move(message), std::move(remedy)});
  }

  void refuse_name(Position at, std::string path, const std::string& shown) {
    note(codes::bad_name, at, std::move(path),
         fmt::format("needs a name of a-z, 0-9 and _ that begins with a letter, got {}", shown));
  }

  void read_format(const SettingEntry& entry) {
    const auto* version = entry.value.as<std::int64_t>();
    if (version && *version == 1) return;
    note(codes::bad_version, entry.value.at, "format",
         fmt::format("this program reads format 1, got {}", text(entry.value)));
  }

  void read_seed(const SettingEntry& entry) {
    const auto* seed = entry.value.as<std::int64_t>();
    if (seed && *seed >= 0)
      pipeline_.seed = std::uint64_t(*seed);
    else
      note(seed ? codes::out_of_range : codes::bad_type, entry.value.at, "seed",
           fmt::format("needs a whole number >= 0, got {}", text(entry.value)));
  }

  void read_limits(const SettingEntry& entry) {
    const auto* limits = entry.value.as<Setting::Table>();
    if (!limits) return refuse_table(entry, "limits");
    for (const auto& [key, value, at] : *limits) {
      if (key != "memory") {
        note(codes::unknown_key, at, "limits", fmt::format("'{}' is no limit", key), did_you_mean(key, {"memory"}));
        continue;
      }
      if (const auto* words = value.as<std::string>()) pipeline_.memory_limit = parse_bytes(*words);
      if (const auto* bytes = value.as<std::int64_t>(); bytes && *bytes > 0)
        pipeline_.memory_limit = std::uint64_t(*bytes);
      if (!pipeline_.memory_limit || *pipeline_.memory_limit == 0)
        note(codes::bad_type, value.at, "limits.memory",
             fmt::format("needs a size such as \"8 GiB\", got {}", text(value)));
    }
  }

  void refuse_table(const SettingEntry& entry, std::string path) {
    note(codes::bad_type, entry.value.at, std::move(path), fmt::format("needs a table, got {}", text(entry.value)));
  }

  void read_entries(const SettingEntry& section) {
    const Kind kind = section.key == "data" ? Kind::data : section.key == "stage" ? Kind::stage : Kind::output;
    const auto* tables = section.value.as<Setting::Table>();
    if (!tables) return refuse_table(section, section.key);
    for (const auto& [name, value, at] : *tables) {
      const auto* settings = value.as<Setting::Table>();
      if (!settings) {
        refuse_table({name, value, at}, fmt::format("{}.{}", section.key, name));
        continue;
      }
      if (!is_name(name)) refuse_name(at, fmt::format("{}.{}", section.key, name), fmt::format("'{}'", name));
      if (const auto* first = kind == Kind::output ? nullptr : pipeline_.find(name)) {
        note(codes::bad_name, std::max(at, first->at), fmt::format("{}.{}", section.key, name),
             fmt::format("'{}' is the name of {} already", name, first->path()),
             fmt::format("line {} has the other; names are unique over data and stages", std::min(at, first->at).line));
        continue;
      }
      if (pipeline_.entries.size() == most_entries) {
        note(codes::over_cap, at, {}, fmt::format("needs at most {} data, stages and outputs", most_entries));
        return;
      }
      pipeline_.entries.push_back({kind, name, at, *settings});
    }
  }

  Pipeline& pipeline_;
  Diagnostics& diagnostics_;
};

template <class Entries>
auto* find_entry(Entries& entries, std::string_view name) noexcept {
  const auto found =
      std::ranges::find_if(entries, [&](const PipelineEntry& e) { return e.name == name && e.kind != Kind::output; });
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace

std::string PipelineEntry::path() const { return fmt::format("{}.{}", kind_name(kind), name); }

const PipelineEntry* Pipeline::find(std::string_view entry) const noexcept { return find_entry(entries, entry); }
PipelineEntry* Pipeline::find(std::string_view entry) noexcept { return find_entry(entries, entry); }

ParsedPipeline parse_pipeline(std::string_view text, std::string file, std::filesystem::path directory) {
  ParsedPipeline parsed;
  parsed.pipeline.name = std::filesystem::path(file).stem().string();
  parsed.pipeline.file = std::move(file);
  parsed.pipeline.directory = std::move(directory);

  const auto refuse = [&](ErrorCode code, Position at, std::string reason, std::string remedy) {
    parsed.diagnostics.add({parsed.pipeline.file, at, Severity::error, code, {}, std::move(reason), std::move(remedy)});
  };
  if (text.size() > most_bytes) {
    refuse(codes::over_cap, {}, fmt::format("needs a pipeline file of at most 1 MiB, got {} bytes", text.size()), {});
    return parsed;
  }
  try {
    Reader(parsed).read(parse_toml(text));
  } catch (const BadSetting& bad) {
    refuse(bad.code(), bad.at(), bad.reason(), bad.remedy());
  }
  return parsed;
}

ParsedPipeline read_pipeline(const std::filesystem::path& file) {
  std::error_code problem;
  const auto status = std::filesystem::status(file, problem);
  if (!std::filesystem::exists(status))
    throw Error(codes::input_missing, fmt::format("there is no file '{}'", file.string()));
  if (!std::filesystem::is_regular_file(status))
    throw Error(codes::cannot_read, fmt::format("'{}' is not a regular file", file.string()));

  std::ifstream stream(file, std::ios::binary);
  std::string bytes(most_bytes + 1, '\0');
  stream.read(bytes.data(), std::streamsize(bytes.size()));
  if (!stream.is_open() || stream.bad())
    throw Error(codes::cannot_read, fmt::format("'{}' cannot be read", file.string()));
  bytes.resize(std::size_t(stream.gcount()));
  return parse_pipeline(bytes, file.filename().string(), std::filesystem::absolute(file).parent_path());
}

Setting parse_setting(std::string_view text) {
  Setting setting;
  try {
    auto table = text.find('\n') == std::string_view::npos ? parse_toml(fmt::format("x = {}", text)) : Setting::Table{};
    if (table.size() == 1)
      setting.value = std::move(table[0].value.value);
    else
      setting.value = std::string(text);
  } catch (const BadSetting&) {
    setting.value = std::string(text);
  }
  return setting;
}

/// The entry called "stage.density" or just "density"; a bare name is that of data or a stage before that of an output.
static PipelineEntry* addressed(Pipeline& pipeline, std::string_view name) {
  for (auto& entry : pipeline.entries)
    if (entry.path() == name) return &entry;
  if (auto* entry = pipeline.find(name)) return entry;
  const auto output = std::ranges::find(pipeline.entries, name, &PipelineEntry::name);
  return output == pipeline.entries.end() ? nullptr : &*output;
}

void assign(Pipeline& pipeline, std::string_view parameter, Setting value) {
  const auto dot = parameter.rfind('.');
  const auto name = parameter.substr(0, dot);
  const auto key = dot == std::string_view::npos ? std::string_view() : parameter.substr(dot + 1);
  PipelineEntry* entry = addressed(pipeline, name);
  if (key.empty() || !entry) {
    std::vector<std::string> names;
    for (const auto& one : pipeline.entries) names.push_back(one.name);
    throw Error(codes::usage, fmt::format("needs NAME.PARAMETER=VALUE with the name of a stage, got '{}'", parameter),
                did_you_mean(name, names));
  }
  if (key == "use" || key == "in" || key == "from")
    throw Error(codes::usage, fmt::format("'{}' is part of the graph, not a parameter", key), "edit the file");

  const auto same = std::ranges::find(entry->settings, key, &SettingEntry::key);
  if (same != entry->settings.end())
    *same = {std::string(key), std::move(value), {}};
  else
    entry->settings.push_back({std::string(key), std::move(value), {}});
}

}  // namespace tessera
