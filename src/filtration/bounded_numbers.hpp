// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

namespace tessera {

// Numbers that know how far they may be from what they stand for. `error` bounds the distance up to a hundredth part,
// left for the rounding of the bounds themselves. It is infinite, or not a number, where nothing is known.

/// A double.
struct BoundedDouble {
  double value = 0, error = 0;

  static BoundedDouble difference(double a, double b) { return {a - b, std::abs(a - b) * rounding}; }

  /// -1 or 1, or 0 where the sign is in doubt.
  int sign() const { return std::abs(value) > 1.01 * error ? (value > 0 ? 1 : -1) : 0; }

  static constexpr double rounding = 0x1p-52, underflow = 0x1p-1020;
};

inline BoundedDouble operator+(const BoundedDouble& a, const BoundedDouble& b) {
  const double sum = a.value + b.value;
  return {sum, a.error + b.error + std::abs(sum) * BoundedDouble::rounding};
}
inline BoundedDouble operator-(const BoundedDouble& a, const BoundedDouble& b) {
  const double sum = a.value - b.value;
  return {sum, a.error + b.error + std::abs(sum) * BoundedDouble::rounding};
}
inline BoundedDouble operator*(const BoundedDouble& a, const BoundedDouble& b) {
  const double product = a.value * b.value;
  return {product, std::abs(a.value) * b.error + std::abs(b.value) * a.error + a.error * b.error +
                       std::abs(product) * BoundedDouble::rounding + BoundedDouble::underflow};
}
inline BoundedDouble operator/(const BoundedDouble& a, const BoundedDouble& b) {
  const double quotient = a.value / b.value, least = std::abs(b.value) - 1.01 * b.error;
  if (!(least > 0)) return {0, INFINITY};
  return {quotient, (a.error + std::abs(quotient) * b.error) / least + std::abs(quotient) * BoundedDouble::rounding +
                        BoundedDouble::underflow};
}

/// The unevaluated sum of two doubles, `value` the nearest to it: twice the digits. Source: Dekker 1971,
/// doi:10.1007/BF01397083; bounds: Joldes, Muller, Popescu 2017, doi:10.1145/3121432 (at most 10 units of 2^-106).
struct BoundedPair {
  double value = 0, low = 0, error = 0;

  static BoundedPair two_sum(double a, double b) {
    const double sum = a + b, part = sum - a;
    return {sum, (a - (sum - part)) + (b - part), 0};
  }
  static BoundedPair difference(double a, double b) { return two_sum(a, -b); }  // exact

  int sign() const { return std::abs(value) > 1.01 * error + std::abs(low) ? (value > 0 ? 1 : -1) : 0; }
  /// Whether `value` is the double nearest to all that this may stand for.
  bool is_rounded() const {
    const double reach = 1.01 * error + std::abs(low) * 0x1p-50;
    return value + (low + reach) == value && value + (low - reach) == value;
  }

  static constexpr double rounding = 0x1p-102, underflow = 0x1p-960;
};

inline BoundedPair operator+(const BoundedPair& a, const BoundedPair& b) {
  const auto high = BoundedPair::two_sum(a.value, b.value), low = BoundedPair::two_sum(a.low, b.low);
  const auto first = BoundedPair::two_sum(high.value, high.low + low.value);
  auto sum = BoundedPair::two_sum(first.value, first.low + low.low);
  sum.error = a.error + b.error + std::abs(sum.value) * BoundedPair::rounding;
  return sum;
}
inline BoundedPair operator-(const BoundedPair& a, const BoundedPair& b) {
  return a + BoundedPair{-b.value, -b.low, b.error};
}
inline BoundedPair operator*(const BoundedPair& a, const BoundedPair& b) {
  const double high = a.value * b.value;
  const double low = std::fma(a.value, b.value, -high) + (a.value * b.low + a.low * b.value);
  auto product = BoundedPair::two_sum(high, low);
  const double of_a = std::abs(a.value) + std::abs(a.low), of_b = std::abs(b.value) + std::abs(b.low);
  product.error = of_a * b.error + of_b * a.error + a.error * b.error + of_a * of_b * BoundedPair::rounding +
                  BoundedPair::underflow;
  return product;
}
inline BoundedPair operator/(const BoundedPair& a, const BoundedPair& b) {
  const double least = std::abs(b.value) - std::abs(b.low) - 1.01 * b.error;
  if (!(least > 0)) return {0, 0, INFINITY};
  // Three digits of a division by hand; what is left over is the error of the quotient of the pairs.
  const BoundedPair dividend{a.value, a.low, 0}, divisor{b.value, b.low, 0};
  const double first = a.value / b.value;
  const BoundedPair rest = dividend - divisor * BoundedPair{first, 0, 0};
  const double second = rest.value / b.value;
  const BoundedPair left = rest - divisor * BoundedPair{second, 0, 0};
  auto quotient = BoundedPair::two_sum(first, second);
  const double missed = std::abs(left.value) + std::abs(left.low) + left.error;
  quotient.error = (a.error + std::abs(quotient.value) * b.error + missed) / least + BoundedPair::underflow;
  return quotient;
}

}  // namespace tessera
