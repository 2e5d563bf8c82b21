// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/many.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <optional>
#include <vector>

namespace tessera {

enum class WitnessKind {
  weak,  // faces witnessed one by one
  lazy,  // the cliques of the edges that are
};

struct WitnessComplexOptions {
  /// How many landmarks are chosen, where there are that many different points.
  Index landmarks = 30;
  WitnessKind kind = WitnessKind::weak;
  /// Of lazy complexes: which nearest landmark of a witness its distances are measured from; 0: none, as in Rips.
  Index nu = 1;
  /// The largest relaxation kept: a length or "10 %diameter" of the landmarks. Empty: every simplex is.
  std::optional<Quantity> max_relaxation;
  /// The largest dimension of a simplex; H_k is right for k < max_dimension.
  Index max_dimension = 2;
  /// One entry a function; a single entry serves all.
  std::vector<Direction> direction = {Direction::sublevel};
};

/// A complex on a few landmarks among the points, all of which bear witness, with N - 1 functions f on the points.
///
/// Landmarks: the point farthest from the mean, then each time the one farthest from those before; ties by coordinates,
/// then by f. They are different points. Vertex v is the v-th of them, at (0, f); see vertex_point.
/// Weak: a simplex s enters at the least a such that s and all its faces t are a-witnessed: by some point w with
/// d(w, v)^2 <= d(w, u)^2 + a^2 for all landmarks v in t and u not in t. At a = 0 the nearest landmarks of w, any
/// number. Lazy: an edge uv enters at the least a >= 0 with max(d(w, u), d(w, v)) <= a + m(w) for some w, m(w) the
/// distance to the nu-th nearest landmark (0 for nu = 0); a simplex with its last edge. Functions: the largest over the
/// vertices.
///
/// No theorem ties the module to the space without conditions on the sample. In f it is stable: at most the largest
/// change of a value at a landmark. Labels do not matter. Truncation as in cech_complex: a smaller max_relaxation
/// leaves the module known below it only, as axis 0 records; the value used is reported as "max_relaxation".
/// Degenerate: no point gives no cell; a single landmark, one vertex.
/// Cost: n points and m landmarks take n m distances, kept, then n operations a candidate simplex (weak) or a pair of
/// landmarks (lazy). Throws: D102 when a function has not one value a point or the functions are not N - 1, or d = 0;
/// D106 on options that do not fit; R302 before allocating over the budget; R303 at 2^32 cells of a dimension. Source:
/// de Silva and Carlsson 2004, doi:10.2312/SPBG/SPBG04/157-166; weak complexes with squares as in GUDHI's relaxed
/// witness complex, whose filtration values are squares.
template <int N>
FilteredComplex<N> witness_complex(const PointCloud& points, const Many<ScalarField>& values,
                                   const WitnessComplexOptions& options, const Context& context);

extern template FilteredComplex<1> witness_complex(const PointCloud&, const Many<ScalarField>&,
                                                   const WitnessComplexOptions&, const Context&);
extern template FilteredComplex<2> witness_complex(const PointCloud&, const Many<ScalarField>&,
                                                   const WitnessComplexOptions&, const Context&);
extern template FilteredComplex<3> witness_complex(const PointCloud&, const Many<ScalarField>&,
                                                   const WitnessComplexOptions&, const Context&);
extern template FilteredComplex<4> witness_complex(const PointCloud&, const Many<ScalarField>&,
                                                   const WitnessComplexOptions&, const Context&);

}  // namespace tessera
