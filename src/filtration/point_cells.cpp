// SPDX-License-Identifier: MIT
#include "filtration/point_cells.hpp"

#include "filtration/rips_lengths.hpp"

#include <numeric>
#include <utility>

namespace tessera {
namespace {

constexpr std::size_t most_axes = 4;
constexpr double most_cells = 4096;  // along an axis
constexpr std::int64_t row_length =
    std::int64_t(most_cells) + 4;  // numbers stay below 2^49, with a rim that stays empty

struct Spread {
  Index axis;
  double least, most;
};

Spread spread_along(const PointCloud& points, Index axis) {
  Index lowest = 0, highest = 0;
  for (Index p = 1; p < points.size(); ++p) {
    if (points[p][axis] < points[lowest][axis]) lowest = p;
    if (points[p][axis] > points[highest][axis]) highest = p;
  }
  const double least = points[lowest][axis], most = points[highest][axis];
  if (!(most - least < infinity)) scaled_length(points, lowest, highest);  // throws, naming the points
  return {axis, least, most};
}

}  // namespace

PointCells::PointCells(const PointCloud& points, double side)
    : cell_(points.size(), 0), order_(points.size()), steps_{0} {
  std::vector<Spread> spreads;
  for (Index axis = 0; axis < points.dimension() && points.size() > 0; ++axis)
    spreads.push_back(spread_along(points, axis));
  std::ranges::stable_sort(spreads, std::ranges::greater{}, [](const Spread& s) { return s.most - s.least; });
  if (spreads.size() > most_axes) spreads.resize(most_axes);

  std::int64_t stride = 1;
  for (const auto& [axis, least, most] : spreads) {
    const double width = std::max(side * (1 + 1e-9), (most - least) / most_cells);  // 1e-9: for the rounding of both
    for (Index p = 0; p < points.size(); ++p)
      cell_[p] += stride * (1 + std::int64_t(width > 0 ? (points[p][axis] - least) / width : 0));
    if (stride > 1)
      for (std::size_t step = 0, count = steps_.size(); step < count; ++step)
        steps_.insert(steps_.end(), {steps_[step] - stride, steps_[step] + stride});
    stride *= row_length;
  }
  std::ranges::sort(steps_);

  std::iota(order_.begin(), order_.end(), Index{0});
  std::ranges::sort(order_, {}, [&](Index p) { return std::pair(cell_[p], p); });
  for (Index i = 0; i < order_.size(); ++i) {
    const std::int64_t number = cell_[order_[i]];
    if (!numbers_.empty() && numbers_.back() == number) continue;
    numbers_.push_back(number);
    starts_.push_back(i);
  }
  starts_.push_back(points.size());
}

}  // namespace tessera
