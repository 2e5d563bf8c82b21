// SPDX-License-Identifier: MIT
// The moves of UMAP: one point, pulled by some and pushed by random others that stand still.
#pragma once

#include "tessera/core/random.hpp"
#include "tessera/manifold/umap.hpp"

#include <cmath>
#include <span>
#include <vector>

namespace tessera {

/// A neighbor that pulls in this part of the epochs.
struct UmapPull {
  Index to = 0;
  double rate = 0;  // in (0, 1]

  /// Whether it pulls in an epoch, numbered from 1: the multiples of 1 / rate are spread evenly.
  bool is_due(Index epoch) const { return std::floor(epoch * rate) > std::floor((epoch - 1) * rate); }
};

struct UmapForces {
  UmapCurve curve;
  double repulsion = 1;
  Index negative_samples = 5;
  double step = 1;  // the learning rate of this epoch
  int pulls = 2;    // by each neighbor that is due: 2 for an edge, which both of its ends are drawn by
};

/// Moves one position by one epoch. `standing` are the positions of all others, row after row, `self` its own row there
/// (none: it has none). Draws `negative_samples` numbers for every neighbor that is due.
void umap_move(std::span<double> position, std::span<const double> standing, Index self,
               std::span<const UmapPull> pulls, Index epoch, const UmapForces& forces, RandomStream& random);

}  // namespace tessera
