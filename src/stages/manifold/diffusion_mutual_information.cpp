// SPDX-License-Identifier: MIT
#include "stages/manifold/diffusion_choices.hpp"
#include "stages/rows.hpp"
#include "tessera/manifold/diffusion_information.hpp"

namespace tessera::stages {
namespace {

template <class Groups>
DiffusionInformation of_points(const PointCloud& points, const Groups& groups,
                               const DiffusionInformationOptions& options, const Context& context) {
  return diffusion_mutual_information(points, groups, options, context);
}

}  // namespace

StageSpec manifold_diffusion_mutual_information() {
  using Options = DiffusionInformationOptions;
  return stage("manifold.diffusion_mutual_information", &of_points<Labels>)
      .overload(on_rows<&of_points<Labels>>)
      .overload(&of_points<ScalarField>)
      .overload(on_rows<&of_points<ScalarField>>)
      .overload(&of_points<FeatureMatrix>)
      .overload(on_rows<&of_points<FeatureMatrix>>)
      .estimate()
      .random()
      .summary("What groups tell about points, in bits: diffusion entropy of random subsets less that of the groups.")
      .source("Liao, Liu et al. 2024, Assessing neural network representations during training, arXiv:2312.04823")
      .input("points", "the points, or rows")
      .input("groups", "the group of every point: labels, or numbers that are cut into bins")
      .param(&Options::sigma, "sigma", "bandwidth of the Gaussian kernel; relative to pairwise distances", positive(),
             quantity(Relative::percent_diameter, Relative::percentile))
      .param(&Options::t, "t", "diffusion time", positive())
      .param(&Options::norm, "norm", "walk, or anisotropic, which discounts the density of the sample",
             diffusion_norm_choices())
      .param(&Options::repeats, "repeats", "random subsets that each group is compared with", at_least(1))
      .param(&Options::bins, "bins", "equal bins that numbers are cut into", at_least(1));
}

}  // namespace tessera::stages
