// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/fitted.hpp"
#include "tessera/data/labels.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/geometry/metric.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tessera {

/// With labels: what the unsupervised estimates are checked against.
///
/// The share of points whose nearest other point has their class; among several equally near, the share of those that
/// have it. Indifferent to the numbering of the points. Cost O(n^2 d).
/// Throws D103 for fewer than two points, D102 when the number of labels differs.
/// Source: Thornton 1998, Separability is a learner's best friend, doi:10.1007/978-1-4471-1546-5_4.
double thornton_index(const PointCloud& points, const Labels& labels, Metric metric = Metric::euclidean,
                      const Context& context = {});

/// Scatter between the classes over scatter within them: trace(S_B) / trace(S_W), S_B = sum over classes of
/// n_c |mean_c - mean|^2. Infinite when every class is one point, repeated, and they are not all the same.
/// Throws D103 for fewer than two classes or when all points are equal, D102 when the number of labels differs.
/// Cost O(n d). Source: Fisher 1936, The use of multiple measurements in taxonomic problems.
double fisher_ratio(const PointCloud& points, const Labels& labels);

/// The mean over all points of (b - a) / max(a, b): a the mean distance to the other points of its class, b the least
/// mean distance to those of another class; 0 for a point alone in its class or where a = b = 0. In [-1, 1]; near 1
/// where classes are tight and apart. Indifferent to the numbering of the points up to rounding. Cost O(n^2 d).
/// Throws as fisher_ratio. Source: Rousseeuw 1987, Silhouettes, doi:10.1016/0377-0427(87)90125-7.
double silhouette_score(const PointCloud& points, const Labels& labels, Metric metric = Metric::euclidean,
                        const Context& context = {});

struct LinearProbeOptions {
  Index folds = 5;       // at most as many as the smallest class has points
  double penalty = 1;    // of half the squared weights, against the sum of the losses
  Index replicates = 1;  // ways to deal the points into folds
};

/// How well a linear classifier, trained on the other folds, knows the points of a fold.
struct LinearProbe {
  double accuracy = 0;           // share of points that get their class, mean over folds
  double balanced_accuracy = 0;  // mean over classes of the share of their points that get it, over all folds
  double auc = 0;                // area under the ROC curve, one class against the others, mean over classes and folds
  Index folds = 0;
};

/// Cross-validated multinomial logistic regression (for two classes logistic regression) with an intercept, on columns
/// brought to mean 0 and deviation 1 by the training folds, solved to a relative gradient of 1e-6. Folds are
/// stratified: the points of each class, in lexicographic order, are dealt by the random stream of the context, so
/// results do not depend on numbering. Cost: about 50 (n d classes) a fold and Newton step. Throws D103 for fewer than
/// two classes, or a class of one point; D102 when the number of labels differs; D106 unless there are two folds and
/// the penalty is positive; X101 when the optimisation does not converge.
LinearProbe linear_probe(const PointCloud& points, const Labels& labels, const LinearProbeOptions& options = {},
                         const Context& context = {});

/// Every supervised figure at once.
struct SupervisedSeparability {
  static constexpr std::string_view artifact = "SupervisedSeparability";
  static constexpr std::string_view meaning = "how far known classes stand apart";

  double fisher = 0;             // fisher_ratio; infinite where classes have no extent
  double calinski_harabasz = 0;  // fisher (n - classes) / (classes - 1)
  double thornton = 0, silhouette = 0;
  std::optional<LinearProbe> probe;  // none where a class has one point only
  Index points = 0, classes = 0;
};

/// Throws as its parts do. Calinski and Harabasz 1974, A dendrite method for cluster analysis.
SupervisedSeparability supervised_separability(const PointCloud& points, const Labels& labels,
                                               const LinearProbeOptions& options = {}, const Context& context = {});

std::string summary(const SupervisedSeparability& estimate);
/// Infinite figures are left out.
FittedValues figures(const SupervisedSeparability& estimate);

}  // namespace tessera
