// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/fitted.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/kernel_matrix.hpp"
#include "tessera/persistence/sliced_wasserstein_distance.hpp"

#include <optional>

namespace tessera {

/// What the kernel learns from a collection: the scale, and of signed measures the box that their axes are scaled by.
struct SlicedKernelFit {
  double scale = 1;
  MeasureBox box;  // of barcodes: empty

  FittedValues values() const;
  /// Throws Error D106 when the scale is missing or not positive, or low and high differ in length.
  static SlicedKernelFit from_values(const FittedValues& values);
};

/// The options of the distances (directions, degree, infinite bars; of measures axis_scale and unequal_mass), and
struct SlicedWassersteinKernelOptions : SlicedWassersteinDistanceOptions {
  /// sigma^2, in the unit of the distance; or a percentile of the distances between the samples it is fitted on, p50
  /// being the median.
  Quantity scale{50, Relative::percentile};
  std::optional<SlicedKernelFit> fit;
};

/// The scale and the box of a collection. A percentile that is 0 (equal samples, or fewer than two) gives scale 1.
SlicedKernelFit fit_sliced_wasserstein_kernel(const Collection<Barcode>& barcodes,
                                              const SlicedWassersteinKernelOptions& options, const Context& context);
template <int N>
SlicedKernelFit fit_sliced_wasserstein_kernel(const Collection<SignedBarcode<N>>& measures,
                                              const SlicedWassersteinKernelOptions& options, const Context& context);

/// k(a, b) = exp(-SW(a, b) / (2 scale)) with the sliced Wasserstein distance of barcodes or of signed measures of free
/// modules (sliced_wasserstein_distance.hpp), all pairs of a collection. Ones on the diagonal.
///
/// Positive semidefinite for every number of directions, because SW is negative definite (Schoenberg).
/// Stability, for every c (proofs: src/vectorization/kernel_stability.md): |k(a, c) - k(b, c)| <= SW(a, b) / (2 scale);
/// for barcodes at most sqrt(2) / scale times W_1 with q = infinity, for signed measures at most KR / (2 scale) in
/// scaled units (l_1, so end to end as in signed_wasserstein_distance.hpp). If both arguments move, the bounds add up.
/// The feature map is Hoelder of order 1/2: |Phi(a) - Phi(b)|^2 <= SW(a, b) / scale.
/// Cost: that of the distances, n (n - 1) / 2 exponentials, 8 n^2 bytes. Throws as the distances; D106 for a bad scale.
/// Source: Carriere, Cuturi and Oudot 2017, Sliced Wasserstein kernel for persistence diagrams, arXiv:1706.03358;
/// Loiseaux, Scoccola, Carriere, Botnan and Oudot 2023, arXiv:2306.03801 (signed measures).
KernelMatrix sliced_wasserstein_kernel(const Collection<Barcode>& barcodes,
                                       const SlicedWassersteinKernelOptions& options, const Context& context);
template <int N>
KernelMatrix sliced_wasserstein_kernel(const Collection<SignedBarcode<N>>& measures,
                                       const SlicedWassersteinKernelOptions& options, const Context& context);

#define TESSERA_SLICED_WASSERSTEIN_KERNEL(N)                                                       \
  extern template SlicedKernelFit fit_sliced_wasserstein_kernel(                                   \
      const Collection<SignedBarcode<N>>&, const SlicedWassersteinKernelOptions&, const Context&); \
  extern template KernelMatrix sliced_wasserstein_kernel(const Collection<SignedBarcode<N>>&,      \
                                                         const SlicedWassersteinKernelOptions&, const Context&);
TESSERA_SLICED_WASSERSTEIN_KERNEL(1)
TESSERA_SLICED_WASSERSTEIN_KERNEL(2)
TESSERA_SLICED_WASSERSTEIN_KERNEL(3)
TESSERA_SLICED_WASSERSTEIN_KERNEL(4)
#undef TESSERA_SLICED_WASSERSTEIN_KERNEL

}  // namespace tessera
