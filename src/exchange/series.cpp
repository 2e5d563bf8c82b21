// SPDX-License-Identifier: MIT
#include "tessera/exchange/series.hpp"

#include "exchange/arff.hpp"
#include "exchange/cell_number.hpp"
#include "exchange/label_names.hpp"
#include "exchange/place.hpp"
#include "exchange/rows.hpp"
#include "exchange/series_values.hpp"
#include "exchange/ts.hpp"
#include "tessera/core/number.hpp"
#include "tessera/exchange/array.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

/// The columns of one row that stand for times or channels.
SeriesValues picked(const double* values, std::uint64_t rows, std::uint64_t width,
                    const std::vector<std::size_t>& columns) {
  SeriesValues some{.length = rows, .channels = columns.size(), .values = {}};
  some.values.reserve(rows * columns.size());
  for (std::uint64_t row = 0; row < rows; ++row)
    for (const std::size_t column : columns) some.values.push_back(values[row * width + column]);
  return some;
}

std::vector<std::size_t> all_columns(std::uint64_t width) {
  std::vector<std::size_t> columns(width);
  for (std::size_t column = 0; column < columns.size(); ++column) columns[column] = column;
  return columns;
}

std::vector<std::size_t> chosen_channels(const SeriesOptions& options, std::uint64_t channels, std::string_view file) {
  return options.channels.empty() ? all_columns(channels) : array_columns(options.channels, channels, file);
}

/// One series out of `rows` rows of `width` numbers, which are times, or channels.
TimeSeries one_series(const double* values, std::uint64_t rows, std::uint64_t width, const SeriesOptions& options,
                      const SeriesPlace& place, const Context& context) {
  if (options.rows != SeriesRows::channels)
    return series_of(picked(values, rows, width, chosen_channels(options, width, place.file)), place, options.missing,
                     context);
  const SeriesValues turned = transposed({rows, width, std::vector<double>(values, values + rows * width)});
  return one_series(turned.values.data(), width, rows, {.channels = options.channels, .missing = options.missing},
                    place, context);
}

/// Every row a series of one channel.
void refuse_channels(const SeriesOptions& options, std::string_view file) {
  if (!options.channels.empty())
    refuse(codes::bad_request, file, "series of one channel each leave no channels to choose",
           "set 'rows' to \"times\" or \"channels\" if the file is one series, or leave 'channels' out");
}

void need_labels(std::size_t labels, Index series, std::string_view file) {
  if (labels != series)
    refuse(codes::bad_shape, file, fmt::format("{} series need as many labels, got {}", series, labels));
}

SeriesData array_series(Source source, const SeriesOptions& options, const Context& context) {
  Array array = read_array(source, chosen_array(source, options.array, "series"), context.memory_budget());
  need_numbers(array, {1, 2, 3}, source.name, "series");
  const bool is_table = array.shape.size() == 2;
  const bool are_samples = options.rows == SeriesRows::samples || options.rows == SeriesRows::automatic;
  if (array.shape.size() == 1) array.shape = {1, array.shape[0], 1};
  if (is_table) array.shape.insert(are_samples ? array.shape.end() : array.shape.begin(), 1);
  const bool is_one_channel = array.shape[2] == 1 && (!is_table || are_samples);
  if (is_one_channel && is_table) refuse_channels(options, source.name);

  SeriesData data;
  const std::uint64_t rows = array.shape[1], width = array.shape[2], samples = array.shape[0];
  index_of(samples, source.name, "series");
  for (std::uint64_t sample = 0; sample < samples; ++sample) {
    context.check();
    const std::string id = samples == 1 ? file_stem(source.name) : index_id(sample);
    data.series.add(id, one_series(array.values.data() + sample * rows * width, rows, width, options,
                                   {source.name, 0, fmt::format("series {}", sample)}, context));
  }
  if (options.labels.empty()) return data;
  const auto names = label_names(read_array(source, options.labels, context.memory_budget()), source.name);
  need_labels(names.size(), data.series.size(), source.name);
  data.labels = Labels(names);
  return data;
}

/// A series a row, and the labels in a column of their own.
SeriesData rows_as_series(const TextTable& table, const std::vector<std::size_t>& values,
                          std::optional<std::size_t> label, MissingValues missing, const Context& context) {
  if (values.empty()) refuse(codes::bad_shape, table.name, "needs a column of values beside the labels, got none");
  SeriesData data;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (row % 64 == 0) context.check();
    SeriesValues one{.length = values.size(), .channels = 1, .values = {}};
    for (const std::size_t column : values) one.values.push_back(cell_number(table, row, column));
    data.series.add(table.rows() == 1 ? file_stem(table.name) : index_id(row),
                    series_of(std::move(one), {table.name, table.lines[row], {}}, missing, context));
  }
  if (label) data.labels = Labels(label_names(table, *label));
  return data;
}

SeriesData arff_series(Source source, const SeriesOptions& options, const Context& context) {
  const ArffTable arff = parse_arff(source);
  refuse_channels(options, source.name);
  const auto label = arff.label_column(options.labels);
  std::vector<std::size_t> values;
  for (const std::size_t column : arff.numeric_columns())
    if (column != label) values.push_back(column);
  return rows_as_series(arff.table, values, label, options.missing, context);
}

SeriesData table_series(Source source, const SeriesOptions& options, const Context& context) {
  const TextTable table = parse_table(source, {options.delimiter, options.header});
  if (options.rows == SeriesRows::samples) {
    refuse_channels(options, source.name);
    std::optional<std::size_t> label;
    if (!options.labels.empty()) label = table.column(options.labels);
    auto values = all_columns(table.columns);
    if (label) std::erase(values, *label);
    return rows_as_series(table, values, label, options.missing, context);
  }

  if (!options.labels.empty())
    refuse(codes::bad_request, source.name, "a table that is one series has no labels",
           "leave 'labels' out, or set rows = \"samples\"");
  std::vector<double> values;
  for (std::size_t row = 0; row < table.rows(); ++row)
    for (std::size_t column = 0; column < table.columns; ++column) values.push_back(cell_number(table, row, column));
  SeriesOptions numbered = options;
  if (options.rows != SeriesRows::channels)
    for (std::string& channel : numbered.channels) channel = std::to_string(table.column(channel));
  SeriesData data;
  data.series.add(file_stem(source.name), one_series(values.data(), table.rows(), table.columns, numbered,
                                                     {source.name, 0, "the series"}, context));
  return data;
}

}  // namespace

SeriesValues transposed(const SeriesValues& values) {
  SeriesValues turned{.length = values.channels, .channels = values.length, .values = {}};
  turned.values.reserve(values.values.size());
  for (std::uint64_t column = 0; column < values.channels; ++column)
    for (std::uint64_t row = 0; row < values.length; ++row)
      turned.values.push_back(values.values[row * values.channels + column]);
  return turned;
}

namespace {

std::string where(const SeriesPlace& place) {
  return place.line > 0 ? fmt::format("{}:{}", place.file, place.line) : fmt::format("{}: {}", place.file, place.name);
}

}  // namespace

TimeSeries series_of(SeriesValues&& given, const SeriesPlace& place, MissingValues missing, const Context& context) {
  auto& [length, channels, values] = given;
  const auto is_missing = [](double value) { return std::isnan(value); };
  while (length > 0 && std::all_of(values.end() - std::ptrdiff_t(channels), values.end(), is_missing)) {
    values.resize(values.size() - channels);
    --length;
  }
  const std::string name = place.name.empty() ? "" : place.name + " ";
  if (values.empty())
    refuse_line(codes::too_few, place.file, place.line, fmt::format("{}needs at least one value, got none", name));
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool is_refused = std::isnan(values[i]) && missing == MissingValues::refuse;
    if (is_refused || std::isinf(values[i]))
      refuse_line(
          codes::bad_value, place.file, place.line,
          fmt::format("{}needs finite values, got {} at time {}{}", name, format_double(values[i]), i / channels,
                      channels == 1 ? "" : fmt::format(", channel {}", i % channels)),
          is_refused ? "only those at the end of a series are left out: say with 'missing' what becomes of it" : "");
  }
  const Index times = index_of(length, place.file, "times"), width = index_of(channels, place.file, "channels");
  try {
    return complete_series(times, width, std::move(values), missing, where(place), context);
  } catch (const Error& error) {
    refuse_line(error.code(), place.file, place.line, name + error.reason(), error.remedy());
  }
}

SeriesData parse_series(Source source, const SeriesOptions& options, const Context& context) {
  if (is_npy(source.bytes) || is_npz(source.bytes)) return array_series(source, options, context);
  if (!options.array.empty()) refuse(codes::bad_request, source.name, "'array' is for .npz files", "leave it out");
  if (is_ts(source)) {
    if (!options.labels.empty() || options.rows != SeriesRows::automatic)
      refuse(codes::bad_request, source.name, "a .ts says itself what its rows and labels are",
             "leave 'labels' and 'rows' out");
    return parse_ts(source, options.channels, options.missing, context);
  }
  if (is_arff(source)) return arff_series(source, options, context);
  return table_series(source, options, context);
}

SeriesData read_series(const SeriesOptions& options, const Context& context) {
  const File file = read_file(options.path, context.memory_budget());
  return parse_series(file.source(), options, context);
}

}  // namespace tessera::exchange
