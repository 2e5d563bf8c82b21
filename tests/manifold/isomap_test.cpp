// SPDX-License-Identifier: MIT
#include "tessera/manifold/isomap.hpp"

#include "manifold/embeddings.hpp"
#include "support/catch.hpp"
#include "support/errors.hpp"
#include "tessera/manifold/mds.hpp"

#include <numeric>

using namespace tessera;
using namespace tessera::embeddings;

namespace {

/// Two groups of five points on a line, 10 apart.
PointCloud two_groups() { return PointCloud(10, 1, {0, 1, 2, 3, 4, 14, 15, 16, 17, 18}); }

Split every_fifth_placed(Index n) {
  Split split;
  for (Index i = 0; i < n; ++i) split.is_training.push_back(i % 5 != 0);
  return split;
}

}  // namespace

TEST_CASE("the corner of a path of points is unfolded", "[manifold][isomap][example]") {
  // Down to the origin and along the axis: 0 .. 6 along the path.
  const PointCloud corner(7, 2, {0, 3, 0, 2, 0, 1, 0, 0, 1, 0, 2, 0, 3, 0});
  const auto found = isomap(corner, nullptr, {.neighbors = 2, .components = 1});
  for (Index i = 0; i < 7; ++i) CHECK(std::abs(found.points[i][0]) == Approx(std::abs(i - 3.0)).margin(1e-12));
  CHECK(found.figures.at("stress")[0] < 1e-12);
  CHECK(found.figures.at("graph_components")[0] == 1);
}

TEST_CASE("a swiss roll is unrolled: distances agree with its geodesics", "[manifold][isomap][oracle]") {
  std::mt19937 gen(1);
  const auto [points, flat] = swiss_roll(gen, 700);
  const auto geodesics = pairwise_distances(flat).lower();
  const auto correlation = [&](const Embedding& found) {
    return pearson(pairwise_distances(found.points).lower(), geodesics);
  };
  const auto split = every_fifth_placed(700);
  CHECK(correlation(isomap(points, nullptr)) > 0.995);
  CHECK(correlation(isomap(points, nullptr, {.landmarks = 60})) > 0.99);
  CHECK(correlation(isomap(points, &split)) > 0.99);
  CHECK(correlation(mds(points, nullptr)) < 0.7);  // straight lines cut across the roll
}

TEST_CASE("isomap gives the distances that scikit-learn gives", "[manifold][isomap][reference]") {
  // sklearn 1.2.1: Isomap(n_neighbors=8, n_components=2).fit(X[:50]), transform(X[50:]).
  const auto points = known_points(60, 4);
  Split split;
  for (Index i = 0; i < 60; ++i) split.is_training.push_back(i < 50);
  const auto found = isomap(points, &split, {.neighbors = 8}).points;
  const auto between = [&](Index i, Index j) { return distance(found[i], found[j]); };
  CHECK(between(0, 1) == Approx(1.1121669644468375).epsilon(1e-6));
  CHECK(between(3, 17) == Approx(0.7942057038548862).epsilon(1e-6));
  CHECK(between(20, 41) == Approx(1.2363493714714955).epsilon(1e-6));
  CHECK(between(50, 1) == Approx(0.402609087563383).epsilon(1e-6));
  CHECK(between(53, 17) == Approx(0.17788568999537377).epsilon(1e-6));
  CHECK(between(59, 41) == Approx(0.212212107475768).epsilon(1e-6));
}

TEST_CASE("a training point is placed where it is", "[manifold][isomap][law]") {
  std::mt19937 gen(2);
  const auto points = normal_points(gen, 60, 3);
  for (const Index landmarks : {0, 20}) {
    const IsomapMap map(points, {.neighbors = 8, .landmarks = landmarks});
    CHECK(largest_difference(map.place(points), map.embedding().points) < 1e-7);
  }
}

TEST_CASE("as many landmarks as points are all points", "[manifold][isomap][law]") {
  std::mt19937 gen(3);
  const auto points = normal_points(gen, 50, 3);
  const auto all = isomap(points, nullptr), landmarks = isomap(points, nullptr, {.landmarks = 50});
  CHECK(largest_difference(pairwise_distances(all.points), pairwise_distances(landmarks.points)) < 1e-7);
}

TEST_CASE("numbering, scale and threads do not matter to isomap", "[manifold][isomap][law]") {
  std::mt19937 gen(4);
  const auto points = normal_points(gen, 80, 3);
  std::vector<Index> order(80);
  std::iota(order.begin(), order.end(), 0);
  std::ranges::shuffle(order, gen);
  for (const Index landmarks : {0, 30}) {
    const IsomapOptions options{.landmarks = landmarks};
    const auto plain = isomap(points, nullptr, options).points;
    CHECK(largest_difference(isomap(rows_of(points, order), nullptr, options).points, rows_of(plain, order)) < 1e-8);
    CHECK(isomap(points, nullptr, options, Context({.threads = 4})).points == plain);
    for (const double factor : {0x1p-498, 0x1p+499})
      CHECK(largest_difference(scaled(isomap(scaled(points, factor), nullptr, options).points, 1 / factor), plain) <
            1e-8);
  }
}

TEST_CASE("a graph in pieces is refused, or joined by its shortest edges", "[manifold][isomap][error]") {
  const auto points = two_groups();
  const IsomapOptions apart{.neighbors = 2, .components = 1};
  CHECK(reason_of([&] { isomap(points, nullptr, apart); }) == "needs a connected neighbor graph, got one in 2 pieces");
  CHECK(remedy_of([&] { isomap(points, nullptr, apart); }) == "take more neighbors, set connect, or embed one piece");

  std::vector<std::string> warnings;
  ContextOptions listening;
  listening.warning = [&](const Warning& warning) { warnings.push_back(warning.text); };
  const auto found =
      isomap(points, nullptr, {.neighbors = 2, .components = 1, .connect = true}, Context(std::move(listening)));
  CHECK(largest_difference(pairwise_distances(found.points), pairwise_distances(points)) < 1e-10);
  CHECK(found.figures.at("graph_components")[0] == 2);
  CHECK(warnings == std::vector<std::string>{"the neighbor graph was in 2 pieces, joined by the shortest edges"});
}

TEST_CASE("isomap takes copies and few points, and refuses too few", "[manifold][isomap][error]") {
  const PointCloud copies(6, 2, {0, 0, 0, 0, 1, 0, 1, 0, 2, 0, 2, 0});
  const auto found = isomap(copies, nullptr, {.neighbors = 2}).points;
  CHECK(distance(found[0], found[1]) < 1e-7);
  CHECK(distance(found[0], found[4]) == Approx(2));
  CHECK(is_zero(isomap(PointCloud(3, 1, {5, 5, 5}), nullptr, {.neighbors = 1, .connect = true}).points));
  CHECK(distance(isomap(PointCloud(2, 1, {0, 3}), nullptr, {.neighbors = 1}).points[0],
                 isomap(PointCloud(2, 1, {0, 3}), nullptr, {.neighbors = 1}).points[1]) == Approx(3));

  const auto with = [&](Index n, const IsomapOptions& options) {
    return code_of([&] { isomap(PointCloud(n, 1, std::vector<double>(n, 0.0)), nullptr, options); });
  };
  for (const Index n : {0, 1, 2, 3, 10}) CHECK(with(n, {}) == "D103");
  CHECK(with(20, {.components = 0}) == "D106");
  CHECK(with(20, {.landmarks = 21}) == "D103");
  CHECK(code_of([&] { IsomapMap(copies, {.neighbors = 2}).place(PointCloud(1, 3, {0, 0, 0})); }) == "D102");
}
