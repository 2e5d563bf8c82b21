// SPDX-License-Identifier: MIT
#include "tessera/exchange/distances.hpp"

#include "exchange/dipha.hpp"
#include "exchange/lines.hpp"
#include "exchange/matrix_market.hpp"
#include "exchange/place.hpp"
#include "exchange/rows.hpp"
#include "tessera/core/number.hpp"
#include "tessera/exchange/array.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

/// Rows of numbers of any length.
struct RaggedRows {
  std::vector<double> values;
  std::vector<std::size_t> begin{0};  // of row r among the values; one more at the end
  std::vector<std::uint64_t> lines;

  std::size_t rows() const noexcept { return lines.size(); }
  std::size_t length(std::size_t row) const noexcept { return begin[row + 1] - begin[row]; }
};

RaggedRows parse_rows(Source source) {
  RaggedRows rows;
  Lines lines(source);
  while (lines.next_content()) {
    std::string_view rest = lines.text();
    for (auto word = next_word(rest, ",;"); !word.empty(); word = next_word(rest, ",;")) {
      const auto value = parse_double(word);
      if (!value)
        refuse_line(codes::bad_format, source.name, lines.number(),
                    fmt::format("needs a distance, got {}", shown(word)));
      if (!std::isfinite(*value))
        refuse_line(codes::bad_value, source.name, lines.number(),
                    fmt::format("needs finite distances, got {}", shown(word)));
      rows.values.push_back(*value);
    }
    if (rows.values.size() == rows.begin.back()) continue;
    rows.begin.push_back(rows.values.size());
    rows.lines.push_back(lines.number());
  }
  if (rows.rows() == 0) refuse(codes::too_few, source.name, "needs at least one distance, got none");
  return rows;
}

/// Whether row r has length first + r * step.
bool grows(const RaggedRows& rows, std::size_t first, std::ptrdiff_t step) {
  for (std::size_t row = 0; row < rows.rows(); ++row)
    if (std::ptrdiff_t(rows.length(row)) != std::ptrdiff_t(first) + std::ptrdiff_t(row) * step) return false;
  return true;
}

DistanceFormat sniffed(const RaggedRows& rows, std::string_view file) {
  const std::size_t count = rows.rows();
  if (count == 1 && rows.length(0) == 1) return rows.values[0] == 0 ? DistanceFormat::full : DistanceFormat::lower;
  if (grows(rows, count, 0)) return DistanceFormat::full;
  if (grows(rows, 1, 1)) return DistanceFormat::lower;
  if (grows(rows, count, -1)) return DistanceFormat::upper;
  if (count == 1)
    refuse(codes::bad_request, file,
           fmt::format("one row of {} distances may be a lower or an upper triangle", rows.length(0)),
           "set format = \"lower\" or \"upper\"");
  // Name the first row that breaks the pattern which the first two begin.
  const auto step = std::ptrdiff_t(rows.length(1)) - std::ptrdiff_t(rows.length(0));
  for (std::size_t row = 1; row < count; ++row) {
    const auto expected = std::ptrdiff_t(rows.length(0)) + std::ptrdiff_t(row) * (step > 0 ? 1 : step < 0 ? -1 : 0);
    if (std::ptrdiff_t(rows.length(row)) != expected)
      refuse_line(codes::bad_format, file, rows.lines[row],
                  fmt::format("needs {} distances to go on as the rows before, got {}", expected, rows.length(row)));
  }
  refuse_line(codes::bad_format, file, rows.lines.back(),
              fmt::format("needs a square or a triangle, got {} rows of {} to {} distances", count, rows.length(0),
                          rows.length(count - 1)));
}

/// n with n (n - 1) / 2 == pairs.
std::optional<Index> points_of(std::size_t pairs) {
  const auto n = std::uint64_t(std::llround((1 + std::sqrt(1 + 8 * double(pairs))) / 2));
  if (n >= none || n * (n - 1) / 2 != pairs) return std::nullopt;
  return Index(n);
}

/// The strict lower triangle of a strict upper one, both row after row.
std::vector<double> lower_of_upper(Index points, const std::vector<double>& upper) {
  std::vector<double> lower;
  lower.reserve(upper.size());
  for (std::uint64_t i = 0; i < points; ++i)
    for (std::uint64_t j = 0; j < i; ++j) lower.push_back(upper[j * points - j * (j + 1) / 2 + (i - j - 1)]);
  return lower;
}

DistanceMatrix condensed(std::vector<double> values, DistanceFormat format, std::string_view file) {
  const auto points = points_of(values.size());
  if (!points) refuse(codes::bad_shape, file, fmt::format("needs n (n - 1) / 2 distances, got {}", values.size()));
  if (format != DistanceFormat::lower) values = lower_of_upper(*points, values);
  return naming(file, [&] { return DistanceMatrix(*points, std::move(values)); });
}

/// Leaves out the diagonal of a triangle when the rows hold it: their last entries (lower) or first ones (upper) are
/// all 0.
std::vector<double> without_diagonal(const RaggedRows& rows, bool is_lower) {
  const auto diagonal = [&](std::size_t row) { return is_lower ? rows.begin[row + 1] - 1 : rows.begin[row]; };
  for (std::size_t row = 0; row < rows.rows(); ++row)
    if (rows.values[diagonal(row)] != 0) return rows.values;
  std::vector<double> strict;
  for (std::size_t row = 0; row < rows.rows(); ++row)
    for (std::size_t i = rows.begin[row]; i < rows.begin[row + 1]; ++i)
      if (i != diagonal(row)) strict.push_back(rows.values[i]);
  return strict;
}

DistanceMatrix text_matrix(Source source, DistanceFormat format) {
  const RaggedRows rows = parse_rows(source);
  if (format == DistanceFormat::automatic) format = sniffed(rows, source.name);
  if (format == DistanceFormat::full) {
    if (!grows(rows, rows.rows(), 0))
      refuse_line(codes::bad_format, source.name, rows.lines.back(),
                  fmt::format("a full matrix of {} rows needs {} columns", rows.rows(), rows.rows()));
    return naming(source.name,
                  [&] { return DistanceMatrix::from_full(index_of(rows.rows(), source.name, "points"), rows.values); });
  }
  const bool is_lower = format == DistanceFormat::lower;
  const bool is_triangle = is_lower ? grows(rows, 1, 1) : grows(rows, rows.rows(), -1);
  return condensed(is_triangle ? without_diagonal(rows, is_lower) : rows.values, format, source.name);
}

DistanceMatrix dense_matrix(Source source, const Context& context) {
  const MatrixMarket matrix = parse_matrix_market(source, context);
  if (!matrix.is_dense)
    refuse(codes::bad_request, source.name, "distances need every pair, so an array, got coordinates",
           "read.graphs reads sparse distances as a weighted graph");
  if (matrix.rows != matrix.columns)
    refuse(codes::bad_shape, source.name,
           fmt::format("needs a square matrix, got {} x {}", matrix.rows, matrix.columns));
  return naming(source.name, [&] { return DistanceMatrix::from_full(matrix.rows, matrix.full()); });
}

/// What an archive calls its points, one a row of every matrix; empty where it does not say.
std::vector<std::string> names_in(Source source, std::uint64_t count, const Context& context) {
  if (!is_npz(source.bytes)) return {};
  const auto members = list_npz(source);
  if (std::ranges::find(members, "names", &Member::name) == members.end()) return {};
  Array array = read_npz(source, "names", context.memory_budget());
  if (!array.is_text() || array.count() != count)
    refuse(codes::bad_shape, source.name,
           fmt::format("needs {} names, one a row of every matrix, got {}", count, array.count()));
  return std::move(array.text);
}

Collection<DistanceMatrix> array_matrices(Source source, const DistancesOptions& options, const Context& context) {
  const Array array = read_array(source, chosen_array(source, options.array, "distances"), context.memory_budget());
  need_numbers(array, {1, 2, 3}, source.name, "distances");
  Collection<DistanceMatrix> matrices;
  if (array.shape.size() == 1) {
    matrices.add(file_stem(source.name), condensed(array.values, options.format, source.name));
    return matrices;
  }

  const std::uint64_t points = array.shape.back();
  if (array.shape[array.shape.size() - 2] != points)
    refuse(codes::bad_shape, source.name,
           fmt::format("needs square matrices, got shape ({})", fmt::join(array.shape, ", ")));
  const std::uint64_t entries = points * points, count = array.values.size() / entries;
  const auto all_names = names_in(source, count * points, context);
  for (std::uint64_t matrix = 0; matrix < count; ++matrix) {
    const auto begin = array.values.begin() + std::ptrdiff_t(matrix * entries);
    const std::vector<double> full(begin, begin + std::ptrdiff_t(entries));
    std::vector<std::string> names;
    if (!all_names.empty()) {
      const auto first = all_names.begin() + std::ptrdiff_t(matrix * points);
      names.assign(first, first + std::ptrdiff_t(points));
    }
    matrices.add(array.shape.size() == 2 ? file_stem(source.name) : index_id(matrix), naming(source.name, [&] {
                   return DistanceMatrix::from_full(index_of(points, source.name, "points"), full, std::move(names));
                 }));
  }
  return matrices;
}

}  // namespace

Collection<DistanceMatrix> parse_distances(Source source, const DistancesOptions& options, const Context& context) {
  if (is_npy(source.bytes) || is_npz(source.bytes)) return array_matrices(source, options, context);
  if (!options.array.empty()) refuse(codes::bad_request, source.name, "'array' is for .npz files", "leave it out");
  Collection<DistanceMatrix> matrices;
  matrices.add(file_stem(source.name), dipha_points(source)       ? parse_dipha_distances(source)
                                       : is_matrix_market(source) ? dense_matrix(source, context)
                                                                  : text_matrix(source, options.format));
  return matrices;
}

Collection<DistanceMatrix> read_distances(const DistancesOptions& options, const Context& context) {
  const File file = read_file(options.path, context.memory_budget());
  return parse_distances(file.source(), options, context);
}

}  // namespace tessera::exchange
