// SPDX-License-Identifier: MIT
#include "tessera/exchange/ucr.hpp"

#include "exchange/arff.hpp"
#include "exchange/cell_number.hpp"
#include "exchange/label_names.hpp"
#include "exchange/place.hpp"
#include "exchange/rows.hpp"
#include "exchange/ts.hpp"
#include "tessera/exchange/series.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

TimeSeries series_of(const TextTable& table, std::size_t row, MissingValues missing, const Context& context) {
  std::vector<double> values;
  for (std::size_t column = 1; column < table.columns; ++column) values.push_back(cell_number(table, row, column));
  while (!values.empty() && std::isnan(values.back())) values.pop_back();
  if (values.empty()) refuse_line(codes::too_few, table.name, table.lines[row], "needs a label and at least one value");
  for (std::size_t time = 0; time < values.size(); ++time) {
    const bool is_refused = std::isnan(values[time]) && missing == MissingValues::refuse;
    if (is_refused || std::isinf(values[time]))
      refuse_line(
          codes::bad_value, table.name, table.lines[row],
          fmt::format("needs finite values, got {} in column {}", shown(table.cell(row, time + 1)), time + 1),
          is_refused ? "only those at the end of a series are left out: say with 'missing' what becomes of it" : "");
  }
  const auto length = Index(values.size());
  return complete_series(length, 1, std::move(values), missing, fmt::format("{}:{}", table.name, table.lines[row]),
                         context);
}

using Part = std::pair<std::vector<TimeSeries>, std::vector<std::string>>;  // series and their labels

Part table_part(Source source, MissingValues missing, const Context& context) {
  const TextTable table = parse_table(source, {.header = HeaderRow::absent});
  Part part{{}, label_names(table, 0)};
  for (std::size_t row = 0; row < table.rows(); ++row) part.first.push_back(series_of(table, row, missing, context));
  return part;
}

/// Of a .ts or an .arff, which tell themselves what their labels are.
Part told_part(Source source, MissingValues missing, const Context& context) {
  const SeriesData data = parse_series(source, {.missing = missing}, context);
  if (!data.labels) refuse(codes::too_few, source.name, "needs a class of each series, got none");
  Part part;
  for (Index i = 0; i < data.series.size(); ++i) {
    part.first.push_back(data.series[i]);
    part.second.push_back(data.labels->names()[(*data.labels)[i]]);
  }
  return part;
}

}  // namespace

UcrData parse_ucr(Source training, Source test, MissingValues missing, const Context& context) {
  UcrData data;
  std::vector<std::string> names;
  for (const bool is_training : {true, false}) {
    const Source source = is_training ? training : test;
    auto [series, part] =
        is_ts(source) || is_arff(source) ? told_part(source, missing, context) : table_part(source, missing, context);
    names.insert(names.end(), part.begin(), part.end());
    for (Index i = 0; i < Index(series.size()); ++i) {
      data.series.add((is_training ? "train/" : "test/") + index_id(i), std::move(series[i]));
      data.split.is_training.push_back(is_training);
    }
  }
  data.labels = Labels(names);
  return data;
}

std::array<std::string, 2> ucr_files(const std::string& prefix) {
  std::array<std::string, 2> files;
  for (std::size_t part = 0; part < 2; ++part) {
    const std::string name = prefix + (part == 0 ? "_TRAIN" : "_TEST");
    for (const char* suffix : {".tsv", ".tsv.gz", ".ts", ".ts.gz", ".arff", ".arff.gz"})
      if (files[part].empty() && exists(name + suffix)) files[part] = name + suffix;
    if (files[part].empty())
      throw Error(codes::input_missing,
                  fmt::format("{}.tsv: there is no such file, nor .ts or .arff, nor with .gz", name),
                  "the path is a prefix: PATH_TRAIN.tsv[.gz] and PATH_TEST.tsv[.gz]");
  }
  return files;
}

UcrData read_ucr(const UcrOptions& options, const Context& context) {
  const auto paths = ucr_files(options.path);
  const File training = read_file(paths[0], context.memory_budget()),
             test = read_file(paths[1], context.memory_budget());
  return parse_ucr(training.source(), test.source(), options.missing, context);
}

}  // namespace tessera::exchange
