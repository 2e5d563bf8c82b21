// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/decomposition/decomposition.hpp"
#include "tessera/exchange/file.hpp"

#include <string>

namespace tessera::exchange {

/// Rows `summand,exact,births,deaths` under a header, in the order of the decomposition. Corners are separated by ';',
/// coordinates by blanks: "0 1;1 0". Values as the user knows them: those of superlevel axes with their sign restored.
template <int N>
std::string decomposition_csv(const Decomposition<N>& decomposition);

/// The whole decomposition as JSON: {"format": "tessera.decomposition/1", "degree", "axes": [{"name", "unit",
/// "direction", "scale", "known_below", "values"}], "certificate": {"route", "sweep", "line_gap", "line_spacing",
/// "lines", "exactness_decided", "bound"}, "summands": [{"exact", "births": [[...]], "deaths": [[...]]}]}.
/// "line_spacing" is delta and "line_gap" the measured gap of DecompositionCertificate. Infinity is the text "inf" or
/// "-inf". Numbers are the shortest that read back the same.
template <int N>
std::string decomposition_json(const Decomposition<N>& decomposition);

/// The same value again; "bound" is not read, it follows from the rest. Throws D201 naming what is not as above; D105
/// on a support whose births or deaths are no antichain in the order of their first coordinate.
template <int N>
Decomposition<N> parse_decomposition_json(Source source);

/// The number of axes. Throws D201 when the text is no decomposition.
int decomposition_parameters(Source source);

#define TESSERA_DECOMPOSITIONS(N)                                             \
  extern template std::string decomposition_csv<N>(const Decomposition<N>&);  \
  extern template std::string decomposition_json<N>(const Decomposition<N>&); \
  extern template Decomposition<N> parse_decomposition_json<N>(Source);
TESSERA_DECOMPOSITIONS(2)
TESSERA_DECOMPOSITIONS(3)
TESSERA_DECOMPOSITIONS(4)
#undef TESSERA_DECOMPOSITIONS

}  // namespace tessera::exchange
