// SPDX-License-Identifier: MIT
#include "tessera/geometry/nearest_neighbors.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_geometry.hpp"

using namespace tessera;

namespace {

void require_exact(const PointCloud& points, const NearestNeighborsOptions& options) {
  const auto graph = nearest_neighbors(points, options);
  REQUIRE(graph.size() == points.size());
  for (Index i = 0; i < points.size(); ++i) {
    const auto expected = naive_neighbors(points, i, options.metric);
    REQUIRE(graph.neighbors_of(i).size() == options.neighbors);
    for (Index rank = 0; rank < options.neighbors; ++rank) {
      INFO("point " << i << " rank " << rank);
      REQUIRE(graph.distances_of(i)[rank] == expected[rank].first);
      REQUIRE(graph.neighbors_of(i)[rank] == expected[rank].second);
    }
  }
}

}  // namespace

TEST_CASE("on a line the nearest neighbors are the adjacent points, ties by index", "[geometry][neighbors][example]") {
  const auto graph = nearest_neighbors(PointCloud(4, 1, {0, 1, 2, 4}), {.neighbors = 2});
  CHECK(graph.neighbors == std::vector<Index>{1, 2, 0, 2, 1, 0, 2, 1});
  CHECK(graph.distances == std::vector<double>{1, 2, 1, 1, 1, 2, 2, 3});
  CHECK_FALSE(graph.is_symmetric);
}

TEST_CASE("every search finds the neighbors of the naive sort, ties included", "[geometry][neighbors][law]") {
  std::mt19937 gen(11);
  for (const auto search : {NeighborSearch::automatic, NeighborSearch::kd_tree, NeighborSearch::blocked})
    for (const Index dimension : {1u, 2u, 3u, 5u, 16u, 33u}) {
      require_exact(random_cloud(gen, 120, dimension), {.neighbors = 7, .search = search});
      require_exact(random_lattice_cloud(gen, 120, dimension, 3), {.neighbors = 10, .search = search});
      require_exact(random_cloud(gen, 60, dimension, 1e300), {.neighbors = 5, .search = search});
      require_exact(random_cloud(gen, 60, dimension, 1e-310), {.neighbors = 5, .search = search});
    }
}

TEST_CASE("points of very different scales keep their exact neighbors", "[geometry][neighbors][law]") {
  std::mt19937 gen(12);
  for (const Index dimension : {2u, 20u}) {
    auto coordinates = random_cloud(gen, 90, dimension).coordinates();
    for (std::size_t i = 0; i < coordinates.size(); ++i)  // three clusters: tiny, shifted far away, huge
      coordinates[i] = i % 3 == 0   ? coordinates[i] * 1e-200
                       : i % 3 == 1 ? 1e8 + coordinates[i] * 1e-6
                                    : coordinates[i] * 1e12;
    const PointCloud points(90, dimension, coordinates);
    for (const auto search : {NeighborSearch::kd_tree, NeighborSearch::blocked})
      require_exact(points, {.neighbors = 6, .search = search});
  }
  std::vector<double> shifted = random_cloud(gen, 90, 20, 1e-7).coordinates();  // products lose half of the digits here
  for (double& x : shifted) x += 1;
  shifted[0] = 1e6;
  require_exact(PointCloud(90, 20, shifted), {.neighbors = 6, .search = NeighborSearch::blocked});
}

TEST_CASE("the other metrics agree with the naive sort", "[geometry][neighbors][law]") {
  std::mt19937 gen(13);
  for (const Metric metric : {Metric::manhattan, Metric::chebyshev, Metric::cosine, Metric::correlation}) {
    require_exact(random_cloud(gen, 80, 6), {.neighbors = 9, .metric = metric});
    require_exact(random_cloud(gen, 80, 25), {.neighbors = 9, .metric = metric});
  }
}

TEST_CASE("equal and collinear points have exact neighbors", "[geometry][neighbors][law]") {
  require_exact(PointCloud(40, 2, std::vector<double>(80, 0.3)), {.neighbors = 39, .search = NeighborSearch::kd_tree});
  require_exact(PointCloud(40, 20, std::vector<double>(800, 0.3)), {.neighbors = 3});
  std::vector<double> line;
  for (int i = 0; i < 50; ++i)
    for (int axis = 0; axis < 10; ++axis) line.push_back(i * 0.1 * axis);
  for (const auto search : {NeighborSearch::kd_tree, NeighborSearch::blocked})
    require_exact(PointCloud(50, 10, line), {.neighbors = 4, .search = search});
  CHECK(nearest_neighbors(PointCloud(3, 0, {}), {.neighbors = 2}).neighbors == std::vector<Index>{1, 2, 0, 2, 0, 1});
}

TEST_CASE("the neighbor graph does not depend on the number of threads", "[geometry][neighbors][law]") {
  std::mt19937 gen(14);
  for (const Index dimension : {3u, 20u}) {
    const auto points = random_lattice_cloud(gen, 600, dimension, 4);
    CHECK(nearest_neighbors(points, {}, Context({.threads = 2})) == nearest_neighbors(points));
  }
}

TEST_CASE("as many neighbors as points, or none, are refused", "[geometry][neighbors][error]") {
  CHECK(reason_of([] {
          nearest_neighbors(PointCloud(5, 1, {0, 1, 2, 3, 4}), {.neighbors = 5});
        }) == "needs more than 5 points, got 5");
  CHECK(reason_of([] { nearest_neighbors(PointCloud(), {.neighbors = 1}); }) == "needs more than 1 points, got 0");
  CHECK(code_of([] { nearest_neighbors(PointCloud(2, 1, {0, 1}), {.neighbors = 0}); }) == "D106");
  CHECK(code_of([] {
          nearest_neighbors(PointCloud(2, 1, {0, 1}),
                            {.neighbors = 1, .metric = Metric::manhattan, .search = NeighborSearch::kd_tree});
        }) == "D106");
}

TEST_CASE("clusters far from the center have exact neighbors too", "[geometry][neighbors][law]") {
  std::mt19937 gen(15);
  auto coordinates = random_cloud(gen, 300, 12, 1e-3).coordinates();
  for (std::size_t i = 0; i < coordinates.size(); ++i)  // single precision does not tell apart what is in a cluster
    coordinates[i] += i / 12 % 2 == 0 ? 100 : -100;
  require_exact(PointCloud(300, 12, coordinates), {.neighbors = 5, .search = NeighborSearch::blocked});
}

TEST_CASE("an approximate search finds nearly all neighbors in every metric, and says how many",
          "[geometry][neighbors][law]") {
  std::mt19937 gen(16);
  for (const Metric metric :
       {Metric::euclidean, Metric::manhattan, Metric::chebyshev, Metric::cosine, Metric::correlation})
    for (const double unit : {1e250, 1e-250}) {
      const auto points = random_cloud(gen, 500, 8, unit);
      double recall = -1;
      const Context context({.threads = 2, .resolved = [&](const ResolvedValue& value) {
                               CHECK(value.name == "recall");
                               recall = value.value;
                             }});
      const NearestNeighborsOptions options{
          .neighbors = 10, .metric = metric, .search = NeighborSearch::approximate, .search_width = 40};
      const auto found = nearest_neighbors(points, options, context);
      CHECK(recall > 0.9);
      CHECK(found == nearest_neighbors(points, options));

      std::size_t hits = 0;  // over all points, not the 200 that the report is of
      const auto exact = nearest_neighbors(points, {.neighbors = 10, .metric = metric});
      for (Index i = 0; i < points.size(); ++i)
        for (const double d : found.distances_of(i)) hits += d <= exact.distances_of(i).back();
      CHECK(double(hits) / 5000 == Approx(recall).margin(0.02));
    }
  CHECK(code_of([] {
          nearest_neighbors(PointCloud(2, 1, {0, 1}),
                            {.neighbors = 1, .search = NeighborSearch::approximate, .links = 1});
        }) == "D106");
  CHECK(nearest_neighbors(PointCloud(3, 2, {0, 0, 0, 0, 0, 0}), {.neighbors = 2, .search = NeighborSearch::approximate})
            .distances == std::vector<double>(6, 0.0));
}
