// SPDX-License-Identifier: MIT
#include "tessera/geometry/symmetric_eigenpairs.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/random_graphs.hpp"
#include "tessera/geometry/graph_laplacian.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

using namespace tessera;
using std::numbers::pi;

namespace {

/// Paths, or circles, of n vertices each.
WeightedGraph chains(Index count, Index n, bool are_closed) {
  std::vector<WeightedEdge> edges;
  for (Index c = 0; c < count; ++c) {
    for (Index v = 0; v + 1 < n; ++v) edges.push_back({c * n + v, c * n + v + 1, 1});
    if (are_closed) edges.push_back({c * n, c * n + n - 1, 1});
  }
  return WeightedGraph(count * n, std::move(edges));
}

void require_pairs(const Eigen::SparseMatrix<double>& matrix, const Eigenpairs& pairs) {
  const auto count = pairs.values.size();
  REQUIRE((matrix * pairs.vectors - pairs.vectors * pairs.values.asDiagonal()).norm() < 1e-6);
  REQUIRE((pairs.vectors.transpose() * pairs.vectors - Eigen::MatrixXd::Identity(count, count)).norm() < 1e-9);
  for (const auto vector : pairs.vectors.colwise()) {
    const double most = vector.cwiseAbs().maxCoeff();
    const auto first = std::ranges::find_if(vector, [&](double x) { return std::abs(x) > 0.999999 * most; });
    REQUIRE(*first > 0);
  }
}

}  // namespace

TEST_CASE("paths have the spectrum of the cosine transform, circles that of a circulant, dense or sparse",
          "[geometry][eigenpairs][law]") {
  for (const Index n : {2u, 3u, 50u, 1500u}) {
    const Index count = std::min<Index>(n, 20);
    const auto path = graph_laplacian(chains(1, n, false));
    const auto waves = symmetric_eigenpairs(path, {.count = count});
    for (Index k = 0; k < count; ++k) REQUIRE(waves.values[k] == Approx(2 - 2 * std::cos(pi * k / n)).margin(1e-9));
    require_pairs(path, waves);
    CHECK(waves.groups[count - 1] == count - 1);
    CHECK_FALSE(waves.splits_last_group);
    if (n < 3) continue;

    const auto circle = graph_laplacian(chains(1, n, true));
    const auto last = symmetric_eigenpairs(circle, {.count = count, .end = SpectrumEnd::largest, .tolerance = 1e-10});
    std::vector<double> expected;
    for (Index k = 0; k < n; ++k) expected.push_back(2 - 2 * std::cos(2 * pi * k / n));
    std::ranges::sort(expected, std::greater());
    for (Index k = 0; k < count; ++k) REQUIRE(last.values[k] == Approx(expected[k]).margin(1e-9));
    require_pairs(circle, last);
  }
}

TEST_CASE("zero has a copy for every component, in one group", "[geometry][eigenpairs][law]") {
  for (const Index n : {10u, 300u}) {  // dense and sparse
    const auto laplacian = graph_laplacian(chains(7, n, false), Laplacian::normalized);
    const auto pairs = symmetric_eigenpairs(laplacian, {.count = 9});
    CHECK(pairs.groups == std::vector<Index>{0, 0, 0, 0, 0, 0, 0, 1, 1});
    CHECK(pairs.splits_last_group);
    require_pairs(laplacian, pairs);
    CHECK_FALSE(symmetric_eigenpairs(laplacian, {.count = 7}).splits_last_group);
    CHECK(symmetric_eigenpairs(laplacian, {.count = 9}, Context({.threads = 2})).vectors == pairs.vectors);
  }
}

TEST_CASE("sparse pairs of both ends are those of the dense solver, on graphs that mix well or badly",
          "[geometry][eigenpairs][oracle]") {
  RandomStream random(71, 0);
  const auto expander = random_graph(random, 1010, 60, true);
  const auto chain = chains(3, 340, true);
  for (const auto& matrix : {graph_laplacian(expander), diffusion_operator(chain).symmetric})
    for (const auto end : {SpectrumEnd::smallest, SpectrumEnd::largest}) {
      const auto sparse = symmetric_eigenpairs(matrix, {.count = 12, .end = end});
      const auto dense = symmetric_eigenpairs(Eigen::MatrixXd(matrix), {.count = 12, .end = end});
      REQUIRE((sparse.values - dense.values).cwiseAbs().maxCoeff() < 1e-8 * (1 + dense.values.cwiseAbs().maxCoeff()));
      CHECK(sparse.groups == dense.groups);
      require_pairs(matrix, sparse);
    }
}

TEST_CASE("eigenpairs need a square matrix of finite entries; none asked for are none",
          "[geometry][eigenpairs][error]") {
  CHECK(code_of([] { symmetric_eigenpairs(Eigen::MatrixXd(2, 3)); }) == "D102");
  Eigen::MatrixXd bad = Eigen::MatrixXd::Zero(2, 2);
  CHECK(symmetric_eigenpairs(bad).groups == std::vector<Index>{0, 0});
  CHECK(symmetric_eigenpairs(bad, {.count = 0}).values.size() == 0);
  CHECK(symmetric_eigenpairs(Eigen::MatrixXd(0, 0)).values.size() == 0);
  CHECK(code_of([&] { symmetric_eigenpairs(bad, {.tolerance = 0}); }) == "D106");
  bad(1, 1) = std::numeric_limits<double>::quiet_NaN();
  CHECK(code_of([&] { symmetric_eigenpairs(bad); }) == "D101");
  CHECK(code_of([&] { symmetric_eigenpairs(Eigen::SparseMatrix<double>(bad.sparseView())); }) == "D101");
}
