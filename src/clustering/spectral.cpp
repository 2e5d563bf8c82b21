// SPDX-License-Identifier: MIT
#include "tessera/clustering/spectral.hpp"

#include "clustering/canonical_order.hpp"
#include "clustering/leading_eigenvectors.hpp"
#include "clustering/positive_lengths.hpp"
#include "clustering/spectral_cut.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/geometry/knn_codensity.hpp"
#include "tessera/geometry/nearest_neighbors.hpp"
#include "tessera/geometry/pairwise_distances.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tessera {
namespace {

void check_request(std::size_t size, const SpectralOptions& options, const Context& context) {
  if (options.clusters == 0) throw Error(codes::bad_request, "needs at least 1, got 0").within("clusters");
  if (size < options.clusters)
    throw Error(codes::too_few, fmt::format("needs at least {} points, got {}", options.clusters, size))
        .within("clusters");
  require_dense_size(size, context);
}

std::vector<Index> as_they_are(std::size_t size) {
  std::vector<Index> order(size);
  std::iota(order.begin(), order.end(), Index{0});
  return order;
}

void require_affinity(double value, std::string_view one, std::string_view other) {
  if (value < 0)
    throw Error(codes::bad_value,
                fmt::format("needs affinities >= 0, got {} between {} and {}", format_double(value), one, other));
}

Eigen::MatrixXd neighbor_affinity(const PointCloud& points, Index neighbors, const Context& context) {
  const auto graph = nearest_neighbors(points, {neighbors}, context);
  Eigen::MatrixXd affinity = Eigen::MatrixXd::Zero(points.size(), points.size());
  for (Index i = 0; i < points.size(); ++i)
    for (const Index j : graph.neighbors_of(i)) {
      affinity(i, j) += 0.5;
      affinity(j, i) += 0.5;
    }
  return affinity;
}

double gaussian_bandwidth(const DistanceMatrix& distances, const Quantity& asked, const Context& context) {
  const auto& lengths = distances.lower();
  const double diameter = lengths.empty() ? 0 : std::ranges::max(lengths);
  if (asked.relative == Relative::percent_range)
    throw Error(codes::bad_request, "needs a length, a %diameter or a percentile, got " + asked.text())
        .within("bandwidth");
  const double bandwidth = resolve(asked, {diameter, 0, lengths.empty() ? std::vector<double>{0} : lengths});
  if (!(bandwidth > 0 || (diameter == 0 && asked.value > 0)) || bandwidth == infinity)
    throw Error(codes::bad_request, "needs a length > 0, got " + format_double(bandwidth)).within("bandwidth");
  context.resolved("bandwidth", bandwidth);
  return bandwidth;
}

Eigen::MatrixXd distance_affinity(const PointCloud& points, const SpectralOptions& options, const Context& context) {
  const auto distances = pairwise_distances(points, {}, context);
  std::vector<double> scales;
  if (options.affinity == SpectralAffinity::self_tuning) {
    scales = positive_lengths(knn_codensity(points, {options.neighbors}, context).values());
  } else {
    const double bandwidth = gaussian_bandwidth(distances, options.bandwidth, context);
    scales.assign(points.size(), bandwidth > 0 ? bandwidth : 1);
  }
  const double factor = options.affinity == SpectralAffinity::self_tuning ? 1 : 0.5;
  Eigen::MatrixXd affinity(points.size(), points.size());
  for (Index i = 0; i < points.size(); ++i) {
    context.check();
    for (Index j = 0; j <= i; ++j) {
      const double d = distances(i, j);
      affinity(i, j) = affinity(j, i) = std::exp(-factor * (d / scales[i]) * (d / scales[j]));
    }
  }
  return affinity;
}

}  // namespace

SpectralClustering spectral_clustering(const PointCloud& points, const SpectralOptions& options,
                                       const Context& context) {
  check_request(points.size(), options, context);
  const auto [sorted, order] = in_lexicographic_order(points);
  return spectral_cut(options.affinity == SpectralAffinity::nearest_neighbors
                          ? neighbor_affinity(sorted, options.neighbors, context)
                          : distance_affinity(sorted, options, context),
                      order, options, context);
}

SpectralClustering spectral_clustering(const WeightedGraph& similarities, const SpectralOptions& options,
                                       const Context& context) {
  check_request(similarities.size(), options, context);
  Eigen::MatrixXd affinity = Eigen::MatrixXd::Zero(similarities.size(), similarities.size());
  for (const auto& [u, v, weight] : similarities.edges()) {
    require_affinity(weight, fmt::format("vertex {}", u), fmt::format("vertex {}", v));
    affinity(u, v) = affinity(v, u) = weight;
  }
  return spectral_cut(std::move(affinity), as_they_are(similarities.size()), options, context);
}

SpectralClustering spectral_clustering(const KernelMatrix& similarities, const SpectralOptions& options,
                                       const Context& context) {
  check_request(similarities.size(), options, context);
  const Index n = similarities.size();
  Eigen::MatrixXd affinity(n, n);
  for (Index i = 0; i < n; ++i)
    for (Index j = 0; j < n; ++j) {
      if (i != j) require_affinity(similarities(i, j), similarities.ids()[i], similarities.ids()[j]);
      affinity(i, j) = similarities(i, j);
    }
  return spectral_cut(std::move(affinity), as_they_are(n), options, context);
}

}  // namespace tessera
