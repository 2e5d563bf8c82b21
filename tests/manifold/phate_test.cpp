// SPDX-License-Identifier: MIT
#include "tessera/manifold/phate.hpp"

#include "manifold/embeddings.hpp"
#include "support/catch.hpp"
#include "support/errors.hpp"
#include "tessera/geometry/graph_laplacian.hpp"
#include "tessera/geometry/neighbor_graph.hpp"

#include <numeric>

#include <Eigen/Eigenvalues>

using namespace tessera;
using namespace tessera::embeddings;

namespace {

/// Arms of points from the origin, 20 apart at their ends, in 5 dimensions.
PointCloud star(std::mt19937& gen, Index arms, Index each) {
  std::normal_distribution<double> normal(0, 0.05);
  std::vector<double> coordinates;
  for (Index arm = 0; arm < arms; ++arm)
    for (Index i = 0; i < each; ++i)
      for (Index axis = 0; axis < 5; ++axis)
        coordinates.push_back(normal(gen) + (axis == arm ? 10.0 * (i + 1) / each : 0));
  return PointCloud(arms * each, 5, std::move(coordinates));
}

WeightedGraph alpha_graph(const PointCloud& points) {
  return neighbor_graph(points, {.kind = NeighborGraphKind::alpha_decay, .neighbors = 5});
}

}  // namespace

TEST_CASE("potential distances of three on a path are worked by hand", "[manifold][phate][example]") {
  // P = [1/2 1/2 0; 1/3 1/3 1/3; 0 1/2 1/2].
  const WeightedGraph path(3, {{0, 1, 1}, {1, 2, 1}});
  const auto found = potential_distance(path, {.time = 1, .floor = 1e-3});
  const auto u = [](double chance) { return -std::log(chance + 1e-3); };
  CHECK(found(0, 2) == Approx(std::sqrt(2.0) * (u(0) - u(0.5))));
  CHECK(found(0, 1) == Approx(std::sqrt(2 * std::pow(u(0.5) - u(1.0 / 3), 2) + std::pow(u(0) - u(1.0 / 3), 2))));
  CHECK(found(0, 1) == Approx(found(1, 2)));
}

TEST_CASE("potential distances and entropies are those of dense powers", "[manifold][phate][oracle]") {
  std::mt19937 gen(1);
  for (int trial = 0; trial < 10; ++trial) {
    const auto graph = alpha_graph(normal_points(gen, 8 + gen() % 60, 3));
    const Index n = graph.size(), time = 1 + trial;
    const Eigen::MatrixXd step = diffusion_operator(graph).transitions();
    Eigen::MatrixXd power = step;
    for (Index t = 1; t < time; ++t) power = power * step;
    const auto found = potential_distance(graph, {.time = time});
    for (Index i = 0; i < n; ++i)
      for (Index j = 0; j < i; ++j) {
        const Eigen::ArrayXd difference = (power.row(i).array() + 1e-7).log() - (power.row(j).array() + 1e-7).log();
        REQUIRE(found(i, j) == Approx(difference.matrix().norm()).epsilon(1e-8));
      }

    const Eigen::ArrayXd values = Eigen::EigenSolver<Eigen::MatrixXd>(step).eigenvalues().cwiseAbs();
    const auto entropy = walk_entropy(graph, 12);
    for (std::size_t k = 0; k < 12; ++k) {
      const Eigen::ArrayXd shares = values.pow(double(k + 1)) / values.pow(double(k + 1)).sum();
      CHECK(entropy.entropies[k] == Approx(-(shares * (shares + 1e-300).log()).sum()).epsilon(1e-8));
    }
    CHECK(entropy.times.back() == 12);
    CHECK((entropy.knee > 1 && entropy.knee < 12));
  }
}

TEST_CASE("the knee of the entropy is where its fall ends", "[manifold][phate][law]") {
  // Half the waves die at once, the others hardly at all.
  std::vector<WeightedEdge> edges;
  for (Index clique = 0; clique < 4; ++clique)
    for (Index u = 0; u < 10; ++u)
      for (Index v = u + 1; v < 10; ++v) edges.push_back({10 * clique + u, 10 * clique + v, 1.0});
  for (Index clique = 0; clique < 3; ++clique) edges.push_back({10 * clique, 10 * clique + 10, 1e-3});
  const auto entropy = walk_entropy(WeightedGraph(40, std::move(edges)), 50);
  CHECK(entropy.entropies[1] == Approx(std::log(4.0)).epsilon(0.01));
  CHECK(entropy.knee == 2);
}

TEST_CASE("the arms of a star stay apart and in order", "[manifold][phate][example]") {
  std::mt19937 gen(2);
  const Index each = 60;
  const auto points = star(gen, 3, each);
  const auto found = phate(points).points;
  for (Index arm = 0; arm < 3; ++arm) {
    std::vector<double> along, ranks;  // distance from the middle, in order along the arm
    for (Index i = 0; i < each; ++i) {
      along.push_back(distance(found[arm * each + i], found[arm * each]));
      ranks.push_back(double(i));
    }
    CHECK(pearson(along, ranks) > 0.85);
    const Index tip = arm * each + each - 1, other = (arm + 1) % 3 * each + each - 1;
    CHECK(distance(found[tip], found[other]) > 2 * distance(found[tip], found[tip - 5]));
  }
}

TEST_CASE("numbering, motions, scale and threads do not matter to walks", "[manifold][phate][law]") {
  std::mt19937 gen(3);
  const auto points = normal_points(gen, 80, 3);
  std::vector<Index> order(80);
  std::iota(order.begin(), order.end(), 0);
  std::ranges::shuffle(order, gen);
  const PhateOptions options{.scaling = MdsMethod::classical};
  const auto plain = phate(points, options);
  CHECK(phate(points, options, Context({.threads = 4})).points == plain.points);
  CHECK(largest_difference(phate(rows_of(points, order), options).points, rows_of(plain.points, order)) < 1e-6);
  for (const double factor : {0x1p-498, 0x1p+499})
    CHECK(largest_difference(phate(scaled(points, factor), options).points, plain.points) < 1e-6);
  CHECK(largest_difference(phate(scaled(points, 1, 5), options).points, plain.points) < 1e-6);
  CHECK(phate(points).figures.at("stress")[0] < plain.figures.at("stress")[0]);
}

TEST_CASE("pieces, few points, copies and bad requests are met by phate", "[manifold][phate][error]") {
  std::vector<std::string> warnings;
  ContextOptions listening;
  listening.warning = [&](const Warning& warning) { warnings.push_back(warning.text); };
  const WeightedGraph pieces(4, {{0, 1, 1}, {2, 3, 1}});
  const auto found = potential_distance(pieces, {.time = 2}, Context(std::move(listening)));
  CHECK(found(0, 1) == 0);
  CHECK(found(0, 2) == Approx(2 * (std::log(0.5 + 1e-7) - std::log(1e-7))));
  CHECK(warnings ==
        std::vector<std::string>{"the graph is in 2 pieces that no walk joins: the floor decides how far they are"});

  CHECK(phate(WeightedGraph{}).points.size() == 0);
  CHECK(is_zero(phate(WeightedGraph(1, {})).points));
  CHECK(is_zero(phate(PointCloud(3, 1, {5, 5, 5}), {.neighbors = 2}).points));
  CHECK(phate(PointCloud(2, 1, {0, 3}), {.neighbors = 1}).points.size() == 2);
  for (const Index n : {0, 1, 2, 3, 5})
    CHECK((n == 0 || code_of([&] { phate(PointCloud(n, 1, std::vector<double>(n, 0.0))); }) == "D103"));

  const auto with = [&](const PhateOptions& options) { return code_of([&] { phate(pieces, options); }); };
  CHECK(with({.time = 0}) == "D106");
  CHECK(with({.longest_time = 0}) == "D106");
  CHECK(with({.floor = 0}) == "D106");
  CHECK(with({.components = 0}) == "D106");
  CHECK(with({.max_iterations = 0}) == "D106");
  CHECK(with({.stress_tolerance = -1}) == "D106");
  CHECK(code_of([&] { phate(PointCloud(9, 1, std::vector<double>(9, 0.0)), {.decay = 0}); }) == "D106");
  CHECK(code_of([&] { phate(pieces, {}, Context({.memory_budget = 100})); }) == "R302");
}
