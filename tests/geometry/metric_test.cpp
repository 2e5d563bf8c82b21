// SPDX-License-Identifier: MIT
#include "tessera/geometry/metric.hpp"

#include "tessera/geometry/normalized_rows.hpp"
#include "tessera/geometry/pairwise_distances.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_geometry.hpp"

#include <array>

using namespace tessera;

namespace {

constexpr std::array metrics{Metric::euclidean, Metric::manhattan, Metric::chebyshev, Metric::cosine,
                             Metric::correlation};

double between(std::vector<double> x, std::vector<double> y, Metric metric = Metric::euclidean) {
  return distance(x, y, metric);
}

}  // namespace

TEST_CASE("distances of a 3-4-5 triangle are 5, 7, 4 in the three norms", "[geometry][metric][example]") {
  CHECK(between({0, 0}, {3, 4}) == 5);
  CHECK(between({0, 0}, {3, 4}, Metric::manhattan) == 7);
  CHECK(between({0, 0}, {3, 4}, Metric::chebyshev) == 4);
  CHECK(between({1, 0}, {0, 2}, Metric::cosine) == Approx(1));
  CHECK(between({1, 0}, {-3, 0}, Metric::cosine) == 2);
  CHECK(between({1, 2, 3}, {10, 20, 30}, Metric::correlation) == Approx(0).margin(1e-15));
  CHECK(between({1, 2, 3}, {3, 2, 1}, Metric::correlation) == Approx(2));
  CHECK(between({}, {}) == 0);
}

TEST_CASE("huge and tiny coordinates keep their digits", "[geometry][metric][example]") {
  CHECK(between({3e300, 0}, {0, 4e300}) == Approx(5e300));
  CHECK(between({3e-300, 0}, {0, 4e-300}) == Approx(5e-300));
  CHECK(between({3e-320, 0}, {0, 4e-320}) == Approx(5e-320));
  CHECK(between({1e300, 0}, {0, 1e-300}, Metric::cosine) == Approx(1));
  CHECK(between({1e300, 1e300}, {1e-300, 1e-300}, Metric::cosine) == Approx(0).margin(1e-15));
  CHECK(between({1e300, 2e300, 4e300}, {1e-300, 2e-300, 4e-300}, Metric::correlation) == Approx(0).margin(1e-15));
  CHECK(between({5e-324}, {0}) == 5e-324);
}

TEST_CASE("a distance agrees with the textbook in long double", "[geometry][metric][law]") {
  std::mt19937 gen(1);
  for (const Index dimension : {1u, 2u, 3u, 7u, 40u, 300u})
    for (const Metric metric : metrics) {
      if (dimension == 1 && metric == Metric::correlation) continue;
      const auto points = random_cloud(gen, 40, dimension, 100);
      const MetricSpace space(points, metric);
      for (Index i = 0; i < points.size(); ++i)
        for (Index j = 0; j < points.size(); ++j)
          REQUIRE(space(i, j) ==
                  Approx(double(naive_distance(points[i], points[j], metric))).epsilon(1e-12).margin(1e-14));
    }
}

TEST_CASE("single distances, rows, blocks and pairs agree to the last bit and are symmetric",
          "[geometry][metric][law]") {
  std::mt19937 gen(2);
  for (const Metric metric : metrics) {
    const auto points = random_cloud(gen, 150, 70, 1);
    const MetricSpace space(points, metric);
    const auto matrix = pairwise_distances(points, {metric});
    std::vector<double> row(150), block(std::size_t{MetricSpace::side} * MetricSpace::side);
    space.distances_between(64, 128, block.data());
    for (Index i = 0; i < 150; ++i) {
      space.distances_from(i, 0, 150, row.data());
      REQUIRE(space(i, i) == 0);
      for (Index j = 0; j < 150; ++j) {
        REQUIRE(row[j] == space(i, j));
        REQUIRE(row[j] == space(j, i));
        REQUIRE(row[j] == matrix(i, j));
        REQUIRE(row[j] == distance(points[i], points[j], metric));
        if (i >= 64 && i < 128 && j >= 128) REQUIRE(block[std::size_t{i - 64} * MetricSpace::side + j - 128] == row[j]);
      }
    }
  }
}

TEST_CASE("diameter and enclosing radius are the extremes of the farthest distances", "[geometry][metric][law]") {
  std::mt19937 gen(3);
  for (const Index size : {2u, 3u, 65u, 200u}) {
    const auto points = random_cloud(gen, size, 3);
    const auto matrix = pairwise_distances(points);
    double largest = 0, least = infinity;
    for (Index i = 0; i < size; ++i) {
      double farthest = 0;
      for (Index j = 0; j < size; ++j) farthest = std::max(farthest, matrix(i, j));
      largest = std::max(largest, farthest);
      least = std::min(least, farthest);
    }
    CHECK(diameter(points) == largest);
    CHECK(diameter(matrix) == largest);
    CHECK(enclosing_radius(points) == least);
    CHECK(enclosing_radius(matrix) == least);
    CHECK(enclosing_radius(points) == enclosing_radius(relabelled(points, random_permutation(gen, size))));
  }
  CHECK(diameter(PointCloud()) == 0);
  CHECK(enclosing_radius(PointCloud(1, 2, {3, 4})) == 0);
  CHECK(diameter(PointCloud(2, 0, {})) == 0);
}

TEST_CASE("the matrix of distances does not depend on the number of threads", "[geometry][metric][law]") {
  std::mt19937 gen(4);
  const auto points = random_cloud(gen, 300, 5);
  CHECK(pairwise_distances(points, {}, Context({.threads = 2})) == pairwise_distances(points));
  CHECK(diameter(points, Metric::manhattan, Context({.threads = 2})) == diameter(points, Metric::manhattan));
}

TEST_CASE("angular metrics refuse points without direction, all metrics what is too far apart",
          "[geometry][metric][error]") {
  CHECK(reason_of([] { between({0, 0}, {1, 0}, Metric::cosine); }) == "needs points with a direction, point 0 is zero");
  CHECK(reason_of([] {
          between({1, 0}, {2, 2}, Metric::correlation);
        }) == "needs points with a direction, point 1 is constant");
  CHECK(reason_of([] { between({1.7e308}, {-1.7e308}); }) ==
        "needs coordinates whose distances are finite numbers, got differences above 1e308");
  CHECK(reason_of([] { between({1}, {1, 2}); }) == "needs points of one dimension, got 1 and 2");
  CHECK(code_of([] { pairwise_distances(PointCloud(1000, 0, {}), {}, Context({.memory_budget = 1000})); }) == "R302");
}

TEST_CASE("normalised rows lie on the sphere, and powers of two do not change them", "[geometry][metric][law]") {
  std::mt19937 gen(5);
  const auto points = random_cloud(gen, 20, 9, 3);
  auto doubled = points.coordinates();
  for (double& x : doubled) x *= 0x1p700;
  for (const auto normalization : {RowNormalization::l2, RowNormalization::layernorm}) {
    const auto rows = normalized_rows(points, normalization);
    CHECK(rows.points == normalized_rows(PointCloud(20, 9, doubled), normalization).points);
    for (Index i = 0; i < 20; ++i) {
      double sum = 0, squares = 0;
      for (const double x : rows.points[i]) sum += x, squares += x * x;
      REQUIRE(squares == Approx(normalization == RowNormalization::l2 ? 1 : 9));
      if (normalization == RowNormalization::layernorm) REQUIRE(sum == Approx(0).margin(1e-13));
    }
  }
  const auto degenerate = normalized_rows(PointCloud(3, 2, {0, 0, 3, 4, 2, 2}), RowNormalization::layernorm);
  CHECK(degenerate.without_direction == std::vector<Index>{0, 2});
  CHECK(degenerate.points.coordinates() == std::vector<double>{0, 0, -1, 1, 0, 0});
}
