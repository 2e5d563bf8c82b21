// SPDX-License-Identifier: MIT
#include "tessera/manifold/denoiser_rank.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/subspace_mixture.hpp"

#include <cmath>

using namespace tessera;

namespace {

PointCloud as_rows(const std::vector<Eigen::MatrixXd>& bases) {
  std::vector<double> rows;
  for (const auto& basis : bases) rows.insert(rows.end(), basis.data(), basis.data() + basis.size());
  return PointCloud(Index(bases.size() * std::size_t(bases[0].cols())), Index(bases[0].rows()), std::move(rows));
}

Eigen::VectorXd random_vector(RandomStream& random, Eigen::Index size) {
  Eigen::VectorXd x(size);
  for (double& one : x) one = random.normal();
  return x;
}

}  // namespace

TEST_CASE("on one subspace the denoiser is the shrunken projection", "[manifold][denoiser][example]") {
  const SubspaceDenoiser denoiser{{Eigen::MatrixXd::Identity(3, 2)}, {1}};
  const Eigen::Vector3d x(2, -4, 7);
  CHECK((denoiser.mean(x, 1) - Eigen::Vector3d(1, -2, 0)).norm() < 1e-14);
  CHECK((denoiser.jacobian(x, 1) - Eigen::Vector3d(0.5, 0.5, 0).asDiagonal().toDenseMatrix()).norm() < 1e-14);
}

TEST_CASE("the denoiser is the mean of the posterior by Monte Carlo", "[manifold][denoiser][oracle]") {
  RandomStream random(71, 0);
  // Subspaces of different dimensions and weights: the factor of the dimension matters.
  const auto plane = random_subspace_mixture(random, 4, 2, 1, 1, 0),
             line = random_subspace_mixture(random, 4, 1, 1, 1, 0);
  const SubspaceDenoiser denoiser{{plane.bases[0], line.bases[0]}, {0.3, 0.7}};
  const double gamma = 0.8;
  const Eigen::VectorXd x = random_vector(random, 4);
  Eigen::VectorXd sum = Eigen::VectorXd::Zero(4);
  double weights = 0;
  for (int draw = 0; draw < 400000; ++draw) {
    const auto& basis = denoiser.bases[random.uniform() < 0.3 ? 0 : 1];
    const Eigen::VectorXd clean = basis * random_vector(random, basis.cols());
    const double weight = std::exp(-(x - clean).squaredNorm() / (2 * gamma * gamma));
    sum += weight * clean;
    weights += weight;
  }
  CHECK((denoiser.mean(x, gamma) - sum / weights).norm() < 0.01);
}

TEST_CASE("the Jacobian is the derivative by differences", "[manifold][denoiser][oracle]") {
  RandomStream random(72, 0);
  for (int trial = 0; trial < 20; ++trial) {
    const auto mixture = random_subspace_mixture(random, 6, 2, 3, 1, 0);
    const SubspaceDenoiser denoiser{mixture.bases, {0.2, 0.5, 0.3}};
    const double gamma = 0.3 + random.uniform();
    const Eigen::VectorXd x = random_vector(random, 6);
    const auto jacobian = denoiser.jacobian(x, gamma);
    for (Eigen::Index axis = 0; axis < 6; ++axis) {
      const Eigen::VectorXd step = 1e-5 * Eigen::VectorXd::Unit(6, axis);
      const Eigen::VectorXd slope = (denoiser.mean(x + step, gamma) - denoiser.mean(x - step, gamma)) / 2e-5;
      CHECK((jacobian.col(axis) - slope).norm() < 1e-7);
    }
  }
}

TEST_CASE("the Jacobian has rank d under little noise and K d under much", "[manifold][denoiser][reference]") {
  RandomStream random(73, 0);
  const auto mixture = random_subspace_mixture(random, 48, 3, 2, 20, 0);
  const auto rank = denoiser_rank(mixture.points, as_rows(mixture.bases), {.gammas = {0.05, 2, 10}, .dimension = 3});
  CHECK(rank.mean_ranks[0] == 3);
  CHECK(rank.mean_ranks[1] == Approx(6).margin(0.3));
  CHECK(rank.mean_ranks[2] == 6);
  CHECK(rank.subspaces == 2);

  const Eigen::Map<const Eigen::VectorXd> first(mixture.points.coordinates().data(), 48);
  const SubspaceDenoiser denoiser{mixture.bases, {0.5, 0.5}};
  CHECK(denoiser.jacobian(first, 0.05).trace() == Approx(3 * 0.9975).epsilon(1e-4));
}

TEST_CASE("bases of other spaces, skew ones and levels without noise are refused", "[manifold][denoiser][error]") {
  const PointCloud points(1, 2, {1, 0});
  const auto bases = [](Index dimension, std::vector<double> row) { return PointCloud(1, dimension, std::move(row)); };
  CHECK(code_of([&] { denoiser_rank(points, bases(2, {0, 0})); }) == "D103");
  CHECK(code_of([&] { denoiser_rank(PointCloud(), bases(2, {1, 0})); }) == "D103");
  CHECK(reason_of([&] { denoiser_rank(points, bases(1, {1})); }) == "bases are of R^1, points are of R^2");
  CHECK(code_of([&] { denoiser_rank(points, bases(2, {1, 0}), {.dimension = 2}); }) == "D102");
  CHECK(code_of([&] { denoiser_rank(points, bases(2, {2, 0})); }) == "D101");
  CHECK(code_of([&] { denoiser_rank(PointCloud(1, 2, {0, 0}), bases(2, {1, 0})); }) == "D101");
  CHECK(code_of([&] { denoiser_rank(points, bases(2, {1, 0}), {.gammas = {0}}); }) == "D106");
  CHECK(code_of([&] { denoiser_rank(points, bases(2, {1, 0}), {.energy = 1}); }) == "D106");
}
