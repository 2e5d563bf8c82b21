// SPDX-License-Identifier: MIT
#include "tessera/separability/persistence_separability.hpp"

#include "separability/null_models.hpp"
#include "separability/time_statistics.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/feature_rows.hpp"
#include "tessera/data/point_order.hpp"
#include "tessera/geometry/knn_codensity.hpp"
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
  if (options.density_neighbors == 0) refuse("density_neighbors", "at least 1", 0);
  if (options.density_shares.empty()) refuse("density_shares", "at least one share", 0);
  for (const double share : options.density_shares)
    if (!(share > 0 && share <= 1)) refuse("density_shares", "shares in (0, 1]", share);
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

PointCloud part_of(const PointCloud& points, const std::vector<Index>& chosen) { return chosen_points(points, chosen); }

DistanceMatrix part_of(const DistanceMatrix& distances, const std::vector<Index>& chosen) {
  std::vector<double> lower;
  for (std::size_t i = 1; i < chosen.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) lower.push_back(distances(chosen[i], chosen[j]));
  return DistanceMatrix(Index(chosen.size()), std::move(lower));
}

std::vector<WeightedEdge> spanning_tree(const PointCloud& points, const Context& context) {
  return minimum_spanning_tree(points, Metric::euclidean, context);
}
std::vector<WeightedEdge> spanning_tree(const DistanceMatrix& distances, const Context& context) {
  return minimum_spanning_tree(distances, context);
}

std::vector<double> codensity(const PointCloud& points, Index neighbors, const Context& context) {
  return knn_codensity(points, {.neighbors = neighbors}, context).values();
}
std::vector<double> codensity(const DistanceMatrix& distances, Index neighbors, const Context&) {
  const Index n = distances.size();
  if (n <= neighbors)
    throw Error(codes::too_few, fmt::format("needs more than {} points, got {}", neighbors, n))
        .within("density_neighbors");
  std::vector<double> result, row;
  for (Index point = 0; point < n; ++point) {
    row.clear();
    for (Index other = 0; other < n; ++other)
      if (other != point) row.push_back(distances(point, other));
    std::ranges::nth_element(row, row.begin() + (neighbors - 1));
    result.push_back(row[neighbors - 1]);
  }
  return result;
}

/// The points whose codensity is at most that of the ceil(share n)-th densest.
std::vector<Index> densest_points(const std::vector<double>& codensity, double share) {
  auto sorted = codensity;
  std::ranges::sort(sorted);
  const auto wanted = std::size_t(std::ceil(share * double(sorted.size())));
  const double most = sorted[std::max<std::size_t>(wanted, 2) - 1];
  std::vector<Index> chosen;
  for (Index point = 0; point < codensity.size(); ++point)
    if (codensity[point] <= most) chosen.push_back(point);
  return chosen;
}

/// What is seen of one space, all of it or a subsample: means over the slices.
struct Sight {
  TimeStatistics statistics{};
  std::vector<double> slice_values, persistence;
  double duplicates = 0;
};

template <class Space>
Sight seen(const Space& space, const Options& options, const Context& context) {
  const auto& shares = options.density_shares;
  const bool is_sliced = std::ranges::any_of(shares, [](double share) { return share < 1; });
  const auto density = is_sliced ? codensity(space, options.density_neighbors, context) : std::vector<double>();

  Sight sight;
  for (const double share : shares) {
    const auto tree = share < 1 ? spanning_tree(part_of(space, densest_points(density, share)), context)
                                : spanning_tree(space, context);
    const auto [times, duplicates] = normalized_times(tree, options.scale_percentile);
    const auto statistics = time_statistics(times, options.tau);
    for (std::size_t k = 0; k < statistic_count; ++k) sight.statistics[k] += statistics[k] / double(shares.size());
    sight.slice_values.push_back(statistics[std::size_t(options.statistic)]);
    sight.duplicates += double(duplicates) / double(shares.size());
    sight.persistence.insert(sight.persistence.end(), times.begin(), times.end());
  }
  return sight;
}

/// The sights of all points, or of subsamples of them.
template <class Space>
std::vector<Sight> sights(const Space& space, const Options& options, const Context& context) {
  if (options.subsample == 0 || options.subsample >= space.size()) return {seen(space, options, context)};
  std::vector<Sight> all;
  for (Index replicate = 0; replicate < options.replicates; ++replicate)
    all.push_back(seen(part_of(space, drawn_numbers(space.size(), options.subsample, context.random(replicate))),
                       options, context));
  return all;
}

double mean_value(const std::vector<Sight>& all, SeparabilityStatistic statistic) {
  double sum = 0;
  for (const auto& sight : all) sum += sight.statistics[std::size_t(statistic)];
  return sum / double(all.size());
}

template <class Space>
SeparabilityEstimate estimate_from(const Space& space, const Options& options, const Context& context) {
  SeparabilityEstimate estimate;
  estimate.points = space.size();
  estimate.statistic = statistic_name(options.statistic);
  estimate.confidence = options.confidence;
  const bool subsampled = options.subsample > 0 && options.subsample < space.size();
  estimate.subsample = subsampled ? options.subsample : 0;

  const auto all = sights(space, options, context);
  const double count = double(all.size());
  for (std::size_t k = 0; k < statistic_count; ++k) {
    const auto statistic = SeparabilityStatistic(k);
    estimate.family.emplace_back(statistic_name(statistic), mean_value(all, statistic));
  }
  estimate.value = estimate.family[std::size_t(options.statistic)].second;
  for (std::size_t slice = 0; slice < options.density_shares.size(); ++slice) {
    double sum = 0;
    for (const auto& sight : all) sum += sight.slice_values[slice];
    estimate.slices.emplace_back(options.density_shares[slice], sum / count);
  }
  for (const auto& sight : all) {
    estimate.duplicates += sight.duplicates / count;
    estimate.persistence.insert(estimate.persistence.end(), sight.persistence.begin(), sight.persistence.end());
    if (subsampled) estimate.replicates.push_back(sight.statistics[std::size_t(options.statistic)]);
  }
  if (estimate.replicates.size() > 1) {
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
  if (options.scale_percentile == 100 && std::ranges::count(options.density_shares, 1.0) > 0)
    said.push_back("times are over the largest one, which a single outlier may set");
  if (estimate.interval)
    said.push_back(
        fmt::format("the interval is of subsamples of {} points: the statistic itself depends on their number",
                    estimate.subsample));
  if (estimate.p_value && options.null == SeparabilityNull::gaussian)
    said.push_back("the comparison is with one normal cluster: another shape of one cluster may stand apart from it");
  if (estimate.p_value && options.null == SeparabilityNull::shuffled)
    said.push_back("the comparison is with columns shuffled independently: it tests dependence between columns");
}

/// The share of the values, the data's among them, that are at least as separated.
double p_value(double value, const std::vector<double>& nulls, SeparabilityStatistic statistic) {
  Index as_large = 1, as_small = 1;
  for (const double null : nulls) {
    as_large += null >= value;
    as_small += null <= value;
  }
  const Index extreme = statistic == SeparabilityStatistic::variance ? 2 * std::min(as_large, as_small)
                        : falls_with_separation(statistic)           ? as_small
                                                                     : as_large;
  return std::min(1.0, double(extreme) / double(nulls.size() + 1));
}

void compare_with_nulls(SeparabilityEstimate& estimate, const PointCloud& points, const Options& options,
                        const Context& context) {
  if (options.null_replicates == 0) return;

  // Other random numbers than the subsamples'.
  const Context draws = context.for_stage("null of persistence separability");
  const auto null = options.null == SeparabilityNull::gaussian ? gaussian_null(points) : shuffled_null(points);
  for (Index replicate = 0; replicate < options.null_replicates; ++replicate) {
    const auto drawn = normalized_rows(null(draws.random(replicate)), options.normalize).points;
    const Context subsamples = context.for_stage(fmt::format("subsamples of null {}", replicate));
    estimate.null_values.push_back(mean_value(sights(drawn, options, subsamples), options.statistic));
    context.progress(replicate + 1, options.null_replicates);
  }
  estimate.p_value = p_value(estimate.value, estimate.null_values, options.statistic);
}

}  // namespace

SeparabilityEstimate persistence_separability(const PointCloud& points, const Options& options,
                                              const Context& context) {
  check_request(points.size(), options);
  auto rows = normalized_rows(points, options.normalize);
  if (!rows.without_direction.empty())
    context.warn(fmt::format("{} of {} points have no direction (the first is {}): they stay at the origin",
                             rows.without_direction.size(), points.size(), rows.without_direction.front()));
  if (options.subsample > 0) rows.points = in_lexicographic_order(rows.points).points;

  auto estimate = estimate_from(rows.points, options, context);
  estimate.without_direction = Index(rows.without_direction.size());
  compare_with_nulls(estimate, in_lexicographic_order(points).points, options, context);
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
