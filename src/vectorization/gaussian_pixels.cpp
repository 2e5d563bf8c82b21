// SPDX-License-Identifier: MIT
// 1. Directly a pixel costs an erf or an exp. But as a function of the Gaussian's centre it is analytic, and its
//    derivatives are Hermite polynomials times the Gaussian.
// 2. So it is expanded around nodes, evenly spaced in every pixel ("phases") and at most a quarter of a deviation
// apart,
//    up to order 12: an eighth of a deviation away the rest is below 0.4 / 8^13 / sqrt(13!) = 1e-17.
// 3. The grid looks the same from the same phase of every pixel: one table a phase, of the pixels within 9 deviations.
// 4. All pixels of a Gaussian are then one polynomial in its offset from the node, evaluated along the row.
#include "vectorization/gaussian_pixels.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tessera {
namespace {

constexpr double reach = 9;       // in deviations: what lies beyond is below 1e-18
constexpr double spacing = 0.25;  // of nodes, in deviations, at most
constexpr int orders = 13;
// A longer table (pixels hundreds of deviations wide, or thousands to one) costs more than it saves.
constexpr double most_entries = 1 << 16;

double density(double z) { return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi); }

}  // namespace

GaussianPixels::GaussianPixels(const BarRange& range, Index pixels, double deviation, PixelValue value)
    : low_(range.low),
      step_((range.high - range.low) / pixels),
      deviation_(deviation),
      width_(step_ / deviation),
      size_(pixels),
      value_(value) {
  const double phases = std::max(1.0, std::ceil(width_ / spacing)), beyond = std::ceil(reach / width_) + 2;
  if (phases * (2 * beyond + 1) > most_entries) return;
  phases_ = Index(phases);
  reach_ = std::int64_t(beyond);
  tabulate();
}

double GaussianPixels::seen(double edge) const {
  if (value_ == PixelValue::centre) return density(edge + width_ / 2) / deviation_;
  return (std::erf((edge + width_) / std::numbers::sqrt2) - std::erf(edge / std::numbers::sqrt2)) / 2;
}

void GaussianPixels::tabulate() {
  const auto length = std::size_t(2 * reach_ + 1);
  series_.resize(phases_ * orders * length);
  for (Index phase = 0; phase < phases_; ++phase)
    for (std::int64_t pixel = -reach_; pixel <= reach_; ++pixel) {
      const double edge = (double(pixel) - double(phase) / phases_) * width_;
      double* entry = series_.data() + phase * orders * length + std::size_t(pixel + reach_);
      // Derivatives by the centre: He_n density of the value, differences of He_(n-1) density of the integral.
      const double ends[2] = {value_ == PixelValue::centre ? edge + width_ / 2 : edge, edge + width_};
      double before[2] = {0, 0}, hermite[2] = {1, 1}, factorial = 1;
      const double heights[2] = {density(ends[0]), density(ends[1])};
      entry[0] = seen(edge);
      for (int order = 1; order < orders; ++order) {
        factorial *= order;
        const double lower[2] = {hermite[0], hermite[1]};  // of order - 1
        for (int end = 0; end < 2; ++end) {
          hermite[end] = ends[end] * lower[end] - (order - 1) * before[end];
          before[end] = lower[end];
        }
        entry[std::size_t(order) * length] =
            (value_ == PixelValue::centre ? hermite[0] * heights[0] / deviation_
                                          : lower[0] * heights[0] - lower[1] * heights[1]) /
            factorial;
      }
    }
}

std::pair<Index, Index> GaussianPixels::write(double centre, std::span<double> pixels) const {
  const double place = (centre - low_) / step_, far = reach / width_;
  const auto pixel = [&](double at) { return Index(std::clamp(at, 0.0, double(size_))); };
  const Index first = pixel(std::floor(place - far)), last = pixel(std::ceil(place + far));
  if (first >= last) return {first, first};

  if (phases_ == 0) {
    for (Index k = first; k < last; ++k) pixels[k] = seen((k - place) * width_);
    return {first, last};
  }

  const auto node = std::int64_t(std::round(place * phases_));
  const auto own = node >= 0 ? node / phases_ : -((-node + phases_ - 1) / phases_);
  const auto phase = std::size_t(node - own * phases_);
  const double offset = (place - double(node) / phases_) * width_;
  const auto length = std::size_t(2 * reach_ + 1);
  const double* entry = series_.data() + phase * orders * length + std::size_t(std::int64_t{first} - own + reach_);
  double* to = pixels.data() + first;
  const Index count = last - first;
  for (Index k = 0; k < count; ++k) {
    double sum = entry[std::size_t(orders - 1) * length + k];
    for (int order = orders - 2; order >= 0; --order) sum = sum * offset + entry[std::size_t(order) * length + k];
    to[k] = sum;
  }
  return {first, last};
}

}  // namespace tessera
