// SPDX-License-Identifier: MIT
#include "tessera/clustering/hdbscan.hpp"

#include "tessera/clustering/scores.hpp"
#include "tessera/geometry/pairwise_distances.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_geometry.hpp"
#include "support/naive_hdbscan.hpp"

#include <cmath>

using namespace tessera;

namespace {

Labels names_of(const std::vector<Index>& cluster_of) {
  std::vector<std::string> names;
  for (const Index cluster : cluster_of) names.push_back(cluster == none ? "-1" : std::to_string(cluster));
  return Labels(names);
}

/// Normal blobs of several widths and a few points all over.
PointCloud blobs(RandomStream& random, Index count, Index dimension) {
  std::vector<double> coordinates;
  for (Index k = 0; k < count; ++k)
    for (Index axis = 0; axis < dimension; ++axis)
      coordinates.push_back(k % 5 == 0 ? 10 * random.uniform()
                                       : 3.0 * (k % 3) + (0.1 + 0.2 * (k % 3)) * random.normal());
  return PointCloud(count, dimension, std::move(coordinates));
}

/// The same partition, noise against noise.
bool agree(const Labels& a, const Labels& b) {
  for (Index k = 0; k < a.size(); ++k)
    if ((a.names()[a[k]] == "-1") != (b.names()[b[k]] == "-1")) return false;
  return cluster_scores(a, b).adjusted_rand == 1;
}

}  // namespace

TEST_CASE("two triples far apart are two clusters, and what lies between is noise", "[clustering][hdbscan][example]") {
  const PointCloud line(7, 1, {0, 1, 2, 51, 101, 102, 100});
  const auto found = hdbscan(line, {.min_cluster_size = 3, .min_samples = 1});
  CHECK(found.labels == Labels({"0", "0", "0", "-1", "1", "1", "1"}));
  // All of a triple leave at distance 1. The point between is 49 from both: it leaves when they part.
  CHECK(found.probabilities.values() == std::vector<double>{1, 1, 1, 0, 1, 1, 1});
  CHECK(found.outlier_scores[0] == 0);
  CHECK(found.outlier_scores[3] == Approx(1 - 1.0 / 49));
}

TEST_CASE("clusters, probabilities and scores are those of the definition", "[clustering][hdbscan][oracle]") {
  std::mt19937 gen(21);
  RandomStream random(21, 0);
  int with_clusters = 0;
  for (int trial = 0; trial < 120; ++trial) {
    const Index n = 12 + gen() % 25;
    // Odd trials hold many equal distances, all different from 0.
    std::vector<double> lower;
    const auto points = blobs(random, n, 1 + trial % 3);
    for (Index i = 1; i < n; ++i)
      for (Index j = 0; j < i; ++j) {
        const double d = distance(points[i], points[j]);
        lower.push_back(trial % 2 ? 1 + std::round(2 * d) : d);
      }
    const DistanceMatrix distances(n, lower);
    const Index least = 2 + gen() % 4, samples = 1 + gen() % 4;
    const NaiveHdbscanTree tree(distances, least, samples);
    for (const auto selection : {ClusterSelection::excess_of_mass, ClusterSelection::leaf}) {
      const auto expected = tree.result(selection == ClusterSelection::leaf);
      const auto found =
          hdbscan(distances, {.min_cluster_size = least, .min_samples = samples, .selection = selection});
      INFO("trial " << trial);
      CHECK(agree(found.labels, names_of(expected.cluster_of)));
      for (Index k = 0; k < n; ++k) {
        CHECK(found.probabilities[k] == Approx(expected.probability[k]).margin(1e-12));
        CHECK(found.outlier_scores[k] == Approx(expected.score[k]).margin(1e-12));
      }
      with_clusters += found.labels.names().size() > 2;
    }
  }
  CHECK(with_clusters > 100);
}

TEST_CASE("renumbering permutes, powers of two and threads change nothing, distances do as points do",
          "[clustering][hdbscan][law]") {
  std::mt19937 gen(22);
  for (int trial = 0; trial < 20; ++trial) {
    const auto points = random_lattice_cloud(gen, 120, 2, 16);  // equal points and distances
    const HdbscanOptions options{.min_cluster_size = 4, .min_samples = Index(1 + trial % 4)};
    const auto found = hdbscan(points, options);
    const auto order = random_permutation(gen, 120);
    const auto moved = hdbscan(relabelled(points, order), options, Context({.threads = 4}));
    const auto from_distances = hdbscan(pairwise_distances(points), options);
    CHECK(agree(found.labels, from_distances.labels));
    for (Index k = 0; k < 120; ++k) {
      CHECK(moved.labels.names()[moved.labels[k]] == found.labels.names()[found.labels[order[k]]]);
      CHECK(moved.probabilities[k] == found.probabilities[order[k]]);
      CHECK(moved.outlier_scores[k] == found.outlier_scores[order[k]]);
      CHECK(from_distances.outlier_scores[k] == Approx(found.outlier_scores[k]).margin(1e-12));
    }
    for (const double factor : {0x1p-500, 0x1p500}) {
      auto coordinates = points.coordinates();
      for (double& x : coordinates) x *= factor;
      const auto scaled = hdbscan(PointCloud(120, 2, coordinates), options);
      CHECK(scaled.labels == found.labels);
      CHECK(scaled.probabilities == found.probabilities);
    }
  }
}

TEST_CASE("one cluster is found where it is allowed, and equal points are one", "[clustering][hdbscan][example]") {
  const PointCloud same(6, 2, std::vector<double>(12, 3.0));
  CHECK(hdbscan(same).labels == Labels(std::vector<std::string>(6, "-1")));
  const auto one = hdbscan(same, {.allow_single_cluster = true});
  CHECK(one.labels == Labels(std::vector<std::string>(6, "0")));
  CHECK(one.probabilities.values() == std::vector<double>(6, 1.0));
  CHECK(one.outlier_scores.values() == std::vector<double>(6, 0.0));

  // Two places with five equal points each, far from one another.
  const PointCloud places(10, 1, {0, 0, 0, 0, 0, 9, 9, 9, 9, 9});
  CHECK(hdbscan(places).labels == Labels({"0", "0", "0", "0", "0", "1", "1", "1", "1", "1"}));
  CHECK(hdbscan(PointCloud(1, 1, {4}), {.min_samples = 1}).labels == Labels({"-1"}));
  CHECK(hdbscan(PointCloud(3, 1, {4, 5, 6}), {.min_samples = 2}).labels == Labels({"-1", "-1", "-1"}));
}

TEST_CASE("too few points and clusters of one are refused", "[clustering][hdbscan][error]") {
  CHECK(reason_of([] { hdbscan(PointCloud(3, 1, {0, 1, 2})); }) == "needs at least 5 points, got 3");
  CHECK(code_of([] { hdbscan(PointCloud()); }) == "D103");
  CHECK(code_of([] { hdbscan(PointCloud(3, 1, {0, 1, 2}), {.min_cluster_size = 1}); }) == "D106");
  CHECK(code_of([] { hdbscan(PointCloud(3, 1, {0, 1, 2}), {.min_samples = 0}); }) == "D106");
}
