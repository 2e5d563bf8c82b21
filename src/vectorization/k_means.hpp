// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "vectorization/finite_bars.hpp"

#include <vector>

namespace tessera {

/// At most `count` centres of the bars, seen as points (birth, death), in lexicographic order: the best of `restarts`
/// runs of Lloyd's iteration from k-means++ starts. As many centres as different bars where these are fewer.
/// `bars` in canonical order; the result depends on them and the random stream of the context alone.
std::vector<FiniteBar> k_means(const std::vector<FiniteBar>& bars, Index count, Index restarts, const Context& context);

}  // namespace tessera
