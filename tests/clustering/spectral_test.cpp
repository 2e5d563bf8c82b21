// SPDX-License-Identifier: MIT
#include "tessera/clustering/spectral.hpp"

#include "tessera/clustering/scores.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_geometry.hpp"
#include "support/random_graphs.hpp"

#include <cmath>
#include <numbers>

using namespace tessera;

namespace {

struct LabelledPoints {
  PointCloud points;
  Labels known;
};

/// `rings` concentric circles of radius 1, 2, ... with `count` points each.
LabelledPoints circles(int rings, int count, std::uint64_t seed) {
  RandomStream random(seed, 0);
  std::vector<double> coordinates;
  std::vector<std::string> names;
  for (int k = 0; k < rings * count; ++k) {
    const double angle = 2 * std::numbers::pi * (k / rings + random.uniform() / 2) / count,
                 radius = 1 + k % rings + 0.05 * random.normal();
    coordinates.insert(coordinates.end(), {radius * std::cos(angle), radius * std::sin(angle)});
    names.push_back(std::to_string(k % rings));
  }
  return {PointCloud(Index(rings * count), 2, coordinates), Labels(names)};
}

/// Different points of the lattice side x side: many equal distances, no equal points.
PointCloud lattice_part(std::mt19937& gen, Index size, Index side) {
  const auto places = random_permutation(gen, side * side);
  std::vector<double> coordinates;
  for (Index k = 0; k < size; ++k)
    coordinates.insert(coordinates.end(), {double(places[k] / side), double(places[k] % side)});
  return PointCloud(size, 2, std::move(coordinates));
}

}  // namespace

TEST_CASE("two cliques with a weak bridge are two clusters", "[clustering][spectral][example]") {
  std::vector<WeightedEdge> edges;
  for (Index v = 0; v < 7; ++v)
    for (Index u = 0; u < v; ++u)
      if ((u < 3) == (v < 3)) edges.push_back({u, v, 1});
  edges.push_back({2, 3, 0.1});
  const auto found = spectral_clustering(WeightedGraph(7, edges), {.clusters = 2});
  CHECK(found.labels == Labels({"1", "1", "1", "0", "0", "0", "0"}));
  CHECK(found.eigenvalues[0] == Approx(0).margin(1e-12));
}

TEST_CASE("the spectrum of a complete graph is 0 and n / (n - 1)", "[clustering][spectral][example]") {
  std::vector<WeightedEdge> edges;
  for (Index v = 0; v < 5; ++v)
    for (Index u = 0; u < v; ++u) edges.push_back({u, v, 1e300});
  const auto found = spectral_clustering(WeightedGraph(5, edges), {.clusters = 5});
  CHECK(found.eigenvalues[0] == Approx(0).margin(1e-12));
  for (int k = 1; k < 5; ++k) CHECK(found.eigenvalues[std::size_t(k)] == Approx(5.0 / 4));
}

TEST_CASE("connected components are the clusters when there are as many", "[clustering][spectral][law]") {
  RandomStream random(9, 0);
  for (int trial = 0; trial < 20; ++trial) {
    // Blocks of a graph, each connected by a path, with vertices in random order.
    const Index blocks = 2 + Index(random.below(4)), n = 40;
    const auto order = random_order(random, n);
    std::vector<WeightedEdge> edges;
    for (Index v = 1; v < n; ++v)
      for (Index u = 0; u < v; ++u)
        if (u % blocks == v % blocks && (v - u == blocks || random.below(3) == 0))
          edges.push_back({std::min(order[u], order[v]), std::max(order[u], order[v]), 0.5 + random.uniform()});
    std::vector<std::string> names(n);
    for (Index v = 0; v < n; ++v) names[order[v]] = std::to_string(v % blocks);
    for (const auto assignment : {SpectralAssignment::cluster_qr, SpectralAssignment::k_means}) {
      const auto found = spectral_clustering(WeightedGraph(n, edges), {.clusters = blocks, .assignment = assignment});
      CHECK(cluster_scores(found.labels, Labels(names)).adjusted_rand == 1);
      CHECK(found.eigenvalues.back() < 1e-10);
    }
  }
}

TEST_CASE("rings are told apart by every affinity and assignment", "[clustering][spectral][law]") {
  const auto [points, known] = circles(2, 150, 4);
  for (const auto affinity :
       {SpectralAffinity::nearest_neighbors, SpectralAffinity::self_tuning, SpectralAffinity::gaussian})
    for (const auto assignment : {SpectralAssignment::cluster_qr, SpectralAssignment::k_means}) {
      const auto found = spectral_clustering(
          points, {.clusters = 2, .affinity = affinity, .neighbors = 7, .bandwidth = 0.15, .assignment = assignment});
      INFO(int(affinity) << " " << int(assignment));
      CHECK(cluster_scores(found.labels, known).adjusted_rand > 0.98);
    }
}

TEST_CASE("renumbering points permutes the clustering, scaling them changes no label", "[clustering][spectral][law]") {
  std::mt19937 gen(12);
  for (const auto affinity :
       {SpectralAffinity::nearest_neighbors, SpectralAffinity::self_tuning, SpectralAffinity::gaussian}) {
    const auto points = lattice_part(gen, 60, 9);
    const SpectralOptions options{.clusters = 4, .affinity = affinity, .neighbors = 6};
    const auto found = spectral_clustering(points, options);
    const auto order = random_permutation(gen, 60);
    const auto moved = spectral_clustering(relabelled(points, order), options);
    CHECK(moved.embedding == relabelled(found.embedding, order));
    for (Index k = 0; k < 60; ++k) CHECK(moved.labels[k] == found.labels[order[k]]);
    for (const double factor : {0x1p-500, 0x1p500}) {
      auto coordinates = points.coordinates();
      for (double& x : coordinates) x *= factor;
      CHECK(spectral_clustering(PointCloud(60, 2, coordinates), options).labels == found.labels);
    }
  }
}

TEST_CASE("a kernel's diagonal is no matter, and a sample without affinity is a cluster",
          "[clustering][spectral][law]") {
  const KernelMatrix kernel({"a", "b", "c"}, {9, 1, 0, 1, 0, 0, 0, 0, 5});
  CHECK(spectral_clustering(kernel, {.clusters = 2}).labels == Labels({"0", "0", "1"}));
  CHECK(spectral_clustering(WeightedGraph(3, {{0, 1, 2}}), {.clusters = 2}).labels == Labels({"0", "0", "1"}));
  CHECK(spectral_clustering(WeightedGraph(1, {}), {.clusters = 1}).labels == Labels({"0"}));
  CHECK(spectral_clustering(PointCloud(3, 1, {2, 2, 2}),
                            {.clusters = 1, .affinity = SpectralAffinity::self_tuning, .neighbors = 1})
            .labels == Labels({"0", "0", "0"}));
  CHECK(spectral_clustering(PointCloud(3, 1, {2, 2, 2}), {.clusters = 1, .affinity = SpectralAffinity::gaussian})
            .labels == Labels({"0", "0", "0"}));
}

TEST_CASE("more components than clusters are warned of", "[clustering][spectral][example]") {
  std::vector<std::string> warnings;
  ContextOptions sinks;
  sinks.warning = [&](const Warning& warning) { warnings.push_back(warning.text); };
  spectral_clustering(WeightedGraph(4, {{0, 1, 1}}), {.clusters = 2}, Context(sinks));
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0] == "3 connected components are more than 2 clusters: which are joined is undetermined");
}

TEST_CASE("too few points, negative affinities and large matrices are refused", "[clustering][spectral][error]") {
  CHECK(reason_of([] {
          spectral_clustering(PointCloud(2, 1, {0, 1}), {.clusters = 3});
        }) == "needs at least 3 points, got 2");
  CHECK(code_of([] { spectral_clustering(PointCloud(3, 1, {0, 1, 2}), {.clusters = 2, .neighbors = 3}); }) == "D103");
  CHECK(reason_of([] {
          spectral_clustering(WeightedGraph(2, {{0, 1, -1}}), {.clusters = 1});
        }) == "needs affinities >= 0, got -1 between vertex 0 and vertex 1");
  CHECK(code_of([] {
          spectral_clustering(PointCloud(2, 1, {0, 1}),
                              {.clusters = 1, .affinity = SpectralAffinity::gaussian, .bandwidth = 0.0});
        }) == "D106");
  CHECK(code_of([] { spectral_clustering(WeightedGraph(3001, {}), {.clusters = 1}); }) == "R303");
  CHECK(code_of([] { spectral_clustering(WeightedGraph(3, {}), {.clusters = 0}); }) == "D106");
}
