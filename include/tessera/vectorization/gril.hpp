// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid_box.hpp"
#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/data/feature_matrix.hpp"
#include "tessera/persistence/presentation.hpp"
#include "tessera/persistence/sampling_grid.hpp"

#include <array>
#include <optional>

namespace tessera {

struct GrilOptions {
  /// lambda_1, ..., lambda_count.
  Index count = 3;
  /// l: how far a worm reaches beyond a square. 1 is the square.
  Index worm = 2;
  /// Pixels along axis 0 and axis 1.
  std::array<Index, 2> resolution{20, 20};
  /// Widths that are tried: multiples of the longest side of the scaled box divided by this.
  Index widths = 64;
  /// What divides each axis: the side of the box along it, or 1.
  AxisScaling axis_scale = AxisScaling::range;
  /// The box that is sampled, as the two ends of each axis; absent: fitted on the collection.
  std::optional<SamplingGrid> fit;
};

/// The range of all grades of generators and relations; an axis without range is widened upwards by 1.
SamplingGrid fit_gril(const Collection<Presentation<2>>& modules, const GrilOptions& options, const Context& context);

/// Generalized rank invariant landscapes: at the centre p of each pixel, for k = 1, ..., count,
///   lambda_k(p) = the largest width d tried with rank M|W(p, d) >= k, 0 if there is none,
/// where the worm W(p, d) is the union of the squares {q : |q - c|_inf <= d} with centres c = p + a (1, -1), |a| <= (l
/// - 1) d, in scaled units, and the rank is the generalized one: that of the map from the limit of M over the worm to
/// its colimit, the number of copies of the worm's interval module that split off over the worm. Exact at each width:
/// all grades that the worm meets are seen, no grid is laid over it. A rank cannot grow with the width.
///
/// Columns are `l01.x03.y17`, the rank slowest; values are lengths in scaled units, at most the longest side. l = 1
/// gives the landscapes of landscape.hpp, rounded down to the widths. Where the module is known below a value only, it
/// counts as zero from there on. The zero module has zeros. Stability, end to end (proof:
/// src/vectorization/measure_stability.md): the landscape over all widths changes by at most d_I(M, N) in scaled units
/// at every column, for all modules; rounding to the step h of the widths adds less than h to a difference. The box and
/// the scale are fixed. Cost: at each pixel log2(widths) ranks for each k; a rank is an elimination of dense columns of
/// bits, at most relations x generators^2 / 64 words, in practice near relations x generators. Coarsen modules of many
/// thousands. Throws Error D106 for no pixel, width, count or worm, a bad box, modules that differ in degree or axes;
/// R302. Source: Xin, Mukherjee, Samaga and Dey 2023, GRIL: a 2-parameter persistence based vectorization for machine
/// learning, TAG-ML, arXiv:2304.04970; Dey, Kim and Memoli 2024, Computing generalized rank invariant for 2-parameter
/// persistence modules via zigzag persistence, doi:10.1007/s00454-023-00584-z.
FeatureMatrix gril(const Collection<Presentation<2>>& modules, const GrilOptions& options, const Context& context);

}  // namespace tessera
