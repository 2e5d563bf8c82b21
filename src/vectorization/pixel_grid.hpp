// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace tessera {

/// The pixels of an image along one axis, in scaled units: their centres, and the windows [low, high] that reach so far
/// around them; all three increase.
struct PixelAxis {
  std::vector<double> low, centre, high;

  PixelAxis(double box_low, double box_high, Index pixels, double reach) {
    const double step = (box_high - box_low) / pixels;
    for (Index k = 0; k < pixels; ++k) {
      centre.push_back(box_low + (k + 0.5) * step);
      low.push_back(centre.back() - reach);
      high.push_back(centre.back() + reach);
    }
  }

  Index size() const noexcept { return Index(centre.size()); }

  /// Pixels whose open window meets (from, to).
  std::pair<Index, Index> touching(double from, double to) const noexcept {
    const auto begin = std::ranges::upper_bound(high, from) - high.begin();
    const auto end = std::ranges::lower_bound(low, to) - low.begin();
    return {Index(begin), Index(std::max(begin, end))};
  }
};

using PixelGrid = std::array<PixelAxis, 2>;

}  // namespace tessera
