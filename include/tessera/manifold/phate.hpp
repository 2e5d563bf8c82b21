// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/weighted_graph.hpp"
#include "tessera/manifold/mds.hpp"

#include <optional>
#include <vector>

namespace tessera {

struct PhateOptions {
  Index neighbors = 5;  // the distance to the last is the bandwidth of a point
  double decay = 40;    // alpha: how suddenly affinities end
  Metric metric = Metric::euclidean;
  std::optional<Index> time;  // steps of the walk. Absent: the knee of the entropy
  Index longest_time = 100;   // that is looked at for the knee
  double floor = 1e-7;        // added to all chances
  Index components = 2;
  MdsMethod scaling = MdsMethod::smacof;
  Index max_iterations = 300;      // of smacof
  double stress_tolerance = 1e-6;  // smacof ends when a step lowers the squared stress by no larger part of it
};

/// Von Neumann entropy of a walk after t steps: -sum p_i log p_i with p_i = |l_i|^t / sum |l_j|^t over the eigenvalues
/// of its transition matrix; natural logarithm.
struct WalkEntropy {
  std::vector<Index> times;  // 1, 2, ..
  std::vector<double> entropies;
  Index knee = 1;  // where two straight lines, one up to it and one from it on, fit the curve best
};

/// Of the chain of diffusion_operator, every vertex with affinity 1 to itself. Throws D106 without times, within
/// "longest_time". Cost: 4/3 n^3 operations, 8 n^2 bytes.
WalkEntropy walk_entropy(const WeightedGraph& graph, Index longest_time, const Context& context = {});

/// Potential distances: Euclidean ones of the rows of -log(P^t + floor), P the transitions of that chain. How
/// differently a walk from two points sees all others: noise dies out in P^t, far points still count.
DistanceMatrix potential_distance(const WeightedGraph& graph, const PhateOptions& options = {},
                                  const Context& context = {});

/// PHATE: multidimensional scaling of the potential distances of an alpha-decay graph.
///
/// Indifferent to the numbering of the points (to the tolerance, with smacof), to motions and scale. Pieces of the
/// graph are as far from each other as the floor says; they are warned of. Equal points come near each other. Not for
/// further points. The source takes landmarks beyond 2,000 points; here all points count, up to the memory budget.
/// Figures: those of MdsMap, `time`, `graph_components`.
/// Cost: t products of the sparse P with an n x n matrix, n^3 operations, 24 n^2 bytes; the knee 4/3 n^3 operations.
/// Throws D103 unless there are more points than neighbors; D106 on a time of 0, a floor out of (0, 1), a decay that is
/// not positive, and what MdsMap refuses; R302 over the budget.
/// Source: Moon et al. 2019, Visualizing structure and transitions in high-dimensional biological data,
/// doi:10.1038/s41587-019-0336-3.
Embedding phate(const PointCloud& points, const PhateOptions& options = {}, const Context& context = {});
/// Of a graph whose weights are affinities; what makes a graph of points has no effect.
Embedding phate(const WeightedGraph& graph, const PhateOptions& options = {}, const Context& context = {});

}  // namespace tessera
