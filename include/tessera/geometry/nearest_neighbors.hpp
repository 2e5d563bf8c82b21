// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/index.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/geometry/metric.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace tessera {

/// Some neighbors of every point, with their distances (compressed rows). No point is its own neighbor; a row is sorted
/// by (distance, index). Not symmetric unless it says so.
struct NeighborGraph {
  static constexpr std::string_view artifact = "NeighborGraph";
  static constexpr std::string_view meaning = "the nearest points of every point";

  std::vector<std::size_t> offsets{0};  // row of point i: [offsets[i], offsets[i + 1])
  std::vector<Index> neighbors;
  std::vector<double> distances;
  bool is_symmetric = false;

  Index size() const noexcept { return Index(offsets.size() - 1); }
  std::span<const Index> neighbors_of(Index point) const noexcept {
    return {neighbors.data() + offsets[point], offsets[point + 1] - offsets[point]};
  }
  std::span<const double> distances_of(Index point) const noexcept {
    return {distances.data() + offsets[point], offsets[point + 1] - offsets[point]};
  }

  friend bool operator==(const NeighborGraph&, const NeighborGraph&) = default;
};

/// How neighbors are found; only approximate may miss some. kd_tree is for the euclidean metric in low dimension
/// (nanoflann). Blocked compares all pairs, block after block; from dimension 4 on euclidean candidates come from
/// matrix products. Automatic takes the tree for the euclidean metric in dimension d when there are at least 25 * 2^d
/// points. Approximate walks a hierarchical navigable small world graph (hnswlib) of the points in single precision.
enum class NeighborSearch { automatic, kd_tree, blocked, approximate };

struct NearestNeighborsOptions {
  Index neighbors = 10;
  Metric metric = Metric::euclidean;
  NeighborSearch search = NeighborSearch::automatic;
  // Of the approximate search. More of each finds more, slower.
  Index links = 16;          // of a point in the graph (M)
  Index build_width = 100;   // candidates looked at when a point is put in (efConstruction)
  Index search_width = 100;  // candidates looked at for a point's neighbors (ef), at least 1 more than the neighbors
};

/// The `neighbors` nearest other points of every point, exactly: candidates come from a faster search with a margin
/// proven to cover its rounding, then distances are MetricSpace's, and ties are broken by index. Rows of distances do
/// not depend on how the points are numbered; which of several equally far neighbors is kept does.
/// An approximate search takes candidates from the small world graph, which is built by one thread in the order of the
/// points (results may change with it), and keeps the nearest by MetricSpace's distances. The part of the true
/// neighbors found for at most 200 points, evenly spaced, is reported as the resolved value "recall": a neighbor as
/// near as the farthest true one counts as found. Source: Malkov and Yashunin 2020, doi:10.1109/TPAMI.2018.2889473.
/// Cost: tree about n log n in low dimension; blocked O(n^2 d) time, O(n) memory a thread.
/// Throws D103 unless 1 <= neighbors < n, D106 for a tree without the euclidean metric or widths
/// of the approximate search out of [2, 10000] (links: [2, 100]), and what MetricSpace throws.
NeighborGraph nearest_neighbors(const PointCloud& points, const NearestNeighborsOptions& options = {},
                                const Context& context = {});

}  // namespace tessera
