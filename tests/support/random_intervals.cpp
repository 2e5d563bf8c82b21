// SPDX-License-Identifier: MIT
#include "support/random_intervals.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace tessera {
namespace {

/// A staircase region column by column: for x in [k, k + 1) the cells [lower[k], upper[k]) with both lists not
/// increasing and neighbours overlapping: exactly the connected convex sets of cells.
Interval<2> interval_of_columns(int first, const std::vector<int>& lower, const std::vector<int>& upper) {
  Interval<2> interval;
  const int count = int(lower.size());
  for (int k = 0; k < count; ++k) {
    if (k == 0 || lower[std::size_t(k)] < lower[std::size_t(k - 1)])
      interval.births.push_back({double(first + k), double(lower[std::size_t(k)])});
    if (k + 1 == count || upper[std::size_t(k + 1)] < upper[std::size_t(k)])
      interval.deaths.push_back({double(first + k + 1), double(upper[std::size_t(k)])});
  }
  return interval;
}

}  // namespace

Interval<2> random_staircase(RandomStream& random, int extent, int corners, double unbounded) {
  const auto below = [&](int bound) { return int(random.below(std::uint64_t(bound))); };
  const int first = below(extent), width = 1 + below(extent - first);
  std::vector<int> lower(std::size_t(width), 0), upper(lower);
  int low = below(extent), high = low + 1 + below(extent - low);
  for (int k = 0, steps = 0; k < width; ++k) {
    if (k > 0 && steps < corners && random.uniform() < 0.6) {
      ++steps;
      const int before = low;
      low -= below(low + 1);
      high = std::max(before + 1, high - below(high - low));  // above the last column's lower end: they overlap
    }
    lower[std::size_t(k)] = low;
    upper[std::size_t(k)] = high;
  }

  auto interval = interval_of_columns(first, lower, upper);
  if (random.uniform() < unbounded) interval.deaths.back()[0] = infinity;
  if (random.uniform() < unbounded) interval.deaths.front()[1] = infinity;
  return interval;
}

Decomposition<2> decomposition_of(std::vector<Interval<2>> supports) {
  std::ranges::sort(supports);
  Decomposition<2> decomposition;
  for (auto& support : supports) decomposition.summands.push_back({std::move(support), true});
  decomposition.axis_scale = {1, 1};
  decomposition.axes[0].name = "scale";
  decomposition.axes[1].name = "value";
  decomposition.degree = 1;
  return decomposition;
}

Decomposition<2> random_decomposition(RandomStream& random, int summands, int extent, int corners, double unbounded) {
  std::vector<Interval<2>> supports;
  for (int k = 0; k < summands; ++k) supports.push_back(random_staircase(random, extent, corners, unbounded));
  return decomposition_of(std::move(supports));
}

Interval<2> jittered(const Interval<2>& interval, double e, RandomStream& random) {
  Interval<2> moved = interval;
  for (int axis = 0; axis < 2; ++axis) {
    std::map<double, double> image;  // from the finite coordinates of this axis, kept strictly increasing
    for (const auto* corners : {&interval.births, &interval.deaths})
      for (const auto& corner : *corners)
        if (corner[axis] < infinity) image[corner[axis]] = 0;
    double last = -infinity;
    for (auto& [from, to] : image) {
      // The whole range is open to the first; later ones stay above their predecessor and within e of their place.
      to = from + e * (2 * random.uniform() - 1);
      if (to <= last) to = std::min(from + e, last + e * 1e-3);
      last = to;
    }
    for (auto* corners : {&moved.births, &moved.deaths})
      for (auto& corner : *corners)
        if (corner[axis] < infinity) corner[axis] = image[corner[axis]];
  }
  return moved;
}

}  // namespace tessera
