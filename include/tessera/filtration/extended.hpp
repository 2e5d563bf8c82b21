// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/filtration/filtered_complex.hpp"

namespace tessera {

struct ExtendedOptions {
  /// The axis that goes up and comes down again, from 0. The complex is filtered by lower stars along it.
  Index axis = 0;
};

/// The extended filtration of a function f: first the sublevel sets of f, then, on the whole complex X, the cones over
/// its superlevel sets from the highest value down. A cell enters at the largest value of its vertices, its cone at the
/// smallest, reflected at the largest value M of all: at t <= M the complex is {f <= t}, and at t > M it is X with a
/// cone over the full subcomplex on the vertices of f >= 2 M - t. Its homology from M on is that of the pair
/// (X, f >= 2 M - t), and one more class of degree 0.
///
/// Other axes stay as they are, a cone has the grades of its base there: at any grade of theirs the first axis is the
/// extended filtration of the subcomplex that is there. The apex is the last vertex; it enters before all others, and
/// the bar without end that it gives is the only one, in degree 0. Vertices, edges, ... keep their positions, the cones
/// over vertices, edges, ... come behind the edges, triangles, ... of X.
///
/// Values: M is reported as "turn". A value t of the axis means t up to M and 2 M - t beyond; values that the
/// reflection rounds to one are one. Of a superlevel axis the signs are those in the axis, negated. A complex without
/// cells stays. Cost: linear; twice the memory of the complex. Stable: the interleaving distance is at most three times
/// the largest change of a value, as M moves too. Throws: D105 unless the complex is whole and a cell enters along the
/// axis with its last vertex, naming the cell; D106 on an axis that there is not; D101 when the reflection is not
/// finite; R302 over the budget. Source: Cohen-Steiner, Edelsbrunner and Harer 2009, doi:10.1007/s10208-008-9027-z.
template <int N>
FilteredComplex<N> extended(const FilteredComplex<N>& complex, const ExtendedOptions& options, const Context& context);

extern template FilteredComplex<1> extended(const FilteredComplex<1>&, const ExtendedOptions&, const Context&);
extern template FilteredComplex<2> extended(const FilteredComplex<2>&, const ExtendedOptions&, const Context&);
extern template FilteredComplex<3> extended(const FilteredComplex<3>&, const ExtendedOptions&, const Context&);
extern template FilteredComplex<4> extended(const FilteredComplex<4>&, const ExtendedOptions&, const Context&);

}  // namespace tessera
