// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid_box.hpp"
#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/feature_matrix.hpp"
#include "tessera/persistence/sampling_grid.hpp"
#include "tessera/persistence/signed_barcode.hpp"

#include <optional>
#include <vector>

namespace tessera {

/// What a point mass at distance u from a pixel adds to it, u in scaled units and s the bandwidth; 1 at u = 0.
enum class MeasureKernel {
  gaussian,     // exp(-|u|_2^2 / (2 s^2))
  exponential,  // exp(-|u|_1 / s)
  triangle,     // the product over the axes of max(0, 1 - |u_k| / s): of compact support
};

struct SignedMeasureImageOptions {
  MeasureKernel kernel = MeasureKernel::gaussian;
  /// s > 0: in scaled units, or percent_range of the scaled box's longest side.
  Quantity bandwidth{5, Relative::percent_range};
  /// Pixels per parameter; one entry serves all. Empty: 100 for points in one coordinate, 50, 20, 10, 5 and 3 in 2, 3,
  /// 4, 6 and 8.
  std::vector<Index> resolution;
  /// What divides each axis: the side of the box along it, or 1.
  AxisScaling axis_scale = AxisScaling::range;
  /// The box that is sampled, as the two ends of each axis; absent: fitted on the collection.
  std::optional<SamplingGrid> fit;
};

/// The box of the births and finite deaths of a collection, per axis [min, max]; an axis without extent is widened
/// upwards by 1. Throws Error D106 when samples differ in kind, degree or axes.
template <int N>
SamplingGrid fit_signed_measure_image(const Collection<SignedBarcode<N>>& measures,
                                      const SignedMeasureImageOptions& options, const Context& context);

/// A signed barcode as a measure, convolved with a kernel: at the centre x of each pixel of the box,
///   V(x) = sum over bars of multiplicity * K(x - p),  p the point of the bar, in scaled units.
/// Kind free (Hilbert and Euler measures): p = birth in R^N, pixels of the box. Hooks and rectangles: p = (birth,
/// death) in R^2N, where each coordinate of a death is at most the upper end of the box (so an infinite one, and the
/// death of a free hook, lies there), pixels of box x box: resolution^2N of them, so take few.
///
/// Values have no unit. Axis 0 is slowest; columns are `x03.y17`, of hooks and rectangles `bx03.by17.dx08.dy01`.
/// Exact up to rounding, for the Gaussian up to 2N * 3e-14 times the sum of |multiplicity|. Of a sample nothing but
/// the sample enters, whatever the others and the threads are; a zero measure gives zeros.
///
/// Stability (proofs: src/vectorization/measure_stability.md), sup norm over the columns, KR the
/// Kantorovich-Rubinstein distance for the l_1 norm of scaled units: |V - V'| <= L KR, L = 1 / (s sqrt(e)) for the
/// Gaussian, 1 / s for the others, attained. So end to end, for f and g that filter one whole complex:
///   Euler, any N: <= L sum over cells of |f - g|_1; Hilbert, N <= 2: <= N L times that. Else no theorem beyond KR.
/// Cost, D = N or 2N: O(2^D (points + pixels)) exponential; triangle: points x pixels within s; Gaussian: the less of
/// points x pixels within 8.5 s and 14^D points + pixels x 14 (sides / s) per axis.
/// Throws Error D106 for a bad bandwidth, resolution or box, or samples that differ in kind, degree or axes; R302.
/// Source: Loiseaux, Scoccola, Carriere, Botnan and Oudot 2023, Stable vectorization of multiparameter persistent
/// homology using signed barcodes as measures, NeurIPS, arXiv:2306.03801.
template <int N>
FeatureMatrix signed_measure_image(const Collection<SignedBarcode<N>>& measures,
                                   const SignedMeasureImageOptions& options, const Context& context);

#define TESSERA_SIGNED_MEASURE_IMAGE(N)                                                                    \
  extern template SamplingGrid fit_signed_measure_image(const Collection<SignedBarcode<N>>&,               \
                                                        const SignedMeasureImageOptions&, const Context&); \
  extern template FeatureMatrix signed_measure_image(const Collection<SignedBarcode<N>>&,                  \
                                                     const SignedMeasureImageOptions&, const Context&);
TESSERA_SIGNED_MEASURE_IMAGE(1)
TESSERA_SIGNED_MEASURE_IMAGE(2)
TESSERA_SIGNED_MEASURE_IMAGE(3)
TESSERA_SIGNED_MEASURE_IMAGE(4)
#undef TESSERA_SIGNED_MEASURE_IMAGE

}  // namespace tessera
