// SPDX-License-Identifier: MIT
// Bounds on the entropy of a spectrum of which some eigenvalues are known and m = n - k others only by
// S_1 = sum of them and S_2 = sum of their squares.
//   1. Each is at most c = min(1, sqrt S_2).
//   2. S_t, the sum of their t-th powers, is log-convex in t (Hoelder). For 1 < t < 2 it is at most
//      S_1^(2-t) S_2^(t-1), and at least S_2 c^(t-2) and m^(1-t) S_1^t; for t > 2 at most c^(t-2) S_2 and at least
//      S_2^(t-1) / S_1^(t-2).
//   3. Their part of -sum l^t ln l^t is t S_t times a mean of -ln l with weights l^t / S_t. By Jensen that mean is at
//      least -ln(S_(t+1) / S_t), and -ln c, and at most ln(S_(t-1) / S_t), where S_0 = m.
//   4. With Z = sum of all l^t, the entropy is ln Z + (-sum l^t ln l^t) / Z.
#include "manifold/spectral_entropy.hpp"

#include <algorithm>
#include <cmath>

namespace tessera {
namespace {

constexpr double bits_a_nat = 1.4426950408889634;

struct Sums {
  double powers = 0;   // of l^t
  double entropy = 0;  // of -l^t ln l^t
};

Sums sums_of(std::span<const double> eigenvalues, double t) {
  Sums sums;
  for (const double l : eigenvalues) {
    if (!(l > 0)) continue;
    const double power = std::pow(l, t);
    sums.powers += power;
    sums.entropy -= power * t * std::log(l);
  }
  return sums;
}

struct Tail {
  double count = 0;
  EntropyBounds sum, squares;
  double largest = 1;  // none is larger
};

/// Of the sum of the t-th powers.
EntropyBounds power_sum(const Tail& tail, double t) {
  const auto& [m, s1, s2, c] = tail;
  if (t == 0) return {m, m};
  if (t == 1) return s1;
  if (t == 2) return s2;
  if (t < 1) return {s1.least, std::pow(m, 1 - t) * std::pow(s1.most, t)};
  if (t < 2)
    return {std::max(s2.least * std::pow(c, t - 2), std::pow(m, 1 - t) * std::pow(s1.least, t)),
            std::pow(s1.most, 2 - t) * std::pow(s2.most, t - 1)};
  return {s2.least * std::pow(s2.least / s1.most, t - 2), s2.most * std::pow(c, t - 2)};
}

Tail tail_of(const KnownSpectrum& known) {
  double s1 = known.sum, s2 = known.sum_of_squares;
  for (const double l : known.eigenvalues) {
    s1 -= l;
    s2 -= l * l;
  }
  Tail tail;
  tail.count = double(known.count - known.eigenvalues.size());
  tail.sum = {std::max(0.0, s1 - known.slack), std::clamp(s1 + known.slack, known.slack, tail.count)};
  tail.squares = {std::max(0.0, s2 - known.slack), std::clamp(s2 + known.slack, known.slack, tail.count)};
  tail.largest = std::min(1.0, std::sqrt(tail.squares.most));
  return tail;
}

}  // namespace

double spectral_entropy(std::span<const double> eigenvalues, double t) {
  const Sums sums = sums_of(eigenvalues, t);
  if (!(sums.powers > 0)) return 0;
  return std::max(0.0, bits_a_nat * (std::log(sums.powers) + sums.entropy / sums.powers));
}

EntropyBounds entropy_bounds(const KnownSpectrum& known, double t) {
  const Sums found = sums_of(known.eigenvalues, t);
  const Tail tail = tail_of(known);
  if (!(tail.count > 0)) {
    const double entropy = spectral_entropy(known.eigenvalues, t);
    return {entropy, entropy};
  }

  const auto powers = power_sum(tail, t);
  const double above = power_sum(tail, t + 1).most, below = power_sum(tail, t - 1).most;
  const double least_mean = std::max({0.0, -std::log(tail.largest), std::log(powers.least / above)});
  // S_t ln(S_(t-1) / S_t) grows with S_t up to S_(t-1) / e.
  const double turning = std::clamp(below / std::exp(1.0), powers.least, std::max(powers.least, powers.most));
  const double most_tail = t * turning * std::max(0.0, std::log(below / turning));

  // |d l^t| <= t |dl|, and |d(l^t ln l^t)| is at most this many times |dl| on [1e-20, 1].
  const double steepness = t + t * t * (t > 1.01 ? 1 / (std::exp(1.0) * (t - 1)) : 46);
  const double blur = steepness * known.slack;
  const double least_z = std::max(found.powers + powers.least - blur, found.powers / 2);
  const double most_z = found.powers + powers.most + blur;
  const double least_part = std::max(0.0, found.entropy + t * powers.least * least_mean - blur);
  const double most_part = found.entropy + most_tail + blur;
  return {std::max(0.0, bits_a_nat * (std::log(least_z) + least_part / most_z)),
          bits_a_nat * (std::log(most_z) + most_part / least_z)};
}

}  // namespace tessera
