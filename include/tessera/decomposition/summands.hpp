// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid_box.hpp"
#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/decomposition/decomposition.hpp"
#include "tessera/persistence/presentation.hpp"

#include <optional>

namespace tessera {

/// How the diagonal lines are chosen.
enum class DiagonalSweep {
  automatic,  // events when their forecast fits the work limit, else a grid
  events,     // every line at which the order of the grades changes: keeps every diagonal barcode exactly
  grid,       // lines at a fixed spacing
};

/// How summands are found. indecomposables: the module is split into indecomposables; intervals among them are exact,
/// the others are swept one by one. whole: the whole module is swept and exactness decided by multiplicity. automatic:
/// the first within `work_limit`, else the second. Both are isomorphism invariants.
enum class SummandsRoute { automatic, indecomposables, whole };

struct SummandsOptions {
  SummandsRoute route = SummandsRoute::automatic;
  /// Steps (word operations of linear systems) that the splitting into indecomposables may take; ten seconds or so for
  /// the default. A module of 29,000 generators with summands of 4,000 takes 4e10.
  double work_limit = 1e11;
  AxisScaling axis_scale = AxisScaling::range;
  DiagonalSweep sweep = DiagonalSweep::automatic;
  /// Spacing of the lines of a grid sweep, in scaled units; percentages are of the largest scaled range of the module.
  Quantity line_spacing{1, Relative::percent_range};
  /// Transpositions an event sweep may cost before `automatic` takes the grid. Depends on Betti numbers only, so the
  /// choice is the same however the data are numbered.
  double event_limit = 2e8;
  /// Also give a representative cycle for every birth of the summands that are split off; the presentation must have
  /// them.
  bool cycles = false;
  /// The scale fitted on a collection; absent: fitted on the module itself.
  std::optional<AxisScale<2>> fit;
};

/// A candidate decomposition of a two-parameter module into interval modules: the interval modules among its
/// indecomposable summands, and for the others, or for the whole module, the tracks of a sweep over diagonal lines. An
/// isomorphism invariant: it does not depend on the presentation (which route is taken depends on the work, which may).
///
/// Guaranteed: (1) the barcodes of the result and of the module agree on every diagonal line within
/// certificate.bound(), which is 0 without a grid sweep; (2) a summand marked exact is a direct summand of the module:
/// of the summands of one support, as many are exact as that interval module has copies in the module (undecided, and
/// said so, when the module was swept as a whole and tracks times generators and relations exceed 1e11).
/// The zero module has no summands. A presentation that is not minimal is minimised first.
/// Cycles, where asked for, come with every exact summand that the splitting found, one a birth: two neighboring births
/// become homologous at their join. Tracks of a sweep have none, so there are none at all, and a warning, where
/// `automatic` ends with a sweep of the whole module.
/// Diagonal lines run in direction (axis_scale[0], axis_scale[1]).
/// Cost: the splitting, see indecomposables.hpp; of what is swept: event sweep O(T) matrix updates for T pairs of
/// generators, or of relations, that are incomparable, and (rows + columns) * columns / 8 bytes, refused (R302) over
/// the budget; grid sweep one reduction a line. Exactness: sparse elimination per component. Source: Loiseaux,
/// Carriere, Blumberg 2022 (candidate decompositions), arXiv 2206.02026; Cohen-Steiner, Edelsbrunner, Morozov 2006
/// (vineyard updates), doi:10.1145/1137856.1137877; multiplicity as the rank of Hom(k_I, M) x Hom(M, k_I); splitting:
/// indecomposables.hpp. Throws R302 when route is indecomposables and the work limit is passed; D106 when cycles are
/// asked for and the presentation has none, or with the route `whole`.
Decomposition<2> summands(const Presentation<2>& module, const SummandsOptions& options, const Context& context);

/// The scale of `summands` fitted on a collection: per axis max - min of all grades of all modules, 1 where that is 0.
AxisScale<2> fit_axis_scale(const Collection<Presentation<2>>& modules, const SummandsOptions& options,
                            const Context& context);

}  // namespace tessera
