// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/persistence/signed_wasserstein_distance.hpp"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace tessera {

/// A signed sum of point masses: points in increasing order, weights that are not zero.
template <int D>
struct PointMeasure {
  std::vector<std::pair<Point<D>, std::int64_t>> points;

  void add(const Point<D>& point, std::int64_t weight) { points.push_back({point, weight}); }
  /// Sorts, adds up equal points and drops those that cancel.
  void settle();
};

/// a - b, settled.
template <int D>
PointMeasure<D> difference(const PointMeasure<D>& a, const PointMeasure<D>& b);

/// |integral over the line| of |a(-infinity, x)| dx: the 1-Wasserstein distance of the parts of a measure of mass 0.
double transport_on_line(const PointMeasure<1>& measure);

/// The measures of barcodes of free modules in scaled units, all of one mass: 0 where a corner takes it. Without a box
/// that of the measures; scales go to context.resolved. Throws D106 as signed_wasserstein_distance.
template <int N>
std::vector<PointMeasure<N>> scaled_measures(std::span<const SignedBarcode<N>* const> barcodes, AxisScaling axis_scale,
                                             UnequalMass unequal_mass, const std::optional<MeasureBox>& box,
                                             const Context& context);

}  // namespace tessera
