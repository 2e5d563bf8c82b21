// SPDX-License-Identifier: MIT
#include "tessera/geometry/image_channels.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>

using namespace tessera;

namespace {

const Context context;
constexpr auto above = ThresholdSide::above;

Image random_image(std::mt19937& random, int axes, int levels) {
  const auto between = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  std::vector<Index> shape;
  std::size_t pixels = 1;
  for (int axis = 0; axis < axes; ++axis) {
    shape.push_back(Index(between(1, std::array{40, 12, 7, 4}[std::size_t(axes) - 1])));
    pixels *= shape.back();
  }
  std::vector<double> values(pixels);
  for (double& value : values) value = between(0, levels);
  return Image(shape, values);
}

std::vector<long> coordinates(const Image& image, std::size_t pixel) {
  std::vector<long> at(image.shape().size());
  for (std::size_t axis = at.size(); axis-- > 0; pixel /= image.shape()[axis])
    at[axis] = long(pixel % image.shape()[axis]);
  return at;
}

long squared_distance(const Image& image, std::size_t a, std::size_t b) {
  const auto p = coordinates(image, a), q = coordinates(image, b);
  long sum = 0;
  for (std::size_t axis = 0; axis < p.size(); ++axis) sum += (p[axis] - q[axis]) * (p[axis] - q[axis]);
  return sum;
}

/// The least distance to a pixel of the other kind, pair by pair.
std::vector<double> naive_distances(const Image& image, double threshold, bool is_above, bool is_signed) {
  const auto is_in = [&](std::size_t pixel) {
    return is_above ? image.values()[pixel] >= threshold : image.values()[pixel] <= threshold;
  };
  double diagonal = 0;
  for (const Index side : image.shape()) diagonal += double(side) * double(side);
  std::vector<double> distances;
  for (std::size_t pixel = 0; pixel < image.values().size(); ++pixel) {
    double least = diagonal;
    for (std::size_t other = 0; other < image.values().size(); ++other)
      if (is_in(other) != is_in(pixel)) least = std::min(least, double(squared_distance(image, pixel, other)));
    distances.push_back(!is_in(pixel) ? std::sqrt(least) : is_signed ? -std::sqrt(least) : 0);
  }
  return distances;
}

/// The sum over all pixels of the mirrored plane, weight by weight.
double naive_smoothing(const Image& image, double scale, std::size_t pixel) {
  const long reach = long(std::ceil(4 * scale));
  double total = 0;
  for (long k = -reach; k <= reach; ++k) total += std::exp(-0.5 * double(k * k) / (scale * scale));
  const auto center = coordinates(image, pixel);
  double sum = 0;
  std::vector<long> step(center.size(), -reach);
  for (bool is_done = false; !is_done;) {
    double weight = 1;
    std::size_t source = 0;
    for (std::size_t axis = 0; axis < center.size(); ++axis) {
      weight *= std::exp(-0.5 * double(step[axis] * step[axis]) / (scale * scale)) / total;
      const long side = long(image.shape()[axis]);
      long at = center[axis] + step[axis];
      while (at < 0 || at >= side) at = at < 0 ? -1 - at : 2 * side - 1 - at;
      source = source * std::size_t(side) + std::size_t(at);
    }
    sum += weight * image.values()[source];
    is_done = true;
    for (std::size_t axis = 0; axis < step.size() && is_done; ++axis) {
      is_done = ++step[axis] > reach;
      if (is_done) step[axis] = -reach;
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("distances to a corner are those of a ruler", "[geometry][image_channels][example]") {
  const Image corner({3, 4}, {9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  const auto distance = distance_transform(corner, 5, above, false, context).values();
  CHECK(distance[3] == 3);
  CHECK(distance[5] == std::sqrt(2.0));
  CHECK(distance[11] == std::sqrt(13.0));
  CHECK(distance_transform(corner, 5, above, true, context).values()[0] == -1);
  CHECK(distance_transform(corner, 10, above, false, context).values() == std::vector<double>(12, 5));
  CHECK(distance_transform(corner, -1, above, false, context).values() == std::vector<double>(12, 0));
  CHECK(distance_transform(corner, -1, above, true, context).values() == std::vector<double>(12, -5));
}

TEST_CASE("distances are the least over all pairs of pixels", "[geometry][image_channels][oracle]") {
  std::mt19937 random(2);
  for (int trial = 0; trial < 400; ++trial) {
    const Image image = random_image(random, trial % 4 + 1, trial % 3 == 0 ? 20 : 3);
    const double threshold = trial % 3 == 0 ? 19 : 2;
    const bool is_above = trial % 5 < 3, is_signed = trial % 2;
    INFO("trial " << trial << ", " << image.brief());
    CHECK(distance_transform(image, threshold, is_above ? above : ThresholdSide::below, is_signed, context).values() ==
          naive_distances(image, threshold, is_above, is_signed));
  }
}

TEST_CASE("smoothing is the sum over the mirrored plane", "[geometry][image_channels][oracle]") {
  std::mt19937 random(3);
  for (int trial = 0; trial < 24; ++trial) {
    const Image image = random_image(random, trial % 3 + 1, 50);
    const double scale = std::array{0.4, 0.9, 1.5}[std::size_t(trial % 2 + (trial % 3 == 0))];
    const Image smoothed = gaussian_smoothing(image, scale, context);
    INFO("trial " << trial << ", " << image.brief() << ", scale " << scale);
    for (std::size_t pixel = 0; pixel < image.values().size(); pixel += 7)
      CHECK(smoothed.values()[pixel] == Approx(naive_smoothing(image, scale, pixel)).epsilon(1e-12));
  }
}

TEST_CASE("smoothing keeps the mean, and a constant far beyond its border", "[geometry][image_channels][law]") {
  std::mt19937 random(4);
  const Image image = random_image(random, 2, 9);
  const auto sum = [](const Image& of) {
    double total = 0;
    for (const double value : of.values()) total += value;
    return total;
  };
  CHECK(sum(gaussian_smoothing(image, 2.5, context)) == Approx(sum(image)));
  CHECK(gaussian_smoothing(image, 0, context) == image);
  const Image flat = gaussian_smoothing(Image({1, 3}, {7, 7, 7}), 200, context);
  for (const double value : flat.values()) CHECK(value == Approx(7).epsilon(1e-12));
}

TEST_CASE("the gradient of a plane has one length", "[geometry][image_channels][example]") {
  std::vector<double> values;
  for (int x = 0; x < 5; ++x)
    for (int z = 0; z < 6; ++z) values.push_back(3.0 * x - 4.0 * z);
  CHECK(gradient_magnitude(Image({5, 1, 6}, values), context).values() == std::vector<double>(30, 5));
  CHECK(gradient_magnitude(Image({1}, {8}), context).values() == std::vector<double>{0});
}

TEST_CASE("channels are their parts, on any number of threads", "[geometry][image_channels][law]") {
  std::mt19937 random(6);
  std::vector<double> values(60 * 70 * 30);
  for (double& value : values) value = double(random() % 101);
  values[0] = 0, values[1] = 100;
  const Image image({60, 70, 30}, values);
  const auto one = image_channels(image, {.scale = 1.5, .is_signed = true}, context);
  const auto four = image_channels(image, {.scale = 1.5, .is_signed = true}, Context({.threads = 4}));
  CHECK(one.smoothed == four.smoothed);
  CHECK(one.gradient == four.gradient);
  CHECK(one.distance == four.distance);
  CHECK(one.smoothed == gaussian_smoothing(image, 1.5, context));
  CHECK(one.gradient == gradient_magnitude(one.smoothed, context));
  CHECK(one.distance == distance_transform(image, 50, above, true, context));
}

TEST_CASE("a scale or a threshold out of range is refused", "[geometry][image_channels][error]") {
  const Image image({2}, {0, 1});
  CHECK(code_of([&] { image_channels(image, {.scale = -1}, context); }) == "D106");
  CHECK(code_of([&] { image_channels(image, {.scale = std::nan("")}, context); }) == "D106");
  CHECK(code_of([&] { image_channels(image, {.scale = 1e9}, context); }) == "D106");
  CHECK(code_of([&] { image_channels(image, {.threshold = std::numeric_limits<double>::infinity()}, context); }) ==
        "D106");
  CHECK(code_of([&] { image_channels(Image({0}, {}), {}, context); }) == "D102");
}
