// SPDX-License-Identifier: MIT
// A barcode is the signed measure of its bars as points of the plane minus their projections to the diagonal: the
// projected points of A and of the diagonal of B, against those of B and of the diagonal of A, are the two parts of the
// difference of two such measures. So barcodes and signed measures are one case: the distance of two on a line is the
// integral of the difference of their distribution functions, found by merging their sorted projections.
#include "tessera/persistence/sliced_wasserstein_distance.hpp"

#include "persistence/all_pairs.hpp"
#include "persistence/bar_classes.hpp"
#include "persistence/point_measure.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

namespace tessera {
namespace {

/// A unit vector of the half sphere, number k of `count`.
template <int D>
Point<D> direction(Index k, Index count) {
  const double turn = 2 * std::numbers::pi;
  if constexpr (D == 1) return {1};
  if constexpr (D == 2) {
    const double angle = (k + 0.5) * std::numbers::pi / count;
    return {std::cos(angle), std::sin(angle)};
  }
  // Multiples of powers of 1 / x, x^(d + 1) = x + 1, are equidistributed in the cube of dimension d.
  const auto part = [k](double step) { return std::fmod((k + 1) * step, 1.0); };
  if constexpr (D == 3) {
    // Archimedes: height and angle are independent and uniform; the half sphere of heights in [0, 1].
    const double height = (k + 0.5) / count, radius = std::sqrt(1 - height * height);
    const double angle = turn * part(std::numbers::phi - 1);
    return {radius * std::cos(angle), radius * std::sin(angle), height};
  }
  if constexpr (D == 4) {
    // Hopf: the share of the first plane and two angles are independent and uniform; half of one of the angles.
    constexpr double x = 1.3247179572447460;
    const double share = (k + 0.5) / count, first = turn / 2 * part(1 / x), second = turn * part(1 / (x * x));
    const double p = std::sqrt(share), q = std::sqrt(1 - share);
    return {p * std::cos(first), p * std::sin(first), q * std::cos(second), q * std::sin(second)};
  }
}

/// Sorted positions on a line, with weights.
struct Projection {
  std::vector<std::pair<double, std::int64_t>> points;
};

template <int D>
Projection projection(const PointMeasure<D>& measure, const Point<D>& onto) {
  Projection result;
  result.points.reserve(measure.points.size());
  for (const auto& [point, weight] : measure.points) {
    double position = 0;
    for (int axis = 0; axis < D; ++axis) position += onto[axis] * point[axis];
    result.points.push_back({position, weight});
  }
  std::ranges::sort(result.points);
  return result;
}

/// The integral of |F_a - F_b|, F the distribution functions.
double transport(const Projection& a, const Projection& b) {
  double sum = 0, last = 0;
  std::int64_t difference = 0;
  auto p = a.points.begin();
  auto q = b.points.begin();
  while (p != a.points.end() || q != b.points.end()) {
    const bool is_first = q == b.points.end() || (p != a.points.end() && p->first <= q->first);
    const double here = is_first ? p->first : q->first;
    if (difference != 0) sum += std::abs(double(difference)) * (here - last);
    last = here;
    difference += is_first ? (p++)->second : -(q++)->second;
  }
  return sum;
}

/// One degree of all samples: what is moved, and the infinite bars.
template <int D>
struct Part {
  std::vector<PointMeasure<D>> measures;
  std::vector<BarClasses> infinite;  // of barcodes
};

/// The distance of infinite bars, which no direction changes; infinity when they cannot be matched.
double infinite_distance(const BarClasses& a, const BarClasses& b) {
  if (!have_equal_ends(a, b)) return infinity;
  double sum = 0;
  for (const auto ends : {&BarClasses::births, &BarClasses::deaths})
    for (std::size_t i = 0; i < (a.*ends).size(); ++i) sum += std::abs((a.*ends)[i] - (b.*ends)[i]);
  return sum;
}

/// The lower triangle of distances of `samples` samples. Each is projected once a direction, and all pairs are served
/// before the next: a pair's sum has one order, whatever the threads do.
template <int D>
std::vector<double> distances(const std::vector<Part<D>>& parts, std::size_t samples, Index directions,
                              const Context& context) {
  const Index lines = D == 1 ? 1 : directions;
  std::vector<double> sums(samples < 2 ? 0 : samples * (samples - 1) / 2);
  std::vector<Projection> projections(samples);
  for (const auto& [measures, infinite] : parts) {
    std::uint64_t points = 0;
    for (const auto& measure : measures) points += measure.points.size();
    context.require_memory(points * sizeof(projections[0].points[0]) + 3 * sums.size() * sizeof(double),
                           "the projections and distances of all samples", "take fewer samples");
    for (Index line = 0; line < lines; ++line) {
      const Point<D> onto = direction<D>(line, lines);
      parallel_for(context, samples, 1, [&](std::size_t i) { projections[i] = projection<D>(measures[i], onto); });
      parallel_for(context, sums.size(), 16, [&](std::size_t pair) {
        const auto [i, j] = pair_of(pair);
        sums[pair] += transport(projections[i], projections[j]) / lines;
      });
    }
    if (infinite.empty()) continue;
    parallel_for(context, sums.size(), 256, [&](std::size_t pair) {
      const auto [i, j] = pair_of(pair);
      sums[pair] += infinite_distance(infinite[i], infinite[j]);
    });
  }
  return sums;
}

std::vector<double> distances(std::span<const Barcode* const> barcodes, const SlicedWassersteinDistanceOptions& options,
                              const Context& context) {
  std::vector<Part<2>> parts;
  for (auto& [degree, samples] : bars_by_degree(barcodes, options.degree, options.infinite_bars)) {
    auto& part = parts.emplace_back();
    for (const BarClasses& bars : samples) {
      auto& measure = part.measures.emplace_back();
      for (const auto& bar : bars.finite) {
        const double middle = bar[0] / 2 + bar[1] / 2;
        measure.add(bar, 1);
        measure.add({middle, middle}, -1);
      }
    }
    part.infinite = samples;
  }
  return distances(parts, barcodes.size(), options.directions, context);
}

template <int N>
std::vector<double> distances(std::span<const SignedBarcode<N>* const> barcodes,
                              const SlicedWassersteinDistanceOptions& options, const Context& context) {
  std::vector<Part<N>> parts(1);
  parts[0].measures = scaled_measures<N>(barcodes, options.axis_scale, options.unequal_mass, options.box, context);
  return distances(parts, barcodes.size(), options.directions, context);
}

void check_options(const SlicedWassersteinDistanceOptions& options) {
  if (options.directions == 0)
    throw Error(codes::bad_request, "needs one direction at least, got 0").within("directions");
}

template <class T>
double pair_distance(const T& a, const T& b, const SlicedWassersteinDistanceOptions& options, const Context& context) {
  check_options(options);
  const std::array both{&a, &b};
  return distances(std::span<const T* const>(both), options, context)[0];
}

template <class T>
DistanceMatrix matrix(const Collection<T>& samples, const SlicedWassersteinDistanceOptions& options,
                      const Context& context) {
  check_options(options);
  std::vector<const T*> all;
  for (Index sample = 0; sample < samples.size(); ++sample) all.push_back(&samples[sample]);
  const auto lower = distances(std::span<const T* const>(all), options, context);
  return all_pairs(samples, "infinite_bars = \"ignore\" leaves infinite bars out", context,
                   [&](Index i, Index j) { return lower[std::size_t{i} * (i - 1) / 2 + j]; });
}

}  // namespace

double sliced_wasserstein_distance(const Barcode& a, const Barcode& b, const SlicedWassersteinDistanceOptions& options,
                                   const Context& context) {
  return pair_distance(a, b, options, context);
}

DistanceMatrix sliced_wasserstein_distances(const Collection<Barcode>& barcodes,
                                            const SlicedWassersteinDistanceOptions& options, const Context& context) {
  return matrix(barcodes, options, context);
}

template <int N>
double sliced_wasserstein_distance(const SignedBarcode<N>& a, const SignedBarcode<N>& b,
                                   const SlicedWassersteinDistanceOptions& options, const Context& context) {
  return pair_distance(a, b, options, context);
}

template <int N>
DistanceMatrix sliced_wasserstein_distances(const Collection<SignedBarcode<N>>& measures,
                                            const SlicedWassersteinDistanceOptions& options, const Context& context) {
  return matrix(measures, options, context);
}

#define TESSERA_SLICED_WASSERSTEIN_DISTANCE(N)                                                          \
  template double sliced_wasserstein_distance(const SignedBarcode<N>&, const SignedBarcode<N>&,         \
                                              const SlicedWassersteinDistanceOptions&, const Context&); \
  template DistanceMatrix sliced_wasserstein_distances(const Collection<SignedBarcode<N>>&,             \
                                                       const SlicedWassersteinDistanceOptions&, const Context&);
TESSERA_SLICED_WASSERSTEIN_DISTANCE(1)
TESSERA_SLICED_WASSERSTEIN_DISTANCE(2)
TESSERA_SLICED_WASSERSTEIN_DISTANCE(3)
TESSERA_SLICED_WASSERSTEIN_DISTANCE(4)
#undef TESSERA_SLICED_WASSERSTEIN_DISTANCE

}  // namespace tessera
