// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/fitted.hpp"
#include "tessera/core/many.hpp"
#include "tessera/data/labels.hpp"
#include "tessera/vectorization/summand_image.hpp"

#include <optional>
#include <vector>

namespace tessera {

/// What weights and exponent are judged by, on the distances of the weighted images.
enum class WeightCriterion {
  cross_validation,  // leave one out: is the nearest other sample of the same class? needs labels
  separability,      // H0 separability of the distances, without labels
};

/// What was learned: enough to make the same features of new samples.
struct WeightFit {
  double p = 1;
  double score = 0;               // of the criterion, on the samples learned from
  std::vector<double> weights;    // one a branch, at least 0; columns are multiplied by weight / spread
  std::vector<double> spreads;    // root of the mean squared distance of two samples, a branch
  std::vector<GridBox<2>> boxes;  // one a branch

  FittedValues values() const;
  /// Throws Error D106 when an entry is missing or malformed.
  static WeightFit from_values(const FittedValues& values);
  friend bool operator==(const WeightFit&, const WeightFit&) = default;
};

struct WeightFitOptions {
  WeightCriterion criterion = WeightCriterion::cross_validation;
  SummandKernel kernel = SummandKernel::interleaving;
  /// Exponents to choose from; infinity takes the maximum over the summands.
  std::vector<double> exponents{0, 0.5, 1, 2, infinity};
  Quantity bandwidth{5, Relative::percent_range};
  std::array<Index, 2> resolution{25, 25};
  std::optional<WeightFit> fit;
};

/// Weights and exponent that serve best: for every exponent the images V_p of each branch, scaled to equal spread, and
/// non-negative weights of the branches by coordinate ascent from equal ones (factors 0, 1/4, 1/2, 2, 4 are tried
/// branch by branch until none helps; scaling all weights changes nothing). The best pair of exponent and weights wins;
/// equal scores go to the first exponent and to the weights found first. With cross_validation ties of the share of
/// samples with a near one of their class are broken by the mean margin (d_other - d_same) / (d_other + d_same).
///
/// A criterion that judges the samples it learned from is optimistic: `score` is no estimate of what new samples give.
/// Throws Error D103 for no branch or fewer than two samples, D102 when the branches hold different samples, D106
/// without an exponent, for cross_validation without labels or with a single class, and what summand_image throws.
/// Cost: an image a branch, exponent and sample, and O(samples^2) for each of the weights tried, some tens an exponent.
/// Source: the template is that of Loiseaux, Carriere and Blumberg 2023, NeurIPS, whose weights and p are free; the
/// separability that of Ghalyan et al. 2024, arXiv:2305.15016; leave-one-out of the nearest neighbor: Thornton 1998.
WeightFit fit_weights(const Many<Collection<Decomposition<2>>>& branches, const Labels* labels,
                      const WeightFitOptions& options, const Context& context);

/// The images of all branches side by side, each with its weight over its spread; columns begin with the branch's name.
/// Labels are for the fit alone and do not enter the features. Stability: in the sup norm the largest of the branches'
/// constants times weight / spread, NaN when one with weight has none; the fit itself is held fixed, it is not stable.
FeatureMatrix weight_fit(const Many<Collection<Decomposition<2>>>& branches, const Labels* labels,
                         const WeightFitOptions& options, const Context& context);

}  // namespace tessera
