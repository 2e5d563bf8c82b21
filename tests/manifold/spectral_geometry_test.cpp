// SPDX-License-Identifier: MIT
#include "tessera/manifold/spectral_geometry.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/gaussian_points.hpp"
#include "support/naive_geometry.hpp"

#include <Eigen/SVD>

using namespace tessera;

namespace {

std::vector<double> power_law(int count, double alpha) {
  std::vector<double> l;
  for (int i = 1; i <= count; ++i) l.push_back(std::pow(i, -alpha));
  return l;
}

}  // namespace

TEST_CASE("a flat spectrum of 64 directions has rank 64 in every sense", "[manifold][spectral][example]") {
  const auto flat = geometry_of_spectrum(std::vector<double>(64, 3.0));
  CHECK(flat.rankme == Approx(64).margin(0.002));
  CHECK(flat.effective_rank == Approx(64));
  CHECK(flat.participation_ratio == Approx(64));
  CHECK(flat.stable_rank == Approx(64));
  CHECK(flat.numerical_rank == 61);  // .95 * 64 = 60.8
  CHECK(flat.rank == 64);
  CHECK(flat.decay->alpha == Approx(0).margin(1e-12));
  CHECK(flat.decay->r_squared == 1);
}

TEST_CASE("a power law gives its exponent back, and RankMe as measured elsewhere", "[manifold][spectral][reference]") {
  const double expected[] = {409.67, 117.27, 16.95, 5.06};
  for (int k = 0; k < 4; ++k) {
    const double alpha = 0.5 * (k + 1);
    INFO("alpha " << alpha);
    const auto geometry = geometry_of_spectrum(power_law(512, alpha));
    CHECK(geometry.rankme == Approx(expected[k]).margin(0.01));
    CHECK(geometry.decay->alpha == Approx(alpha).margin(1e-10));
    CHECK(geometry.decay->robust_alpha == Approx(alpha).margin(1e-10));
    CHECK(geometry.decay->r_squared == Approx(1));
    CHECK(geometry.decay->long_r_squared == Approx(1));
    CHECK(geometry.decay->first == 12);
    CHECK(geometry.decay->last == 100);
  }
}

TEST_CASE("a sample of a power law in 256 dimensions estimates its exponent and RankMe",
          "[manifold][spectral][reference]") {
  std::mt19937 gen(1);
  auto coordinates = normal_numbers(gen, 15000 * 256);
  for (std::size_t k = 0; k < coordinates.size(); ++k) coordinates[k] /= std::sqrt(double(k % 256 + 1));
  const auto geometry = spectral_geometry(PointCloud(15000, 256, std::move(coordinates)));
  CHECK(geometry.decay->alpha == Approx(0.9965).margin(0.02));
  CHECK(geometry.rankme == Approx(73.86).margin(1));  // 74.64 of the law itself; samples deviate by 0.25
}

TEST_CASE("data of rank r has rank r, from either Gram matrix, and the singular values of a decomposition",
          "[manifold][spectral][law]") {
  std::mt19937 gen(2);
  for (const auto& [n, r, d] : {std::tuple{300u, 5u, 40u}, {30u, 7u, 400u}, {150u, 3u, 150u}}) {
    const auto points = embedded(gen, gaussian_cloud(gen, n, r), d);
    const auto geometry = spectral_geometry(points);
    INFO(n << " points of rank " << r << " in R^" << d);
    CHECK(geometry.rank == r);
    CHECK(geometry.participation_ratio < r);
    CHECK(geometry.rankme <= r + 0.01);

    const Eigen::MatrixXd x = Eigen::Map<const Eigen::MatrixXd>(points.coordinates().data(), d, n);
    const Eigen::VectorXd s = Eigen::BDCSVD<Eigen::MatrixXd>(x).singularValues();
    double entropy = 0;
    for (const double value : s) {
      const double share = value / s.sum() + 1e-7;
      entropy -= share * std::log(share);
    }
    CHECK(geometry.rankme_singular == Approx(std::exp(entropy)).epsilon(1e-6));
  }
}

TEST_CASE("spectral geometry does not see scale, numbering, rotation, nor translation when centred",
          "[manifold][spectral][law]") {
  std::mt19937 gen(3);
  const auto points = random_cloud(gen, 80, 6);
  const double rankme = spectral_geometry(points).rankme;
  for (const double factor : {0x1p500, 0x1p-500}) CHECK(spectral_geometry(scaled(points, factor)).rankme == rankme);
  CHECK(spectral_geometry(scaled(points, 1e-150)).rankme == Approx(rankme));
  CHECK(spectral_geometry(relabelled(points, random_permutation(gen, 80))).rankme == Approx(rankme));
  CHECK(spectral_geometry(embedded(gen, points, 90)).participation_ratio ==
        Approx(spectral_geometry(points).participation_ratio));
  auto moved = points.coordinates();
  for (double& x : moved) x += 50;
  const PointCloud far(80, 6, moved);
  CHECK(spectral_geometry(far).rankme == Approx(rankme).epsilon(1e-8));
  SpectralGeometryOptions as_is;
  as_is.center = false;
  CHECK(spectral_geometry(far, as_is).stable_rank == Approx(1).margin(0.01));
  CHECK(!spectral_geometry(points).decay);  // six eigenvalues, and the range begins at the twelfth
  as_is.first = 1;
  CHECK(spectral_geometry(points, as_is).decay->last == 6);
}

TEST_CASE("spectral geometry refuses points without variance", "[manifold][spectral][error]") {
  CHECK(code_of([] { spectral_geometry(PointCloud()); }) == "D103");
  CHECK(code_of([] { spectral_geometry(PointCloud(1, 2, {3, 4})); }) == "D103");
  CHECK(code_of([] { spectral_geometry(PointCloud(7, 2, std::vector<double>(14, 0.1))); }) == "D103");
  CHECK(code_of([] { spectral_geometry(PointCloud(7, 0, {})); }) == "D103");
  SpectralGeometryOptions options;
  options.last = 5;
  CHECK(code_of([&] { spectral_geometry(PointCloud(2, 1, {0, 1}), options); }) == "D106");
}
