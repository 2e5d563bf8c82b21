// SPDX-License-Identifier: MIT
#include "support/naive_summand_maps.hpp"

#include "support/naive_summand_image.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace tessera {
namespace {

struct Cell {
  Point<2> low, high;
};

bool holds(const Interval<2>& interval, const Point<2>& z) {
  const bool born = std::ranges::any_of(interval.births, [&](const auto& b) { return b[0] <= z[0] && b[1] <= z[1]; });
  return born && std::ranges::any_of(interval.deaths, [&](const auto& d) { return z[0] < d[0] && z[1] < d[1]; });
}

/// Cells between all coordinates of corners and those of the frame that lie in the interval and the frame.
std::vector<Cell> cells_in(const Interval<2>& interval, const Point<2>& low, const Point<2>& high) {
  std::array<std::vector<double>, 2> cuts;
  for (std::size_t axis = 0; axis < 2; ++axis) {
    cuts[axis] = {low[axis], high[axis]};
    for (const auto* corners : {&interval.births, &interval.deaths})
      for (const auto& corner : *corners) cuts[axis].push_back(std::clamp(corner[axis], low[axis], high[axis]));
    std::ranges::sort(cuts[axis]);
  }
  std::vector<Cell> cells;
  for (std::size_t i = 0; i + 1 < cuts[0].size(); ++i)
    for (std::size_t j = 0; j + 1 < cuts[1].size(); ++j) {
      const Cell cell{{cuts[0][i], cuts[1][j]}, {cuts[0][i + 1], cuts[1][j + 1]}};
      const bool is_empty = cell.low[0] == cell.high[0] || cell.low[1] == cell.high[1];
      if (!is_empty && holds(interval, {(cell.low[0] + cell.high[0]) / 2, (cell.low[1] + cell.high[1]) / 2}))
        cells.push_back(cell);
    }
  return cells;
}

double gaussian_mass(double from, double to) {
  return (std::erf(to / std::sqrt(2)) - std::erf(from / std::sqrt(2))) / 2;
}

double exponential_mass(double from, double to) {
  const auto signed_mass = [](double t) { return std::copysign((1 - std::exp(-std::abs(t))) / 2, t); };
  return signed_mass(to) - signed_mass(from);
}

double mass_in(const Interval<2>& interval, const Point<2>& x, double bandwidth,
               const std::function<double(double, double)>& mass) {
  const double far = 60 * bandwidth;
  double sum = 0;
  for (const auto& [low, high] : cells_in(interval, {x[0] - far, x[1] - far}, {x[0] + far, x[1] + far})) {
    double product = 1;
    for (std::size_t axis = 0; axis < 2; ++axis)
      product *= mass((low[axis] - x[axis]) / bandwidth, (high[axis] - x[axis]) / bandwidth);
    sum += product;
  }
  return sum;
}

double naive_landscape(const Interval<2>& interval, const Point<2>& x) {
  double largest = 0;
  for (const auto& b : interval.births)
    for (const auto& d : interval.deaths)
      largest = std::max(largest, std::min({x[0] - b[0], x[1] - b[1], d[0] - x[0], d[1] - x[1]}));
  return largest;
}

double naive_distance(const Interval<2>& interval, const Point<2>& x) {
  double least = infinity;
  for (const auto& [low, high] : cells_in(interval, {-1e4, -1e4}, {1e4, 1e4})) {
    const double u = std::max({low[0] - x[0], 0.0, x[0] - high[0]}), v = std::max({low[1] - x[1], 0.0, x[1] - high[1]});
    least = std::min(least, std::hypot(u, v));
  }
  return least;
}

}  // namespace

double naive_map(const Interval<2>& interval, SummandMap map, const Point<2>& x, double bandwidth) {
  switch (map) {
    case SummandMap::interleaving:
      return naive_kernel(interval, SummandKernel::interleaving, x, bandwidth);
    case SummandMap::volume:
      return naive_kernel(interval, SummandKernel::volume, x, bandwidth);
    case SummandMap::rectangle:
      return naive_kernel(interval, SummandKernel::rectangle, x, bandwidth);
    case SummandMap::gaussian:
      return mass_in(interval, x, bandwidth, gaussian_mass);
    case SummandMap::exponential:
      return mass_in(interval, x, bandwidth, exponential_mass);
    case SummandMap::landscape:
      return naive_landscape(interval, x);
    case SummandMap::distance:
      break;
  }
  const double distance = naive_distance(interval, x) / bandwidth;
  return std::exp(-distance * distance / 2);
}

double naive_weight(const Interval<2>& interval, SummandWeight weight, const GridBox<2>& box) {
  if (weight == SummandWeight::one) return 1;
  if (weight == SummandWeight::interleaving) return naive_weight(interval, box);
  double area = 0;
  for (const auto& [low, high] : cells_in(interval, box.low, box.high)) area += (high[0] - low[0]) * (high[1] - low[1]);
  return area;
}

double naive_value(const Decomposition<2>& decomposition, const SummandRepresentationOptions& options, double bandwidth,
                   const GridBox<2>& box, const Point<2>& x, Index k) {
  std::vector<double> terms;
  double sum = 0, weights = 0;
  for (const auto& summand : decomposition.summands) {
    const double weight = std::pow(naive_weight(summand.support, options.weight, box), options.p);
    terms.push_back(weight * naive_map(summand.support, options.map, x, bandwidth));
    sum += terms.back();
    weights += weight;
  }
  if (options.operation == SummandOperation::sum) return sum;
  if (options.operation == SummandOperation::mean) return weights > 0 ? sum / weights : 0;
  std::ranges::sort(terms, std::greater());
  return k <= terms.size() ? terms[k - 1] : 0;
}

}  // namespace tessera
