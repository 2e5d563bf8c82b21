// SPDX-License-Identifier: MIT
#include "manifold/symmetric_eigenvalues.hpp"

#include "support/catch.hpp"
#include "support/gaussian_points.hpp"

#include <Eigen/Eigenvalues>

using namespace tessera;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

MatrixXd random_symmetric(std::mt19937& gen, Eigen::Index n) {
  const auto numbers = normal_numbers(gen, std::size_t(n * n));
  const MatrixXd square = Eigen::Map<const MatrixXd>(numbers.data(), n, n);
  return square + square.transpose();
}

double difference_from_eigen(const MatrixXd& matrix) {
  const VectorXd expected = Eigen::SelfAdjointEigenSolver<MatrixXd>(matrix, Eigen::EigenvaluesOnly).eigenvalues();
  return (symmetric_eigenvalues(matrix) - expected).cwiseAbs().maxCoeff() / expected.cwiseAbs().maxCoeff();
}

}  // namespace

TEST_CASE("eigenvalues of symmetric matrices are Eigen's, whatever is left over at the edge of the band",
          "[manifold][oracle]") {
  std::mt19937 gen(1);
  for (const int n : {1, 2, 31, 100, 101, 127, 128, 129, 130, 160, 161, 193, 255, 256, 257, 289, 300, 513, 700}) {
    INFO(n << " rows");
    CHECK(difference_from_eigen(random_symmetric(gen, n)) < 1e-12);
  }
}

TEST_CASE("eigenvalues of a matrix with known ones are these: multiple, zero, spread over many orders",
          "[manifold][law]") {
  std::mt19937 gen(2);
  const int n = 200;
  const MatrixXd q = Eigen::SelfAdjointEigenSolver<MatrixXd>(random_symmetric(gen, n)).eigenvectors();
  VectorXd multiple(n), spread(n);
  for (int k = 0; k < n; ++k) {
    multiple(k) = k < 50 ? 0 : k < 120 ? 1 : 2;
    spread(k) = std::pow(10, -0.1 * (n - 1 - k));
  }
  for (const VectorXd& expected : {multiple, spread}) {
    const MatrixXd matrix = q * expected.asDiagonal() * q.transpose();
    const VectorXd found = symmetric_eigenvalues(matrix);
    CHECK((found - expected).cwiseAbs().maxCoeff() < 1e-13);
    CHECK(std::abs(found.sum() - matrix.trace()) < 1e-11);
    CHECK((symmetric_eigenvalues(matrix * 0x1p900) - found * 0x1p900).cwiseAbs().maxCoeff() == 0);
    CHECK((symmetric_eigenvalues(matrix * 0x1p-800) - found * 0x1p-800).cwiseAbs().maxCoeff() == 0);
  }
  CHECK(symmetric_eigenvalues(MatrixXd::Zero(150, 150)).cwiseAbs().maxCoeff() == 0);
  CHECK(symmetric_eigenvalues(MatrixXd::Identity(150, 150)) == VectorXd::Ones(150));
  CHECK(symmetric_eigenvalues(MatrixXd()).size() == 0);
}

TEST_CASE("eigenvalues have the same bits for every number of threads, and read the lower triangle only",
          "[manifold][law]") {
  std::mt19937 gen(3);
  MatrixXd matrix = random_symmetric(gen, 600);
  const VectorXd alone = symmetric_eigenvalues(matrix);
  ContextOptions three;
  three.threads = 3;
  CHECK(symmetric_eigenvalues(matrix, Context(three)) == alone);
  matrix.triangularView<Eigen::StrictlyUpper>().setConstant(7);
  CHECK(symmetric_eigenvalues(matrix) == alone);
}
