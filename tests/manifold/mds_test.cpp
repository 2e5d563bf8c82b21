// SPDX-License-Identifier: MIT
#include "tessera/manifold/mds.hpp"

#include "manifold/embeddings.hpp"
#include "support/catch.hpp"
#include "support/errors.hpp"
#include "tessera/manifold/pca.hpp"

#include <numeric>

using namespace tessera;
using namespace tessera::embeddings;

namespace {

constexpr MdsMethod methods[] = {MdsMethod::classical, MdsMethod::smacof, MdsMethod::sgd};

double stress(const DistanceMatrix& distances, const PointCloud& points) {
  const auto found = pairwise_distances(points);
  double misfit = 0, squares = 0;
  for (std::size_t at = 0; at < distances.lower().size(); ++at) {
    misfit += std::pow(distances.lower()[at] - found.lower()[at], 2);
    squares += std::pow(distances.lower()[at], 2);
  }
  return std::sqrt(misfit / squares);
}

/// Numbers between 1 and 2: the triangle inequality holds, a Euclidean space is not at hand.
DistanceMatrix random_distances(std::mt19937& gen, Index n) {
  std::uniform_real_distribution<double> uniform(1, 2);
  std::vector<double> lower(std::size_t{n} * (n - 1) / 2);
  for (double& d : lower) d = uniform(gen);
  return DistanceMatrix(n, std::move(lower));
}

}  // namespace

TEST_CASE("three towns on a road lie on a line", "[manifold][mds][example]") {
  const DistanceMatrix distances(3, {1, 4, 3});  // at 0, 1, 4
  const auto found = mds(distances, nullptr);
  const double mean = 5.0 / 3;
  CHECK(largest_difference(found.points, PointCloud(3, 2, {-mean, 0, 1 - mean, 0, 4 - mean, 0})) < 1e-14);
  CHECK(found.figures.at("eigenvalue_ratio")[0] == Approx(1));
  CHECK(found.figures.at("explained")[0] == Approx(1));
  CHECK(found.figures.at("stress")[0] < 1e-14);
}

TEST_CASE("distances of points come back from classical scaling", "[manifold][mds][law]") {
  std::mt19937 gen(1);
  for (const Index n : {2, 3, 10, 60, 400, 700}) {
    const auto points = normal_points(gen, n, 3);
    const auto distances = pairwise_distances(points);
    INFO(n << " points");
    const auto found = mds(distances, nullptr, {.components = 3});
    CHECK(largest_difference(pairwise_distances(found.points), distances) < 1e-10);
    CHECK(found.figures.at("stress")[0] < 1e-11);
    CHECK(std::abs(found.figures.at("least_eigenvalue_ratio")[0]) < 1e-3);
  }
}

TEST_CASE("classical scaling of Euclidean distances gives principal components", "[manifold][mds][oracle]") {
  std::mt19937 gen(2);
  for (const Index n : {30, 500}) {
    const auto points = normal_points(gen, n, 6);
    const auto scaling = mds(points, nullptr), components = pca(points, nullptr);
    for (Index i = 0; i < n; ++i)
      for (Index k = 0; k < 2; ++k)
        REQUIRE(std::abs(scaling.points[i][k]) == Approx(std::abs(components.points[i][k])).margin(1e-9));
    CHECK(scaling.figures.at("eigenvalue_ratio")[1] ==
          Approx(components.figures.at("explained_variance_ratio")[1]).epsilon(1e-9));
  }
}

TEST_CASE("distances that no Euclidean space has show a negative eigenvalue", "[manifold][mds][example]") {
  // A star of three leaves at distance 1 of a centre: eigenvalues 2, 2, 0 and -1/4.
  const DistanceMatrix star(4, {1, 1, 2, 1, 2, 2});
  const auto found = mds(star, nullptr, {.components = 4});
  CHECK(found.figures.at("eigenvalue_ratio")[0] == Approx(2 / 3.75));
  CHECK(found.figures.at("least_eigenvalue_ratio")[0] == Approx(-0.25 / 3.75));
  for (Index i = 0; i < 4; ++i) CHECK(found.points[i][3] == 0);
}

TEST_CASE("majorisation never raises the stress", "[manifold][mds][law]") {
  std::mt19937 gen(3);
  for (int trial = 0; trial < 20; ++trial) {
    const auto distances = random_distances(gen, 4 + gen() % 20);
    double before = stress(distances, mds(distances, nullptr).points);
    for (Index iterations = 1; iterations < 30; ++iterations) {
      const auto found =
          mds(distances, nullptr, {.method = MdsMethod::smacof, .max_iterations = iterations, .tolerance = 1e-15});
      const double now = stress(distances, found.points);
      REQUIRE(now <= before * (1 + 1e-14));
      REQUIRE(found.figures.at("stress")[0] == Approx(now).epsilon(1e-12));
      before = now;
    }
  }
}

TEST_CASE("majorisation ends where moving any point raises the stress", "[manifold][mds][law]") {
  std::mt19937 gen(4);
  const auto distances = random_distances(gen, 12);
  const auto found =
      mds(distances, nullptr, {.method = MdsMethod::smacof, .max_iterations = 20000, .tolerance = 1e-15}).points;
  const double least = stress(distances, found);
  for (std::size_t at = 0; at < found.coordinates().size(); ++at)
    for (const double step : {-1e-3, 1e-3}) {
      auto moved = found.coordinates();
      moved[at] += step;
      REQUIRE(stress(distances, PointCloud(12, 2, moved)) > least);
    }
}

TEST_CASE("stochastic gradients lower the weighted stress of the start and find exact distances",
          "[manifold][mds][law]") {
  std::mt19937 gen(5);
  const auto distances = random_distances(gen, 25);
  const auto weighted = [&](const PointCloud& points) {
    const auto found = pairwise_distances(points);
    double sum = 0;
    for (std::size_t at = 0; at < found.lower().size(); ++at)
      sum += std::pow(1 - found.lower()[at] / distances.lower()[at], 2);
    return sum;
  };
  CHECK(weighted(mds(distances, nullptr, {.method = MdsMethod::sgd}).points) <
        weighted(mds(distances, nullptr).points));

  const auto points = normal_points(gen, 20, 2);
  CHECK(mds(points, nullptr, {.method = MdsMethod::sgd}).figures.at("stress")[0] < 1e-10);
}

TEST_CASE("a point of the plane is placed where it is", "[manifold][mds][law]") {
  std::mt19937 gen(6);
  const auto points = normal_points(gen, 40, 2);
  Split split;
  for (Index i = 0; i < 40; ++i) split.is_training.push_back(i % 4 != 0);
  for (const auto method : methods) {
    const auto found = mds(points, &split, {.method = method});
    CHECK(largest_difference(pairwise_distances(found.points), pairwise_distances(points)) < 1e-6);
  }
}

TEST_CASE("powers of two and the numbering pass through scaling", "[manifold][mds][law]") {
  std::mt19937 gen(7);
  const auto points = normal_points(gen, 30, 4);
  std::vector<Index> order(30);
  std::iota(order.begin(), order.end(), 0);
  std::ranges::shuffle(order, gen);
  for (const auto method : methods) {
    const MdsOptions options{.method = method};
    const auto plain = mds(points, nullptr, options);
    for (const double factor : {0x1p-498, 0x1p+499}) {
      const auto found = mds(scaled(points, factor), nullptr, options);
      CHECK(largest_difference(scaled(found.points, 1 / factor), plain.points) < 1e-9);
      CHECK(found.figures.at("stress")[0] == Approx(plain.figures.at("stress")[0]).margin(1e-9));
    }
    if (method == MdsMethod::sgd) continue;
    const auto renumbered = mds(rows_of(points, order), nullptr, options).points;
    CHECK(largest_difference(renumbered, rows_of(plain.points, order)) < 1e-6);
  }
}

TEST_CASE("any number of threads gives the same scaling", "[manifold][mds][law]") {
  std::mt19937 gen(8);
  const auto points = normal_points(gen, 450, 5);
  for (const auto method : {MdsMethod::classical, MdsMethod::smacof}) {
    const MdsOptions options{.method = method, .max_iterations = 20};
    const auto one = mds(points, nullptr, options, Context({.threads = 1}));
    const auto four = mds(points, nullptr, options, Context({.threads = 4}));
    CHECK(one.points == four.points);
    CHECK(one.figures == four.figures);
  }
}

TEST_CASE("few or equal points are scaled too", "[manifold][mds]") {
  for (const auto method : methods) {
    const MdsOptions options{.method = method};
    CHECK(mds(PointCloud(0, 2, {}), nullptr, options).points.size() == 0);
    CHECK(is_zero(mds(PointCloud(1, 2, {1, 2}), nullptr, options).points));
    CHECK(is_zero(mds(PointCloud(3, 1, {5, 5, 5}), nullptr, options).points));
    const auto two = mds(PointCloud(2, 1, {0, 3}), nullptr, options).points;
    CHECK(std::abs(two[0][0] - two[1][0]) == Approx(3));
    const auto copies = mds(PointCloud(4, 1, {0, 0, 1, 1}), nullptr, options).points;
    CHECK(std::abs(copies[0][0] - copies[1][0]) < 1e-7);
  }
}

TEST_CASE("scaling refuses what it cannot do", "[manifold][mds][error]") {
  const DistanceMatrix distances(3, {1, 4, 3});
  const auto with = [&](const MdsOptions& options) { return code_of([&] { mds(distances, nullptr, options); }); };
  CHECK(with({.components = 0}) == "D106");
  CHECK(with({.max_iterations = 0}) == "D106");
  CHECK(with({.tolerance = 0}) == "D106");
  CHECK(with({.epochs = 0}) == "D106");
  const MdsMap map(distances, {});
  CHECK(code_of([&] { map.place(1, {1, 2}); }) == "D102");
  CHECK(code_of([&] { map.place(1, {1, 2, -1}); }) == "D101");
  CHECK(code_of([&] { mds(distances, nullptr, {}, Context({.memory_budget = 50})); }) == "R302");
}
