// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/many.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <vector>

namespace tessera {

struct SparseRipsOptions {
  /// How much may be lost: scales are right up to the factor 1 / (1 - epsilon). Between 0 and 1, ends excluded.
  double epsilon = 0.5;
  /// The largest dimension of a simplex; H_k is right up to that factor for k < max_dimension.
  Index max_dimension = 2;
  /// One entry a function; a single entry serves all.
  std::vector<Direction> direction = {Direction::sublevel};
};

/// A small complex that stands for the Rips complex filtered by diameter and by N - 1 functions f on the points.
///
/// Order. The first point has the least f (lexicographically), of those the farthest from any other, ties by
/// coordinates. Then comes, again and again, a point
/// farthest from those before it that it may lean on: the q with f(q) <= f(p), in every function. That distance is its
/// l(p), infinite where there is no such q. Without functions this is the farthest point order.
/// Balls. At scale s, p has the radius min(s / 2, l(p) / epsilon), and leaves at s = 2 l(p) / (epsilon (1 - epsilon)).
/// A simplex enters axis 0 when the balls of every two of its vertices reach each other's centers together: at d for d
/// <= 2 l / epsilon, l the lesser of the two, at 2 (d - l / epsilon) up to the sum of both l / epsilon, else never; and
/// never when one of its vertices has left before. It enters the other axes as in function_rips.
///
/// Theorem. Let R be the bifiltered (N-filtered) Rips complex of a metric. There is a filtered complex S~ with the
/// homology of this one, by inclusions, and R(r (1 - epsilon), a) in S~(r, a) in R(r, a) for all r and a: the modules
/// are interleaved, and for N = 1 bars correspond with births and deaths larger by a factor of at most 1 / (1 -
/// epsilon). For N = 1 this is Sheehy 2013, doi:10.1007/s00454-013-9513-1, with the constants of Buchet, Chazal, Oudot,
/// Sheehy 2016, doi:10.1016/j.comgeo.2016.07.001; the proof for functions is in the source. A matrix that breaks the
/// triangle inequality has no theorem.
///
/// Size: linear in n for N = 1 in a space of bounded dimension; with functions the same where every point has others of
/// lower values near by, up to all of Rips where functions order the points against their distances.
/// Labels do not matter for points; for a matrix equal distances are told apart by index. Vertex v is point v; equal
/// points with equal values are joined at 0. No point gives no cell; the module is known at every scale.
/// Cost: n^2 distances four times, then the simplices. Throws: D102 when a function has not one
/// value a point or the functions are not N - 1; D106 on an epsilon, max_dimension or direction that does not fit; D101
/// when a distance overflows; R302 before allocating over the budget; R303 at 2^32 cells of a dimension.
template <int N>
FilteredComplex<N> sparse_rips(const PointCloud& points, const Many<ScalarField>& values,
                               const SparseRipsOptions& options, const Context& context);

/// The same for given distances.
template <int N>
FilteredComplex<N> sparse_rips(const DistanceMatrix& distances, const Many<ScalarField>& values,
                               const SparseRipsOptions& options, const Context& context);

extern template FilteredComplex<1> sparse_rips(const PointCloud&, const Many<ScalarField>&, const SparseRipsOptions&,
                                               const Context&);
extern template FilteredComplex<2> sparse_rips(const PointCloud&, const Many<ScalarField>&, const SparseRipsOptions&,
                                               const Context&);
extern template FilteredComplex<3> sparse_rips(const PointCloud&, const Many<ScalarField>&, const SparseRipsOptions&,
                                               const Context&);
extern template FilteredComplex<4> sparse_rips(const PointCloud&, const Many<ScalarField>&, const SparseRipsOptions&,
                                               const Context&);
extern template FilteredComplex<1> sparse_rips(const DistanceMatrix&, const Many<ScalarField>&,
                                               const SparseRipsOptions&, const Context&);
extern template FilteredComplex<2> sparse_rips(const DistanceMatrix&, const Many<ScalarField>&,
                                               const SparseRipsOptions&, const Context&);
extern template FilteredComplex<3> sparse_rips(const DistanceMatrix&, const Many<ScalarField>&,
                                               const SparseRipsOptions&, const Context&);
extern template FilteredComplex<4> sparse_rips(const DistanceMatrix&, const Many<ScalarField>&,
                                               const SparseRipsOptions&, const Context&);

}  // namespace tessera
