// SPDX-License-Identifier: MIT
#include "tessera/exchange/points.hpp"

#include "exchange/arff.hpp"
#include "exchange/lines.hpp"
#include "exchange/matrix_market.hpp"
#include "exchange/place.hpp"
#include "exchange/rows.hpp"
#include "exchange/svmlight.hpp"
#include "exchange/xyz.hpp"
#include "tessera/exchange/array.hpp"

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

PointCloud cloud_of(NumberTable&& block) { return PointCloud(block.rows, block.columns, std::move(block.values)); }

/// Where each cloud of an array starts, and the end of the last.
std::vector<std::uint64_t> cloud_starts(Source source, const Array& array, const std::string& offsets_name,
                                        const Context& context) {
  const std::uint64_t rows = array.values.size() / array.shape.back();
  if (offsets_name.empty()) {
    const std::uint64_t clouds = array.shape.size() == 3 ? array.shape[0] : 1;
    std::vector<std::uint64_t> starts;
    for (std::uint64_t cloud = 0; cloud <= clouds; ++cloud) starts.push_back(cloud * (rows / clouds));
    return starts;
  }

  const Array offsets = read_array(source, offsets_name, context.memory_budget());
  need_numbers(offsets, {1}, source.name, "offsets");
  std::vector<std::uint64_t> starts;
  for (const double offset : offsets.values) {
    const bool is_place = offset >= 0 && offset <= double(rows) && offset == double(std::uint64_t(offset));
    if (!is_place || (!starts.empty() && std::uint64_t(offset) < starts.back()))
      refuse(codes::bad_value, source.name,
             fmt::format("offsets need to increase from 0 to {}, got {} at position {}", rows, offset, starts.size()));
    starts.push_back(std::uint64_t(offset));
  }
  if (starts.front() != 0 || starts.back() != rows)
    refuse(codes::bad_value, source.name,
           fmt::format("offsets need to run from 0 to {}, got {} to {}", rows, starts.front(), starts.back()));
  return starts;
}

Collection<PointCloud> array_clouds(Source source, const PointsOptions& options, const Context& context) {
  const std::string name = chosen_array(source, options.array, "points");
  // An archive that write.points_npz wrote is read whole: its clouds are told apart by its offsets.
  const bool is_own = options.array.empty() && !name.empty();
  const std::string offsets = is_own ? chosen_array(source, options.offsets, "offsets") : options.offsets;
  const Array array = read_array(source, name, context.memory_budget());
  need_numbers(array, offsets.empty() ? std::vector<std::size_t>{2, 3} : std::vector<std::size_t>{2}, source.name,
               "points");
  const auto columns = array_columns(options.columns, array.shape.back(), source.name);
  const auto starts = cloud_starts(source, array, offsets, context);
  const bool is_lone = offsets.empty() && array.shape.size() == 2;

  Collection<PointCloud> clouds;
  std::uint64_t kept = 0;
  for (std::size_t cloud = 0; cloud + 1 < starts.size(); ++cloud) {
    auto block = rows_of(array, starts[cloud], starts[cloud + 1], columns, options.on_nonfinite, source.name);
    kept += block.rows;
    clouds.add(is_lone ? file_stem(source.name) : index_id(cloud), cloud_of(std::move(block)));
  }
  warn_dropped(starts.back() - kept, starts.back(), source.name, context);
  return clouds;
}

PointCloud table_cloud(Source source, const PointsOptions& options, const Context& context) {
  const TextTable table = parse_table(source, {options.delimiter, options.header});
  std::vector<std::size_t> columns;
  for (const std::string& column : options.columns) columns.push_back(table.column(column));
  auto block = numbers(table, columns, options.on_nonfinite);
  warn_dropped(table.rows() - block.rows, table.rows(), source.name, context);
  return cloud_of(std::move(block));
}

/// The rows of a dense array, those that are finite or all.
PointCloud rows_cloud(const Array& array, const PointsOptions& options, std::string_view file, const Context& context) {
  const auto columns = array_columns(options.columns, array.shape[1], file);
  auto block = rows_of(array, 0, array.shape[0], columns, options.on_nonfinite, file);
  if (block.rows == 0) refuse(codes::too_few, file, "needs at least one row of finite numbers, got none");
  warn_dropped(array.shape[0] - block.rows, array.shape[0], file, context);
  return cloud_of(std::move(block));
}

PointCloud matrix_cloud(Source source, const PointsOptions& options, const Context& context) {
  const MatrixMarket matrix = parse_matrix_market(source, context);
  if (!matrix.is_dense || matrix.is_symmetric)
    refuse(codes::bad_request, source.name, "points need a general array, one a row",
           "read.graphs reads coordinates, read.distances symmetric arrays");
  const Array array{.dtype = "<f8", .shape = {matrix.rows, matrix.columns}, .values = matrix.full(), .text = {}};
  need_numbers(array, {2}, source.name, "points");
  return rows_cloud(array, options, source.name, context);
}

PointCloud arff_cloud(Source source, const PointsOptions& options, const Context& context) {
  const ArffTable arff = parse_arff(source);
  std::vector<std::size_t> columns = options.columns.empty() ? arff.numeric_columns() : std::vector<std::size_t>{};
  for (const std::string& column : options.columns) columns.push_back(arff.table.column(column));
  if (columns.empty()) refuse(codes::bad_shape, source.name, "needs a numeric attribute, got none");
  auto block = numbers(arff.table, columns, options.on_nonfinite);
  warn_dropped(arff.table.rows() - block.rows, arff.table.rows(), source.name, context);
  return cloud_of(std::move(block));
}

Collection<PointCloud> frames(Source source, const Context& context) {
  Collection<PointCloud> clouds;
  auto all = parse_xyz(source, context);
  for (std::size_t frame = 0; frame < all.size(); ++frame)
    clouds.add(all.size() == 1 ? file_stem(source.name) : index_id(frame), std::move(all[frame]));
  return clouds;
}

bool is_off(Source source) {
  Lines lines(source);
  if (!lines.next_content()) return false;
  std::string_view rest = lines.text();
  const auto word = next_word(rest);
  return word == "OFF" || word == "nOFF";
}

/// The one cloud of a text.
PointCloud lone_cloud(Source source, const PointsOptions& options, const Context& context) {
  if (is_off(source)) return parse_off(source);
  if (is_matrix_market(source)) return matrix_cloud(source, options, context);
  if (is_arff(source)) return arff_cloud(source, options, context);
  if (is_svmlight(source))
    return rows_cloud(parse_svmlight(source, options.first_feature, context).dense(source.name, context), options,
                      source.name, context);
  return table_cloud(source, options, context);
}

}  // namespace

Collection<PointCloud> parse_points(Source source, const PointsOptions& options, const Context& context) {
  if (is_npy(source.bytes) || is_npz(source.bytes)) return array_clouds(source, options, context);
  if (!options.array.empty() || !options.offsets.empty())
    refuse(codes::bad_request, source.name, "'array' and 'offsets' are for .npz files", "leave them out");

  if (is_xyz(source)) return frames(source, context);
  Collection<PointCloud> clouds;
  clouds.add(file_stem(source.name), lone_cloud(source, options, context));
  return clouds;
}

Collection<PointCloud> read_points(const PointsOptions& options, const Context& context) {
  const File file = read_file(options.path, context.memory_budget());
  return parse_points(file.source(), options, context);
}

}  // namespace tessera::exchange
