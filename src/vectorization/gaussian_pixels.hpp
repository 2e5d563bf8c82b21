// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/vectorization/persistence_image.hpp"

#include <span>
#include <utility>
#include <vector>

namespace tessera {

/// What the equal pixels of a range see of a Gaussian of one deviation and integral 1, wherever its centre is: its
/// integral over each, or its value at their centres. To 1e-16 of the largest; 0 beyond 9 deviations.
class GaussianPixels {
 public:
  GaussianPixels(const BarRange& range, Index pixels, double deviation, PixelValue value);

  Index size() const noexcept { return size_; }
  /// Writes the pixels [first, last) that see the Gaussian around `centre`, and no others; returns them.
  std::pair<Index, Index> write(double centre, std::span<double> pixels) const;

 private:
  /// In deviations, of a pixel that begins `edge` from the Gaussian's centre.
  double seen(double edge) const;
  void tabulate();

  double low_, step_, deviation_, width_;  // width of a pixel in deviations
  Index size_;
  PixelValue value_;
  Index phases_ = 0;            // nodes a pixel; 0: no table
  std::int64_t reach_ = 0;      // pixels on either side of a node's own that are in the table
  std::vector<double> series_;  // [phase][order][pixel]
};

}  // namespace tessera
