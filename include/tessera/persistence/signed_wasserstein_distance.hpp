// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid_box.hpp"
#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/persistence/signed_barcode.hpp"

#include <optional>
#include <vector>

namespace tessera {

/// What a distance of signed measures does when their masses (sums of multiplicities: the dimension, or the Euler
/// characteristic, at the end of all axes) differ.
enum class UnequalMass {
  refuse,  // throws: nothing can be transported
  corner,  // takes the mass of each measure away again at the upper corner of the box: infinite bars [b, oo) become
           // [b, corner), and the corner is where the collection ends
};

/// The least box around the points of measures, in the internal sign and the unit of the axes: what scales axes and
/// where the corner is.
struct MeasureBox {
  std::vector<double> low, high;  // one an axis
};

struct SignedWassersteinDistanceOptions {
  /// q: points are moved in the l_q norm of R^N, in scaled units.
  double norm = 1;
  /// What divides each axis: the length of the box along it (1 where that is 0), or 1.
  AxisScaling axis_scale = AxisScaling::range;
  UnequalMass unequal_mass = UnequalMass::refuse;
  /// The result is at most (1 + relative_error) times the distance, and never below it; 0: the distance.
  double relative_error = 0;
  /// Absent: the box of the measures at hand.
  std::optional<MeasureBox> box;
};

/// The Kantorovich-Rubinstein (1-Wasserstein) distance of two signed measures a and b, sums of point masses at the
/// births of barcodes of free modules (Hilbert or Euler measures): the least work |x - y|_q that moves the positive
/// part of a plus the negative part of b onto the negative part of a plus the positive part of b. It depends on a - b
/// only: equal points cancel first, with their multiplicities.
///
/// Exact up to the rounding of the sum, proved by a dual solution; symmetric to the bit; 0 exactly for equal measures.
/// A metric, in scaled units, on the measures of one mass (for `corner`: on all measures, given one box).
/// Stability, axis_scale = unscaled, q = 1 (and so for all q): f, g on one whole finite complex: Euler measures, any N,
/// and Hilbert measures, N <= 2: at most N times the sum over all cells of |f - g|_1 (for Euler measures without N).
/// Cost: N = 1: one sort; else an assignment of as many points as there is mass after cancelling: seconds for 10^4,
/// 1 kB each. Multiplicities count: a point of multiplicity m is m points, and equal points are the slow case (3,000
/// units on 10 points: 4 s).
/// Throws D106 for a barcode of hooks or rectangles, unequal masses (unless `corner`), an option out of its range;
/// R302 over the memory budget.
/// Source: Loiseaux, Scoccola, Carriere, Botnan and Oudot 2023, Stable vectorization of multiparameter persistent
/// homology using signed barcodes as measures, arXiv:2306.03801.
template <int N>
double signed_wasserstein_distance(const SignedBarcode<N>& a, const SignedBarcode<N>& b,
                                   const SignedWassersteinDistanceOptions& options = {}, const Context& context = {});

/// Of all pairs of a collection, in the box of the collection, in parallel; the same bits for every number of threads.
template <int N>
DistanceMatrix signed_wasserstein_distances(const Collection<SignedBarcode<N>>& measures,
                                            const SignedWassersteinDistanceOptions& options, const Context& context);

#define TESSERA_SIGNED_WASSERSTEIN_DISTANCE(N)                                                                 \
  extern template double signed_wasserstein_distance(const SignedBarcode<N>&, const SignedBarcode<N>&,         \
                                                     const SignedWassersteinDistanceOptions&, const Context&); \
  extern template DistanceMatrix signed_wasserstein_distances(                                                 \
      const Collection<SignedBarcode<N>>&, const SignedWassersteinDistanceOptions&, const Context&);
TESSERA_SIGNED_WASSERSTEIN_DISTANCE(1)
TESSERA_SIGNED_WASSERSTEIN_DISTANCE(2)
TESSERA_SIGNED_WASSERSTEIN_DISTANCE(3)
TESSERA_SIGNED_WASSERSTEIN_DISTANCE(4)
#undef TESSERA_SIGNED_WASSERSTEIN_DISTANCE

}  // namespace tessera
