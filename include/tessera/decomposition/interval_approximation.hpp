// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/decomposition/summands.hpp"

#include <optional>

namespace tessera {

template <int N>
struct IntervalApproximationOptions {
  AxisScaling axis_scale = AxisScaling::range;
  /// Of two parameters; more have no event sweep.
  DiagonalSweep sweep = DiagonalSweep::automatic;
  /// Spacing of the lines of a grid, in scaled units; percentages are of the largest scaled range of the module.
  /// Absent: 1 % for two parameters, 3 % for three, 10 % for four.
  std::optional<Quantity> line_spacing;
  /// Of two parameters: as in SummandsOptions.
  double event_limit = 2e8;
  /// The scale fitted on a collection; absent: fitted on the module itself.
  std::optional<AxisScale<N>> fit;
};

/// The module approximated by interval modules as a whole: tracks of its bars over a family of diagonal lines. The
/// certificate bounds what that changes on any diagonal line. An isomorphism invariant. For two parameters this is
/// `summands` with the route `whole`: see there.
///
/// For three and four parameters the lines t -> (t, t + c_1, ..., t + c_(N-1)), in scaled units, form a lattice of
/// spacing h in each c_k that covers every offset at which the order of the grades along the line changes. At most
/// 20000 lines are drawn; h is widened to that, and certificate.line_spacing is what it became. The lattice is in
/// general position to zero: whole grades do not meet in its lines.
///   - On each line the module is reduced. Bars of neighboring lines, at c and c + h along axis k, are matched by the
///     rule of a grid sweep. Bars that end in the same two grades go on as each other. Where the rule then leaves a
///     choice, bars are followed over the line halfway between, and so on down to h / 32; there, at least cost, and
///     among equal costs those that share a grade.
///   - Matched bars are joined into tracks, in this order: the pairs along the last axis, the lines they start from in
///     lexicographic order of c, bars by birth and death; then those along the axis before, and so on. A pair that
///     would give a track two bars on one line is left out. Nothing else depends on an order of lines, and where this
///     one matters certificate.monodromy is not 0 and a warning is given.
///   - A track becomes an interval: births are the meets of births on consecutive lines, deaths the joins of deaths.
///     Consecutive are two neighbors, or the lines of any face of an elementary cube of the lattice, where that leaves
///     the bars of the track on that face as they are (with two parameters it always does). Beyond the largest grade of
///     an axis nothing changes, so a death there is infinite on that axis.
///
/// Recovered exactly, with a line_gap of rounding size: direct sums of boxes and free modules (one birth, one death
/// corner each), once h is less than a third of their sides and h / 32 less than what keeps their bars apart where they
/// turn from one relation to another: a corner is the grade itself and need not lie on a line of the lattice. Boxes
/// that share grades may have equal bars on an open set of lines, which no barcode tells apart; the gap stays of
/// rounding size. With several corners in one summand the lattice cuts off edges, within the bound. Summands are not
/// marked exact: multiplicities are decided for two parameters only (is_exactness_decided is false). Where a track is
/// shorter than h its support may fall into pieces, and stands for their sum. The zero module has no summands. Cost:
/// one reduction a line, warm-started along the last axis, up to 31 more between two lines where bars run close, the
/// matchings (bar_matching.hpp), and corners times lines for the gap. Memory: 120 bytes a generator and line, refused
/// (R302) over the budget. Throws D106 when `sweep` is `events` for N >= 3, or the spacing is not > 0. Source:
/// Loiseaux, Carriere, Blumberg 2022, arXiv:2206.02026; monodromy: Cerri, Ethier, Frosini 2013, A study of monodromy in
/// the computation of multidimensional persistence, doi:10.1007/978-3-642-37067-0_17.
template <int N>
Decomposition<N> interval_approximation(const Presentation<N>& module, const IntervalApproximationOptions<N>& options,
                                        const Context& context);

/// The scale of `interval_approximation` fitted on a collection: per axis max - min of all grades of all modules, 1
/// where that is 0.
template <int N>
AxisScale<N> fit_approximation_scale(const Collection<Presentation<N>>& modules,
                                     const IntervalApproximationOptions<N>& options, const Context& context);

#define TESSERA_INTERVAL_APPROXIMATION(N)                                                                          \
  extern template Decomposition<N> interval_approximation(const Presentation<N>&,                                  \
                                                          const IntervalApproximationOptions<N>&, const Context&); \
  extern template AxisScale<N> fit_approximation_scale(const Collection<Presentation<N>>&,                         \
                                                       const IntervalApproximationOptions<N>&, const Context&);
TESSERA_INTERVAL_APPROXIMATION(2)
TESSERA_INTERVAL_APPROXIMATION(3)
TESSERA_INTERVAL_APPROXIMATION(4)
#undef TESSERA_INTERVAL_APPROXIMATION

}  // namespace tessera
