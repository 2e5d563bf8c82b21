// SPDX-License-Identifier: MIT
#include "tessera/manifold/sinkhorn_affinity.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_geometry.hpp"

#include <cmath>

using namespace tessera;

namespace {

/// Rows and columns scaled in turn, plainly.
std::vector<double> naive_balanced(std::vector<double> values, Index n) {
  for (int round = 0; round < 20000; ++round)
    for (const bool by_rows : {true, false})
      for (Index i = 0; i < n; ++i) {
        double sum = 0;
        for (Index j = 0; j < n; ++j) sum += values[by_rows ? i * n + j : j * n + i];
        for (Index j = 0; j < n; ++j) values[by_rows ? i * n + j : j * n + i] /= sum;
      }
  return values;
}

}  // namespace

TEST_CASE("the affinity of two points has a closed form", "[manifold][sinkhorn][example]") {
  // Orthogonal unit vectors: diag weight e^(1 / eta) against 1.
  const auto affinity = sinkhorn_affinity(PointCloud(2, 2, {3, 0, 0, 2}), {.eta = 0.5});
  CHECK(affinity(0, 0) == Approx(std::exp(2.0) / (1 + std::exp(2.0))));
  CHECK(affinity(0, 1) == Approx(1 / (1 + std::exp(2.0))));
  CHECK(affinity.ids() == std::vector<std::string>{"0", "1"});
}

TEST_CASE("affinities are the plain alternating scaling's, symmetric, with rows of sum 1",
          "[manifold][sinkhorn][oracle]") {
  std::mt19937 gen(41);
  for (int trial = 0; trial < 30; ++trial) {
    const Index n = 2 + gen() % 12;
    const auto points = random_lattice_cloud(gen, n, 3, 6);
    for (const auto similarity : {PairSimilarity::inner_product, PairSimilarity::absolute_inner_product,
                                  PairSimilarity::negative_squared_distance}) {
      const auto rows = normalized_rows(points, RowNormalization::l2).points;
      std::vector<double> values;
      for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j) {
          const double dot = std::inner_product(rows[i].begin(), rows[i].end(), rows[j].begin(), 0.0);
          const double d = distance(rows[i], rows[j]);
          values.push_back(std::exp((similarity == PairSimilarity::inner_product            ? dot
                                     : similarity == PairSimilarity::absolute_inner_product ? std::abs(dot)
                                                                                            : -d * d) /
                                    0.5));
        }
      const auto affinity = sinkhorn_affinity(points, {.similarity = similarity, .eta = 0.5});
      const auto expected = naive_balanced(values, n);
      for (Index i = 0; i < n; ++i) {
        double sum = 0;
        for (Index j = 0; j < n; ++j) {
          CHECK(affinity(i, j) == Approx(expected[i * n + j]).margin(1e-9));
          sum += affinity(i, j);
        }
        CHECK(sum == Approx(1).epsilon(1e-11));
      }
    }
  }
}

TEST_CASE("a large eta forgets similarity, a small one keeps each point to itself", "[manifold][sinkhorn][law]") {
  std::mt19937 gen(42);
  std::vector<double> coordinates;
  for (int k = 0; k < 40; ++k) coordinates.push_back(double(gen() % 1000) - 500);
  const PointCloud points(10, 4, coordinates);
  const auto flat = sinkhorn_affinity(points, {.eta = 1e6}), sharp = sinkhorn_affinity(points, {.eta = 1e-3});
  for (Index i = 0; i < 10; ++i)
    for (Index j = 0; j < 10; ++j) {
      CHECK(flat(i, j) == Approx(0.1).epsilon(1e-5));
      CHECK(sharp(i, j) == Approx(i == j).margin(1e-6));
    }
  CHECK(sinkhorn_affinity(points, {}, Context({.threads = 4})).values() == sinkhorn_affinity(points).values());
}

TEST_CASE("unfinished balancing warns, what is not finite is refused", "[manifold][sinkhorn][error]") {
  std::vector<std::string> warnings;
  ContextOptions sinks;
  sinks.warning = [&](const Warning& warning) { warnings.push_back(warning.text); };
  sinkhorn_affinity(PointCloud(3, 1, {1, 2, -7}), {.iterations = 1}, Context(sinks));
  CHECK(warnings.size() == 1);
  CHECK(sinkhorn_affinity(PointCloud(1, 2, {0, 0}))(0, 0) == Approx(1));
  CHECK(sinkhorn_affinity(PointCloud()).size() == 0);
  CHECK(code_of([] { sinkhorn_affinity(PointCloud(1, 1, {1}), {.eta = 0}); }) == "D106");
  CHECK(code_of([] {
          sinkhorn_affinity(PointCloud(2, 1, {1e200, -1e200}), {.normalize = RowNormalization::as_is});
        }) == "D101");
  CHECK(sinkhorn_affinity(KernelMatrix({"a", "b"}, {0, 1, 1, 0}), {.eta = 1})(0, 1) ==
        Approx(std::exp(1.0) / (1 + std::exp(1.0))));
}
