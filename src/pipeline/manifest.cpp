// SPDX-License-Identifier: MIT
#include "pipeline/manifest.hpp"

#include "tessera/core/error.hpp"

#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tessera {

FittedValues recorded_fit(const std::filesystem::path& manifest, const std::string& stage) {
  const std::string name = manifest.filename().string();
  std::error_code ignored;
  if (std::filesystem::exists(manifest, ignored) && !std::filesystem::is_regular_file(manifest, ignored))
    throw Error(codes::cannot_read, fmt::format("'{}' is not a regular file", name),
                "a run leaves run.json beside its outputs");
  std::ifstream file(manifest, std::ios::binary);
  if (!file)
    throw Error(codes::input_missing, fmt::format("there is no file '{}'", name), "a run leaves it beside its outputs");

  const auto record = nlohmann::json::parse(file, nullptr, false);
  if (record.is_discarded() || !record.is_object() || !record.contains("stages") || !record["stages"].is_array())
    throw Error(codes::bad_format, fmt::format("'{}' is not the record of a run", name));
  for (const auto& one : record["stages"]) {
    if (!one.is_object() || one.value("name", "") != stage) continue;
    if (!one.contains("fit") || !one["fit"].is_object()) break;
    FittedValues fit;
    for (const auto& [key, list] : one["fit"].items()) {
      const bool is_numbers =
          list.is_array() && std::all_of(list.begin(), list.end(), [](const auto& v) { return v.is_number(); });
      if (!is_numbers)
        throw Error(codes::bad_format, fmt::format("'{}': the fit's entry '{}' is no list of numbers", name, key));
      fit[key] = list.template get<std::vector<double>>();
    }
    return fit;
  }
  throw Error(codes::bad_request, fmt::format("'{}' records no fit of a stage '{}'", name, stage));
}

}  // namespace tessera
