// SPDX-License-Identifier: MIT
#include "tessera/exchange/images.hpp"

#include "exchange/image_formats.hpp"
#include "exchange/label_names.hpp"
#include "exchange/place.hpp"
#include "exchange/rows.hpp"
#include "tessera/exchange/array.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

/// The shape asked for, which must hold `pixels` pixels.
std::vector<Index> folded(const std::vector<Index>& shape, std::uint64_t pixels, std::string_view file) {
  if (shape.empty())
    refuse(codes::bad_request, file,
           fmt::format("its images are flat rows of {} pixels, so their shape must be given", pixels),
           "set 'shape', as in shape = [8, 8]");
  std::uint64_t product = 1;
  for (const Index size : shape)
    if (__builtin_mul_overflow(product, std::uint64_t{size}, &product)) product = ~std::uint64_t{0};
  if (product != pixels)
    refuse(codes::bad_shape, file,
           fmt::format("an image of shape ({}) needs {} pixels, got {}", fmt::join(shape, ", "), product, pixels));
  return shape;
}

void add_images(ImageData& data, const NumberTable& block, const std::vector<Index>& shape, Index first) {
  const Index count = first == 0 ? block.rows : std::min(first, block.rows);
  for (Index image = 0; image < count; ++image) {
    const auto begin = block.values.begin() + std::ptrdiff_t(std::uint64_t{image} * block.columns);
    data.images.add(index_id(image), Image(shape, std::vector<double>(begin, begin + std::ptrdiff_t(block.columns))));
  }
}

void add_labels(ImageData& data, std::vector<std::string> names, Index all, std::string_view file) {
  if (names.size() != all)
    refuse(codes::bad_shape, file, fmt::format("{} images need as many labels, got {}", all, names.size()));
  names.resize(data.images.size());
  data.labels = Labels(names);
}

void check_dimension(const ImagesOptions& options, std::string_view file) {
  if (!options.dimension || options.shape.empty() || options.shape.size() == *options.dimension) return;
  refuse(codes::bad_request, file,
         fmt::format("images of {} axes need a shape of as many numbers, got ({})", *options.dimension,
                     fmt::join(options.shape, ", ")),
         "change 'shape' or 'dimension'");
}

/// The array as (images, pixels), and the shape of an image.
std::vector<Index> split(Array& array, const ImagesOptions& options, std::string_view file) {
  const bool are_flat_rows = array.shape.size() == 2 && !options.shape.empty();
  if (!options.dimension || are_flat_rows) {
    need_numbers(array, {2, 3, 4, 5}, file, "images");
  } else {
    need_numbers(array, {*options.dimension, *options.dimension + 1}, file,
                 fmt::format("images of {} axes: one, or a stack of them,", *options.dimension));
    if (array.shape.size() == *options.dimension) array.shape.insert(array.shape.begin(), 1);
  }

  const std::uint64_t count = array.shape[0], pixels = array.values.size() / count;
  std::vector<Index> shape = options.shape;
  if (shape.empty() && (array.shape.size() > 2 || options.dimension))
    for (std::size_t axis = 1; axis < array.shape.size(); ++axis)
      shape.push_back(index_of(array.shape[axis], file, "pixels"));
  array.shape = {count, pixels};
  return folded(shape, pixels, file);
}

/// The image of a file that holds one, of all its axes unless `dimension` says otherwise.
ImageData lone_image(Array array, ImagesOptions options, std::string_view file) {
  if (!options.array.empty()) refuse(codes::bad_request, file, "'array' is for .npz files", "leave it out");
  if (!options.labels.empty())
    refuse(codes::bad_request, file, "an image in a file of its own has no labels", "leave 'labels' out");
  if (!options.shape.empty())
    refuse(codes::bad_request, file, "the file knows the shape of its image", "leave 'shape' out");
  if (!options.dimension) options.dimension = Index(std::min<std::size_t>(array.shape.size(), 4));
  const std::vector<Index> shape = split(array, options, file);
  const auto block = rows_of(array, 0, array.shape[0], {}, OnNonfinite::error, file);
  ImageData data;
  add_images(data, block, shape, options.first);
  return data;
}

ImageData perseus_image(Source source, const ImagesOptions& options, const Context& context) {
  PerseusImage image = parse_perseus(source);
  if (!image.glued.empty())
    context.warn(fmt::format("{} glues the ends of axes [{}]: say so where its cubes are built, by 'periodic'",
                             source.name, fmt::join(image.glued, ", ")));
  return lone_image(std::move(image.array), options, source.name);
}

ImageData array_images(Source source, const ImagesOptions& options, const Context& context) {
  Array array = read_array(source, chosen_array(source, options.array, "images"), context.memory_budget());
  const std::vector<Index> shape = split(array, options, source.name);
  const auto block = rows_of(array, 0, array.shape[0], {}, OnNonfinite::error, source.name);
  ImageData data;
  add_images(data, block, shape, options.first);
  if (!options.labels.empty())
    add_labels(data, label_names(read_array(source, options.labels, context.memory_budget()), source.name), block.rows,
               source.name);
  return data;
}

/// A table whose cells are the pixels of one picture.
ImageData one_picture(const TextTable& table, const ImagesOptions& options, std::string_view file) {
  if (!options.labels.empty())
    refuse(codes::bad_request, file, "a table that is one picture has no labels", "leave 'labels' out, or set 'shape'");
  std::vector<std::size_t> columns(table.columns);
  std::iota(columns.begin(), columns.end(), std::size_t{0});
  auto block = numbers(table, columns);
  ImageData data;
  data.images.add(index_id(0), Image({block.rows, block.columns}, std::move(block.values)));
  return data;
}

ImageData table_images(Source source, const ImagesOptions& options) {
  const TextTable table = parse_table(source, {options.delimiter, options.header});
  if (options.dimension == 2 && options.shape.empty()) return one_picture(table, options, source.name);
  const std::size_t label = options.labels.empty() ? table.columns : table.column(options.labels);
  std::vector<std::size_t> pixels;
  for (std::size_t column = 0; column < table.columns; ++column)
    if (column != label) pixels.push_back(column);
  if (pixels.empty()) refuse(codes::bad_shape, source.name, "needs a column of pixels beside the labels, got none");
  const auto shape = folded(options.shape, pixels.size(), source.name);

  const auto block = numbers(table, pixels);
  ImageData data;
  add_images(data, block, shape, options.first);
  if (label < table.columns) add_labels(data, label_names(table, label), block.rows, source.name);
  return data;
}

}  // namespace

ImageData parse_images(Source source, const ImagesOptions& options, const Context& context) {
  check_dimension(options, source.name);
  if (options.format == ImageFormat::perseus) return perseus_image(source, options, context);
  if (is_npy(source.bytes) || is_npz(source.bytes)) return array_images(source, options, context);
  if (const auto header = image_header(source))
    return lone_image(parse_binary_image(source, header->format, context.memory_budget()), options, source.name);
  if (!options.array.empty()) refuse(codes::bad_request, source.name, "'array' is for .npz files", "leave it out");
  return table_images(source, options);
}

ImageData read_images(const ImagesOptions& options, const Context& context) {
  const File file = read_file(options.path, context.memory_budget());
  return parse_images(file.source(), options, context);
}

}  // namespace tessera::exchange
