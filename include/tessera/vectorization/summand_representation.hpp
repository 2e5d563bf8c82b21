// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid_box.hpp"
#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/feature_matrix.hpp"
#include "tessera/decomposition/decomposition.hpp"

#include <array>
#include <functional>
#include <optional>

namespace tessera {

/// op: how the weighted maps of the summands become one.
enum class SummandOperation {
  sum,      // sum of w phi
  mean,     // sum of w phi / sum of w; 0 where all weights vanish
  largest,  // the largest, second largest, ... of w phi, at every place for itself
};

/// w: what a summand counts for, an interval I seen in the box K, in scaled units.
enum class SummandWeight {
  one,
  interleaving,  // d_I(I in K, 0), half the largest square
  area,          // of I in K
};

/// phi: what a place x sees of an interval I. R is the square of side 2 bandwidth around x.
enum class SummandMap {
  interleaving,  // d_I(I in R, 0) / bandwidth: half the largest square in I and R; in [0, 1]
  volume,        // share of R that I covers
  rectangle,     // share of R that the largest rectangle in I and R covers
  gaussian,      // share in I of the mass of a Gaussian around x, bandwidth its deviation
  exponential,   // share in I of the mass exp(-|y - x|_1 / bandwidth) / (4 bandwidth^2) dy
  landscape,     // the largest e with x - e and x + e in I; 0 if x is not in I; no bandwidth
  distance,      // exp(-d(x, I)^2 / (2 bandwidth^2)), d the Euclidean distance of x from I
};

struct SummandRepresentationOptions {
  SummandOperation operation = SummandOperation::mean;
  SummandWeight weight = SummandWeight::interleaving;
  SummandMap map = SummandMap::interleaving;
  /// Exponent of the weights, finite, at least 0; 0 makes all weights one.
  double p = 1;
  /// Of `largest`: how many, from the largest on.
  Index count = 1;
  /// In scaled units, or percent_range of the scaled box's longest side.
  Quantity bandwidth{5, Relative::percent_range};
  /// Pixels along axis 0 and axis 1.
  std::array<Index, 2> resolution{50, 50};
  /// The box K that is sampled; absent: fitted on the collection.
  std::optional<GridBox<2>> fit;
};

/// A weight or a map of the caller's own, in the place of the one in the options. Both see intervals in scaled units:
/// the weight those of the part in K, at least 0; the map whole ones, and a place. Called from several threads.
struct SummandFunctions {
  std::function<double(const Interval<2>& in_box)> weight;
  std::function<double(const Interval<2>& support, const Point<2>& place)> map;
};

/// The box of the finite corner grades of a collection, per axis [min, max], never beyond `known_below`. An axis
/// without extent is widened upwards by 1 in scaled units; a collection of zero modules gives the scaled unit square.
/// Throws Error D106 when the decompositions differ in degree, scale or axes. O(corners).
GridBox<2> fit_summand_representation(const Collection<Decomposition<2>>& decompositions,
                                      const SummandRepresentationOptions& options, const Context& context);

/// Vectors of decompositions M = I_1 + ... + I_m into interval summands, one row a sample: at the centre x of every
/// pixel of the box K,
///   V(x) = op({ w(I_i)^p phi(I_i)(x) : i = 1 ... m }),
/// in scaled units (axis k divided by axis_scale[k]), so rescaling an axis changes nothing.
///
/// Supports end where the module is no longer known (`known_below`). A zero module gives zeros. Summands are taken in
/// canonical order: the result depends neither on the order they come in nor on the number of threads. Axis 0 is
/// slowest; columns are `x03.y17`, preceded by `k2.` for the second largest if `count` > 1 and by the name of the stage
/// in a pipeline. `axes` hold K in the sign of the data: on a superlevel axis pixel 0 is at the larger end.
///
/// Sums and means of `volume`, `gaussian` and `exponential` are linear in the indicator of the summands and are taken
/// of all summands at once, by sweeps over their corners: `volume` to 1e-12, `exponential` to 1e-12, `gaussian` to
/// 1e-11 of the sum of the weights (of 1, for a mean). Those of `interleaving` and `rectangle` are taken at once, to
/// 1e-12, of the summands that are rectangles. Where the box is wider than a hundred windows, `volume`, `interleaving`
/// and `rectangle` are not. All other values are those of the formulas, each summand seen only by the pixels that it
/// can reach.
///
/// Stability (src/vectorization/stability.md: proofs, and what fails): one map moves by at most L e when its interval
/// moves by e in d_I, L = 1 / bandwidth for `interleaving`, 2 / bandwidth for `volume` and `rectangle`, 2 / (sqrt(pi)
/// bandwidth) for `gaussian`, 1 / bandwidth for `exponential`, 1 for `landscape`; `distance` has no theorem. What
/// follows for the operation and the weight is attached as `stability`; functions of the caller have none.
///
/// Cost: sums taken at once O(corners + pixels), for `interleaving` O(rectangles x pixels along one bandwidth +
/// pixels); else O(pixels within reach of a summand + corners x pixels along one bandwidth), the logarithm of the
/// corners more for `rectangle`, `count` times that for `largest`. Throws Error D106 for a bad p, count, bandwidth,
/// resolution or box, for decompositions that differ in degree, scale or axes, for a box beyond `known_below`, for a
/// weight of the caller's that is negative or a value that is not finite; R302 when the matrix is over the memory
/// budget.
/// Source: Loiseaux, Carriere and Blumberg 2023, A framework for fast and stable representations of multiparameter
/// persistent homology decompositions, NeurIPS, section 3 (T-CDR).
FeatureMatrix summand_representation(const Collection<Decomposition<2>>& decompositions,
                                     const SummandRepresentationOptions& options, const Context& context);
FeatureMatrix summand_representation(const Collection<Decomposition<2>>& decompositions,
                                     const SummandRepresentationOptions& options, const SummandFunctions& functions,
                                     const Context& context);

}  // namespace tessera
