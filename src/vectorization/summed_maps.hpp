// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/vectorization/summand_representation.hpp"
#include "vectorization/pixel_grid.hpp"
#include "vectorization/staircase.hpp"

#include <memory>
#include <span>
#include <vector>

namespace tessera {

/// sum of w phi(I) over many intervals at once: for `volume`, `gaussian` and `exponential`, integrals of the indicator,
/// over all intervals; for `interleaving` and `rectangle` over rectangles. What depends on the grid alone is prepared
/// once and shared by all samples and threads; the grid must live as long.
class SummedMaps {
 public:
  SummedMaps(SummandMap map, double bandwidth, const PixelGrid& grid);
  ~SummedMaps();

  struct WeightedPiece {
    Piece piece;
    double weight;
  };
  struct Method {
    virtual ~Method() = default;
    virtual void add(std::span<const WeightedPiece> pieces, std::span<double> image) const = 0;
  };

  /// Is the interval one of those that `add` sums? None where windows are so narrow that sums would lose digits.
  bool takes(const Interval<2>& support) const noexcept;

  /// Adds the sum over the supports that it takes to an empty image, axis 0 slowest. Supports are finite, clipped to
  /// the box inflated by the reach.
  void add(std::span<const Interval<2>> supports, std::span<const double> weights, std::span<double> image) const;

 private:
  SummandMap map_;
  const PixelGrid& grid_;
  std::unique_ptr<const Method> method_;  // none: nothing is taken
};

}  // namespace tessera
