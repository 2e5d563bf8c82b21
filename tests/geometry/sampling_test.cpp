// SPDX-License-Identifier: MIT
#include "tessera/geometry/delay_embedding.hpp"
#include "tessera/geometry/farthest_subsample.hpp"
#include "tessera/geometry/ink_points.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_geometry.hpp"

#include <set>

using namespace tessera;

TEST_CASE("a delay embedding lists delayed values, channels side by side", "[geometry][delay][example]") {
  CHECK(delay_embedding(TimeSeries({0, 1, 2, 3, 4}), {.dimension = 3, .lag = 1}) ==
        PointCloud(3, 3, {0, 1, 2, 1, 2, 3, 2, 3, 4}));
  CHECK(delay_embedding(TimeSeries({0, 1, 2, 3, 4, 5}), {.dimension = 2, .lag = 2, .stride = 3}) ==
        PointCloud(2, 2, {0, 2, 3, 5}));
  CHECK(delay_embedding(TimeSeries(3, 2, {0, 10, 1, 11, 2, 12}), {.dimension = 2, .lag = 1}) ==
        PointCloud(2, 4, {0, 10, 1, 11, 1, 11, 2, 12}));
  CHECK(delay_embedding(TimeSeries({7, 8}), {.dimension = 1}) == PointCloud(2, 1, {7, 8}));
}

TEST_CASE("a series too short for one point is refused with what was needed", "[geometry][delay][error]") {
  CHECK(reason_of([] {
          delay_embedding(TimeSeries({0, 1, 2, 3}), {.dimension = 3, .lag = 2});
        }) == "dimension 3 and lag 2 need a series of at least 5 times, got 4");
  CHECK(code_of([] { delay_embedding(TimeSeries(), {}); }) == "D103");
  CHECK(code_of([] { delay_embedding(TimeSeries({1, 2}), {.dimension = none, .lag = none}); }) == "D103");
  CHECK(code_of([] { delay_embedding(TimeSeries({1, 2}), {.dimension = 0}); }) == "D106");
  CHECK(code_of([] { delay_embedding(TimeSeries({1, 2}), {.dimension = 1, .stride = 0}); }) == "D106");
}

TEST_CASE("inked pixels become points (column, row) with their ink", "[geometry][ink][example]") {
  const auto ink = ink_points(Image({2, 3}, {0, 5, 0, 0, -1, 7}));
  CHECK(ink.points == PointCloud(2, 2, {1, 0, 2, 1}));
  CHECK(ink.values == ScalarField({5, 7}, "ink"));
  CHECK(ink_points(Image({2, 3}, {0, 5, 0, 0, -1, 7}), {.threshold = 5}).points == PointCloud(1, 2, {2, 1}));
  CHECK(ink_points(Image({2, 1, 2}, {0, 0, 0, 1})).points == PointCloud(1, 3, {1, 0, 1}));
}

TEST_CASE("an image without ink gives no points, in its dimension", "[geometry][ink][example]") {
  const auto blank = ink_points(Image({2, 3}, std::vector<double>(6, 0.0)));
  CHECK((blank.points.size() == 0 && blank.points.dimension() == 2 && blank.values.size() == 0));
  CHECK(ink_points(Image()).points.size() == 0);
  CHECK(code_of([] { ink_points(Image(), {.threshold = infinity}); }) == "D101");
}

TEST_CASE("farthest points of a line are its ends, then its middle", "[geometry][farthest][example]") {
  const auto sample = farthest_subsample(PointCloud(5, 1, {3, 1, 0, 4, 2}), {.count = 3});
  CHECK(sample.points == PointCloud(3, 1, {0, 4, 2}));
  CHECK(sample.index == std::vector<Index>{2, 3, 4});
  CHECK(sample.radii == ScalarField({4, 4, 2}, "length"));
}

TEST_CASE("a farthest subsample is one whatever the labels and the threads", "[geometry][farthest][law]") {
  std::mt19937 gen(31);
  for (const auto& cloud : {random_cloud(gen, 200, 3), random_lattice_cloud(gen, 200, 2, 6)})
    for (const Metric metric : {Metric::euclidean, Metric::chebyshev}) {
      const auto sample = farthest_subsample(cloud, {.count = 40, .metric = metric});
      const auto other = farthest_subsample(relabelled(cloud, random_permutation(gen, 200)),
                                            {.count = 40, .metric = metric}, Context({.threads = 2}));
      CHECK(other.points == sample.points);
      CHECK(other.radii == sample.radii);
    }
}

TEST_CASE("each farthest point is as far from those before as any point, and covers the cloud",
          "[geometry][farthest][law]") {
  std::mt19937 gen(32);
  for (int trial = 0; trial < 20; ++trial) {
    const auto cloud = trial % 2 ? random_cloud(gen, 80, 2) : random_lattice_cloud(gen, 80, 2, 7);
    const auto sample = farthest_subsample(cloud, {.count = 30});
    REQUIRE(std::set<Index>(sample.index.begin(), sample.index.end()).size() == 30);
    for (Index k = 1; k < 30; ++k) {
      double farthest = 0;
      for (Index point = 0; point < 80; ++point) {
        double nearest = infinity;
        for (Index earlier = 0; earlier < k; ++earlier)
          nearest = std::min(nearest, distance(cloud[point], sample.points[earlier]));
        farthest = std::max(farthest, nearest);
      }
      REQUIRE(sample.radii[k] == farthest);
    }
  }
}

TEST_CASE("a small cloud is kept whole, equal points last", "[geometry][farthest][example]") {
  const auto sample = farthest_subsample(PointCloud(4, 1, {5, 5, 0, 5}), {.count = 10});
  CHECK(sample.points == PointCloud(4, 1, {0, 5, 5, 5}));
  CHECK(sample.radii.values() == std::vector<double>{5, 5, 0, 0});
  CHECK(farthest_subsample(PointCloud(1, 2, {1, 2})).radii.values() == std::vector<double>{0});
  CHECK(farthest_subsample(PointCloud()).points.size() == 0);
  CHECK(farthest_subsample(PointCloud(3, 1, {-1.5e308 / 2, 0, 1.5e308 / 2}), {.count = 2}).index ==
        std::vector<Index>{0, 2});
  CHECK(code_of([] { farthest_subsample(PointCloud(), {.count = 0}); }) == "D106");
}
