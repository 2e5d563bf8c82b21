// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/persistence/barcode.hpp"
#include "tessera/persistence/infinite_bars.hpp"
#include "tessera/persistence/signed_wasserstein_distance.hpp"

#include <optional>

namespace tessera {

struct SlicedWassersteinDistanceOptions {
  /// Lines onto which points are projected.
  Index directions = 50;
  /// Of barcodes: bars of this degree only; absent: of all degrees.
  std::optional<Index> degree;
  /// Of barcodes.
  InfiniteBars infinite_bars = InfiniteBars::match;
  /// Of signed measures; their box, absent: that of the measures at hand.
  AxisScaling axis_scale = AxisScaling::range;
  UnequalMass unequal_mass = UnequalMass::refuse;
  std::optional<MeasureBox> box;
};

/// The sliced Wasserstein distance: the mean over directions of the 1-Wasserstein distance of the projections onto a
/// line. Of barcodes: each bar is a point of the plane, and the other barcode gets its projection to the diagonal;
/// degrees are added, and infinite bars, matched by birth, with the differences of their births. Of signed measures as
/// in signed_wasserstein_distance, each direction in scaled units.
///
/// The mean is over `directions` lines: in the plane at angles (k + 1/2) pi / directions, which differs from the
/// integral by at most pi / (4 directions) times the sum of the points' distances from their mean; in R^3 and R^4 over
/// an equidistributed sequence (Kronecker's, mapped to the sphere with equal areas). On the line there is one.
/// It is negative definite, so exp(-SW / 2 s) is a kernel, for any directions; a pseudometric, at most the
/// 1-Wasserstein distance with q = 2. Bits do not depend on the order of the two or on the number of threads. Barcodes:
/// W_1 / (2 + 4 M (2 M - 1)) <= SW <= 2 sqrt(2) W_1 (q = infinity) for at most M bars, the integral (Carriere, Cuturi,
/// Oudot 2017). Cost: directions k log k. Throws as bottleneck_distance and signed_wasserstein_distance; D106 without
/// directions. Source: Carriere, Cuturi and Oudot 2017, Sliced Wasserstein kernel for persistence diagrams,
/// arXiv:1706.03358; Loiseaux, Scoccola, Carriere, Botnan and Oudot 2023, arXiv:2306.03801 (signed measures).
double sliced_wasserstein_distance(const Barcode& a, const Barcode& b,
                                   const SlicedWassersteinDistanceOptions& options = {}, const Context& context = {});
template <int N>
double sliced_wasserstein_distance(const SignedBarcode<N>& a, const SignedBarcode<N>& b,
                                   const SlicedWassersteinDistanceOptions& options = {}, const Context& context = {});

/// Of all pairs of a collection, in the box of the collection. Each sample is projected once a direction.
DistanceMatrix sliced_wasserstein_distances(const Collection<Barcode>& barcodes,
                                            const SlicedWassersteinDistanceOptions& options, const Context& context);
template <int N>
DistanceMatrix sliced_wasserstein_distances(const Collection<SignedBarcode<N>>& measures,
                                            const SlicedWassersteinDistanceOptions& options, const Context& context);

#define TESSERA_SLICED_WASSERSTEIN_DISTANCE(N)                                                                 \
  extern template double sliced_wasserstein_distance(const SignedBarcode<N>&, const SignedBarcode<N>&,         \
                                                     const SlicedWassersteinDistanceOptions&, const Context&); \
  extern template DistanceMatrix sliced_wasserstein_distances(                                                 \
      const Collection<SignedBarcode<N>>&, const SlicedWassersteinDistanceOptions&, const Context&);
TESSERA_SLICED_WASSERSTEIN_DISTANCE(1)
TESSERA_SLICED_WASSERSTEIN_DISTANCE(2)
TESSERA_SLICED_WASSERSTEIN_DISTANCE(3)
TESSERA_SLICED_WASSERSTEIN_DISTANCE(4)
#undef TESSERA_SLICED_WASSERSTEIN_DISTANCE

}  // namespace tessera
