// SPDX-License-Identifier: MIT
#include "tessera/clustering/k_means.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_geometry.hpp"

#include <cmath>

using namespace tessera;

namespace {

/// The least sum of squared distances to centres of mass over all ways to share points out among k clusters.
double least_inertia(const PointCloud& points, Index clusters) {
  const Index n = points.size(), d = points.dimension();
  double least = infinity;
  std::vector<Index> owner(n, 0);
  while (true) {
    double inertia = 0;
    for (Index cluster = 0; cluster < clusters; ++cluster)
      for (Index axis = 0; axis < d; ++axis) {
        double count = 0, sum = 0, squares = 0;
        for (Index point = 0; point < n; ++point)
          if (owner[point] == cluster) {
            ++count;
            sum += points[point][axis];
            squares += points[point][axis] * points[point][axis];
          }
        if (count > 0) inertia += squares - sum * sum / count;
      }
    least = std::min(least, inertia);
    Index at = 0;
    while (at < n && ++owner[at] == clusters) owner[at++] = 0;
    if (at == n) return least;
  }
}

PointCloud scaled(const PointCloud& points, double factor) {
  auto coordinates = points.coordinates();
  for (double& x : coordinates) x *= factor;
  return PointCloud(points.size(), points.dimension(), std::move(coordinates));
}

std::vector<std::string> names_of(const Labels& labels) {
  std::vector<std::string> names;
  for (const Index one : labels.classes()) names.push_back(labels.names()[one]);
  return names;
}

}  // namespace

TEST_CASE("two pairs and a triple of points are three clusters, the largest first", "[clustering][k_means][example]") {
  const PointCloud line(7, 1, {10, 0, 20, 1, 21, 11, 2});
  const auto found = k_means(line, {.clusters = 3});
  CHECK(names_of(found.labels) == std::vector<std::string>{"1", "0", "2", "0", "2", "1", "0"});
  CHECK(found.centres.coordinates() == std::vector<double>{1, 10.5, 20.5});
  CHECK(found.distances.values() == std::vector<double>{0.5, 1, 0.5, 0, 0.5, 0.5, 1});
  CHECK(found.spread == Approx(std::sqrt(3.0 / 7)));
}

TEST_CASE("on few points the best of many restarts is the optimum over all partitions",
          "[clustering][k_means][oracle]") {
  std::mt19937 gen(3);
  for (int trial = 0; trial < 30; ++trial) {
    const Index n = 5 + gen() % 5, k = 2 + gen() % 2;
    const auto points = random_lattice_cloud(gen, n, 1 + gen() % 3, 7);
    const auto found = k_means(points, {.clusters = k, .restarts = 40});
    INFO("trial " << trial);
    CHECK(found.spread * found.spread * n == Approx(least_inertia(points, k)).margin(1e-9));
  }
}

TEST_CASE("renumbering permutes the labels, a power of two scales them, threads change nothing",
          "[clustering][k_means][law]") {
  std::mt19937 gen(5);
  for (int trial = 0; trial < 20; ++trial) {
    const auto points = random_lattice_cloud(gen, 80, 2, 9);
    const KMeansOptions options{.clusters = 6, .restarts = 3};
    const auto found = k_means(points, options);

    const auto order = random_permutation(gen, 80);
    const auto moved = k_means(relabelled(points, order), options, Context({.threads = 4}));
    CHECK(moved.centres == found.centres);
    for (Index k = 0; k < 80; ++k) CHECK(moved.labels[k] == found.labels[order[k]]);

    for (const double factor : {0x1p-500, 0x1p500}) {
      const auto large = k_means(scaled(points, factor), options);
      CHECK(large.labels == found.labels);
      CHECK(large.centres == scaled(found.centres, factor));
    }
  }
}

TEST_CASE("no point is nearer to another centre, and centres are the means of their points",
          "[clustering][k_means][law]") {
  std::mt19937 gen(8);
  const auto points = random_lattice_cloud(gen, 400, 3, 50);
  const auto found = k_means(points, {.clusters = 9, .restarts = 2});
  REQUIRE(found.centres.size() == 9);
  std::vector<double> sums(27, 0.0), counts(9, 0.0);
  for (Index k = 0; k < 400; ++k) {
    for (Index centre = 0; centre < 9; ++centre)
      CHECK(distance(points[k], found.centres[centre]) >= found.distances[k] * (1 - 1e-12));
    ++counts[found.labels[k]];
    for (Index axis = 0; axis < 3; ++axis) sums[found.labels[k] * 3 + axis] += points[k][axis];
  }
  for (Index centre = 0; centre < 9; ++centre) {
    if (centre > 0) CHECK(counts[centre] <= counts[centre - 1]);
    for (Index axis = 0; axis < 3; ++axis)
      CHECK(found.centres[centre][axis] == Approx(sums[centre * 3 + axis] / counts[centre]));
  }
}

TEST_CASE("greedy draws find thirty far blobs where single draws miss some", "[clustering][k_means][law]") {
  RandomStream random(2, 0);
  std::vector<double> coordinates;
  for (int blob = 0; blob < 30; ++blob)
    for (int k = 0; k < 20; ++k) {
      coordinates.push_back(10 * (blob % 6) + random.normal() / 5);
      coordinates.push_back(10 * (blob / 6) + random.normal() / 5);
    }
  const PointCloud points(600, 2, coordinates);
  const auto greedy = k_means(points, {.clusters = 30, .restarts = 5});
  CHECK(greedy.spread < 0.35);
  CHECK(k_means(points, {.clusters = 30, .restarts = 5, .candidates = 1}).spread >= greedy.spread);
}

TEST_CASE("equal points share a cluster, and few different points are a cluster each",
          "[clustering][k_means][example]") {
  std::vector<std::string> warnings;
  ContextOptions sinks;
  sinks.warning = [&](const Warning& warning) { warnings.push_back(warning.text); };
  const auto found = k_means(PointCloud(4, 1, {5, 2, 5, 5}), {.clusters = 3}, Context(sinks));
  CHECK(names_of(found.labels) == std::vector<std::string>{"0", "1", "0", "0"});
  CHECK(found.spread == 0);
  CHECK(warnings == std::vector<std::string>{"2 different points make 2 clusters, not 3"});
  CHECK(k_means(PointCloud(1, 2, {3, 4}), {.clusters = 1}).centres == PointCloud(1, 2, {3, 4}));
  const auto nowhere = k_means(PointCloud(3, 0, {}), {.clusters = 2});
  CHECK(nowhere.centres.size() == 1);
  CHECK(names_of(nowhere.labels) == std::vector<std::string>(3, "0"));
}

TEST_CASE("clusters of nothing, and none of something, are refused", "[clustering][k_means][error]") {
  CHECK(code_of([] { k_means(PointCloud()); }) == "D103");
  CHECK(reason_of([] { k_means(PointCloud(1, 1, {0}), {.clusters = 0}); }) == "needs at least 1, got 0");
  CHECK(code_of([] { k_means(PointCloud(1, 1, {0}), {.restarts = 0}); }) == "D106");
  CHECK(code_of([] { k_means(PointCloud(3, 1, {-1.7e308, 0, 1.7e308}), {.clusters = 1}); }) == "");
  CHECK(code_of([] { k_means(PointCloud(4, 1, {-1.7e308, 1.7e308, 1.7e308, 1.7e308}), {.clusters = 1}); }) == "D101");
}
