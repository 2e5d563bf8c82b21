// SPDX-License-Identifier: MIT
#include "tessera/separability/persistence_separability.hpp"

#include "separability/time_statistics.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/feature_rows.hpp"
#include "tessera/geometry/minimum_spanning_tree.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include <fmt/format.h>

namespace tessera {
namespace {

using Options = PersistenceSeparabilityOptions;

void check_request(Index points, const Options& options) {
  const auto refuse = [](std::string_view name, std::string_view need, double value) {
    throw Error(codes::bad_request, fmt::format("needs {}, got {}", need, format_double(value))).within(name);
  };
  if (points < 2) throw Error(codes::too_few, fmt::format("needs at least 2 points, got {}", points));
  if (!(options.tau > 0 && options.tau < 1)) refuse("tau", "a number in (0, 1)", options.tau);
  if (!(options.scale_percentile > 0 && options.scale_percentile <= 100))
    refuse("scale_percentile", "a percentage in (0, 100]", options.scale_percentile);
  if (!(options.confidence > 0 && options.confidence < 1))
    refuse("confidence", "a number in (0, 1)", options.confidence);
  if (options.bins == 0) refuse("bins", "at least 1 bin", 0);
  if (options.subsample == 1) refuse("subsample", "0, or at least 2 points", 1);
  if (options.replicates == 0) refuse("replicates", "at least 1 subsample", 0);
}

struct NormalizedTimes {
  std::vector<double> times;  // ascending, in (0, 1]
  Index duplicates = 0;
};

/// The edge lengths of a spanning tree, without zeros, over their maximum (or another percentile of theirs).
NormalizedTimes normalized_times(const std::vector<WeightedEdge>& tree, double scale_percentile) {
  NormalizedTimes result;
  for (const auto& edge : tree)
    if (edge.weight > 0) result.times.push_back(edge.weight);
  result.duplicates = Index(tree.size() - result.times.size());
  if (result.times.empty())
    throw Error(codes::too_few, fmt::format("needs two different points, got {} equal ones", tree.size() + 1));

  const double scale = percentile(result.times, scale_percentile);
  for (double& time : result.times) time = std::min(1.0, time / scale);
  return result;
}

/// `count` of the points 0 .. size - 1, ascending: the first draws of a Fisher-Yates shuffle.
std::vector<Index> drawn_points(Index size, Index count, RandomStream random) {
  std::vector<Index> all(size);
  std::iota(all.begin(), all.end(), Index{0});
  for (Index k = 0; k < count; ++k) std::swap(all[k], all[k + Index(random.below(size - k))]);
  all.resize(count);
  std::ranges::sort(all);
  return all;
}

PointCloud in_lexicographic_order(const PointCloud& points) {
  std::vector<Index> order(points.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::sort(order,
                    [&](Index a, Index b) { return std::ranges::lexicographical_compare(points[a], points[b]); });
  std::vector<double> coordinates;
  coordinates.reserve(points.coordinates().size());
  for (const Index point : order) coordinates.insert(coordinates.end(), points[point].begin(), points[point].end());
  return PointCloud(points.size(), points.dimension(), std::move(coordinates));
}

PointCloud part_of(const PointCloud& points, const std::vector<Index>& chosen) {
  std::vector<double> coordinates;
  for (const Index point : chosen) coordinates.insert(coordinates.end(), points[point].begin(), points[point].end());
  return PointCloud(Index(chosen.size()), points.dimension(), std::move(coordinates));
}

DistanceMatrix part_of(const DistanceMatrix& distances, const std::vector<Index>& chosen) {
  std::vector<double> lower;
  for (std::size_t i = 1; i < chosen.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) lower.push_back(distances(chosen[i], chosen[j]));
  return DistanceMatrix(Index(chosen.size()), std::move(lower));
}

/// The same values in every column, in an order drawn for each column by itself.
PointCloud with_shuffled_columns(const PointCloud& points, RandomStream random) {
  auto coordinates = points.coordinates();
  const std::size_t d = points.dimension();
  for (std::size_t axis = 0; axis < d; ++axis)
    for (Index point = points.size(); point > 1; --point)
      std::swap(coordinates[(point - 1) * d + axis], coordinates[random.below(point) * d + axis]);
  return PointCloud(points.size(), points.dimension(), std::move(coordinates));
}

std::vector<WeightedEdge> spanning_tree(const PointCloud& points, const Context& context) {
  return minimum_spanning_tree(points, Metric::euclidean, context);
}
std::vector<WeightedEdge> spanning_tree(const DistanceMatrix& distances, const Context& context) {
  return minimum_spanning_tree(distances, context);
}

/// The estimate from all points, or from subsamples of them.
template <class Space>
SeparabilityEstimate estimate_from(const Space& space, const Options& options, const Context& context) {
  SeparabilityEstimate estimate;
  estimate.points = space.size();
  estimate.statistic = statistic_name(options.statistic);
  const bool subsampled = options.subsample > 0 && options.subsample < space.size();
  estimate.subsample = subsampled ? options.subsample : 0;
  const Index replicates = subsampled ? options.replicates : 1;

  TimeStatistics sums{};
  for (Index replicate = 0; replicate < replicates; ++replicate) {
    const auto tree =
        subsampled
            ? spanning_tree(part_of(space, drawn_points(space.size(), options.subsample, context.random(replicate))),
                            context)
            : spanning_tree(space, context);
    const auto [times, duplicates] = normalized_times(tree, options.scale_percentile);
    const auto statistics = time_statistics(times, options.tau);
    for (std::size_t k = 0; k < statistic_count; ++k) sums[k] += statistics[k];
    estimate.duplicates += double(duplicates) / replicates;
    estimate.persistence.insert(estimate.persistence.end(), times.begin(), times.end());
    if (subsampled) estimate.replicates.push_back(statistics[std::size_t(options.statistic)]);
    context.progress(replicate + 1, replicates);
  }

  for (std::size_t k = 0; k < statistic_count; ++k)
    estimate.family.emplace_back(statistic_name(SeparabilityStatistic(k)), sums[k] / replicates);
  estimate.value = estimate.family[std::size_t(options.statistic)].second;
  if (subsampled && replicates > 1) {
    auto sorted = estimate.replicates;
    std::ranges::sort(sorted);
    const double tail = 50 * (1 - options.confidence);
    estimate.interval = {percentile(sorted, tail), percentile(sorted, 100 - tail)};
  }

  std::ranges::sort(estimate.persistence);
  estimate.histogram.assign(options.bins, 0);
  for (const double q : estimate.persistence) ++estimate.histogram[std::min(Index(q * options.bins), options.bins - 1)];
  return estimate;
}

void state_assumptions(SeparabilityEstimate& estimate, const Options& options) {
  auto& said = estimate.assumptions;
  said.push_back(
      "the statistic is a reconstruction: the source's score of the persistence times is not public in closed form");
  if (options.normalize == RowNormalization::as_is)
    said.push_back("points are not normalised: agreement with supervised figures is known to be weak then");
  if (options.scale_percentile == 100) said.push_back("times are over the largest one, which a single outlier may set");
  if (estimate.interval)
    said.push_back(
        fmt::format("the interval is of subsamples of {} points: the statistic itself depends on their number",
                    estimate.subsample));
  if (estimate.null_share)
    said.push_back("the comparison is with columns shuffled independently: it tests dependence between columns");
}

/// The estimate on `count` data sets with shuffled columns.
void compare_with_nulls(SeparabilityEstimate& estimate, const PointCloud& points, const Options& options,
                        const Context& context) {
  if (options.null_replicates == 0) return;

  const Context nulls =
      context.for_stage("null of persistence separability");  // other random numbers than the subsamples'
  const auto statistic = std::size_t(options.statistic);
  Index as_large = 0;
  for (Index replicate = 0; replicate < options.null_replicates; ++replicate) {
    const auto shuffled = with_shuffled_columns(points, nulls.random(replicate));
    const auto tree = spanning_tree(normalized_rows(shuffled, options.normalize).points, context);
    const auto times = normalized_times(tree, options.scale_percentile).times;
    estimate.null_values.push_back(time_statistics(times, options.tau)[statistic]);
    as_large += estimate.null_values.back() >= estimate.value;
  }
  estimate.null_share = double(1 + as_large) / double(1 + options.null_replicates);
}

}  // namespace

SeparabilityEstimate persistence_separability(const PointCloud& points, const Options& options,
                                              const Context& context) {
  check_request(points.size(), options);
  auto rows = normalized_rows(points, options.normalize);
  if (!rows.without_direction.empty())
    context.warn(fmt::format("{} of {} points have no direction (the first is {}): they stay at the origin",
                             rows.without_direction.size(), points.size(), rows.without_direction.front()));
  if (options.subsample > 0) rows.points = in_lexicographic_order(rows.points);

  auto estimate = estimate_from(rows.points, options, context);
  estimate.without_direction = Index(rows.without_direction.size());
  compare_with_nulls(estimate, points, options, context);
  state_assumptions(estimate, options);
  return estimate;
}

SeparabilityEstimate persistence_separability(const FeatureMatrix& features, const Options& options,
                                              const Context& context) {
  return persistence_separability(rows_as_points(features), options, context);
}

SeparabilityEstimate persistence_separability(const DistanceMatrix& distances, const Options& options,
                                              const Context& context) {
  check_request(distances.size(), options);
  if (options.null_replicates > 0)
    throw Error(codes::bad_request, "a distance matrix has no columns to shuffle", "give points")
        .within("null_replicates");
  auto estimate = estimate_from(distances, options, context);
  state_assumptions(estimate, options);
  return estimate;
}

}  // namespace tessera
