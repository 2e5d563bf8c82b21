// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/decomposition/indecomposables.hpp"

#include <string>

namespace tessera::exchange {

/// Indecomposable summands as JSON: {"format": "tessera.indecomposables/1", "degree", "axes": [{"name", "unit",
/// "direction", "known_below"}], "blocks": [{"proven", "generators": [grade], "relations": [{"grade", "rows"}]}],
/// "basis": [[...]]}. A grade lists values as the user knows them (those of superlevel axes with their sign restored);
/// rows count the generators of the block from 0. Where they were asked for a block has "cycles", one a generator: a
/// list of cells, each the list of the points that name it (Cycle; coefficients are 1). "basis", where the change of
/// basis was asked for, lists for the generators of all blocks in turn the generators of the minimal presentation that
/// they are the sum of.
template <int N>
std::string indecomposables_json(const IndecomposableDecomposition<N>& decomposition);

extern template std::string indecomposables_json(const IndecomposableDecomposition<1>&);
extern template std::string indecomposables_json(const IndecomposableDecomposition<2>&);
extern template std::string indecomposables_json(const IndecomposableDecomposition<3>&);
extern template std::string indecomposables_json(const IndecomposableDecomposition<4>&);

}  // namespace tessera::exchange
