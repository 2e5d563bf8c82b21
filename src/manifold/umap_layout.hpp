// SPDX-License-Identifier: MIT
// The moves of UMAP: one point, pulled by some and pushed by random others that stand still.
#pragma once

#include "manifold/power_table.hpp"
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
  UmapForces(const UmapCurve& of, double weight, Index samples, int pulls_each)
      : curve(of), power(of.b), repulsion(weight), negative_samples(samples), pulls(pulls_each) {}

  UmapCurve curve;
  PowerTable power;  // r^(2b) of the square of r
  double repulsion;
  Index negative_samples;
  int pulls;  // by each neighbor that is due: 2 for an edge, which both of its ends are drawn by
};

/// Moves one position by one epoch. `standing` are the positions of all others, row after row, `self` its own row there
/// (none: it has none). For every neighbor that is due: the pulls, then the pushes of `negative_samples` points drawn,
/// all from the same place. No force moves it by more than 4 along an axis, times the learning rate.
void umap_move(std::span<double> position, std::span<const double> standing, Index self,
               std::span<const UmapPull> pulls, Index epoch, double learning_rate, const UmapForces& forces,
               RandomStream& random);

}  // namespace tessera
