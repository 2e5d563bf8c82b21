// SPDX-License-Identifier: MIT
// Squared distances one axis at a time: along a line, the new value at x is the least of f(q) + (x - q)^2 over q, the
// lower envelope of parabolas of one shape, of which any two cross once. One sweep builds the envelope from the left
// (a stack: a new parabola may hide the last ones), a second one reads it (Felzenszwalb and Huttenlocher, section 2).
// In integers, so that crossings are compared without rounding.
#include "geometry/image_lines.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/geometry/image_channels.hpp"

#include <cmath>
#include <cstdint>
#include <limits>

#include <fmt/format.h>

namespace tessera {
namespace {

using Squared = std::int64_t;
constexpr Squared far = std::numeric_limits<Squared>::max();  // nothing to measure to

struct Envelope {
  std::vector<Squared> vertex;  // of the parabolas, from left to right
  std::vector<Squared> height;  // there
  std::vector<Squared> after;   // each is the lowest at integers greater than this, up to the next one's
};

Squared floor_quotient(Squared a, Squared positive) { return a / positive - (a % positive < 0); }

void lower_envelope(std::vector<Squared>& line, Envelope& envelope) {
  auto& [vertex, height, after] = envelope;
  vertex.clear();
  height.clear();
  after.clear();
  for (Squared q = 0; q < Squared(line.size()); ++q) {
    const Squared here = line[std::size_t(q)];
    if (here == far) continue;
    Squared crossing = -1;
    while (!vertex.empty()) {  // the last one is not above the new one up to the crossing
      const Squared last = vertex.back();
      crossing = floor_quotient(here + q * q - height.back() - last * last, 2 * (q - last));
      if (crossing > after.back()) break;
      vertex.pop_back();
      height.pop_back();
      after.pop_back();
      crossing = -1;
    }
    vertex.push_back(q);
    height.push_back(here);
    after.push_back(crossing);
  }
  if (vertex.empty()) return;

  std::size_t k = 0;
  for (Squared x = 0; x < Squared(line.size()); ++x) {
    while (k + 1 < vertex.size() && after[k + 1] < x) ++k;
    line[std::size_t(x)] = height[k] + (x - vertex[k]) * (x - vertex[k]);
  }
}

/// The squared distance to the nearest pixel with value `site` in `is_in`.
std::vector<Squared> squared_distances(const std::vector<bool>& is_in, bool site, const std::vector<Index>& shape,
                                       const Context& context) {
  std::vector<Squared> squares(is_in.size());
  for (std::size_t i = 0; i < squares.size(); ++i) squares[i] = is_in[i] == site ? 0 : far;
  for (std::size_t axis = shape.size(); axis-- > 0;)
    transform_lines(
        squares, shape, axis, context, [] { return Envelope(); }, lower_envelope);
  return squares;
}

}  // namespace

Image distance_transform(const Image& image, double threshold, ThresholdSide side, bool is_signed,
                         const Context& context) {
  if (image.values().empty()) throw Error(codes::bad_shape, "needs a pixel, got an image without");
  if (!std::isfinite(threshold))
    throw Error(codes::bad_request, fmt::format("needs a finite number, got {}", format_double(threshold)))
        .within("threshold");
  double diagonal = 0;
  for (const Index pixels : image.shape()) {
    if (pixels >> 31)
      throw Error(codes::over_cap, fmt::format("needs sides below 2^31 pixels, got {}", pixels),
                  "take a part of the image");
    diagonal += double(pixels) * double(pixels);
  }
  diagonal = std::sqrt(diagonal);

  std::vector<bool> is_in(image.values().size());
  for (std::size_t i = 0; i < is_in.size(); ++i)
    is_in[i] = side == ThresholdSide::above ? image.values()[i] >= threshold : image.values()[i] <= threshold;
  const auto length = [&](Squared square) { return square == far ? diagonal : std::sqrt(double(square)); };

  std::vector<double> distances(is_in.size());
  const auto outside = squared_distances(is_in, true, image.shape(), context);
  for (std::size_t i = 0; i < distances.size(); ++i) distances[i] = length(outside[i]);
  if (is_signed) {
    const auto inside = squared_distances(is_in, false, image.shape(), context);
    for (std::size_t i = 0; i < distances.size(); ++i)
      if (is_in[i]) distances[i] = -length(inside[i]);
  }
  return Image(image.shape(), std::move(distances));
}

}  // namespace tessera
