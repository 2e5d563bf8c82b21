// SPDX-License-Identifier: MIT
#pragma once

#include "decomposition/lattice_tracks.hpp"
#include "decomposition/line_lattice.hpp"

#include <array>
#include <vector>

namespace tessera {

/// The interval of every track, in scaled coordinates. Births are meets of the points at which the bars of a face of an
/// elementary cube of lines begin, where that moves none of them; deaths joins, likewise. A face is a line, two
/// neighbors, ..., up to 2^(N-1) lines. What lies within rounding of a value of `scaled` is that value.
template <int N>
std::vector<Interval<N>> completed_tracks(const std::vector<LatticeTrack>& tracks, const std::vector<LineBars>& lines,
                                          const LineLattice<N>& lattice,
                                          const std::array<std::vector<double>, N>& scaled, const Context& context);

/// The largest bottleneck distance, over all lines of the lattice, between the bars there and those of the intervals,
/// one a track; up to rounding.
template <int N>
double largest_gap(const std::vector<Interval<N>>& intervals, const std::vector<LatticeTrack>& tracks,
                   const std::vector<LineBars>& lines, const LineLattice<N>& lattice, const Context& context);

#define TESSERA_LATTICE_COMPLETION(N)                                                                      \
  extern template std::vector<Interval<N>> completed_tracks<N>(                                            \
      const std::vector<LatticeTrack>&, const std::vector<LineBars>&, const LineLattice<N>&,               \
      const std::array<std::vector<double>, N>&, const Context&);                                          \
  extern template double largest_gap<N>(const std::vector<Interval<N>>&, const std::vector<LatticeTrack>&, \
                                        const std::vector<LineBars>&, const LineLattice<N>&, const Context&);
TESSERA_LATTICE_COMPLETION(3)
TESSERA_LATTICE_COMPLETION(4)
#undef TESSERA_LATTICE_COMPLETION

}  // namespace tessera
