// SPDX-License-Identifier: MIT
#include "tessera/exchange/ucr.hpp"

#include "exchange/cell_number.hpp"
#include "exchange/label_names.hpp"
#include "exchange/place.hpp"
#include "exchange/rows.hpp"

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

}  // namespace

UcrData parse_ucr(Source training, Source test, MissingValues missing, const Context& context) {
  UcrData data;
  std::vector<std::string> names;
  for (const bool is_training : {true, false}) {
    const TextTable table = parse_table(is_training ? training : test, {.header = HeaderRow::absent});
    for (std::string& name : label_names(table, 0)) names.push_back(std::move(name));
    for (std::size_t row = 0; row < table.rows(); ++row) {
      data.series.add((is_training ? "train/" : "test/") + index_id(row), series_of(table, row, missing, context));
      data.split.is_training.push_back(is_training);
    }
  }
  data.labels = Labels(names);
  return data;
}

std::array<std::string, 2> ucr_files(const std::string& prefix) {
  std::array<std::string, 2> files;
  for (std::size_t part = 0; part < 2; ++part) {
    const std::string plain = prefix + (part == 0 ? "_TRAIN.tsv" : "_TEST.tsv");
    files[part] = exists(plain) ? plain : plain + ".gz";
    if (!exists(files[part]))
      throw Error(codes::input_missing, fmt::format("{}: there is no such file, nor with .gz", plain),
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
