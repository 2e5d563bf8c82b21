// SPDX-License-Identifier: MIT
#include "tessera/manifold/embedding_quality.hpp"

#include "manifold/embeddings.hpp"
#include "support/catch.hpp"
#include "support/errors.hpp"

#include <map>
#include <numeric>

using namespace tessera;
using namespace tessera::embeddings;

namespace {

/// The ranks of the others as seen from a point, from 1; no two are equally far.
std::map<Index, Index> ranks_from(const PointCloud& points, Index i) {
  std::map<Index, Index> ranks;
  for (Index j = 0; j < points.size(); ++j) {
    if (j == i) continue;
    Index nearer = 1;
    for (Index other = 0; other < points.size(); ++other)
      nearer += other != i && distance(points[i], points[other]) < distance(points[i], points[j]);
    ranks[j] = nearer;
  }
  return ranks;
}

/// The definition of Venna and Kaski, word by word.
double slow_trustworthiness(const PointCloud& original, const PointCloud& embedding, Index k) {
  const double n = original.size();
  double sum = 0;
  for (Index i = 0; i < original.size(); ++i) {
    const auto before = ranks_from(original, i);
    for (const auto& [j, rank] : ranks_from(embedding, i))
      if (rank <= k && before.at(j) > k) sum += before.at(j) - k;
  }
  return 1 - 2 / (n * k * (2 * n - 3 * k - 1)) * sum;
}

std::vector<double> ranked(const std::vector<double>& numbers) {
  std::vector<double> ranks;
  for (const double x : numbers) {
    double less = 0, equal = 0;
    for (const double y : numbers) {
      less += y < x;
      equal += y == x;
    }
    ranks.push_back(less + (equal - 1) / 2);
  }
  return ranks;
}

PointCloud first_coordinates(const PointCloud& points, Index count) {
  std::vector<double> coordinates;
  for (Index i = 0; i < points.size(); ++i)
    coordinates.insert(coordinates.end(), points[i].begin(), points[i].begin() + count);
  return PointCloud(points.size(), count, std::move(coordinates));
}

}  // namespace

TEST_CASE("quality is what its definitions say, point by point", "[manifold][embedding_quality][oracle]") {
  std::mt19937 gen(1);
  for (int trial = 0; trial < 20; ++trial) {
    const Index n = 12 + gen() % 20, k = 1 + gen() % 5;
    const auto original = normal_points(gen, n, 4);
    const auto embedding = first_coordinates(original, 2);
    const auto found =
        embedding_quality(original, embedding, nullptr, {.neighbors = k, .precision_at = {k, 7}}).original;
    CHECK(found.trustworthiness == Approx(slow_trustworthiness(original, embedding, k)).epsilon(1e-12));
    CHECK(found.continuity == Approx(slow_trustworthiness(embedding, original, k)).epsilon(1e-12));

    const auto a = pairwise_distances(original).lower(), b = pairwise_distances(embedding).lower();
    CHECK(found.shepard_pearson == Approx(pearson(a, b)));
    CHECK(*found.shepard_spearman == Approx(pearson(ranked(a), ranked(b))));
    double common = 0, jaccard = 0, rows = 0, row_ranks = 0;
    for (Index i = 0; i < n; ++i) {
      const auto before = ranks_from(original, i), after = ranks_from(embedding, i);
      double both = 0;
      std::vector<double> from_a, from_b;
      for (const auto& [j, rank] : before) {
        both += rank <= k && after.at(j) <= k;
        from_a.push_back(distance(original[i], original[j]));
        from_b.push_back(distance(embedding[i], embedding[j]));
      }
      common += both / k / n;
      jaccard += both / (2 * k - both) / n;
      rows += pearson(from_a, from_b) / n;
      row_ranks += pearson(ranked(from_a), ranked(from_b)) / n;
    }
    CHECK(found.precision[0].second == Approx(common));
    CHECK(found.neighborhood_agreement == Approx(jaccard));
    CHECK(found.row_pearson == Approx(rows));
    CHECK(found.row_spearman == Approx(row_ranks));

    double squares = 0, misfit = 0, largest = 0;
    for (std::size_t at = 0; at < a.size(); ++at) {
      squares += a[at] * a[at];
      misfit += (a[at] - b[at]) * (a[at] - b[at]);
      largest = std::max(largest, std::abs(a[at] - b[at]));
    }
    CHECK(found.frobenius_error == Approx(std::sqrt(misfit / squares)));
    CHECK(found.maximum_error == Approx(largest / *std::ranges::max_element(a)));
    CHECK(found.scaled_frobenius_error <= found.frobenius_error);
  }
}

TEST_CASE("quality has the values of scikit-learn and scipy", "[manifold][embedding_quality][reference]") {
  // sklearn 1.2.1 trustworthiness(X, Y, n_neighbors=5), and (Y, X); scipy 1.10.1 on pdist.
  const auto points = known_points(60, 4);
  const auto found = embedding_quality(points, first_coordinates(points, 2), nullptr, {.neighbors = 5}).original;
  CHECK(found.trustworthiness == Approx(0.8625641025641025).epsilon(1e-12));
  CHECK(found.continuity == Approx(0.9413461538461538).epsilon(1e-12));
  CHECK(*found.shepard_spearman == Approx(0.6897129420516519).epsilon(1e-12));
  CHECK(found.shepard_pearson == Approx(0.7175601200979332).epsilon(1e-12));
}

TEST_CASE("equal spaces agree fully, ties and copies included", "[manifold][embedding_quality][law]") {
  std::vector<double> grid;
  for (int x = 0; x < 5; ++x)
    for (int y = 0; y < 5; ++y) grid.insert(grid.end(), {double(x / 2), double(y)});  // columns 0 and 1 coincide
  const PointCloud points(25, 2, grid);
  for (const double factor : {1.0, 8.0, 0x1p-490}) {
    const auto found = embedding_quality(points, scaled(points, factor), nullptr, {.neighbors = 5}).original;
    CHECK(found.trustworthiness == 1);
    CHECK(found.continuity == 1);
    CHECK(found.neighborhood_agreement == Approx(1));
    for (const auto& [k, share] : found.precision) CHECK(share == Approx(1));
    CHECK(found.shepard_pearson == Approx(1));
    CHECK(*found.shepard_spearman == Approx(1));
    CHECK(found.row_pearson == Approx(1));
    CHECK(found.row_spearman == Approx(1));
    CHECK(found.scaled_frobenius_error < 1e-12);
    CHECK(found.scale == Approx(1 / factor));
  }
}

TEST_CASE("numbering and threads do not matter to quality", "[manifold][embedding_quality][law]") {
  std::mt19937 gen(2);
  std::vector<double> coarse(60);  // many ties
  for (double& x : coarse) x = double(gen() % 4);
  const PointCloud points(30, 2, coarse);
  const auto embedding = first_coordinates(points, 1);
  std::vector<Index> order(30);
  std::iota(order.begin(), order.end(), 0);
  std::ranges::shuffle(order, gen);
  const auto plain = embedding_quality(points, embedding, nullptr).original;
  const auto other = embedding_quality(rows_of(points, order), rows_of(embedding, order), nullptr).original;
  CHECK(other.trustworthiness == Approx(plain.trustworthiness).epsilon(1e-12));
  CHECK(other.neighborhood_agreement == Approx(plain.neighborhood_agreement).epsilon(1e-12));
  CHECK(*other.shepard_spearman == Approx(*plain.shepard_spearman).epsilon(1e-12));
  CHECK(embedding_quality(points, embedding, nullptr, {}, Context({.threads = 4})).original == plain);
}

TEST_CASE("a matrix of distances stands for its points, and known geodesics are compared as well",
          "[manifold][embedding_quality]") {
  std::mt19937 gen(3);
  const auto points = normal_points(gen, 30, 3);
  const auto embedding = first_coordinates(points, 2);
  const auto distances = pairwise_distances(points);
  const auto found = embedding_quality(points, embedding, &distances);
  CHECK(found.reference->trustworthiness == found.original.trustworthiness);
  CHECK(found.reference->frobenius_error == Approx(found.original.frobenius_error));
  CHECK(embedding_quality(distances, embedding, nullptr).original.trustworthiness == found.original.trustworthiness);
  const auto numbers = figures(found);
  CHECK(numbers.at("reference_shepard_pearson")[0] == Approx(found.original.shepard_pearson));
  CHECK(numbers.contains("precision_at_25"));
  CHECK(!numbers.contains("precision_at_30"));
  CHECK(summary(found).find("trustworthiness") != std::string::npos);
  CHECK(!embedding_quality(points, embedding, nullptr, {.shepard = false}).original.shepard_spearman);
}

TEST_CASE("quality of points that all fall together is defined", "[manifold][embedding_quality]") {
  const PointCloud points(3, 1, {0, 1, 3}), together(3, 2, {1, 1, 1, 1, 1, 1});
  const auto found = embedding_quality(points, together, nullptr, {.neighbors = 1}).original;
  CHECK(found.shepard_pearson == 0);
  CHECK(*found.shepard_spearman == 0);
  CHECK(found.row_spearman == 0);
  CHECK(found.frobenius_error == Approx(1));
  CHECK(found.scale == 0);
  CHECK(found.trustworthiness >= 0);
  for (const auto& [name, list] : figures(embedding_quality(points, together, nullptr, {.neighbors = 1})))
    for (const double x : list) CHECK(std::isfinite(x));
}

TEST_CASE("quality refuses what it cannot compare", "[manifold][embedding_quality][error]") {
  const PointCloud points(4, 1, {0, 1, 3, 7}), equal(4, 1, {2, 2, 2, 2});
  const auto with = [](const PointCloud& original, const PointCloud& embedding, Index k = 1) {
    return code_of([&] { embedding_quality(original, embedding, nullptr, {.neighbors = k}); });
  };
  CHECK(with(points, PointCloud(3, 1, {0, 1, 2})) == "D102");
  CHECK(with(PointCloud(2, 1, {0, 1}), PointCloud(2, 1, {0, 1})) == "D103");
  CHECK(with(equal, points) == "D103");
  CHECK(with(points, points, 2) == "D106");
  CHECK(with(points, points, 0) == "D106");
  CHECK(code_of([&] { embedding_quality(points, points, nullptr, {.neighbors = 1, .precision_at = {0}}); }) == "D106");
  CHECK(with(points, scaled(points, 0x1p-600)) == "D101");
  CHECK(with(scaled(points, 0x1p-600), equal).empty());
  const DistanceMatrix three(3, {1, 1, 1});
  CHECK(code_of([&] { embedding_quality(points, points, &three, {.neighbors = 1}); }) == "D102");
}
