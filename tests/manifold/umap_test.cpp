// SPDX-License-Identifier: MIT
#include "tessera/manifold/umap.hpp"

#include "manifold/blobs.hpp"
#include "manifold/umap_layout.hpp"
#include "support/catch.hpp"
#include "support/errors.hpp"
#include "tessera/manifold/embedding_quality.hpp"

#include <map>
#include <numeric>

using namespace tessera;
using namespace tessera::embeddings;

namespace {

const Context three_threads({.threads = 3});
const UmapOptions brief{.epochs = 30};

double misfit(const UmapCurve& curve, double min_dist, double spread) {
  double sum = 0;
  for (int k = 0; k < 300; ++k) {
    const double r = 3 * spread * k / 299, wanted = r <= min_dist ? 1 : std::exp(-(r - min_dist) / spread);
    sum += std::pow(1 / (1 + curve.a * std::pow(r, 2 * curve.b)) - wanted, 2);
  }
  return sum;
}

}  // namespace

TEST_CASE("the curve is that of umap-learn", "[manifold][umap][reference]") {
  // umap-learn 0.5.12: umap.umap_.find_ab_params(spread, min_dist).
  const std::vector<std::array<double, 4>> known{{1, 0.1, 1.5769434602697652, 0.8950608778515733},
                                                 {1, 0.5, 0.5830300203414425, 1.3341669924314914},
                                                 {1, 0, 1.93280839734315, 0.7904949732233831},
                                                 {2, 0.1, 0.5446605399418663, 0.8420554268341789},
                                                 {1, 1, 0.11497568327441922, 1.929237144081752}};
  for (const auto& [spread, min_dist, a, b] : known) {
    CHECK(umap_curve(min_dist, spread).a == Approx(a).epsilon(1e-5));
    CHECK(umap_curve(min_dist, spread).b == Approx(b).epsilon(1e-5));
  }
}

TEST_CASE("no curve near the one found fits better", "[manifold][umap][oracle]") {
  for (const double spread : {0.001, 0.5, 1.0, 20.0, 1000.0})
    for (const double share : {0.0, 0.05, 0.3, 1.0}) {
      const auto found = umap_curve(share * spread, spread);
      const double least = misfit(found, share * spread, spread);
      for (const double factor : {0.999, 1.001}) {
        CHECK(misfit({found.a * factor, found.b}, share * spread, spread) > least);
        CHECK(misfit({found.a, found.b * factor}, share * spread, spread) > least);
      }
    }
}

TEST_CASE("the table of powers is near them", "[manifold][umap][oracle]") {
  std::mt19937 gen(1);
  for (const double exponent : {0.0, 0.4, 0.895, 1.0, 2.0, 4.0}) {
    const PowerTable power(exponent);
    for (int trial = 0; trial < 2000; ++trial) {
      const double x = std::exp2(std::uniform_real_distribution<>(-200, 200)(gen));
      REQUIRE(power(x) == Approx(std::pow(x, exponent)).epsilon(3e-5));
    }
    CHECK(power(1) == 1);
  }
}

TEST_CASE("a neighbor pulls as often as its rate says, evenly", "[manifold][umap][law]") {
  for (const double rate : {1.0, 0.5, 0.3, 1 / 3., 0.017}) {
    const UmapPull pull{0, rate};
    Index count = 0;
    for (Index epoch = 1; epoch <= 500; ++epoch) {
      count += pull.is_due(epoch);
      REQUIRE(count == Index(std::floor(epoch * rate)));
    }
  }
}

TEST_CASE("a point moves down the cross entropy of its pulls and pushes", "[manifold][umap][oracle]") {
  const auto curve = umap_curve(0.1, 1);
  const auto closeness = [&](double square) { return 1 / (1 + curve.a * std::pow(square, curve.b)); };
  const auto slope = [](const auto& f, double x) { return (f(x + 1e-6) - f(x - 1e-6)) / 2e-6; };
  auto random = Context().random();
  for (const double x : {0.6, 1.0, 2.5}) {
    // One that stands at 0 pulls: a step of 1e-3 against the slope of -log closeness.
    std::vector<double> position{x, 0};
    const std::vector<double> standing{0, 0};
    const std::vector<UmapPull> pulls{{0, 1}};
    umap_move(position, standing, 0, pulls, 1, 1e-3, UmapForces(curve, 1, 3, 1), random);
    const double pull = slope([&](double r) { return -std::log(closeness(r * r)); }, x);
    CHECK(position[0] == Approx(x - 1e-3 * pull).epsilon(1e-7));
    // It pulls once and pushes once; the push, against the slope of -log(1 - closeness), is softened by 0.001.
    position = {x, 0};
    umap_move(position, standing, none, pulls, 1, 1e-3, UmapForces(curve, 1, 1, 1), random);
    const double push = slope([&](double r) { return -std::log(1 - closeness(r * r)); }, x) * x * x / (x * x + 0.001);
    CHECK(position[0] == Approx(x - 1e-3 * (pull + push)).epsilon(1e-5));
    CHECK(position[1] == 0);
  }
}

TEST_CASE("UMAP keeps three far blobs apart", "[manifold][umap][example]") {
  for (const Index components : {1, 2, 3, 5}) {
    const auto points = three_blobs(150);
    const auto found = umap(points, nullptr, {.components = components, .epochs = 200});
    CHECK(nearest_of_same_blob(found.points) == 150);
    CHECK(found.figures.at("graph_components")[0] == 3);
    CHECK(found.points.dimension() == components);
  }
}

TEST_CASE("UMAP rolls out no neighborhoods of a swiss roll that were not there", "[manifold][umap]") {
  std::mt19937 gen(2);
  const auto roll = swiss_roll(gen, 400);
  const auto found = umap(roll.points, nullptr, {.neighbors = 10});
  CHECK(embedding_quality(roll.points, found.points, nullptr, {.neighbors = 10}).original.trustworthiness > 0.97);
  CHECK(found.figures.at("graph_components")[0] == 1);
}

TEST_CASE("numbering, threads and powers of two in the scale do not matter to UMAP, the seed does",
          "[manifold][umap][law]") {
  std::mt19937 gen(3);
  for (const Index n : {60, 300}) {
    const auto points = normal_points(gen, n, 4);
    std::vector<Index> order(n);
    std::iota(order.begin(), order.end(), 0);
    std::ranges::shuffle(order, gen);
    const auto plain = umap(points, nullptr, brief).points;
    CHECK(umap(rows_of(points, order), nullptr, brief).points == rows_of(plain, order));
    CHECK(umap(points, nullptr, brief, three_threads).points == plain);
    CHECK(umap(points, nullptr, brief, Context({.threads = 1, .seed = 7})).points != plain);
    for (const double factor : {0.125, 8.0}) CHECK(umap(scaled(points, factor), nullptr, brief).points == plain);
  }
  for (const double factor : {1e-150, 1e150})
    CHECK(nearest_of_same_blob(umap(scaled(three_blobs(90), factor), nullptr, {}).points) == 90);
}

TEST_CASE("placed points lie with their neighbors, and no other placed point has a say", "[manifold][umap][law]") {
  const auto points = three_blobs(180);
  Split split;
  for (Index i = 0; i < 180; ++i) split.is_training.push_back(i < 120);
  const auto found = umap(points, &split, {.epochs = 200});
  CHECK(nearest_of_same_blob(found.points) == 180);

  std::vector<Index> training(120);
  std::iota(training.begin(), training.end(), 0);
  const UmapMap map(rows_of(points, training), {.epochs = 200});
  CHECK(rows_of(found.points, training) == map.embedding().points);
  const auto alone = map.place(rows_of(points, {150}));
  CHECK(alone == rows_of(found.points, {150}));
  CHECK(map.place(rows_of(points, {130, 150, 170}), three_threads) == rows_of(found.points, {130, 150, 170}));
  // A training point comes to lie near where it is, as measured by its blob.
  const auto again = map.place(rows_of(points, training));
  double off = 0, across = 0;
  for (Index i = 0; i < 120; ++i) {
    off += distance(again[i], map.embedding().points[i]) / 120;
    across += distance(map.embedding().points[i], map.embedding().points[(i + 3) % 120]) / 120;
  }
  CHECK(off < across / 2);
}

TEST_CASE("UMAP is defined for copies, few points and points without coordinates", "[manifold][umap]") {
  const auto size_of = [](const PointCloud& points, const UmapOptions& options) {
    return umap(points, nullptr, options).points.size();  // a PointCloud holds finite numbers only
  };
  CHECK(size_of(PointCloud(2, 1, {0, 1}), {.neighbors = 2}) == 2);
  CHECK(size_of(PointCloud(3, 1, {0, 1, 5}), {.neighbors = 2}) == 3);
  CHECK(size_of(PointCloud(3, 1, {0, 1, 5}), {.neighbors = 3, .components = 4}) == 3);
  CHECK(size_of(PointCloud(20, 2, std::vector<double>(40, 3.0)), brief) == 20);
  CHECK(size_of(PointCloud(20, 0, {}), brief) == 20);
  CHECK(size_of(three_blobs(30), {.epochs = 50, .learning_rate = 1000, .repulsion = 1000}) == 30);
  CHECK(size_of(three_blobs(30), {.min_dist = 0.001, .spread = 0.001}) == 30);
  std::vector<double> twice;
  for (int i = 0; i < 80; ++i) twice.insert(twice.end(), {double(i % 40), double(i % 40 % 7)});
  const auto found = umap(PointCloud(80, 2, twice), nullptr, {}).points;
  for (Index i = 0; i < 40; ++i) CHECK(distance(found[i], found[i + 40]) < 1);

  std::vector<std::string> warnings;
  const Context listening({.warning = [&](const Warning& warning) { warnings.push_back(warning.text); }});
  umap(three_blobs(60), nullptr, brief, listening);
  CHECK(warnings == std::vector<std::string>{"the neighbor graph is in 3 pieces: the start is principal components"});
}

TEST_CASE("UMAP refuses what makes no sense", "[manifold][umap][error]") {
  const auto points = three_blobs(30);
  const auto with = [&](const UmapOptions& options) { return code_of([&] { umap(points, nullptr, options); }); };
  for (const Index n : {0, 1, 14})
    CHECK(code_of([&] { umap(PointCloud(n, 1, std::vector<double>(n)), nullptr); }) == "D103");
  CHECK(with({.neighbors = 31}) == "D103");
  CHECK(with({.neighbors = 1}) == "D106");
  CHECK(with({.components = 0}) == "D106");
  CHECK(with({.min_dist = 1.5}) == "D106");
  CHECK(with({.min_dist = -0.1}) == "D106");
  CHECK(with({.spread = 0}) == "D106");
  CHECK(with({.epochs = 0}) == "D106");
  CHECK(with({.learning_rate = -1}) == "D106");
  CHECK(with({.repulsion = std::nan("")}) == "D106");
  const UmapMap map(points, brief);
  CHECK(code_of([&] { map.place(PointCloud(1, 2, {0, 0})); }) == "D102");
  CHECK(map.place(PointCloud(0, 4, {})).size() == 0);
}
