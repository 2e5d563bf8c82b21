// SPDX-License-Identifier: MIT
#include "exchange/rows.hpp"

#include "exchange/place.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera::exchange {

void need_numbers(const Array& array, const std::vector<std::size_t>& axes, std::string_view file,
                  std::string_view what) {
  if (array.is_text()) refuse(codes::bad_format, file, fmt::format("{} needs an array of numbers, got text", what));
  if (std::ranges::find(axes, array.shape.size()) == axes.end())
    refuse(codes::bad_shape, file,
           fmt::format("{} needs an array of {} axes, got shape ({})", what, fmt::join(axes, " or "),
                       fmt::join(array.shape, ", ")));
  if (array.values.empty())
    refuse(codes::too_few, file,
           fmt::format("{} needs at least one number, got shape ({})", what, fmt::join(array.shape, ", ")));
}

NumberTable rows_of(const Array& array, std::uint64_t begin, std::uint64_t end, const std::vector<std::size_t>& columns,
                    OnNonfinite on_nonfinite, std::string_view file) {
  const std::uint64_t width = array.shape.back();
  NumberTable block;
  block.columns = index_of(columns.empty() ? width : columns.size(), file, "columns");
  index_of(end - begin, file, "rows");
  block.values.reserve((end - begin) * block.columns);
  for (std::uint64_t row = begin; row < end; ++row) {
    bool is_finite = true;
    for (Index k = 0; k < block.columns; ++k) {
      const std::uint64_t column = columns.empty() ? k : columns[k];
      const double value = array.values[row * width + column];
      if (!std::isfinite(value) && on_nonfinite == OnNonfinite::error)
        refuse(codes::bad_value, file,
               fmt::format("needs finite numbers, got {} at row {}, column {}", format_double(value), row, column),
               "correct it; a reader with on_nonfinite leaves such rows out with \"drop_row\"");
      is_finite = is_finite && std::isfinite(value);
      block.values.push_back(value);
    }
    if (is_finite)
      block.kept.push_back(Index(row - begin));
    else
      block.values.resize(block.values.size() - block.columns);
  }
  block.rows = Index(block.kept.size());
  return block;
}

std::vector<std::size_t> array_columns(const std::vector<std::string>& numbers, std::uint64_t width,
                                       std::string_view file) {
  TextTable unnamed;  // an array has columns without names
  unnamed.name = file;
  unnamed.columns = width;
  std::vector<std::size_t> columns;
  for (const std::string& number : numbers) columns.push_back(unnamed.column(number));
  return columns;
}

std::string index_id(std::uint64_t sample) { return fmt::format("{:04}", sample); }

void warn_dropped(std::uint64_t dropped, std::uint64_t rows, std::string_view file, const Context& context) {
  if (dropped > 0) context.warn(fmt::format("{}: {} of {} rows are not finite and were left out", file, dropped, rows));
}

}  // namespace tessera::exchange
