// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/persistence/presentation.hpp"

namespace tessera {

/// The generalized rank of a module on integer axes 0, 1, 2, ... over the worm around p: the union of the squares of
/// half side d with centres p + a (1, -1), |a| <= (l - 1) d. By the whole limit and colimit over all grid cells that
/// the worm meets, with a map wherever a step inside the worm leads from cell to cell; dense elimination. Coordinates
/// of p and d must be multiples of 1/4: steps are of 1/8.
Index naive_worm_rank(const Presentation<2>& module, const Point<2>& p, double d, int l);

}  // namespace tessera
