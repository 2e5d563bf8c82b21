// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/decomposition/decomposition.hpp"
#include "tessera/exchange/file.hpp"

#include <cstdint>
#include <string>

namespace tessera::exchange {

/// Rows `summand,exact,births,deaths` under a header, in the order of the decomposition. Corners are separated by ';',
/// coordinates by blanks: "0 1;1 0". Values as the user knows them: those of superlevel axes with their sign restored.
template <int N>
std::string decomposition_csv(const Decomposition<N>& decomposition);

/// The whole decomposition as JSON: {"format": "tessera.decomposition/1", "degree", "axes": [{"name", "unit",
/// "direction", "scale", "known_below", "values"}], "certificate": {"route", "sweep", "line_gap", "line_spacing",
/// "lines", "exactness_decided", "bound"; for three and four parameters also "monodromy": {"squares", "bars",
/// "unjoined"}}, "summands": [{"exact", "births": [[...]], "deaths": [[...]], "cycles": [[[...]]]}]}. "line_spacing" is
/// delta and "line_gap" the measured gap of DecompositionCertificate. Infinity is the text "inf" or "-inf". Numbers are
/// the shortest that read back the same. "cycles" is there where a summand has them: one a birth, each a list of cells,
/// each the list of the points that name it. Published as src/exchange/schemas/decomposition.schema.json, installed in
/// share/tessera/schemas.
template <int N>
std::string decomposition_json(const Decomposition<N>& decomposition);

/// The same value again; "bound" is not read, it follows from the rest. Throws D201 naming what is not as above, or a
/// support that is not as Interval wants it.
template <int N>
Decomposition<N> parse_decomposition_json(Source source);

/// A collection of decompositions as an .npz that opens with numpy.load(allow_pickle=False). For n samples with s
/// summands, b births and d deaths in all; N axes:
///   format        text scalar, "tessera.decompositions/1"
///   ids, degrees  text [n], int64 [n]
///   axes, units   text [n, N]
///   directions    uint8 [n, N], 0 sublevel, 1 superlevel
///   axis_scale, known_below         float64 [n, N]
///   axis0, axis0_offsets, axis1 ... float64 and int64 [n + 1]: sample i has the values axis0[o[i]] .. axis0[o[i + 1]]
///   route, sweep  uint8 [n]: 0 indecomposables, 1 whole; 0 not needed, 1 events, 2 grid
///   line_gap, line_spacing, lines, exactness_decided  float64, float64, int64, uint8 [n]
///   monodromy     int64 [n, 3], for N > 2: squares, bars, unjoined
///   summands      int64 [n + 1]: sample i has the summands o[i] .. o[i + 1]
///   exact         uint8 [s]
///   births, births_offsets, deaths, deaths_offsets    float64 [b, N], int64 [s + 1], float64 [d, N], int64 [s + 1]
/// and where some summand has cycles, which are c cycles in all:
///   cycles        int64 [s + 1]: summand j has the cycles o[j] .. o[j + 1], none or one a birth
///   cell_size     int64 [c], numbers that name a cell
///   cells, cells_offsets            int64, int64 [c + 1]: the names of the cells of a cycle one after another
/// Values as in the JSON form. The array of an axis or of corners may be empty.
template <int N>
std::string decompositions_npz(const Collection<Decomposition<N>>& decompositions);

/// The same collection again. Throws D102 naming an array of another shape, D201 naming the array and the place of
/// another fault, and what read_npz throws.
template <int N>
Collection<Decomposition<N>> parse_decompositions_npz(Source source, std::uint64_t byte_limit = default_byte_limit);

/// The number of axes, of either form. Throws D201 when the text is no decomposition.
int decomposition_parameters(Source source);

#define TESSERA_DECOMPOSITIONS(N)                                                         \
  extern template std::string decomposition_csv<N>(const Decomposition<N>&);              \
  extern template std::string decomposition_json<N>(const Decomposition<N>&);             \
  extern template Decomposition<N> parse_decomposition_json<N>(Source);                   \
  extern template std::string decompositions_npz<N>(const Collection<Decomposition<N>>&); \
  extern template Collection<Decomposition<N>> parse_decompositions_npz<N>(Source, std::uint64_t);
TESSERA_DECOMPOSITIONS(2)
TESSERA_DECOMPOSITIONS(3)
TESSERA_DECOMPOSITIONS(4)
#undef TESSERA_DECOMPOSITIONS

}  // namespace tessera::exchange
