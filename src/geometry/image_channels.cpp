// SPDX-License-Identifier: MIT
#include "tessera/geometry/image_channels.hpp"

#include "geometry/image_lines.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr double largest_scale = 1000;

void check_pixels(const Image& image, const Context& context) {
  if (image.values().empty()) throw Error(codes::bad_shape, "needs a pixel, got an image without");
  context.require_memory(image.values().size() * 5 * sizeof(double),
                         fmt::format("channels of {} pixels", image.values().size()), "take a part of the image");
}

void check_scale(double scale) {
  if (!(scale >= 0 && scale <= largest_scale))
    throw Error(codes::bad_request, fmt::format("needs 0 to {} pixels, got {}", largest_scale, format_double(scale)))
        .within("scale");
}

/// Weights of the pixels at distances 0, 1, ...: the Gaussian, scaled so that both sides together sum to one.
std::vector<double> gaussian_weights(double scale) {
  std::vector<double> weights{1};
  double sum = 1;
  for (int distance = 1; distance <= int(std::ceil(4 * scale)); ++distance) {
    weights.push_back(std::exp(-0.5 * (distance / scale) * (distance / scale)));
    sum += 2 * weights.back();
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

/// Convolves a line that goes on mirrored at both ends.
void convolve(std::vector<double>& line, const std::vector<double>& weights, std::vector<double>& padded) {
  const std::ptrdiff_t side = std::ptrdiff_t(line.size()), reach = std::ptrdiff_t(weights.size()) - 1;
  padded.resize(std::size_t(side + 2 * reach));
  for (std::ptrdiff_t i = -reach; i < side + reach; ++i) {
    const std::ptrdiff_t folded = ((i % (2 * side)) + 2 * side) % (2 * side);
    padded[std::size_t(i + reach)] = line[std::size_t(folded < side ? folded : 2 * side - 1 - folded)];
  }
  for (std::ptrdiff_t i = 0; i < side; ++i) {
    const double* center = padded.data() + i + reach;
    double sum = weights[0] * center[0];
    for (std::ptrdiff_t k = 1; k <= reach; ++k) sum += weights[std::size_t(k)] * (center[-k] + center[k]);
    line[std::size_t(i)] = sum;
  }
}

/// The derivative along a line of two pixels or more, squared.
void square_slopes(std::vector<double>& line, std::vector<double>& values) {
  values = line;
  const std::size_t last = line.size() - 1;
  for (std::size_t i = 0; i <= last; ++i) {
    const std::size_t low = i == 0 ? 0 : i - 1, high = i == last ? last : i + 1;
    const double slope = (values[high] - values[low]) / double(high - low);
    line[i] = slope * slope;
  }
}

double middle_of_range(const Image& image) {
  const auto [least, largest] = std::ranges::minmax(image.values());
  return 0.5 * least + 0.5 * largest;
}

}  // namespace

Image gaussian_smoothing(const Image& image, double scale, const Context& context) {
  check_pixels(image, context);
  check_scale(scale);
  std::vector<double> values = image.values();
  const auto weights = gaussian_weights(scale);
  for (std::size_t axis = 0; axis < image.shape().size() && weights.size() > 1; ++axis)
    transform_lines(
        values, image.shape(), axis, context, [] { return std::vector<double>(); },
        [&](std::vector<double>& line, std::vector<double>& padded) { convolve(line, weights, padded); });
  return Image(image.shape(), std::move(values));
}

Image gradient_magnitude(const Image& image, const Context& context) {
  check_pixels(image, context);
  std::vector<double> lengths(image.values().size(), 0), squares;
  for (std::size_t axis = 0; axis < image.shape().size(); ++axis) {
    if (image.shape()[axis] == 1) continue;
    squares = image.values();
    transform_lines(
        squares, image.shape(), axis, context, [] { return std::vector<double>(); }, square_slopes);
    for (std::size_t i = 0; i < lengths.size(); ++i) lengths[i] += squares[i];
  }
  for (double& length : lengths) length = std::sqrt(length);
  return Image(image.shape(), std::move(lengths));
}

ImageChannels image_channels(const Image& image, const ImageChannelsOptions& options, const Context& context) {
  check_pixels(image, context);
  ImageChannels channels;
  channels.smoothed = gaussian_smoothing(image, options.scale, context);
  channels.gradient = gradient_magnitude(channels.smoothed, context);
  channels.distance = distance_transform(image, options.threshold ? *options.threshold : middle_of_range(image),
                                         options.side, options.is_signed, context);
  return channels;
}

}  // namespace tessera
