// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/random.hpp"
#include "tessera/persistence/signed_barcode.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace tessera {

/// A signed barcode of free modules with these points and multiplicities, on its own axes.
template <int N>
SignedBarcode<N> measure_of(const std::vector<std::pair<Point<N>, std::int64_t>>& points) {
  SignedBarcode<N> barcode;
  barcode.degree = 0;
  for (int axis = 0; axis < N; ++axis) {
    std::vector<double> values;
    for (const auto& [point, weight] : points) values.push_back(point[axis]);
    barcode.grid.axes[axis].values = distinct_sorted(values);
    barcode.grid.axes[axis].name = "axis " + std::to_string(axis);
  }
  for (const auto& [point, weight] : points) {
    SignedBar<N> bar{.birth = {}, .death = {}, .multiplicity = weight};
    for (int axis = 0; axis < N; ++axis) {
      bar.birth[axis] = rank_of(barcode.grid.axes[axis].values, point[axis]);
      bar.death[axis] = none;
    }
    barcode.bars.push_back(bar);
  }
  return barcode;
}

/// `bars` random bars of a kind on an irregular grid of `ranks` values an axis in [0, 10].
template <int N>
SignedBarcode<N> random_signed_barcode(RandomStream& random, SignedBarKind kind, Index bars, Index ranks) {
  SignedBarcode<N> barcode;
  barcode.kind = kind;
  barcode.degree = 0;
  for (auto& axis : barcode.grid.axes)
    for (Index rank = 0; rank < ranks; ++rank) axis.values.push_back(10 * (rank + random.uniform()) / ranks);
  for (Index k = 0; k < bars; ++k) {
    SignedBar<N> bar;
    const bool is_free = kind == SignedBarKind::free || (kind == SignedBarKind::hook && random.below(4) == 0);
    for (int axis = 0; axis < N; ++axis) {
      bar.birth[axis] = Index(random.below(ranks));
      const bool ends = !is_free && (kind == SignedBarKind::hook || random.below(4) > 0);
      bar.death[axis] = ends ? bar.birth[axis] + Index(random.below(ranks - bar.birth[axis])) : none;
    }
    bar.multiplicity = std::int64_t(random.below(3)) + 1;
    if (random.below(2)) bar.multiplicity *= -1;
    barcode.bars.push_back(bar);
  }
  return barcode;
}

}  // namespace tessera
