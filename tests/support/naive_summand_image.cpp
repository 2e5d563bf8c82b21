// SPDX-License-Identifier: MIT
#include "support/naive_summand_image.hpp"

#include <algorithm>
#include <cmath>

namespace tessera {
namespace {

/// The sides of [b, d] within [low, high]; negative where they miss.
Point<2> sides(const Point<2>& b, const Point<2>& d, const Point<2>& low, const Point<2>& high) {
  return {std::min(d[0], high[0]) - std::max(b[0], low[0]), std::min(d[1], high[1]) - std::max(b[1], low[1])};
}

bool holds(const Interval<2>& interval, double x, double y) {
  const bool born = std::ranges::any_of(interval.births, [&](const auto& b) { return b[0] <= x && b[1] <= y; });
  return born && std::ranges::any_of(interval.deaths, [&](const auto& d) { return x < d[0] && y < d[1]; });
}

double area_within(const Interval<2>& interval, const Point<2>& low, const Point<2>& high) {
  std::array<std::vector<double>, 2> cuts;
  for (std::size_t axis = 0; axis < 2; ++axis) {
    cuts[axis] = {low[axis], high[axis]};
    for (const auto* corners : {&interval.births, &interval.deaths})
      for (const auto& corner : *corners) cuts[axis].push_back(std::clamp(corner[axis], low[axis], high[axis]));
    std::ranges::sort(cuts[axis]);
  }
  double area = 0;
  for (std::size_t i = 0; i + 1 < cuts[0].size(); ++i)
    for (std::size_t j = 0; j + 1 < cuts[1].size(); ++j)
      if (holds(interval, (cuts[0][i] + cuts[0][i + 1]) / 2, (cuts[1][j] + cuts[1][j + 1]) / 2))
        area += (cuts[0][i + 1] - cuts[0][i]) * (cuts[1][j + 1] - cuts[1][j]);
  return area;
}

}  // namespace

double naive_kernel(const Interval<2>& interval, SummandKernel kernel, const Point<2>& x, double delta) {
  const Point<2> low{x[0] - delta, x[1] - delta}, high{x[0] + delta, x[1] + delta};
  if (kernel == SummandKernel::volume) return area_within(interval, low, high) / (4 * delta * delta);
  double largest = 0;
  for (const auto& b : interval.births)
    for (const auto& d : interval.deaths) {
      const auto [u, v] = sides(b, d, low, high);
      if (u <= 0 || v <= 0) continue;
      const bool takes_squares = kernel == SummandKernel::interleaving;
      largest = std::max(largest, takes_squares ? std::min(u, v) / (2 * delta) : u * v / (4 * delta * delta));
    }
  return largest;
}

double naive_weight(const Interval<2>& interval, const GridBox<2>& box) {
  double largest = 0;
  for (const auto& b : interval.births)
    for (const auto& d : interval.deaths) {
      const auto [u, v] = sides(b, d, box.low, box.high);
      largest = std::max(largest, std::min(u, v) / 2);
    }
  return largest;
}

double naive_value(const Decomposition<2>& decomposition, SummandKernel kernel, double p, const GridBox<2>& box,
                   const Point<2>& x, double delta) {
  double top = 0, bottom = 0;
  for (const auto& summand : decomposition.summands) {
    const double phi = naive_kernel(summand.support, kernel, x, delta);
    if (p == infinity) {
      top = std::max(top, phi);
      continue;
    }
    const double weight = std::pow(naive_weight(summand.support, box), p);
    top += weight * phi;
    bottom += weight;
  }
  return p == infinity ? top : bottom > 0 ? top / bottom : 0;
}

}  // namespace tessera
