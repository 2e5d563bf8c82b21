// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/geometry/metric.hpp"
#include "tessera/manifold/embedding.hpp"

#include <memory>

namespace tessera {

struct IsomapOptions {
  Index neighbors = 10;  // of every point; an edge joins two when one is among the other's nearest
  Index components = 2;
  /// Whether the components of a neighbor graph in pieces are joined, by the edges that the minimum spanning tree has
  /// between them: the shortest that suffice. Distances across them are then a guess. Otherwise such a graph is
  /// refused.
  bool connect = false;
  /// Points, far from each other, from which geodesics are taken: n paths for each in place of n^2 in all. 0: all.
  Index landmarks = 0;
  Metric metric = Metric::euclidean;
};

/// Isomap: classical scaling of the lengths of shortest paths in a neighbor graph, which tend to the geodesics of the
/// manifold where the points are dense enough.
///
/// Indifferent to the numbering of the points where no two neighbors are equally far. Landmarks are chosen by farthest
/// points; the other points are placed as further ones are.
/// Placing: a further point goes to the training points by way of its nearest ones; Gower's formula on these lengths.
/// A training point is placed where it is.
/// Figures: those of classical scaling (MdsMap), of the landmarks where there are any, `stress` against the geodesics,
/// and `graph_components` before they were joined.
/// Throws D103 unless there are more points than neighbors and landmarks; D101, with their number, on a graph in pieces
/// that is not to be connected; D106 for no components, D102 for points of another dimension; R302 over the budget.
/// Cost: nearest_neighbors; a Dijkstra run a point (landmark); 12 n^2 bytes (8 n times landmarks).
/// Source: Tenenbaum, de Silva and Langford 2000, doi:10.1126/science.290.5500.2319; de Silva and Tenenbaum 2003,
/// Global versus local methods in nonlinear dimensionality reduction (landmarks); Bengio et al. 2004, Out-of-sample
/// extensions for LLE, Isomap, MDS, Eigenmaps, and Spectral Clustering.
class IsomapMap {
 public:
  IsomapMap(const PointCloud& training, const IsomapOptions& options, const Context& context = {});
  ~IsomapMap();
  IsomapMap(IsomapMap&&) noexcept;
  IsomapMap& operator=(IsomapMap&&) noexcept;

  const Embedding& embedding() const noexcept { return embedding_; }
  PointCloud place(const PointCloud& others, const Context& context = {}) const;

 private:
  struct Parts;
  std::unique_ptr<const Parts> parts_;
  Embedding embedding_;
};

Embedding isomap(const PointCloud& points, const Split* split, const IsomapOptions& options = {},
                 const Context& context = {});

}  // namespace tessera
