// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid_box.hpp"
#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/persistence/line.hpp"
#include "tessera/persistence/presentation.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace tessera {

/// When the search over lines ends: once upper - lower <= max(relative_error * lower, absolute_error), or when the
/// evaluations are used up. With both errors 0 it ends early only if the interval closes to a point.
struct MatchingDistanceOptions {
  double relative_error = 0.01;
  double absolute_error = 0;  // in scaled units
  /// Lines along which the two barcodes may be compared, for each pair of modules.
  std::uint64_t max_evaluations = 20000;
  /// What divides the axes: distances are in scaled units.
  AxisScaling axis_scale = AxisScaling::range;
  /// The scale, fitted on a collection; absent: fitted on the modules at hand.
  std::optional<AxisScale<2>> fit;
};

/// A certified interval: the distance lies in [lower, upper], up to rounding (1e-12 of the range of the grades).
struct MatchingDistance {
  double lower = 0, upper = 0;
  /// lower = weight * the bottleneck distance of the slices along `line` (in the unit of the axes, its parameter in
  /// scaled units); weight 0: no line was needed.
  Line<2> line;
  double weight = 0;
  std::array<double, 2> axis_scale{1, 1};
  std::uint64_t evaluations = 0;

  double midpoint() const noexcept { return lower == upper ? lower : (lower + upper) / 2; }
  double width() const noexcept { return lower == upper ? 0 : upper - lower; }
};

/// The matching distance of two modules in two parameters: with axis k divided by axis_scale[k],
///   sup over lines L of positive slope of w(L) d_B(M|L, N|L),
/// L run through with direction m, max(m) = 1, w(L) = min(m). At most the interleaving distance (w makes it so) and at
/// most the bottleneck distance of decompositions; 0 for some modules that are not isomorphic. Infinity exactly when
/// the numbers of generators that never die, the ranks at infinity, differ.
///
/// Branch and bound over boxes of lines, slope times offset in two charts. One line of a box is evaluated, and the
/// pairs of grades found there bound the distance on the whole box (src/decomposition/certified_slice.hpp has the
/// theorem and its proof): where the order of the grades that matter does not change, the bound is exact. Works on
/// minimal presentations; the interval does not depend on threads, but its ends depend, within the interval that is
/// proven, on the presentation.
/// Throws D106 for modules of different degree or direction and for errors that are negative; R302 over the memory
/// budget.
/// Cost: a reduction of both presentations and a matching of their bars a line, eight lines at a time in parallel; the
/// memory of these is forecast. Two unlike modules of 300 generators, within 1 %, on one thread: 250 to 1,800 lines,
/// 0.1 to 1 s; the same points moved a little, where many lines come near the supremum: 2,600 to 14,600 lines, 1 to 9 s
/// (bench/matching_distance.cpp). Small modules often close to a point with both errors 0.
/// Source: Cerri, Di Fabio, Ferri, Frosini, Landi 2013, doi:10.1002/mma.2704; branch and bound: Biasotti, Cerri,
/// Frosini, Giorgi 2011, doi:10.1016/j.patrec.2011.07.014; Kerber and Nigmetov 2020, doi:10.4230/LIPIcs.SoCG.2020.46.
MatchingDistance matching_distance(const Presentation<2>& first, const Presentation<2>& second,
                                   const MatchingDistanceOptions& options = {}, const Context& context = {});

/// The midpoints of the intervals of all pairs, with one scale for all. The largest width is reported as
/// `widest_interval`; a warning says so when the evaluations of a pair were used up. The same bits for every number of
/// threads. Throws D106 as above, and naming the samples when a distance is infinite.
DistanceMatrix matching_distances(const Collection<Presentation<2>>& modules, const MatchingDistanceOptions& options,
                                  const Context& context);

/// Per axis the range of all grades of all modules, 1 where there is none; 1 when `axis_scale` asks for no scaling.
AxisScale<2> fit_matching_distances(const Collection<Presentation<2>>& modules, const MatchingDistanceOptions& options,
                                    const Context& context);

}  // namespace tessera
