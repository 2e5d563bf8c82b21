// SPDX-License-Identifier: MIT
#include "tessera/pipeline/run_record.hpp"

#include <cmath>
#include <fstream>

#include <nlohmann/json.hpp>

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

std::string cpu_name() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("model name")) return line.substr(std::min(line.size(), line.find(':') + 2));
  return "unknown";
}

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json lists(const FittedValues& values) {
  Json all = Json::object();
  for (const auto& [name, list] : values) {
    all[name] = Json::array();
    for (const double value : list) all[name].push_back(number(value));
  }
  return all;
}

Json files(const std::vector<RecordedFile>& recorded) {
  Json all = Json::array();
  for (const auto& file : recorded)
    all.push_back({{"name", file.name}, {"path", file.path}, {"bytes", file.bytes}, {"sha256", file.sha256}});
  return all;
}

Json stage(const RecordedStage& recorded) {
  Json one{{"name", recorded.name},
           {"use", recorded.use},
           {"status", "run"},
           {"key", recorded.key},
           {"result", recorded.result},
           {"samples", recorded.samples},
           {"wall_seconds", recorded.wall_seconds},
           {"cpu_seconds", recorded.cpu_seconds},
           {"peak_bytes", recorded.peak_bytes}};
  if (recorded.fit) one["fit"] = lists(*recorded.fit);
  return one;
}

Json build() {
  const auto& info = build_info();
  return {{"version", info.version},   {"commit", info.commit},   {"compiler", info.compiler},   {"flags", info.flags},
          {"numerics", info.numerics}, {"licence", info.licence}, {"libraries", info.libraries}, {"cpu", cpu_name()}};
}

}  // namespace

std::string RunRecord::json() const {
  Json record{{"record", 1}, {"tessera", build()}, {"name", pipeline_name}, {"pipeline", Json::parse(pipeline)}};
  record["seed"] = seed ? Json(*seed) : Json(nullptr);
  record["threads"] = threads;
  record["memory_budget"] = memory_budget;
  record["inputs"] = files(inputs);
  record["stages"] = Json::array();
  for (const auto& one : stages) record["stages"].push_back(stage(one));
  record["estimates"] = Json::array();
  for (const auto& one : estimates)
    record["estimates"].push_back(
        {{"stage", one.stage}, {"sample", one.sample}, {"summary", one.summary}, {"figures", lists(one.figures)}});
  record["resolved"] = Json::array();
  for (const auto& one : resolved)
    record["resolved"].push_back(
        {{"stage", one.stage}, {"sample", one.sample}, {"name", one.name}, {"value", number(one.value)}});
  record["warnings"] = Json::array();
  for (const auto& one : warnings)
    record["warnings"].push_back({{"stage", one.stage}, {"sample", one.sample}, {"text", one.text}});
  record["outputs"] = files(outputs);
  record["wall_seconds"] = wall_seconds;
  return record.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tessera
