// SPDX-License-Identifier: MIT
#include "tessera/manifold/coding_rate.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_geometry.hpp"

#include <cmath>

#include <Eigen/LU>

using namespace tessera;

namespace {

Labels random_labels(std::mt19937& gen, Index samples, unsigned classes) {
  std::vector<std::string> names;
  for (Index k = 0; k < samples; ++k) names.push_back(std::to_string(gen() % classes));
  return Labels(names);
}

}  // namespace

TEST_CASE("an equally repeated orthonormal basis of R^16 has rate 16 log(1 + 1 / epsilon^2)",
          "[manifold][coding_rate][example]") {
  std::vector<double> basis;
  for (int k = 0; k < 48; ++k)
    for (int axis = 0; axis < 16; ++axis) basis.push_back(k % 16 == axis);
  const PointCloud points(48, 16, basis);
  CHECK(coding_rate(points, nullptr, {.epsilon = 0.5}).rate == Approx(25.7510).epsilon(1e-6));
  CHECK(coding_rate(points, nullptr, {.epsilon = 0.5}).rank == 16);
  // Four classes of four directions each: 4 log(1 + 4 / epsilon^2) instead.
  std::vector<std::string> names;
  for (int k = 0; k < 48; ++k) names.push_back(std::to_string(k % 16 / 4));
  const Labels labels(names);
  const auto rate = coding_rate(points, &labels, {.epsilon = 0.5});
  CHECK(*rate.class_rate == Approx(4 * std::log(17.0)));
  CHECK(*rate.reduction == Approx(16 * std::log(5.0) - 4 * std::log(17.0)));
  CHECK(rate.rank_by_class == std::vector<Index>(4, 4));
}

TEST_CASE("all points in one direction have rate log(1 + d / epsilon^2)", "[manifold][coding_rate][example]") {
  std::vector<double> same;
  for (int k = 0; k < 20; ++k)
    for (int axis = 0; axis < 16; ++axis) same.push_back(k + 1.0);
  const auto rate = coding_rate(PointCloud(20, 16, same), nullptr, {.epsilon = 0.5});
  CHECK(rate.rate == Approx(4.17439).epsilon(1e-6));
  CHECK(rate.rank == 1);
}

TEST_CASE("rates are log determinants, and classes never need more than the whole", "[manifold][coding_rate][law]") {
  std::mt19937 gen(51);
  for (int trial = 0; trial < 60; ++trial) {
    const Index n = 1 + gen() % 20, d = 1 + gen() % 8;
    const auto points = random_lattice_cloud(gen, n, d, 5);
    const auto labels = random_labels(gen, n, 1 + trial % 3);
    const auto rate = coding_rate(points, &labels, {.epsilon = 0.3, .normalize = RowNormalization::as_is});
    Eigen::MatrixXd moments = Eigen::MatrixXd::Identity(d, d);
    for (Index k = 0; k < n; ++k)
      for (Index a = 0; a < d; ++a)
        for (Index b = 0; b < d; ++b) moments(a, b) += d / (n * 0.09) * points[k][a] * points[k][b];
    CHECK(rate.rate == Approx(std::log(moments.determinant())).margin(1e-9));
    CHECK(*rate.reduction >= 0);
    CHECK(*rate.reduction == Approx(rate.rate - *rate.class_rate).margin(1e-9));
    if (labels.names().size() == 1) CHECK(*rate.reduction == 0);
  }
}

TEST_CASE("orthogonal classes reduce the rate more than oblique ones", "[manifold][coding_rate][law]") {
  const Labels labels({"a", "a", "b", "b"});
  double before = 2;
  for (const double angle : {1.5707963, 1.0, 0.5, 0.0}) {
    const double x = std::cos(angle), y = std::sin(angle);
    const auto rate = coding_rate(PointCloud(4, 2, {1, 0, -1, 0, x, y, -x, -y}), &labels);
    CHECK(*rate.reduction < before);
    before = *rate.reduction;
  }
  CHECK(before == Approx(0).margin(1e-12));
}

TEST_CASE("nothing spans nothing; missing labels, points and errors are refused", "[manifold][coding_rate][error]") {
  CHECK(coding_rate(PointCloud(3, 0, {})).rate == 0);
  CHECK(coding_rate(PointCloud(2, 2, {0, 0, 0, 0})).rank == 0);
  const Labels one({"a"});
  CHECK(reason_of([&] { coding_rate(PointCloud(2, 1, {0, 1}), &one); }) == "2 points need as many labels, got 1");
  CHECK(code_of([] { coding_rate(PointCloud()); }) == "D103");
  CHECK(code_of([] { coding_rate(PointCloud(1, 1, {1}), nullptr, {.epsilon = 0}); }) == "D106");
  CHECK(code_of([] { coding_rate(PointCloud(1, 1, {1e200}), nullptr, {.normalize = RowNormalization::as_is}); }) ==
        "D101");
}
