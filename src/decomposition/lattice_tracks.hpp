// SPDX-License-Identifier: MIT
#pragma once

#include "decomposition/line_lattice.hpp"
#include "tessera/decomposition/decomposition.hpp"

#include <utility>
#include <vector>

namespace tessera {

/// A bar on each of some lines: (line, bar), by line.
using LatticeTrack = std::vector<std::pair<Index, Index>>;

struct LatticeTracks {
  std::vector<LatticeTrack> tracks;  // every bar of every line lies in one
  Monodromy monodromy;
};

/// For every bar of the line at offset `start` the bar of the line at distance h along an axis, towards `end`, that it
/// goes on as. It obeys the rule of matched_bars. Bars with equal labels go on as each other; where the rule leaves a
/// choice for the others, they are followed over the line halfway, and so on, `depth` times; then they are matched at
/// least cost, and at equal costs by the grades they share.
template <int N>
std::vector<Index> followed_bars(const LineBars& from, const Point<N>& start, const LineBars& to, const Point<N>& end,
                                 double h, int depth, DiagonalSlicer<N>& slicer);

/// Follows the bars to the neighboring lines, goes around every square, and joins bars to tracks: see
/// interval_approximation.hpp.
template <int N>
LatticeTracks tracks_on_lattice(const LineLattice<N>& lattice, const std::vector<LineBars>& lines,
                                const DiagonalSlicer<N>& slicer, const Context& context);

#define TESSERA_LATTICE_TRACKS(N)                                                                        \
  extern template std::vector<Index> followed_bars<N>(const LineBars&, const Point<N>&, const LineBars&, \
                                                      const Point<N>&, double, int, DiagonalSlicer<N>&); \
  extern template LatticeTracks tracks_on_lattice(const LineLattice<N>&, const std::vector<LineBars>&,   \
                                                  const DiagonalSlicer<N>&, const Context&);
TESSERA_LATTICE_TRACKS(3)
TESSERA_LATTICE_TRACKS(4)
#undef TESSERA_LATTICE_TRACKS

}  // namespace tessera
