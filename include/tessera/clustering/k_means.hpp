// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/labels.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"

namespace tessera {

struct KMeansOptions {
  Index clusters = 8;
  Index restarts = 10;     // runs from other starting centres; the one of least inertia is kept
  Index candidates = 0;    // draws for each starting centre, of which the best is kept; 0: 2 + log(clusters)
  Index iterations = 300;  // of Lloyd's at most, in each run
};

/// Clusters "0", "1", ... by size descending, equally large ones by their lexicographically first point.
struct KMeans {
  Labels labels;          // one a point
  PointCloud centres;     // one a cluster, in the order of the labels
  ScalarField distances;  // of each point to its centre
  double spread = 0;      // the root of the mean of their squares: what is made small
};

/// Points about k centres with a small sum of squared distances (the inertia): the best of several runs of Lloyd's
/// iteration, each from starting centres drawn by k-means++ with the chance of a point in proportion to its squared
/// distance to those drawn before. With several candidates the one that leaves the least inertia is taken.
///
/// A local optimum: no single step of Lloyd's improves it (unless `iterations` ended it). A cluster that loses all its
/// points moves to the point that is farthest from its own centre. A point between equally near centres goes to the
/// one drawn first. Equal points count by their number and share a cluster; where there are at most as many different
/// points as clusters, each is a cluster, with a warning if clusters are missing. Draws are over the lexicographically
/// sorted points and the coordinates are scaled by a power of two: renumbering the points permutes the result, and
/// multiplying them by a power of two scales it, to the last bit.
/// Throws D103 without points, D106 without clusters or restarts, and when a distance is no double. Cost: O(n k d) an
/// iteration; memory: the points and a row of k numbers a thread.
/// Source: Lloyd 1982, Least squares quantization in PCM, doi:10.1109/TIT.1982.1056489; Arthur and Vassilvitskii 2007,
/// k-means++: the advantages of careful seeding, SODA: expected inertia after the draw <= 8 (log k + 2) optimum
/// (candidates = 1).
KMeans k_means(const PointCloud& points, const KMeansOptions& options = {}, const Context& context = {});

}  // namespace tessera
