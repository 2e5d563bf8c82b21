// SPDX-License-Identifier: MIT
#include "tessera/manifold/pca.hpp"

#include "manifold/embeddings.hpp"
#include "support/catch.hpp"
#include "support/errors.hpp"

#include <Eigen/SVD>
#include <numeric>

using namespace tessera;
using namespace tessera::embeddings;

namespace {

PcaOptions all_components(const PointCloud& points) { return {.components = points.dimension(), .variance_share = {}}; }

}  // namespace

TEST_CASE("points on a line have one principal component, along it", "[manifold][pca][example]") {
  const PointCloud points(3, 2, {1, 1, 4, 5, 7, 9});  // steps of (3, 4)
  const auto found = pca(points, nullptr);

  CHECK(largest_difference(found.points, PointCloud(3, 2, {-5, 0, 0, 0, 5, 0})) < 1e-14);
  CHECK(found.figures.at("explained_variance_ratio") == std::vector<double>{1, 0});
  CHECK(found.figures.at("standard_deviation")[0] == Approx(5));
  CHECK(pca(points, nullptr, {.components = 1, .variance_share = {}, .whiten = true}).points[2][0] == Approx(1));
}

TEST_CASE("principal components are the singular vectors of the centered points, signs by the largest loading",
          "[manifold][pca][oracle]") {
  std::mt19937 gen(5);
  for (const auto& [n, d] : {std::pair<Index, Index>{40, 6}, {6, 40}, {7, 7}, {2, 3}, {700, 520}, {520, 700}}) {
    const auto points = normal_points(gen, n, d);
    const Index count = std::min({n, d, Index(5)});
    const PcaMap map(points, {.components = count, .variance_share = {}});

    Eigen::MatrixXd centered =
        Eigen::Map<const Eigen::Matrix<double, -1, -1, Eigen::RowMajor>>(points.coordinates().data(), n, d);
    centered.rowwise() -= centered.colwise().mean().eval();
    const Eigen::BDCSVD<Eigen::MatrixXd> svd(centered, Eigen::ComputeThinV);
    INFO(n << " points of dimension " << d);
    for (Index k = 0; k < count; ++k) {
      Eigen::VectorXd expected = svd.matrixV().col(k);
      if (svd.singularValues()[k] < 1e-9) expected.setZero();  // n points have n - 1 directions
      const Eigen::Map<const Eigen::VectorXd> component(map.component(k).data(), d);
      CHECK(std::min((component - expected).norm(), (component + expected).norm()) < 1e-9);
      if (!expected.isZero()) CHECK(component.maxCoeff() == component.cwiseAbs().maxCoeff());
      CHECK(map.embedding().figures.at("standard_deviation")[k] ==
            Approx(svd.singularValues()[k] / std::sqrt(n - 1)).margin(1e-12));
    }
  }
}

TEST_CASE("all principal components keep all distances", "[manifold][pca][law]") {
  std::mt19937 gen(6);
  for (int trial = 0; trial < 30; ++trial) {
    const auto points = normal_points(gen, 1 + gen() % 30, 1 + gen() % 12);
    const auto found = pca(points, nullptr, all_components(points));
    REQUIRE(largest_difference(pairwise_distances(points), pairwise_distances(found.points)) < 1e-11);
  }
}

TEST_CASE("placing a training point gives its coordinates, and a split places the rows left out",
          "[manifold][pca][law]") {
  std::mt19937 gen(7);
  const auto points = normal_points(gen, 30, 5);
  for (const bool whiten : {false, true}) {
    const PcaOptions options{.components = 3, .variance_share = {}, .whiten = whiten};
    Split split;
    for (Index i = 0; i < points.size(); ++i) split.is_training.push_back(i % 3 != 1);
    const auto rows = split_rows(points.size(), &split);
    const PcaMap map(points_at(points, rows.training), options);
    const auto found = pca(points, &split, options);

    CHECK(map.place(points_at(points, rows.training)) == map.embedding().points);
    CHECK(map.place(points) == found.points);
    CHECK(found.figures == map.embedding().figures);
  }
}

TEST_CASE("scale, translation and constant columns do not change principal components", "[manifold][pca][law]") {
  std::mt19937 gen(8);
  const auto points = normal_points(gen, 20, 3);
  const auto plain = pca(points, nullptr);
  for (const double factor : {0x1p-500, 0x1p+500, 0x1p-1000, 0x1p+1000}) {
    const auto found = pca(scaled(points, factor), nullptr);
    CHECK(found.points == scaled(plain.points, factor));
    CHECK(found.figures.at("explained_variance_ratio") == plain.figures.at("explained_variance_ratio"));
  }
  CHECK(largest_difference(pca(scaled(points, 1, 1e6), nullptr).points, plain.points) < 1e-8);

  std::vector<double> widened;
  for (Index i = 0; i < points.size(); ++i) {
    widened.insert(widened.end(), points[i].begin(), points[i].end());
    widened.push_back(0.1);
  }
  CHECK(largest_difference(pca(PointCloud(20, 4, widened), nullptr).points, plain.points) < 1e-12);
}

TEST_CASE("the numbering of the points does not matter to principal components", "[manifold][pca][law]") {
  std::mt19937 gen(9);
  const auto points = normal_points(gen, 25, 4);
  std::vector<Index> order(25);
  std::iota(order.begin(), order.end(), 0);
  std::ranges::shuffle(order, gen);
  CHECK(largest_difference(pca(rows_of(points, order), nullptr).points, rows_of(pca(points, nullptr).points, order)) <
        1e-12);
}

TEST_CASE("a share of the variance takes as few components as hold it", "[manifold][pca]") {
  std::mt19937 gen(10);
  for (const auto& [n, d] : {std::pair<Index, Index>{50, 6}, {600, 530}}) {
    const auto points = normal_points(gen, n, d);
    const auto found = pca(points, nullptr, {.variance_share = 0.9});
    const auto& ratios = found.figures.at("explained_variance_ratio");
    const double sum = std::accumulate(ratios.begin(), ratios.end(), 0.0);
    CHECK(found.points.dimension() == ratios.size());
    CHECK(sum >= 0.9);
    CHECK(sum - ratios.back() < 0.9);
  }
  const PointCloud square(4, 2, {0, 0, 0, 1, 1, 0, 1, 1});
  CHECK(pca(square, nullptr, {.variance_share = 0.5}).points.dimension() == 1);
  CHECK(pca(square, nullptr, {.variance_share = 1}).points.dimension() == 2);
}

TEST_CASE("without centering the origin counts", "[manifold][pca]") {
  const PointCloud points(2, 2, {3, 4, 3, 4});
  CHECK(is_zero(pca(points, nullptr).points));
  const auto found = pca(points, nullptr, {.components = 1, .variance_share = {}, .center = false}).points;
  CHECK(found[0][0] == Approx(5));
}

TEST_CASE("points without variance have coordinates 0, also whitened", "[manifold][pca]") {
  for (const bool whiten : {false, true}) {
    const PcaOptions options{.components = 2, .variance_share = {}, .whiten = whiten};
    CHECK(pca(PointCloud(0, 3, {}), nullptr, options).points.size() == 0);
    CHECK(is_zero(pca(PointCloud(1, 3, {1, 2, 3}), nullptr, options).points));
    CHECK(is_zero(pca(PointCloud(3, 2, {.1, .2, .1, .2, .1, .2}), nullptr, options).points));
    const auto two = pca(PointCloud(2, 3, {0, 0, 0, 0, 2, 0}), nullptr, options).points;
    CHECK(two[0][1] == 0);
    CHECK(std::abs(two[0][0]) == Approx(whiten ? std::sqrt(0.5) : 1));
  }
  CHECK(pca(PointCloud(3, 1, {7, 7, 7}), nullptr, {.variance_share = 0.5}).points.dimension() == 1);
}

TEST_CASE("principal components refuse what they cannot do", "[manifold][pca][error]") {
  const PointCloud points(3, 2, {1, 1, 4, 5, 7, 9});
  const auto with = [&](const PcaOptions& options) { return code_of([&] { pca(points, nullptr, options); }); };
  CHECK(with({.components = 3, .variance_share = {}}) == "D106");
  CHECK(with({.components = 0, .variance_share = {}}) == "D106");
  CHECK(with({.variance_share = 1.5}) == "D106");
  CHECK(with({.variance_share = 0}) == "D106");
  CHECK(code_of([&] { PcaMap(points, {}).place(PointCloud(1, 3, {0, 0, 0})); }) == "D102");
  const Split short_split{{true, false}}, empty_split{{false, false, false}};
  CHECK(reason_of([&] { pca(points, &short_split); }) == "needs a split of 3 samples, got one of 2");
  CHECK(code_of([&] { pca(points, &empty_split); }) == "D103");
}
