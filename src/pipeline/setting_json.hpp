// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/pipeline/setting.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

namespace tessera {

/// A setting as JSON; infinity, which JSON lacks, is the text "inf" or "-inf".
template <class Json = nlohmann::ordered_json>
Json setting_json(const Setting& setting) {
  struct {
    Json operator()(bool v) const { return v; }
    Json operator()(std::int64_t v) const { return v; }
    Json operator()(double v) const { return std::isfinite(v) ? Json(v) : Json(v > 0 ? "inf" : "-inf"); }
    Json operator()(const std::string& v) const { return v; }
    Json operator()(const Setting::List& v) const {
      Json list = Json::array();
      for (const auto& item : v) list.push_back(setting_json<Json>(item));
      return list;
    }
    Json operator()(const Setting::Table& v) const {
      Json table = Json::object();
      for (const auto& entry : v) table[entry.key] = setting_json<Json>(entry.value);
      return table;
    }
  } to_json;
  return std::visit(to_json, setting.value);
}

}  // namespace tessera
