// SPDX-License-Identifier: MIT
#include "tessera/exchange/labels.hpp"

#include "exchange/arff.hpp"
#include "exchange/label_names.hpp"
#include "exchange/place.hpp"
#include "exchange/svmlight.hpp"
#include "exchange/ts.hpp"
#include "tessera/core/number.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tessera::exchange {

std::string label_name(std::string_view cell) {
  const auto number = parse_double(cell);
  return number && std::isfinite(*number) ? format_double(*number + 0.0) : std::string(cell);
}

std::vector<std::string> label_names(const TextTable& table, std::size_t column) {
  std::vector<std::string> names;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto cell = table.cell(row, column);
    if (cell.empty())
      refuse_line(codes::bad_value, table.name, table.lines[row],
                  fmt::format("needs a label in column {}, got nothing", column));
    names.push_back(label_name(cell));
  }
  return names;
}

std::vector<std::string> label_names(const Array& array, std::string_view file) {
  if (array.shape.size() != 1)
    refuse(codes::bad_shape, file,
           fmt::format("labels need an array of 1 axis, got shape ({})", fmt::join(array.shape, ", ")));
  index_of(array.count(), file, "labels");
  if (array.is_text()) return array.text;
  std::vector<std::string> names;
  for (const double value : array.values) {
    if (!std::isfinite(value))
      refuse(codes::bad_value, file, fmt::format("label {} is {}", names.size(), format_double(value)));
    names.push_back(format_double(value + 0.0));
  }
  return names;
}

namespace {

Labels ts_labels(Source source, const Context& context) {
  context.check();
  // Values are read to be passed over: what is done about missing ones is told by who reads the series.
  const SeriesData data = parse_ts(source, {}, MissingValues::hold, Context());
  if (!data.labels) refuse(codes::too_few, source.name, "has no classes: its @classLabel is not true");
  return *data.labels;
}

Labels arff_labels(Source source, const std::string& column) {
  const ArffTable arff = parse_arff(source);
  const auto label = arff.label_column(column);
  if (!label)
    refuse(codes::bad_request, source.name, "has no nominal attribute, so the one with the labels must be named",
           "set 'column' to its name or number (from 0; -1 is the last)");
  return Labels(label_names(arff.table, *label));
}

Labels svmlight_labels(Source source, const Context& context) {
  std::vector<std::string> names = parse_svmlight(source, 0, context).labels;
  for (std::string& name : names) name = label_name(name);
  return Labels(names);
}

}  // namespace

Labels parse_labels(Source source, const LabelsOptions& options, const Context& context) {
  if (is_npy(source.bytes) || is_npz(source.bytes))
    return Labels(label_names(read_array(source, options.array, context.memory_budget()), source.name));
  if (!options.array.empty())
    refuse(codes::bad_request, source.name, "'array' is for .npz files", "name a 'column' instead");

  if (is_arff(source)) return arff_labels(source, options.column);
  if (const bool tells = is_ts(source); tells || is_svmlight(source)) {
    if (!options.column.empty())
      refuse(codes::bad_request, source.name, "the file says itself where its labels are", "leave 'column' out");
    return tells ? ts_labels(source, context) : svmlight_labels(source, context);
  }
  const TextTable table = parse_table(source, {options.delimiter, options.header});
  if (options.column.empty() && table.columns != 1)
    refuse(codes::bad_request, source.name,
           fmt::format("has {} columns, so the one with the labels must be named", table.columns),
           "set 'column' to its name or number (from 0; -1 is the last)");
  return Labels(label_names(table, options.column.empty() ? 0 : table.column(options.column)));
}

Labels read_labels(const LabelsOptions& options, const Context& context) {
  const File file = read_file(options.path, context.memory_budget());
  return parse_labels(file.source(), options, context);
}

}  // namespace tessera::exchange
