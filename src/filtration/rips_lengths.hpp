// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/point_cloud.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

namespace tessera {

// Lengths of the edges of a Rips complex, and the length up to which edges are kept. A Length gives length(i, j).

inline constexpr std::size_t row_grain = 64;

/// Squares that matter were lost neither to underflow nor to overflow when their sum lies between these.
inline constexpr double least_safe_sum = 0x1p-900, most_safe_sum = 0x1p1000;

/// The length of points[i] - points[j] where the sum of the squares does not lie there. Throws D101, naming the points,
/// when it is not a finite number.
double scaled_length(const PointCloud& points, Index i, Index j);

struct EuclideanLength {
  const PointCloud& points;

  /// Symmetric in i and j to the last bit: only squares of differences are added, in the order of the axes.
  double operator()(Index i, Index j) const {
    double sum = 0;
    for (Index axis = 0; axis < points.dimension(); ++axis) {
      const double difference = points[i][axis] - points[j][axis];
      sum += difference * difference;
    }
    return sum > least_safe_sum && sum < most_safe_sum ? std::sqrt(sum) : scaled_length(points, i, j);
  }
};

template <class Length>
double farthest(const Length& length, Index x, Index count) {
  double most = 0;
  for (Index y = 0; y < count; ++y)
    if (y != x) most = std::max(most, length(x, y));
  return most;
}

template <class Length>
double diameter(Index n, const Length& length, const Context& context) {
  const auto of_rows = [&](std::size_t begin, std::size_t end) {
    double most = 0;
    for (std::size_t x = begin; x < end; ++x) most = std::max(most, farthest(length, Index(x), Index(x)));
    return most;
  };
  return parallel_reduce(context, n, row_grain, 0.0, of_rows, [](double a, double b) { return std::max(a, b); });
}

template <class Length>
double enclosing_radius(Index n, const Length& length, const Context& context) {
  if (n == 0) return 0;
  const auto of_rows = [&](std::size_t begin, std::size_t end) {
    double least = infinity;
    for (std::size_t x = begin; x < end; ++x) least = std::min(least, farthest(length, Index(x), n));
    return least;
  };
  return parallel_reduce(context, n, row_grain, infinity, of_rows, [](double a, double b) { return std::min(a, b); });
}

template <class Length>
double resolved_diameter(const Quantity& quantity, Index n, const Length& length, const Context& context,
                         std::string_view parameter = "max_diameter") {
  QuantityReference reference;
  switch (quantity.relative) {
    case Relative::absolute:
      break;
    case Relative::percent_diameter:
      reference.diameter = diameter(n, length, context);
      break;
    case Relative::percent_range:
      throw Error(codes::bad_request,
                  "needs a length, a '%diameter' or a percentile of the distances, got '" + quantity.text() + "'")
          .within(parameter);
    case Relative::percentile: {
      if (n < 2) return 0;
      const std::uint64_t pairs = std::uint64_t{n} * (n - 1) / 2;
      context.require_memory(16 * pairs, "the percentile of all distances",
                             "give " + std::string(parameter) + " as a length or in %diameter");
      for (Index i = 1; i < n; ++i)
        for (Index j = 0; j < i; ++j) reference.values.push_back(length(i, j));
    }
  }
  const double value = resolve(quantity, reference);
  if (!(value >= 0))
    throw Error(codes::bad_request, "needs a length >= 0, got " + format_double(value)).within(parameter);
  return value;
}

}  // namespace tessera
