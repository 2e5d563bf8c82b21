// SPDX-License-Identifier: MIT
// The one file that meets nanoflann.
#include "geometry/neighbor_candidates.hpp"
#include "tessera/core/parallel.hpp"

#include <nanoflann.hpp>

namespace tessera {
namespace {

/// What nanoflann reads: squares of these coordinates neither overflow nor matter when they underflow.
struct ScaledPoints {
  std::vector<double> coordinates;
  Index size, dimension;

  std::size_t kdtree_get_point_count() const { return size; }
  double kdtree_get_pt(std::size_t point, std::size_t axis) const { return coordinates[point * dimension + axis]; }
  template <class Box>
  bool kdtree_get_bbox(Box&) const {
    return false;
  }
};

/// Keeps every point met whose squared distance is at most that of the k-th nearest met so far, with a margin.
///
/// The tree's squared distances and its lower bounds for branches carry a relative error of at most a few 2^-53 a
/// coordinate and a level of the tree, far below 2^-32, and an absolute one from underflow far below 2^-900. With this
/// margin no point that belongs to the k nearest, ties included, is left out.
class NearestWithMargin {
 public:
  using DistanceType = double;
  using IndexType = Index;

  NearestWithMargin(Index self, Index k, std::vector<double>& nearest, std::vector<Index>& candidates)
      : self_(self), k_(k), nearest_(nearest), candidates_(candidates) {
    nearest_.clear();
    candidates_.clear();
  }

  bool addPoint(double square, Index point) {
    if (point == self_) return true;
    candidates_.push_back(point);
    if (nearest_.size() == k_) {
      if (square >= nearest_.front()) return true;
      std::ranges::pop_heap(nearest_);
      nearest_.back() = square;
    } else {
      nearest_.push_back(square);
    }
    std::ranges::push_heap(nearest_);
    return true;
  }
  double worstDist() const { return nearest_.size() < k_ ? infinity : nearest_.front() * (1 + 0x1p-32) + 0x1p-900; }
  bool full() const { return nearest_.size() == k_; }
  bool empty() const { return nearest_.empty(); }
  std::size_t size() const { return nearest_.size(); }
  void sort() {}

 private:
  Index self_, k_;
  std::vector<double>& nearest_;  // a heap, largest first
  std::vector<Index>& candidates_;
};

}  // namespace

void candidates_from_tree(const PointCloud& points, Index k, const Context& context, const TakeCandidates& take) {
  using Metric2 = nanoflann::L2_Simple_Adaptor<double, ScaledPoints>;
  using Tree = nanoflann::KDTreeSingleIndexAdaptor<Metric2, ScaledPoints, -1, Index>;

  const ScaledPoints scaled{unit_scaled(points), points.size(), points.dimension()};
  const Tree tree(int(points.dimension()), scaled, nanoflann::KDTreeSingleIndexAdaptorParams(16));

  parallel_for_blocks(context, points.size(), 256, [&](std::size_t begin, std::size_t end) {
    std::vector<double> nearest;
    std::vector<Index> candidates;
    for (Index point = Index(begin); point < end; ++point) {
      NearestWithMargin result(point, k, nearest, candidates);
      tree.findNeighbors(result, scaled.coordinates.data() + std::size_t{point} * scaled.dimension, {});
      take(point, candidates);
    }
  });
}

}  // namespace tessera
