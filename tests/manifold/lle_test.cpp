// SPDX-License-Identifier: MIT
#include "tessera/manifold/lle.hpp"

#include "manifold/embeddings.hpp"
#include "support/catch.hpp"
#include "support/errors.hpp"

#include <Eigen/QR>
#include <numeric>

using namespace tessera;
using namespace tessera::embeddings;

TEST_CASE("the middle of two points is made of half of each", "[manifold][lle][example]") {
  const PointCloud ends(2, 2, {0, 0, 4, 2});
  CHECK(barycentric_weights(std::vector<double>{2, 1}, ends, 1e-3) == std::vector<double>{0.5, 0.5});
  const auto near_first = barycentric_weights(std::vector<double>{1, 0.5}, ends, 0);
  CHECK(near_first[0] == Approx(0.75));
  CHECK(barycentric_weights(std::vector<double>{1, 1}, PointCloud(3, 2, {1, 1, 1, 1, 1, 1}), 1e-3)[2] ==
        Approx(1 / 3.));
}

TEST_CASE("barycentric weights have sum 1 and do not see motions and scale", "[manifold][lle][law]") {
  std::mt19937 gen(1);
  for (int trial = 0; trial < 50; ++trial) {
    const Index k = 1 + gen() % 8;
    const auto all = normal_points(gen, k + 1, 3);
    const auto weights_of = [&](const PointCloud& points) {
      std::vector<Index> rest(k);
      std::iota(rest.begin(), rest.end(), 1);
      return barycentric_weights(points[0], rows_of(points, rest), 1e-3);
    };
    const auto weights = weights_of(all);
    CHECK(std::accumulate(weights.begin(), weights.end(), 0.0) == Approx(1));

    std::vector<double> moved;  // a quarter turn about the third axis, scaled
    for (Index i = 0; i < all.size(); ++i)
      moved.insert(moved.end(), {-3 * all[i][1] + 7, 3 * all[i][0], 3 * all[i][2]});
    for (const auto& other : {PointCloud(k + 1, 3, moved), scaled(all, 1e150), scaled(all, 1e-150)}) {
      const auto found = weights_of(other);
      for (Index j = 0; j < k; ++j) CHECK(found[j] == Approx(weights[j]).margin(1e-9));
    }
  }
}

TEST_CASE("barycentric weights make the nearest point of all with sum 1", "[manifold][lle][oracle]") {
  std::mt19937 gen(2);
  for (int trial = 0; trial < 50; ++trial) {
    const auto all = normal_points(gen, 4, 5);  // three neighbors in five dimensions: no regularization is needed
    const auto neighbors = rows_of(all, {1, 2, 3});
    const auto weights = barycentric_weights(all[0], neighbors, 0);
    const auto misfit = [&](const std::vector<double>& w) {
      double sum = 0;
      for (Index axis = 0; axis < 5; ++axis) {
        double x = -all[0][axis];
        for (Index j = 0; j < 3; ++j) x += w[j] * neighbors[j][axis];
        sum += x * x;
      }
      return sum;
    };
    for (const auto& step : {std::vector<double>{1, -1, 0}, {0, 1, -1}, {-1, 0, 1}})
      for (const double length : {-1e-3, 1e-3}) {
        auto other = weights;
        for (Index j = 0; j < 3; ++j) other[j] += length * step[j];
        REQUIRE(misfit(other) > misfit(weights));
      }
  }
}

TEST_CASE("locally linear embedding gives the distances that scikit-learn gives", "[manifold][lle][reference]") {
  // sklearn 1.2.1: LocallyLinearEmbedding(n_neighbors=8, eigen_solver="dense", reg=1e-3).fit(X[:50]),
  // transform(X[50:]), times sqrt(50).
  const auto points = known_points(60, 4);
  Split split;
  for (Index i = 0; i < 60; ++i) split.is_training.push_back(i < 50);
  const auto found = lle(points, &split, {.neighbors = 8});
  const auto between = [&](Index i, Index j) { return distance(found.points[i], found.points[j]); };
  CHECK(between(0, 1) == Approx(1.9629175200976248).epsilon(1e-6));
  CHECK(between(3, 17) == Approx(2.2529302659021404).epsilon(1e-6));
  CHECK(between(20, 41) == Approx(2.4715085749111116).epsilon(1e-6));
  CHECK(between(50, 1) == Approx(1.029026426998629).epsilon(1e-6));
  CHECK(between(53, 17) == Approx(0.49171838650010624).epsilon(1e-6));
  CHECK(between(59, 41) == Approx(0.3688515473341397).epsilon(1e-6));
  CHECK(found.figures.at("eigenvalues")[0] + found.figures.at("eigenvalues")[1] ==
        Approx(2.8673703325616466e-06).epsilon(1e-6));
}

TEST_CASE("coordinates have mean 0, mean square 1 and no correlation", "[manifold][lle][law]") {
  std::mt19937 gen(3);
  for (const Index n : {40, 1200}) {  // by a dense and by a sparse solver
    const auto points = swiss_roll(gen, n, 20).points;
    const auto found = lle(points, nullptr, {.neighbors = 12, .components = 3}).points;
    for (Index a = 0; a < 3; ++a) {
      double sum = 0;
      for (Index i = 0; i < n; ++i) sum += found[i][a] / n;
      CHECK(std::abs(sum) < 1e-9);
      for (Index b = 0; b < 3; ++b) {
        double product = 0;
        for (Index i = 0; i < n; ++i) product += found[i][a] * found[i][b] / n;
        CHECK(product == Approx(a == b).margin(1e-9));
      }
    }
  }
}

TEST_CASE("an embedding of flat points is an affine image of them", "[manifold][lle][law]") {
  std::mt19937 gen(4);
  const auto flat = swiss_roll(gen, 150).flat;
  const auto found = lle(flat, nullptr, {.neighbors = 12, .regularization = 1e-9}).points;
  // Least squares on (1, x, y) leave nothing.
  Eigen::MatrixXd design(150, 3), target(150, 2);
  for (Index i = 0; i < 150; ++i) {
    design.row(i) << 1, flat[i][0], flat[i][1];
    target.row(i) << found[i][0], found[i][1];
  }
  const Eigen::MatrixXd fit = design.colPivHouseholderQr().solve(target);
  CHECK((design * fit - target).norm() < 1e-3 * target.norm());
}

TEST_CASE("numbering, motions and scale do not matter to locally linear embedding", "[manifold][lle][law]") {
  std::mt19937 gen(5);
  const auto points = normal_points(gen, 60, 3);
  std::vector<Index> order(60);
  std::iota(order.begin(), order.end(), 0);
  std::ranges::shuffle(order, gen);
  const auto plain = lle(points, nullptr).points;
  CHECK(largest_difference(lle(rows_of(points, order), nullptr).points, rows_of(plain, order)) < 1e-6);
  for (const double factor : {0x1p-498, 0x1p+499})
    CHECK(largest_difference(lle(scaled(points, factor), nullptr).points, plain) < 1e-6);
  CHECK(largest_difference(lle(scaled(points, 1, 100), nullptr).points, plain) < 1e-6);
  CHECK(lle(points, nullptr, {}, Context({.threads = 4})).points == plain);
}

TEST_CASE("locally linear embedding takes copies and few points, and refuses what is no one piece",
          "[manifold][lle][error]") {
  const auto embedded = [](const PointCloud& points, const LleOptions& options) {
    return lle(points, nullptr, options).points.size();
  };
  CHECK(embedded(PointCloud(4, 1, {0, 1, 2, 3}), {.neighbors = 2}) == 4);
  CHECK(embedded(PointCloud(4, 1, {0, 0, 0, 0}), {.neighbors = 3}) == 4);
  CHECK(embedded(PointCloud(5, 2, {0, 7, 0, 7, 0, 7, 1, 7, 2, 7}), {.neighbors = 3}) == 5);
  const auto with = [&](Index n, const LleOptions& options) {
    return code_of([&] { embedded(PointCloud(n, 1, std::vector<double>(n, 0.0)), options); });
  };
  for (const Index n : {0, 1, 2, 3, 10}) CHECK(with(n, {}) == "D103");
  CHECK(with(20, {.components = 0}) == "D106");
  CHECK(with(20, {.components = 19}) == "D103");
  CHECK(with(20, {.regularization = -1}) == "D106");
  const PointCloud apart(6, 1, {0, 1, 2, 10, 11, 12});
  CHECK(reason_of([&] { embedded(apart, {.neighbors = 2}); }) ==
        "needs a connected neighbor graph, got one in 2 pieces");
}
