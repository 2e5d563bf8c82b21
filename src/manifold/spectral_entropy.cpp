// SPDX-License-Identifier: MIT
// Bounds on the entropy of a spectrum of which some eigenvalues are known and m = n - k others only by
// S_1 = sum of them and S_2 = sum of their squares.
//   1. Each is at most c = min(1, sqrt S_2).
//   2. S_t, the sum of their t-th powers, is log-convex in t (Hoelder). For 1 < t < 2 it is at most
//      S_1^(2-t) S_2^(t-1), and at least S_2 c^(t-2) and m^(1-t) S_1^t; for t > 2 at most c^(t-2) S_2 and at least
//      S_2^(t-1) / S_1^(t-2).
//   3. Their part of -sum l^t ln l^t is t S_t times a mean of -ln l with weights l^t / S_t. By Jensen that mean is at
//      least -ln(S_(t+1) / S_t) and at most ln(S_(t-1) / S_t), where S_0 = m. The former is S_1 / S_2 at t = 1, and
//      never below -ln c.
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

/// The sum of t-th powers of m numbers of [0, c] with sum s1 and sum of squares s2: a lower and an upper bound.
EntropyBounds power_sum(double m, double s1, double s2, double c, double t) {
  if (t == 0) return {m, m};
  if (t == 1) return {s1, s1};
  if (t == 2) return {s2, s2};
  if (t < 1) return {s1, std::pow(m, 1 - t) * std::pow(s1, t)};
  if (t < 2)
    return {std::max(s2 * std::pow(c, t - 2), std::pow(m, 1 - t) * std::pow(s1, t)),
            std::pow(s1, 2 - t) * std::pow(s2, t - 1)};
  return {s2 * std::pow(s2 / s1, t - 2), s2 * std::pow(c, t - 2)};
}

}  // namespace

double spectral_entropy(std::span<const double> eigenvalues, double t) {
  const Sums sums = sums_of(eigenvalues, t);
  if (!(sums.powers > 0)) return 0;
  return std::max(0.0, bits_a_nat * (std::log(sums.powers) + sums.entropy / sums.powers));
}

EntropyBounds entropy_bounds(const KnownSpectrum& known, double t) {
  const Sums found = sums_of(known.eigenvalues, t);
  double s1 = known.sum + known.slack, s2 = known.sum_of_squares + known.slack;
  for (const double l : known.eigenvalues) {
    s1 -= l;
    s2 -= l * l;
  }
  const double m = double(known.count - known.eigenvalues.size());
  if (!(m > 0)) {
    const double entropy = spectral_entropy(known.eigenvalues, t);
    return {entropy, entropy};
  }
  s2 = std::max(s2, known.slack);
  s1 = std::clamp(s1, s2, std::max(s2, m));  // l^2 <= l
  s2 = std::max(s2, s1 * s1 / m);
  const double c = std::min(1.0, std::sqrt(s2));

  const auto powers = power_sum(m, s1, s2, c, t);
  const double above = power_sum(m, s1, s2, c, t + 1).most, below = power_sum(m, s1, s2, c, t - 1).most;
  const double least_mean = std::max({0.0, -std::log(c), std::log(powers.least / above)});
  const double most_mean = std::max(least_mean, std::log(below / powers.least));
  const double blur =
      50 * t * known.slack;  // of both sums over the known ones: |d(l^t ln l^t)| < 50 t |dl| from 1e-20 on
  const double least_z = std::max(found.powers + powers.least - blur, found.powers / 2);
  const double most_z = found.powers + powers.most + blur;
  const double least_part = found.entropy + t * powers.least * least_mean - blur;
  const double most_part = found.entropy + t * powers.most * most_mean + blur;
  return {std::max(0.0, bits_a_nat * (std::log(least_z) + std::max(0.0, least_part) / most_z)),
          bits_a_nat * (std::log(most_z) + most_part / least_z)};
}

}  // namespace tessera
