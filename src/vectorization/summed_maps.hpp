// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/vectorization/summand_representation.hpp"
#include "vectorization/pixel_grid.hpp"
#include "vectorization/staircase.hpp"

#include <memory>
#include <span>
#include <vector>

namespace tessera {

/// Is the map an integral of the indicator of the interval? Then sums over summands are one integral.
bool is_linear(SummandMap map) noexcept;

/// sum of w phi(I) over many intervals at once, for linear maps. What depends on the grid alone is prepared once and
/// shared by all samples and threads.
class SummedMaps {
 public:
  SummedMaps(SummandMap map, double bandwidth, const PixelGrid& grid);
  ~SummedMaps();

  struct WeightedPiece {
    Piece piece;
    double weight;
  };

  /// Adds the sum to `image`, axis 0 slowest. Supports are finite, clipped to the box inflated by the reach.
  void add(std::span<const Interval<2>> supports, std::span<const double> weights, std::span<double> image) const;

  struct Method;

 private:
  std::unique_ptr<const Method> method_;
};

}  // namespace tessera
