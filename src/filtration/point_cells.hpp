// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/point_cloud.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace tessera {

/// Points sorted into cubic cells a little wider than `side`, along the up to four axes on which they spread most. Two
/// points at most `side` apart, by coordinates computed in doubles, lie in the same cell or in cells that touch.
/// Cost: n log n; then a binary search for each of the 3^(axes - 1) rows of cells around a point, and the points there.
/// Throws D101, naming the points, when coordinates differ by more than a double holds.
class PointCells {
 public:
  PointCells(const PointCloud& points, double side);

  /// visit(q) for every point q that may be within `side` of p, p among them.
  template <class Visit>
  void for_each_near(Index p, const Visit& visit) const {
    for (const std::int64_t step : steps_) {
      const std::int64_t first = cell_[p] + step - 1;  // cells along the first axis are neighbors in number
      auto at = std::size_t(std::ranges::lower_bound(numbers_, first) - numbers_.begin());
      for (; at < numbers_.size() && numbers_[at] <= first + 2; ++at)
        for (Index i = starts_[at]; i < starts_[at + 1]; ++i) visit(order_[i]);
    }
  }

 private:
  std::vector<std::int64_t> cell_;     // of each point
  std::vector<std::int64_t> numbers_;  // of the cells that are not empty, increasing
  std::vector<Index> starts_, order_;  // points by cell; where each cell begins
  std::vector<std::int64_t> steps_;    // from a cell to the middles of the rows around it
};

}  // namespace tessera
