// SPDX-License-Identifier: MIT
#include "tessera/geometry/farthest_subsample.hpp"

#include "geometry/metric_unit.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <numeric>

namespace tessera {
namespace {

/// The place of each point in the lexicographic order of coordinates; equal points by index.
std::vector<Index> lexicographic_ranks(const PointCloud& points) {
  std::vector<Index> order(points.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::stable_sort(
      order, [&](Index a, Index b) { return std::ranges::lexicographical_compare(points[a], points[b]); });

  std::vector<Index> ranks(points.size());
  for (Index place = 0; place < points.size(); ++place) ranks[order[place]] = place;
  return ranks;
}

/// Squared distance to the centre of the bounding box, in units of its longest side: an order-free choice of centre,
/// which a mean, summed in the order of the points, is not.
std::vector<double> eccentricities(const PointCloud& points) {
  std::vector<double> middle(points.dimension()), sum(points.size(), 0.0);
  double longest = 0;
  for (Index axis = 0; axis < points.dimension(); ++axis) {
    double low = infinity, high = -infinity;
    for (Index point = 0; point < points.size(); ++point) {
      low = std::min(low, points[point][axis]);
      high = std::max(high, points[point][axis]);
    }
    middle[axis] = low / 2 + high / 2;
    longest = std::max(longest, high / 2 - low / 2);
  }
  if (longest == 0) return sum;

  for (Index point = 0; point < points.size(); ++point)
    for (Index axis = 0; axis < points.dimension(); ++axis) {
      const double offset = (points[point][axis] - middle[axis]) / longest;
      sum[point] += offset * offset;
    }
  return sum;
}

struct Candidate {
  double radius = -1;
  Index rank = none, point = none;

  bool is_better_than(const Candidate& other) const {
    return radius != other.radius ? radius > other.radius : rank < other.rank;
  }
};

}  // namespace

FarthestSubsample farthest_subsample(const PointCloud& points, const FarthestSubsampleOptions& options,
                                     const Context& context) {
  if (options.count == 0) throw Error(codes::bad_request, "needs at least 1 point, got 0").within("count");
  const Index count = std::min(options.count, points.size());
  const MetricSpace space(points, options.metric);
  const auto ranks = lexicographic_ranks(points);

  // Distance to the nearest chosen point; a chosen point drops out.
  std::vector<double> radius = eccentricities(points), row(points.size());
  constexpr std::size_t grain = 1024 * MetricSpace::tile;
  const auto farthest = [&](std::size_t begin, std::size_t end) {
    Candidate best;
    for (Index point = Index(begin); point < end; ++point) {
      const Candidate candidate{radius[point], ranks[point], point};
      if (candidate.is_better_than(best)) best = candidate;
    }
    return best;
  };
  const auto better = [](Candidate a, Candidate b) { return b.is_better_than(a) ? b : a; };

  FarthestSubsample sample;
  std::vector<double> chosen_radii;
  Candidate next = parallel_reduce(context, points.size(), grain, Candidate{}, farthest, better);
  std::ranges::fill(radius, infinity);
  while (sample.index.size() < count) {
    sample.index.push_back(next.point);
    chosen_radii.push_back(next.radius);
    radius[next.point] = -2;  // below every candidate's
    const auto visit = [&](std::size_t begin, std::size_t end) {
      space.distances_from(next.point, Index(begin), Index(end), row.data() + begin);
      for (std::size_t point = begin; point < end; ++point) radius[point] = std::min(radius[point], row[point]);
      return farthest(begin, end);
    };
    next = parallel_reduce(context, points.size(), grain, Candidate{}, visit, better);
  }
  if (!chosen_radii.empty()) chosen_radii[0] = chosen_radii.size() > 1 ? chosen_radii[1] : 0.0;

  std::vector<double> coordinates;
  coordinates.reserve(std::size_t{count} * points.dimension());
  for (const Index point : sample.index)
    coordinates.insert(coordinates.end(), points[point].begin(), points[point].end());
  sample.points = PointCloud(count, points.dimension(), std::move(coordinates));
  sample.radii = ScalarField(std::move(chosen_radii), std::string(unit_of(options.metric)));
  return sample;
}

}  // namespace tessera
