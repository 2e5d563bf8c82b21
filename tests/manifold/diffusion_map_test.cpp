// SPDX-License-Identifier: MIT
#include "tessera/manifold/diffusion_map.hpp"

#include "manifold/embeddings.hpp"
#include "support/catch.hpp"
#include "support/errors.hpp"
#include "tessera/geometry/graph_laplacian.hpp"
#include "tessera/manifold/laplacian_eigenmaps.hpp"

#include <numeric>

#include <Eigen/Core>

using namespace tessera;
using namespace tessera::embeddings;

namespace {

WeightedGraph cycle(Index n) {
  std::vector<WeightedEdge> edges{{0, n - 1, 1}};
  for (Index i = 0; i + 1 < n; ++i) edges.push_back({i, i + 1, 1});
  return WeightedGraph(n, std::move(edges));
}

WeightedGraph random_graph(std::mt19937& gen, Index n) {
  std::uniform_real_distribution<double> uniform;
  std::vector<WeightedEdge> edges;
  for (Index u = 0; u < n; ++u)
    for (Index v = u + 1; v < n; ++v)
      if (v == u + 1 || uniform(gen) < 0.2) edges.push_back({u, v, uniform(gen)});
  return WeightedGraph(n, std::move(edges));
}

std::vector<Index> shuffled(Index n, std::mt19937& gen) {
  std::vector<Index> order(n);
  std::iota(order.begin(), order.end(), 0);
  std::ranges::shuffle(order, gen);
  return order;
}

/// Angles of points drawn on a circle, as points of the plane.
PointCloud on_circle(std::mt19937& gen, Index n) {
  std::uniform_real_distribution<double> uniform(0, 2 * std::numbers::pi);
  std::vector<double> coordinates;
  for (Index i = 0; i < n; ++i) {
    const double angle = uniform(gen);
    coordinates.insert(coordinates.end(), {std::cos(angle), std::sin(angle)});
  }
  return PointCloud(n, 2, std::move(coordinates));
}

}  // namespace

TEST_CASE("the diffusion map of a path of three is worked by hand", "[manifold][diffusion_map][example]") {
  // P = [1/2 1/2 0; 1/3 1/3 1/3; 0 1/2 1/2], pi = (2, 3, 2) / 7: eigenvalues 1, 1/2 and -1/6.
  const WeightedGraph path(3, {{0, 1, 1}, {1, 2, 1}});
  const auto found = diffusion_map(path, {.density_exponent = 0, .time = 1, .components = 2});
  const double a = std::sqrt(7.0) / 2, b = std::sqrt(3.0) / 2;
  CHECK(largest_difference(found.points, PointCloud(3, 2, {a / 2, -b / 6, 0, b * 4 / 18, -a / 2, -b / 6})) < 1e-14);
  CHECK(found.figures.at("eigenvalues")[0] == Approx(0.5));
  CHECK(found.figures.at("eigenvalues")[1] == Approx(-1.0 / 6));
  CHECK(found.figures.at("group") == std::vector<double>{1, 2});
}

TEST_CASE("with all coordinates Euclidean distances are diffusion distances", "[manifold][diffusion_map][law]") {
  std::mt19937 gen(1);
  for (int trial = 0; trial < 30; ++trial) {
    const Index n = 2 + gen() % 30;
    const auto graph = random_graph(gen, n);
    const double exponent = trial % 3 * 0.5;
    const int time = 1 + trial % 4;
    const auto found =
        diffusion_map(graph, {.density_exponent = exponent, .time = double(time), .components = n + 2}).points;

    const auto chain = diffusion_operator(graph, {.density_exponent = exponent, .self_affinity = 1});
    const Eigen::MatrixXd step = chain.transitions();
    Eigen::MatrixXd power = Eigen::MatrixXd::Identity(n, n);
    for (int k = 0; k < time; ++k) power = power * step;
    const double total = std::accumulate(chain.degrees.begin(), chain.degrees.end(), 0.0);
    for (Index i = 0; i < n; ++i)
      for (Index j = 0; j < i; ++j) {
        double square = 0;
        for (Index m = 0; m < n; ++m) square += std::pow(power(i, m) - power(j, m), 2) * total / chain.degrees[m];
        REQUIRE(distance(found[i], found[j]) == Approx(std::sqrt(square)).epsilon(1e-8).margin(1e-10));
      }
  }
}

TEST_CASE("a cycle gives pairs of cosine and sine", "[manifold][diffusion_map][law]") {
  const Index n = 24;
  const auto found = diffusion_map(cycle(n), {.time = 2, .components = 4});
  for (Index k = 0; k < 4; ++k)
    CHECK(found.figures.at("eigenvalues")[k] == Approx((1 + 2 * std::cos(2 * std::numbers::pi * (1 + k / 2) / n)) / 3));
  CHECK(found.figures.at("group") == std::vector<double>{1, 1, 2, 2});
  CHECK(found.figures.at("splits_last_group")[0] == 0);
  CHECK(diffusion_map(cycle(n), {.components = 3}).figures.at("splits_last_group")[0] == 1);
  for (const Index pair : {0, 2}) {
    const double radius = std::sqrt(2) * std::pow(found.figures.at("eigenvalues")[pair], 2);
    for (Index i = 0; i < n; ++i) {
      const double x = found.points[i][pair], y = found.points[i][pair + 1];
      const auto next = found.points[(i + 1) % n];
      CHECK(std::hypot(x, y) == Approx(radius));
      const double turn = 2 * std::numbers::pi * (1 + pair / 2) / n;
      CHECK((x * next[pair] + y * next[pair + 1]) / (radius * radius) == Approx(std::cos(turn)));
    }
  }

  const auto eigenmap = laplacian_eigenmaps(cycle(n), {.components = 2});
  CHECK(eigenmap.figures.at("eigenvalues")[1] == Approx(1 - std::cos(2 * std::numbers::pi / n)));
  for (Index i = 0; i < n; ++i) CHECK(std::hypot(eigenmap.points[i][0], eigenmap.points[i][1]) == Approx(std::sqrt(2)));
}

TEST_CASE("Laplacian eigenmaps solve the generalised problem under its constraints", "[manifold][diffusion_map][law]") {
  std::mt19937 gen(2);
  for (int trial = 0; trial < 20; ++trial) {
    const Index n = 4 + gen() % 30;
    const auto graph = random_graph(gen, n);
    const auto found = laplacian_eigenmaps(graph, {.components = 3});
    const Eigen::MatrixXd laplacian = graph_laplacian(graph);
    const auto degrees = weighted_degrees(graph);
    const double total = std::accumulate(degrees.begin(), degrees.end(), 0.0);
    Eigen::MatrixXd f(n, 3);
    for (Index i = 0; i < n; ++i)
      for (Index k = 0; k < 3; ++k) f(i, k) = found.points[i][k];
    const Eigen::Map<const Eigen::VectorXd> d(degrees.data(), n);
    double before = 0;
    for (Index k = 0; k < 3; ++k) {
      const double value = found.figures.at("eigenvalues")[k];
      CHECK((laplacian * f.col(k) - value * d.cwiseProduct(f.col(k))).norm() < 1e-8);
      CHECK(value >= before);
      before = value;
      CHECK(std::abs(d.dot(f.col(k))) < 1e-8);
    }
    const Eigen::MatrixXd products = f.transpose() * d.asDiagonal() * f / total;
    CHECK((products - Eigen::MatrixXd::Identity(3, 3)).cwiseAbs().maxCoeff() < 1e-8);
  }
}

TEST_CASE("the first coordinates tell pieces apart", "[manifold][diffusion_map][example]") {
  const PointCloud points(10, 1, {0, 1, 2, 3, 4, 14, 15, 16, 17, 18});
  std::vector<std::string> warnings;
  ContextOptions listening;
  listening.warning = [&](const Warning& warning) { warnings.push_back(warning.text); };
  const auto found = diffusion_map(points, nullptr, {.neighbors = 2}, Context(std::move(listening)));
  CHECK(found.figures.at("graph_components")[0] == 2);
  CHECK(found.figures.at("eigenvalues")[0] == Approx(1));
  for (Index i = 0; i < 10; ++i) CHECK(found.points[i][0] == Approx(i < 5 ? 1 : -1));
  CHECK(warnings == std::vector<std::string>{"the graph is in 2 pieces: the first 1 coordinates tell these apart"});

  // More pieces than coordinates: each is constant on every piece.
  std::vector<WeightedEdge> edges;
  for (Index i = 0; i < 10; i += 2) edges.push_back({i, i + 1, 1});
  const auto many = laplacian_eigenmaps(WeightedGraph(10, std::move(edges)), {.components = 2});
  for (Index i = 0; i < 10; i += 2) CHECK(distance(many.points[i], many.points[i + 1]) < 1e-10);
  CHECK(many.figures.at("splits_last_group")[0] == 1);
}

TEST_CASE("a training point is placed where it is, by either map", "[manifold][diffusion_map][law]") {
  std::mt19937 gen(3);
  auto points = normal_points(gen, 60, 3);
  auto coordinates = points.coordinates();  // with copies: where points tie, neighbors differ, and the first counts
  std::copy_n(coordinates.begin(), 9, coordinates.begin() + 30);
  const PointCloud copies(60, 3, std::move(coordinates));
  std::vector<Index> first(60);
  std::iota(first.begin(), first.end(), 0);
  for (const auto& cloud : {points, copies}) {
    if (cloud == copies)
      for (const Index i : {0, 1, 2}) first[10 + i] = i;
    for (const auto kind : {NeighborGraphKind::knn, NeighborGraphKind::alpha_decay})
      for (const auto bandwidth : {std::optional<double>(), std::optional(1.5)}) {
        const DiffusionMap map(cloud, {.graph = kind,
                                       .neighbors = 6,
                                       .decay = {},
                                       .bandwidth = bandwidth,
                                       .density_exponent = 0.7,
                                       .time = 3,
                                       .components = 5});
        CHECK(largest_difference(map.place(cloud), rows_of(map.embedding().points, first)) < 1e-8);
        for (const auto weights : {EdgeWeight::affinity, EdgeWeight::unit}) {
          const LaplacianEigenmap other(cloud, {.graph = kind,
                                                .neighbors = 6,
                                                .decay = {},
                                                .bandwidth = bandwidth,
                                                .weights = weights,
                                                .components = 3});
          CHECK(largest_difference(other.place(cloud), rows_of(other.embedding().points, first)) < 1e-8);
        }
      }
  }
}

TEST_CASE("beside a training point its own row of transitions places a point", "[manifold][diffusion_map][law]") {
  // With one bandwidth for all, a kernel that ends by itself: affinities are continuous.
  std::mt19937 gen(6);
  const auto points = normal_points(gen, 50, 2);
  auto beside = points.coordinates();
  for (double& x : beside) x += 1e-10;
  for (const double exponent : {0.0, 0.6}) {
    const DiffusionMap map(points, {.graph = NeighborGraphKind::alpha_decay,
                                    .neighbors = 5,
                                    .decay = 2.0,
                                    .bandwidth = 1.0,
                                    .density_exponent = exponent,
                                    .time = 2,
                                    .components = 4});
    CHECK(largest_difference(map.place(PointCloud(50, 2, beside)), map.embedding().points) < 1e-7);
  }
}

TEST_CASE("points of a circle are placed among their neighbors", "[manifold][diffusion_map][law]") {
  std::mt19937 gen(4);
  const auto points = on_circle(gen, 400);
  Split split;
  for (Index i = 0; i < 400; ++i) split.is_training.push_back(i % 4 != 0);
  const auto check = [&](const PointCloud& found) {
    double mean = 0;
    for (Index i = 0; i < 400; i += 4) {
      Index nearest = 1;
      for (Index j = 0; j < 400; ++j)
        if (j % 4 != 0 && distance(points[i], points[j]) < distance(points[i], points[nearest])) nearest = j;
      CHECK(distance(found[i], found[nearest]) < 0.6);
      mean += distance(found[i], found[nearest]) / 100;
    }
    CHECK(mean < 0.06);
  };
  check(diffusion_map(points, &split).points);
  check(laplacian_eigenmaps(points, &split).points);
}

TEST_CASE("numbering, motions, scale and threads do not matter to diffusion", "[manifold][diffusion_map][law]") {
  std::mt19937 gen(5);
  const auto points = normal_points(gen, 80, 2);
  const auto order = shuffled(80, gen);
  std::vector<double> turned;
  for (Index i = 0; i < 80; ++i)
    turned.insert(turned.end(), {3 * points[i][0] - 4 * points[i][1] + 7, 4 * points[i][0] + 3 * points[i][1] - 1});
  const auto check = [&](auto embed) {
    const PointCloud plain = embed(points, Context());
    CHECK(embed(points, Context({.threads = 4})) == plain);
    CHECK(largest_difference(embed(rows_of(points, order), Context()), rows_of(plain, order)) < 1e-8);
    CHECK(largest_difference(embed(PointCloud(80, 2, turned), Context()), plain) < 1e-8);
    for (const double factor : {0x1p-498, 0x1p+499})
      CHECK(largest_difference(embed(scaled(points, factor), Context()), plain) < 1e-8);
  };
  check([](const PointCloud& p, const Context& context) { return diffusion_map(p, nullptr, {}, context).points; });
  check(
      [](const PointCloud& p, const Context& context) { return laplacian_eigenmaps(p, nullptr, {}, context).points; });
}

TEST_CASE("diffusion takes few points and copies, and refuses what it cannot do", "[manifold][diffusion_map][error]") {
  CHECK(diffusion_map(WeightedGraph{}).points.size() == 0);
  CHECK(is_zero(diffusion_map(WeightedGraph(1, {})).points));
  const auto two = diffusion_map(PointCloud(2, 1, {0, 3}), nullptr, {.neighbors = 1, .bandwidth = 3.0}).points;
  CHECK(two[0][0] == Approx(-two[1][0]));
  CHECK(two[0][1] == 0);
  const auto equal = diffusion_map(PointCloud(3, 1, {5, 5, 5}), nullptr, {.neighbors = 2}).points;
  CHECK(is_zero(equal));  // P is constant: all other eigenvalues are 0
  CHECK(laplacian_eigenmaps(WeightedGraph(3, {{0, 1, 1}})).figures.at("graph_components")[0] == 2);

  const auto with = [&](Index n, const DiffusionMapOptions& options) {
    return code_of([&] { diffusion_map(PointCloud(n, 1, std::vector<double>(n, 0.0)), nullptr, options); });
  };
  for (const Index n : {0, 1, 2, 3, 10}) CHECK(with(n, {}) == "D103");
  CHECK(with(20, {.components = 0}) == "D106");
  CHECK(with(20, {.time = -1}) == "D106");
  CHECK(with(20, {.density_exponent = 2}) == "D106");
  CHECK(with(20, {.graph = NeighborGraphKind::fuzzy}) == "D106");
  const PointCloud three(3, 1, {0, 1, 5});
  CHECK(code_of([&] { laplacian_eigenmaps(three, nullptr, {.neighbors = 1, .weights = EdgeWeight::distance}); }) ==
        "D106");
  CHECK(code_of([&] { DiffusionMap(three, {.neighbors = 1}).place(PointCloud(1, 2, {0, 0})); }) == "D102");
}
