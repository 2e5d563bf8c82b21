// SPDX-License-Identifier: MIT
#include "tessera/exchange/features.hpp"

#include "exchange/csv.hpp"
#include "exchange/extras.hpp"
#include "exchange/json.hpp"
#include "exchange/safetensors.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/exchange/array.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

void check_all(const FeatureMatrix& features, const FeatureExtras& extras) {
  check(features);
  check_extras(extras, features.rows());
}

template <class Item, class Range>
std::vector<Item> as(const Range& range) {
  return std::vector<Item>(range.begin(), range.end());
}

void add_grid(NpzWriter& npz, const FeatureMatrix& features) {
  std::vector<double> box;
  std::vector<std::string> names, units;
  for (const auto& axis : features.axes) {
    box.insert(box.end(), axis.range.begin(), axis.range.end());
    names.push_back(axis.name);
    units.push_back(axis.unit);
  }
  const std::uint64_t axes = features.axes.size();
  npz.add("shape", npy_of({features.shape().size()}, as<std::int64_t>(features.shape())));
  npz.add("axes", npy_of({axes}, names));
  npz.add("axis_units", npy_of({axes}, units));
  npz.add("box", npy_of({axes, 2}, box));
  for (std::uint64_t k = 0; k < axes; ++k)
    npz.add(fmt::format("grid_{}", k), npy_of({features.axes[k].values.size()}, features.axes[k].values));
}

/// The texts as one: a JSON array.
std::string json_list(const std::vector<std::string>& texts) {
  std::string list = "[";
  for (const std::string& text : texts) list += (list.size() > 1 ? "," : "") + json_text(text);
  return list + "]";
}

std::vector<float> as_floats(const std::vector<double>& values) {
  std::vector<float> floats;
  floats.reserve(values.size());
  for (const double value : values) {
    if (std::abs(value) > std::numeric_limits<float>::max())
      throw Error(codes::bad_value, fmt::format("float32 cannot hold {}", format_double(value)), "write it as float64");
    floats.push_back(float(value));
  }
  return floats;
}

}  // namespace

std::string features_npz(const FeatureMatrix& features, const FeatureExtras& extras) {
  check_all(features, extras);
  const std::uint64_t rows = features.rows(), width = features.width();

  NpzWriter npz;
  npz.add("X", npy_of({rows, width}, features.values));
  npz.add("ids", npy_of({rows}, features.ids));
  npz.add("columns", npy_of({width}, features.columns));
  npz.add("units", npy_of({width}, features.units));
  add_labels_and_split(npz, extras);
  add_grid(npz, features);
  add_origin(npz, features.stability, extras);
  return std::move(npz).finish();
}

std::string features_safetensors(const FeatureMatrix& features, const FeatureExtras& extras, bool as_float32) {
  check_all(features, extras);
  const std::uint64_t rows = features.rows(), width = features.width();

  SafetensorsWriter file;
  std::vector<double> box;
  std::vector<std::string> names, units;
  for (std::size_t k = 0; k < features.axes.size(); ++k) {
    const FeatureAxis& axis = features.axes[k];
    file.add(fmt::format("grid_{}", k), {axis.values.size()}, axis.values);
    box.insert(box.end(), axis.range.begin(), axis.range.end());
    names.push_back(axis.name);
    units.push_back(axis.unit);
  }
  file.add("box", {features.axes.size(), 2}, box);
  file.add("shape", {features.shape().size()}, as<std::int64_t>(features.shape()));
  file.add("stability", {}, std::vector<double>{features.stability.constant});
  if (extras.labels) file.add("y", {rows}, as<std::int64_t>(extras.labels->classes()));
  if (as_float32)
    file.add("X", {rows, width}, as_floats(features.values));
  else
    file.add("X", {rows, width}, features.values);
  if (extras.split) file.add("split", {rows}, test_flags(*extras.split));

  file.note("ids", json_list(features.ids));
  file.note("columns", json_list(features.columns));
  file.note("units", json_list(features.units));
  file.note("axes", json_list(names));
  file.note("axis_units", json_list(units));
  if (extras.labels) file.note("classes", json_list(extras.labels->names()));
  file.note("theorem", features.stability.statement);
  file.note("provenance", provenance_of(extras));
  return std::move(file).finish();
}

std::string features_npy(const FeatureMatrix& features) {
  check(features);
  return npy_of({features.rows(), features.width()}, features.values);
}

std::string features_csv(const FeatureMatrix& features, const FeatureExtras& extras) {
  check_all(features, extras);
  std::string text = "id";
  for (const std::string& column : features.columns) text += "," + csv_cell(column);
  text += extras.labels ? ",label" : "";
  text += extras.split ? ",split\n" : "\n";

  for (Index row = 0; row < features.rows(); ++row) {
    text += csv_cell(features.ids[row]);
    for (const double value : features.row(row)) (text += ',') += format_double(value);
    if (extras.labels) text += "," + csv_cell(extras.labels->names()[(*extras.labels)[row]]);
    if (extras.split) text += extras.split->is_training[row] ? ",train" : ",test";
    text += '\n';
  }
  return text;
}

std::string features_svmlight(const FeatureMatrix& features, const FeatureExtras& extras) {
  check_all(features, extras);
  if (!extras.labels)
    throw Error(codes::bad_request, "svmlight needs labels, got none", "name them: labels = \"data.labels\"");
  std::string text;
  for (Index row = 0; row < features.rows(); ++row) {
    text += std::to_string((*extras.labels)[row]);
    const auto values = features.row(row);
    for (std::size_t column = 0; column < values.size(); ++column)
      if (values[column] != 0) text += " " + std::to_string(column + 1) + ":" + format_double(values[column]);
    text += '\n';
  }
  return text;
}

std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos && !text.starts_with('#') && !text.starts_with(' '))
    return std::string(text);
  std::string cell = "\"";
  for (const char letter : text) {
    if (letter == '"') cell += '"';
    cell += letter;
  }
  return cell + '"';
}

}  // namespace tessera::exchange
