// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/fitted.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/geometry/metric.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tessera {

struct EmbeddingQualityOptions {
  Index neighbors = 10;  // k of trustworthiness, continuity and neighborhood agreement; less than half the points
  std::vector<Index> precision_at{5, 10, 15, 20, 25, 30, 35, 40, 45, 50};  // those of at least n points are left out
  Metric metric = Metric::euclidean;                                       // between the original points
  /// Whether the rank correlation over all pairs is taken: it alone needs n^2 memory.
  bool shepard = true;
};

/// How well distances b stand for distances a of the same points.
struct SpaceAgreement {
  double trustworthiness = 0, continuity = 0;  // of neighborhoods of b, of a: in [0, 1], 1 where neighbors are the same
  double neighborhood_agreement = 0;           // Jaccard index of the two neighborhoods, mean over points
  std::vector<std::pair<Index, double>> precision;  // (k, share of the k nearest that are the same)
  double shepard_pearson = 0;                       // correlation of the distances over all pairs
  std::optional<double> shepard_spearman;           // of their ranks
  double row_pearson = 0, row_spearman = 0;         // the same from every point, mean over points
  double frobenius_error = 0, maximum_error = 0;    // norms of b - a over those of a: root of squares, largest
  double scaled_frobenius_error = 0, scaled_maximum_error = 0;  // the same for the multiple of b nearest to a
  double scale = 0;                                             // which multiple

  friend bool operator==(const SpaceAgreement&, const SpaceAgreement&) = default;
};

/// How well an embedding keeps the original distances, and known geodesics where they are given.
struct EmbeddingQuality {
  static constexpr std::string_view artifact = "EmbeddingQuality";
  static constexpr std::string_view meaning = "how well an embedding keeps neighborhoods and distances";

  Index points = 0, neighbors = 0;
  SpaceAgreement original;
  std::optional<SpaceAgreement> reference;

  friend bool operator==(const EmbeddingQuality&, const EmbeddingQuality&) = default;
};

/// Ties: a tied group that begins within the k nearest and ends beyond them shares the places left, so neighborhoods
/// have weights between 0 and 1 and overlap by the lesser one; the rank of a point is 1 more than the number of
/// strictly nearer ones. So neither the numbering of the points nor copies matter, and equal spaces agree fully.
/// Correlations take mean ranks; one is 0 where one side is constant, 1 where both are. Scale, 1e-150 to 1e150, does
/// not matter but to the errors that are not scaled.
///
/// Cost: O(n^2 (d + log n)), O(n) memory a thread; 22 n^2 bytes more for `shepard`.
/// Throws D102 for different numbers of points; D103 for fewer than 3, or where all original distances are 0; D101 for
/// scales that are a factor of 2^500 apart; D106 unless 1 <= 2 neighbors < n, or for a precision at 0; R302 over the
/// budget.
/// Source: Venna and Kaski 2001, Neighborhood preservation in nonlinear projection methods,
/// doi:10.1007/3-540-44668-0_68; Huguet et al. 2023, arXiv:2305.19043, section 5 (errors, precision).
EmbeddingQuality embedding_quality(const PointCloud& original, const PointCloud& embedding,
                                   const DistanceMatrix* reference, const EmbeddingQualityOptions& options = {},
                                   const Context& context = {});
EmbeddingQuality embedding_quality(const DistanceMatrix& original, const PointCloud& embedding,
                                   const DistanceMatrix* reference, const EmbeddingQualityOptions& options = {},
                                   const Context& context = {});

std::string summary(const EmbeddingQuality& quality);
FittedValues figures(const EmbeddingQuality& quality);

}  // namespace tessera
