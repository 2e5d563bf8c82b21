// SPDX-License-Identifier: MIT
#include "pipeline/settings.hpp"

#include "pipeline/nearest.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {
namespace {

/// Notes the first claim that does not hold, at the key that is at fault.
void require_all(const std::vector<OptionsCheck>& checks, const std::any& options, const PipelineEntry& entry,
                 Notes& notes) {
  for (const auto& check : checks) {
    try {
      check(options);
    } catch (const Error& error) {
      const auto* setting = find(entry.settings, error.path());
      return notes.error(codes::out_of_range, setting ? setting->at : entry.at,
                         fmt::format("{}.{}", entry.path(), error.path()), error.reason(), error.remedy());
    }
  }
}

}  // namespace

std::any options_of(const PipelineEntry& entry, const OptionsModel& model, const std::vector<std::string>& reserved,
                    const std::vector<std::string>& given_elsewhere, const std::vector<OptionsCheck>& checks,
                    Notes& notes) {
  std::any options = model.make();
  std::vector<std::string> known = reserved;
  for (const auto& bound : model.parameters) known.push_back(bound.parameter.key);

  bool are_read = true;
  for (const auto& [key, value, at] : entry.settings) {
    if (std::ranges::find(reserved, key) != reserved.end()) continue;
    const auto bound = std::ranges::find_if(model.parameters, [&](const auto& b) { return b.parameter.key == key; });
    if (bound == model.parameters.end()) {
      const auto* use = find(entry.settings, "use");
      const auto* name = use ? use->as<std::string>() : nullptr;
      notes.error(codes::unknown_key, at, entry.path(),
                  fmt::format("'{}' is no parameter of {}", key, name ? *name : std::string("this table")),
                  did_you_mean(key, known));
      continue;
    }
    try {
      bound->assign(options, value);
    } catch (const BadSetting& bad) {
      notes.error(bad, bad.at(), fmt::format("{}.{}", entry.path(), key));
      are_read = false;
    }
  }
  if (are_read) {
    require_all(model.checks, options, entry, notes);
    require_all(checks, options, entry, notes);
  }

  for (const auto& bound : model.parameters) {
    const auto& key = bound.parameter.key;
    if (!bound.parameter.is_required || find(entry.settings, key)) continue;
    if (std::ranges::find(given_elsewhere, key) != given_elsewhere.end()) continue;
    notes.error(codes::missing_key, entry.at, entry.path(),
                fmt::format("needs the parameter '{}': {}", key, bound.parameter.meaning));
  }
  return options;
}

std::vector<SettingEntry> parameters_in(const std::any& options, const OptionsModel& model,
                                        const PipelineEntry& entry) {
  std::vector<SettingEntry> all;
  for (const auto& bound : model.parameters) {
    auto value = bound.read(options);
    if (!value) continue;
    const auto* written = find(entry.settings, bound.parameter.key);
    if (written && bound.parameter.type.kind == ParameterType::Kind::path) value->value = written->value;
    all.push_back({bound.parameter.key, std::move(*value), written ? written->at : Position{}});
  }
  return all;
}

}  // namespace tessera
