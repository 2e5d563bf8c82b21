// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/fitted.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/feature_matrix.hpp"
#include "tessera/data/labels.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/manifold/diffusion_entropy.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

struct DiffusionInformationOptions {
  Quantity sigma{50, Relative::percentile};  // bandwidth, resolved once on all points
  double t = 1;                              // diffusion time
  DiffusionNorm norm = DiffusionNorm::walk;
  Index repeats = 5;  // random subsets that a group is compared with
  Index bins = 10;    // equal ones between least and largest value, when groups come from numbers
};

/// How much less diffusion spreads within groups than within random subsets as large.
struct DiffusionInformation {
  static constexpr std::string_view artifact = "DiffusionInformation";
  static constexpr std::string_view meaning = "what groups tell about points, by diffusion on them";

  struct Group {
    std::string name;
    Index size = 0;
    double entropy = 0, random_entropy = 0;  // bits: of the group, and of random subsets of its size (mean)
  };

  double value = 0;  // bits; below 0 by chance
  double sigma = 0, t = 1;
  std::vector<Group> groups;
};

/// Diffusion spectral mutual information of points A and groups B: the sum over groups b of p(b) times the mean
/// entropy of random subsets of A with as many points as b, less the entropy of the points of b; entropies as
/// diffusion_spectral_entropy takes them, all at one sigma.
///
/// 0 for one group; about 0 for groups at random; about log2 k at large t for k far groups of equal size. Numbers are
/// cut into equal bins between the least and the largest, a bin without points is no group, and equal numbers are one
/// group. Subsets are drawn from the lexicographic order of the points, by a stream of the group's number: the
/// numbering of the points does not matter.
/// Cost: that of `1 + repeats` entropies a group. Throws D102 unless there is a group (a number, one column) for every
/// point, and what diffusion_spectral_entropy throws.
/// Source: Liao, Liu et al. 2024, arXiv:2312.04823.
DiffusionInformation diffusion_mutual_information(const PointCloud& points, const Labels& groups,
                                                  const DiffusionInformationOptions& options = {},
                                                  const Context& context = {});
DiffusionInformation diffusion_mutual_information(const PointCloud& points, const ScalarField& groups,
                                                  const DiffusionInformationOptions& options = {},
                                                  const Context& context = {});
DiffusionInformation diffusion_mutual_information(const PointCloud& points, const FeatureMatrix& groups,
                                                  const DiffusionInformationOptions& options = {},
                                                  const Context& context = {});

std::string summary(const DiffusionInformation& information);
FittedValues figures(const DiffusionInformation& information);

struct ShannonEntropyOptions {
  Index bins = 2;  // equal ones between the least and the largest value of every coordinate
};

/// The entropy of the cells of a grid that points fall into, in bits.
struct ShannonEntropy {
  static constexpr std::string_view artifact = "ShannonEntropy";
  static constexpr std::string_view meaning = "the entropy of the cells of a grid that points fall into";

  double value = 0, maximum = 0;  // maximum: log2 of the points
  Index occupied = 0;             // cells
};

/// -sum p log2 p over the occupied cells: saturates at log2 n as soon as every point has a cell of its own, in few
/// dimensions already, which is what diffusion entropy is compared with. A constant coordinate splits nothing.
/// Cost n log n * d. Throws D103 without points, D106 without bins.
ShannonEntropy shannon_entropy(const PointCloud& points, const ShannonEntropyOptions& options = {},
                               const Context& context = {});

std::string summary(const ShannonEntropy& entropy);
FittedValues figures(const ShannonEntropy& entropy);

}  // namespace tessera
