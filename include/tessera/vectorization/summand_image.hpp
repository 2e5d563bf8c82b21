// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid_box.hpp"
#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/feature_matrix.hpp"
#include "tessera/decomposition/decomposition.hpp"

#include <array>
#include <optional>

namespace tessera {

/// What a pixel x sees of an interval I through the square R of side 2 delta around it; in [0, 1], 1 deep inside I and
/// 0 at distance delta from it.
enum class SummandKernel {
  interleaving,  // d_I(I in R, 0) / delta: half the largest square in I and R
  volume,        // area(I in R) / (2 delta)^2
  rectangle,     // area of the largest rectangle in I and R / (2 delta)^2
};

struct SummandImageOptions {
  SummandKernel kernel = SummandKernel::interleaving;
  /// Exponent of the weights in [0, infinity]. 1 is the usual choice and the default; infinity takes the maximum over
  /// the summands, which with `interleaving` is a function of the module alone, stable end to end, but sees nothing
  /// behind a summand that covers everything (degree 0 has one).
  double p = 1;
  /// delta > 0: in scaled units, or percent_range of the scaled box's longest side.
  Quantity bandwidth{5, Relative::percent_range};
  /// Pixels along axis 0 and axis 1.
  std::array<Index, 2> resolution{50, 50};
  /// The box K that is sampled; absent: fitted on the collection.
  std::optional<GridBox<2>> fit;
};

/// The box of the finite corner grades of a collection, per axis [min, max], never beyond `known_below`. An axis
/// without extent is widened upwards by 1 in scaled units; a collection of zero modules gives the scaled unit square.
/// Throws Error D106 when the decompositions differ in degree, scale or axes. O(corners).
GridBox<2> fit_summand_image(const Collection<Decomposition<2>>& decompositions, const SummandImageOptions& options,
                             const Context& context);

/// Images of decompositions into interval summands, one row a sample: at the centre x of each pixel of the box K,
///   V_p(x) = sum_i w_i^p phi_i(x) / sum_i w_i^p  (p < infinity),  V_infinity(x) = max_i phi_i(x),
/// phi_i(x) the kernel at x of summand i and w_i = d_I(I_i in K, 0) its weight, all in scaled units (axis k divided by
/// axis_scale[k]), so rescaling an axis changes nothing. p = 0 is the plain mean.
///
/// Values lie in [0, 1] and have no unit. Supports are clipped to K inflated by delta, which no pixel can tell, and to
/// `known_below`. A zero module, and for p > 0 one whose weights all vanish, gives zeros. Summands are taken in
/// canonical order: the result does not depend on the order they come in, nor on the number of threads. Axis 0 is
/// slowest; columns are `x03.y17`, preceded by the name of the stage in a pipeline. `axes` hold K in the sign of the
/// data: on a superlevel axis pixel 0 is at the larger end.
///
/// Stability (src/vectorization/stability.md holds the proofs). Let e bound the distances of a matching of summands
/// (unmatched: weights), e <= delta, kappa = 1 for `interleaving` and 2 for the others. Then, at every pixel,
///   p = infinity: |V - V'| <= kappa e / delta; for `interleaving` e may be d_I of the modules themselves;
///   1 <= p: <= kappa e / delta + p W^(p-1) e / C_p, W half the shorter side of K, C_p the mean of w^p over the
///   summands of the module with the larger sum; 0 < p < 1: <= kappa e / delta + e^p / C_p, no Lipschitz constant; p =
///   0: kappa e / delta if the numbers of summands agree, else not continuous.
/// `stability` holds the constant with C_p its least value in the collection, and says so.
///
/// This is summand_representation with the operation mean and the weight interleaving, or largest and one.
/// Cost: O(corners + pixels) for `volume` and p < infinity; else O(pixels within delta of a summand x pairs of its
/// corners seen from there), with p < infinity much less for rectangles. Throws Error D106 for a bad p, bandwidth,
/// resolution or box, for decompositions that differ in degree, scale or axes, for a box beyond `known_below`; R302
/// when the matrix is over the memory budget.
/// Source: Loiseaux, Carriere and Blumberg 2023, A framework for fast and stable representations of multiparameter
/// persistent homology decompositions, NeurIPS.
FeatureMatrix summand_image(const Collection<Decomposition<2>>& decompositions, const SummandImageOptions& options,
                            const Context& context);

}  // namespace tessera
