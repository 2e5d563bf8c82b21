// SPDX-License-Identifier: MIT
#include "tessera/manifold/embedding_quality.hpp"

#include "stages/geometry/metric_choices.hpp"
#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

using Options = EmbeddingQualityOptions;

template <class Original, class Embedded>
EmbeddingQuality quality(const Original& original, const Embedded& embedding, const DistanceMatrix* reference,
                         const Options& options, const Context& context) {
  const auto points = [](const auto& input) -> decltype(auto) {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(input)>, FeatureMatrix>) {
      return rows_as_points(input);
    } else {
      return (input);
    }
  };
  return embedding_quality(points(original), points(embedding), reference, options, context);
}

}  // namespace

StageSpec manifold_embedding_quality();

StageSpec manifold_embedding_quality() {
  return stage("manifold.embedding_quality", &quality<PointCloud, PointCloud>)
      .overload(&quality<PointCloud, FeatureMatrix>)
      .overload(&quality<FeatureMatrix, FeatureMatrix>)
      .overload(&quality<FeatureMatrix, PointCloud>)
      .overload(&quality<DistanceMatrix, PointCloud>)
      .overload(&quality<DistanceMatrix, FeatureMatrix>)
      .estimate()
      .summary("How well an embedding keeps neighborhoods and distances: trustworthiness, continuity, correlations.")
      .source("Venna and Kaski 2001, doi:10.1007/3-540-44668-0_68; Huguet et al. 2023, arXiv:2305.19043")
      .input("original", "points, rows of features or distances before")
      .input("embedding", "points or rows of features after")
      .input("reference", "known distances to compare the embedding with as well, such as geodesics")
      .param(&Options::neighbors, "neighbors", "k of trustworthiness, continuity and neighborhood agreement",
             at_least(1))
      .param(&Options::precision_at, "precision_at", "numbers of neighbors whose common share is told")
      .param(&Options::metric, "metric", "how the original points are measured", metric_choices())
      .param(&Options::shepard, "shepard", "whether all pairs are ranked, which takes memory for them");
}

}  // namespace tessera::stages
