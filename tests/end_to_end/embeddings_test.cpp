// SPDX-License-Identifier: MIT
// Embeddings of the committed digits.
#include "tessera/exchange/points.hpp"
#include "tessera/manifold/embedding_quality.hpp"
#include "tessera/manifold/tsne.hpp"
#include "tessera/manifold/umap.hpp"

#include "support/catch.hpp"

using namespace tessera;

namespace {

const Context context({.threads = 2});

PointCloud digits() {
  exchange::PointsOptions options{.path = TESSERA_SOURCE_DIR "/datasets/digits/digits.csv.gz"};
  for (int pixel = 0; pixel < 64; ++pixel) options.columns.push_back(std::to_string(pixel));
  return exchange::read_points(options, context)[0];
}

double trustworthiness(const PointCloud& points, const PointCloud& embedding, Index neighbors) {
  return embedding_quality(points, embedding, nullptr, {.neighbors = neighbors, .shepard = false}, context)
      .original.trustworthiness;
}

}  // namespace

// Known values: sklearn.manifold.trustworthiness (scikit-learn 1.9.1) of sklearn.manifold.TSNE(random_state=0) and
// umap.UMAP(random_state=0) (umap-learn 0.5.12) of these points; the latter vary by 0.002 over random states.

TEST_CASE("t-SNE of digits is as trustworthy as scikit-learn's", "[end_to_end][manifold][reference]") {
  const auto points = digits();
  const auto found = tsne(points, {}, context).points;
  CHECK(trustworthiness(points, found, 5) > 0.9950 - 0.01);
  CHECK(trustworthiness(points, found, 15) > 0.9904 - 0.01);
}

TEST_CASE("UMAP of digits is as trustworthy as umap-learn's, further digits placed as well",
          "[end_to_end][manifold][reference]") {
  const auto points = digits();
  const auto found = umap(points, nullptr, {}, context).points;
  CHECK(trustworthiness(points, found, 5) > 0.9899 - 0.01);
  CHECK(trustworthiness(points, found, 15) > 0.9881 - 0.01);

  Split split;
  for (Index i = 0; i < points.size(); ++i) split.is_training.push_back(i % 5 != 0);
  CHECK(trustworthiness(points, umap(points, &split, {}, context).points, 15) > 0.9881 - 0.02);
}
