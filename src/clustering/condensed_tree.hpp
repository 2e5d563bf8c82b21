// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/weighted_graph.hpp"

#include <vector>

namespace tessera {

/// A cluster of the condensed tree. Parents come before their children; cluster 0 holds all points.
struct CondensedCluster {
  Index parent = none, size = 0;
  double birth = 0;             // lambda at which it parts from its parent; 0 for all points
  double stability = 0;         // sum over its points of the lambda at which they leave, less birth
  double largest_lambda = 0;    // at which a point or a child leaves it
  double deepest_lambda = 0;    // at which a point leaves it or any cluster below
  std::vector<Index> children;  // none or several
};

struct CondensedTree {
  std::vector<CondensedCluster> clusters;
  std::vector<Index> cluster_of;  // the last cluster that held the point
  std::vector<double> lambda;     // at which it left that; in a unit of the tree's own
};

/// The condensed tree of single linkage, from the edges of a spanning tree of n > 0 points in ascending order of
/// weight. Edges of equal weight merge what they join at once. Cost O(n log n).
CondensedTree condensed_tree(Index points, const std::vector<WeightedEdge>& spanning_tree, Index min_cluster_size);

}  // namespace tessera
