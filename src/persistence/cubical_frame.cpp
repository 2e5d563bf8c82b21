// SPDX-License-Identifier: MIT
#include "persistence/cubical_frame.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera {
namespace {

void check_shape(const Image& image) {
  const auto& shape = image.shape();
  if (shape.empty() || shape.size() > CubicalFrame::max_dimension)
    throw Error(codes::bad_shape, fmt::format("needs an image of 1 to 4 axes, got {}", shape.size()));
  if (image.values().empty())
    throw Error(codes::bad_shape,
                fmt::format("needs a pixel, got an image of shape ({})", fmt::join(image.shape(), ", ")));
}

void check_periodic(const std::vector<Index>& periodic, std::size_t axes) {
  for (auto axis = periodic.begin(); axis != periodic.end(); ++axis) {
    if (*axis >= axes)
      throw Error(codes::bad_request, fmt::format("needs axes below {}, got {}", axes, *axis)).within("periodic");
    if (std::find(periodic.begin(), axis, *axis) != axis)
      throw Error(codes::bad_request, fmt::format("needs each axis once, got {} twice", *axis)).within("periodic");
  }
}

/// What the whole computation may hold at once, a slot.
std::uint64_t bytes_per_slot(int dimension, bool has_cells) {
  const std::uint64_t flows = 2 * sizeof(Index),
                      critical = 36;  // lists, links, trees and bars of noise, which has 0.6 critical cells a slot
  return sizeof(double) + flows + critical + (has_cells ? (std::uint64_t{1} << dimension) + 16 : 0);
}

/// Strides, borders and the number of slots. Throws R303 when the cubes cannot be numbered.
void number_slots(CubicalFrame& frame) {
  std::uint64_t stride = 1, first = 0, last = 0;
  for (int i = frame.dimension; i-- > 0;) {
    const auto axis = std::size_t(i);
    frame.stride[axis] = Index(stride);
    first += stride;
    last += stride * frame.side[axis];
    stride *= std::uint64_t{frame.side[axis]} + 1;
    if (stride << frame.dimension > none) break;
  }
  const std::uint64_t cubes = std::max(first + last + 1, stride) << frame.dimension;
  if (cubes > none)
    throw Error(codes::over_cap, fmt::format("needs fewer than 2^32 cubes, got {} or more", cubes),
                "take a part of the image, or a coarser one");
  frame.first = Index(first);
  frame.slots = Index(first + last + 1);
}

/// The slot of the first pixel of a row; rows are counted in row-major order.
Index row_begin(const CubicalFrame& frame, std::size_t row) {
  Index slot = frame.first;
  for (int axis = frame.dimension - 1; axis-- > 0;) {
    const auto i = std::size_t(axis);
    slot += Index(row % frame.side[i]) * frame.stride[i];
    row /= frame.side[i];
  }
  return slot;
}

/// Each row with the border before it, the last also with the one after it.
void place_values(CubicalFrame& frame, const Image& image, bool is_superlevel, const Context& context) {
  frame.values.resize(frame.slots);
  const double sign = is_superlevel ? -1 : 1;
  const Index length = frame.dimension == 0 ? 1 : frame.side[std::size_t(frame.dimension) - 1];
  const std::size_t rows = image.values().size() / length;
  parallel_for(context, rows, std::max<std::size_t>(1, 65536 / length), [&](std::size_t row) {
    const Index begin = row_begin(frame, row);
    const Index border = row == 0 ? 0 : row_begin(frame, row - 1) + length;
    std::fill(frame.values.begin() + border, frame.values.begin() + begin, infinity);
    const double* pixel = image.values().data() + row * length;
    for (Index x = 0; x < length; ++x) frame.values[begin + x] = sign * pixel[x] + 0.0;  // no -0, so equal means equal
    if (row + 1 == rows) std::fill(frame.values.begin() + begin + length, frame.values.end(), infinity);
  });
}

}  // namespace

CubicalFrame cubical_frame(const Image& image, const CubicalBarcodeOptions& options, const Context& context) {
  check_shape(image);
  const auto& shape = image.shape();
  check_periodic(options.periodic, shape.size());

  CubicalFrame frame;
  frame.construction = options.construction;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    if (shape[axis] == 1) continue;
    const auto i = std::size_t(frame.dimension++);
    frame.side[i] = shape[axis];
    frame.axis[i] = int(axis);
    frame.wraps[i] = std::ranges::find(options.periodic, axis) != options.periodic.end();
  }
  number_slots(frame);
  context.require_memory(bytes_per_slot(frame.dimension, frame.dimension > 2 || options.cycles) * frame.slots,
                         fmt::format("the cubes of {} pixels", image.values().size()),
                         "take a part of the image, or a coarser one");
  place_values(frame, image, options.direction == Direction::superlevel, context);
  return frame;
}

}  // namespace tessera
