// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/feature_matrix.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/geometry/normalized_rows.hpp"
#include "tessera/separability/separability_estimate.hpp"

#include <vector>

namespace tessera {

/// A statistic of the normalised persistence times q, which lie in (0, 1] with maximum 1.
///
/// Well separated groups leave few long times among many short ones: one_minus_mean (1 - mean q),
/// coefficient_of_variation (deviation / mean), gap (largest less second), max_over_median, skewness, z_max ((1 - mean)
/// / deviation), gini and long_times grow with separation; mean, median, entropy (of q / sum q, over its maximum log of
/// the count) and share_above (of q > tau) fall; variance has no fixed sense. long_times counts q beyond the outer
/// Tukey fence, upper quartile + 3 interquartile ranges: with groups it is about their number less one.
/// Deviations are of the population. A deviation of 0 gives skewness and z_max 0; one time alone has entropy 1, gap 1.
enum class SeparabilityStatistic {
  one_minus_mean,
  mean,
  median,
  variance,
  coefficient_of_variation,
  gap,
  max_over_median,
  skewness,
  z_max,
  entropy,
  share_above,
  long_times,
  gini
};

/// What data without groups look like. gaussian: one cluster, a normal distribution with the mean and the principal
/// directions of the points, whose variances are corrected for the spread that a finite sample adds. shuffled: every
/// column in an order of its own, which keeps their distributions and breaks what joins them.
enum class SeparabilityNull { gaussian, shuffled };

struct PersistenceSeparabilityOptions {
  RowNormalization normalize = RowNormalization::l2;  // of points; distances are taken as they are
  SeparabilityStatistic statistic = SeparabilityStatistic::one_minus_mean;
  double tau = 0.5;               // of share_above, in (0, 1)
  double scale_percentile = 100;  // times are divided by this percentile of theirs and cut at 1; 100: the maximum
  Index subsample = 0;            // points drawn for each replicate, without replacement; 0: all points, once
  Index replicates = 20;          // subsamples
  double confidence = 0.95;       // of the interval between percentiles of the replicates
  Index null_replicates = 0;      // data sets without groups to compare with
  SeparabilityNull null = SeparabilityNull::gaussian;
  std::vector<double> density_shares{1.0};  // of the points, the densest: one slice each, the value is their mean
  Index density_neighbors = 10;             // which nearest neighbor measures codensity, for shares below 1
  Index bins = 20;                          // of the histogram
};

/// Separability of groups without labels, from degree-0 persistence: the finite H_0 death times p of the Rips complex
/// of the points (the edge lengths of a minimum spanning tree), over their maximum, and a statistic of these.
///
/// What is certain of the source: H_0 times of the Rips complex over the largest finite one; data with few large times
/// is more clustered; it works on normalised embeddings. Its score of the times is not public in closed form: the
/// statistic here is a reconstruction, hence a parameter, and every other one stands in `family`.
///
/// Without subsamples and nulls nothing is random, and the result is, to the last bit, indifferent to the numbering of
/// the points and to multiplying all points (each point, if normalised) or all distances by a power of two; to other
/// factors, and to rotations (translations, if not normalised), up to rounding. Subsamples of points are drawn from
/// their lexicographic order, so numbering is irrelevant there too; for distances and nulls it is not.
/// Times of 0, from equal points, are left out and counted. One outlier alone sets the maximum: lower scale_percentile,
/// or take slices of the density-Rips bifiltration by density_shares below 1. A share s keeps the points whose
/// codensity is at most that of the ceil(s n)-th densest, ties kept, and at least two of them; H_0 along the slice is
/// that of their Rips complex.
/// Points without direction (a sample without features) go to the origin, are counted, and a warning says so.
/// With subsamples and slices the value and the family are means over them, and each null is treated like the data. The
/// p-value is the share of nulls, the data among them, that are at least as separated in the sense of the statistic
/// (for the variance, which has none, twice the smaller tail): at most alpha with probability alpha where the null
/// model holds. It does for one normal cluster; groups are then said to stand apart from p = 1 - confidence on.
///
/// Throws D103 for fewer than two points or when all (of a subsample) are equal: the times' maximum is 0; D106 for
/// an option out of its range or nulls of a distance matrix. Cost: that of minimum_spanning_tree, once a replicate and
/// null, and of nearest_neighbors for slices; a gaussian null takes min(n, d) n d operations more.
/// Source: Ghalyan, Gourgoulias et al. 2024, Estimating class separability of text embeddings with persistent homology,
/// TMLR, arXiv:2305.15016.
SeparabilityEstimate persistence_separability(const PointCloud& points,
                                              const PersistenceSeparabilityOptions& options = {},
                                              const Context& context = {});
/// The rows as points.
SeparabilityEstimate persistence_separability(const FeatureMatrix& features,
                                              const PersistenceSeparabilityOptions& options = {},
                                              const Context& context = {});
SeparabilityEstimate persistence_separability(const DistanceMatrix& distances,
                                              const PersistenceSeparabilityOptions& options = {},
                                              const Context& context = {});

}  // namespace tessera
