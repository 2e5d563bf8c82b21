// SPDX-License-Identifier: MIT
#include "tessera/manifold/sinkhorn_affinity.hpp"

#include "stages/manifold/normalization_choices.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

template <class Data>
using Affinity = StageFunction<KernelMatrix, SinkhornOptions, Data>;

}  // namespace

StageSpec manifold_sinkhorn_affinity() {
  using Options = SinkhornOptions;
  using S = PairSimilarity;
  return stage("manifold.sinkhorn_affinity", Affinity<FeatureMatrix>(&tessera::sinkhorn_affinity))
      .overload(Affinity<PointCloud>(&tessera::sinkhorn_affinity))
      .overload(Affinity<KernelMatrix>(&tessera::sinkhorn_affinity))
      .summary("The doubly stochastic affinity nearest to exp(similarity / eta).")
      .source(
          "Sinkhorn and Knopp 1967; Knight, Ruiz and Ucar 2014, doi:10.1137/110825753; Ding et al. 2023, Unsupervised "
          "manifold linearizing and clustering, ICCV")
      .theorem("symmetric and positive, every row and column sums to 1")
      .note("similarity and normalize are of points; kernels are taken as they are")
      .input("rows", "rows of a table, points, or a kernel of similarities")
      .param(&Options::similarity, "similarity", "of two points",
             choices<S>({{"inner_product", S::inner_product},
                         {"absolute_inner_product", S::absolute_inner_product},
                         {"negative_squared_distance", S::negative_squared_distance}}))
      .param(&Options::normalize, "normalize", "of each point, before", normalization_choices())
      .param(&Options::eta, "eta", "in the unit of the similarity; less is sharper", positive())
      .param(&Options::iterations, "iterations", "at most", at_least(1))
      .param(&Options::tolerance, "tolerance", "a row's sum is 1 within this", positive());
}

}  // namespace tessera::stages
