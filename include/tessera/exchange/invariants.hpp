// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/persistence/invariants.hpp"
#include "tessera/persistence/slice.hpp"

#include <string>

namespace tessera::exchange {

/// Rows `sample,betti,axis0,axis1` under a header: one row a grade of beta_j, with multiplicity, values as the user
/// knows them (those of superlevel axes with their sign restored).
std::string betti_csv(const Collection<BettiTable>& tables);

/// Rows `sample,axis0,axis1,dimension` under a header, axis 0 slowest.
std::string hilbert_csv(const Collection<HilbertFunction>& functions);

/// One function as arrays: `dimensions` int64 [n0, n1], `axis0` and `axis1` float64, in the sign of the user.
std::string hilbert_npz(const HilbertFunction& function);

/// Rows `sample,line,base0,base1,direction0,direction1,degree,birth,death` under a header; births and deaths are
/// parameters of the line, base and direction in the internal sign of the axes.
std::string fibered_csv(const Collection<FiberedBarcode>& fibered);

}  // namespace tessera::exchange
