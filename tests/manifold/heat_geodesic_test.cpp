// SPDX-License-Identifier: MIT
#include "tessera/manifold/heat_geodesic.hpp"

#include "manifold/embeddings.hpp"
#include "manifold/weighted_stress.hpp"
#include "support/catch.hpp"
#include "support/errors.hpp"

#include <numeric>

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
      if (v == u + 1 || uniform(gen) < 0.1) edges.push_back({u, v, uniform(gen) + 0.1});
  return WeightedGraph(n, std::move(edges));
}

HeatDistanceOptions at_times(std::vector<double> times, double harnack = 0) {
  HeatDistanceOptions options;
  options.times = std::move(times);
  options.harnack = harnack;
  return options;
}

/// The formula, word for word.
std::vector<double> by_definition(const WeightedGraph& graph, double time, double harnack, double exponent) {
  const auto heat = heat_kernel(graph, {.time = time, .method = HeatMethod::exact}).values();
  const std::size_t n = graph.size();
  std::vector<double> lower;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const double square = -4 * time * std::log(heat[i * n + j] + 1e-16) +
                            harnack * 4 * time * std::log((heat[i * n + i] + heat[j * n + j]) / 2 + 1e-16);
      lower.push_back(std::pow(std::sqrt(std::max(0.0, square)), exponent));
    }
  return lower;
}

PointCloud with_noise(const PointCloud& points, std::mt19937& gen, double noise) {
  std::normal_distribution<double> normal(0, noise);
  auto coordinates = points.coordinates();
  for (double& x : coordinates) x += normal(gen);
  return PointCloud(points.size(), points.dimension(), std::move(coordinates));
}

/// The mean over rows, without the diagonal.
double row_correlation(const DistanceMatrix& a, const DistanceMatrix& b) {
  double sum = 0;
  for (Index i = 0; i < a.size(); ++i) {
    std::vector<double> of_a, of_b;
    for (Index j = 0; j < a.size(); ++j)
      if (j != i) of_a.push_back(a(i, j)), of_b.push_back(b(i, j));
    sum += pearson(of_a, of_b) / double(a.size());
  }
  return sum;
}

}  // namespace

TEST_CASE("in a complete graph all heat-geodesic distances are the closed form", "[manifold][heat_geodesic][example]") {
  // H = 1/n + (n - 1)/n e^-nt on the diagonal, (1 - e^-nt) / n elsewhere.
  const Index n = 5;
  std::vector<WeightedEdge> edges;
  for (Index u = 0; u < n; ++u)
    for (Index v = u + 1; v < n; ++v) edges.push_back({u, v, 1});
  const WeightedGraph complete(n, std::move(edges));
  const double t = 0.1, fade = std::exp(-double(n) * t), off = (1 - fade) / n, on = (1 + (n - 1) * fade) / n;
  const auto plain = heat_geodesic_distance(complete, at_times({t}));
  const auto corrected = heat_geodesic_distance(complete, at_times({t}, 1));
  for (Index i = 1; i < n; ++i) {
    CHECK(plain(0, i) == Approx(std::sqrt(-4 * t * std::log(off))).epsilon(1e-12));
    CHECK(corrected(0, i) == Approx(std::sqrt(4 * t * std::log(on / off))).epsilon(1e-12));
  }
}

TEST_CASE("heat-geodesic distances are those of the definition", "[manifold][heat_geodesic][oracle]") {
  std::mt19937 gen(1);
  for (int trial = 0; trial < 20; ++trial) {
    const auto graph = random_graph(gen, 2 + gen() % 30);
    const double harnack = trial % 3 * 0.5, exponent = 1 + trial % 2;
    auto options = at_times({1 + double(trial) / 10}, harnack);
    options.exponent = exponent;
    const auto one = by_definition(graph, options.times[0], harnack, exponent);
    const auto found = heat_geodesic_distance(graph, options).lower();
    for (std::size_t at = 0; at < one.size(); ++at) REQUIRE(found[at] == Approx(one[at]).epsilon(1e-9).margin(1e-6));

    options.times = {1, 3};  // shares 3/4 and 1/4
    const auto first = by_definition(graph, 1, harnack, exponent), second = by_definition(graph, 3, harnack, exponent);
    const auto mean = heat_geodesic_distance(graph, options);
    for (std::size_t at = 0; at < first.size(); ++at)
      REQUIRE(mean.lower()[at] == Approx(0.75 * first[at] + 0.25 * second[at]).epsilon(1e-9).margin(1e-6));

    options.denoise = 0.3;
    const auto denoised = heat_geodesic_distance(graph, options);
    for (Index i = 0; i < graph.size(); ++i)
      for (Index j = 0; j < i; ++j) {
        double square = 0;
        for (Index k = 0; k < graph.size(); ++k) square += std::pow(mean(i, k) - mean(j, k), 2);
        REQUIRE(denoised(i, j) == Approx(0.7 * mean(i, j) + 0.3 * std::sqrt(square)).epsilon(1e-9));
      }
  }
}

TEST_CASE("on a circle heat-geodesic distances tend to arc length", "[manifold][heat_geodesic][law]") {
  const Index n = 200;
  const auto found = heat_geodesic_distance(cycle(n), at_times({100}, 1));
  std::vector<double> arcs;
  for (Index i = 1; i < n; ++i)
    for (Index j = 0; j < i; ++j) arcs.push_back(double(std::min(i - j, n - (i - j))));
  CHECK(pearson(found.lower(), arcs) > 0.9995);
  for (const Index arc : {5, 20, 40}) CHECK(found(0, arc) == Approx(double(arc)).epsilon(0.01));
}

TEST_CASE("heat finds the geodesics of a noisy swiss roll", "[manifold][heat_geodesic][oracle]") {
  std::mt19937 gen(42);
  const auto [points, flat] = swiss_roll(gen, 1000, 5);
  const auto found = heat_geodesic_distance(with_noise(points, gen, 0.1), at_times({50}, 1));
  CHECK(row_correlation(found, pairwise_distances(flat)) > 0.99);
  CHECK(row_correlation(pairwise_distances(points), pairwise_distances(flat)) < 0.7);
}

TEST_CASE("every method of the heat kernel gives the distances where heat is not small",
          "[manifold][heat_geodesic][law]") {
  std::mt19937 gen(2);
  const auto points = normal_points(gen, 120, 3);
  auto options = at_times({5}, 1);
  options.method = HeatMethod::exact;
  const auto exact = heat_geodesic_distance(points, options);
  options.method = HeatMethod::chebyshev;
  CHECK(largest_difference(heat_geodesic_distance(points, options), exact) < 1e-6);
  options.method = HeatMethod::low_rank;
  options.eigenpairs = 120;
  CHECK(largest_difference(heat_geodesic_distance(points, options), exact) < 1e-6);
  options.method = HeatMethod::euler;
  options.steps = 1000;
  CHECK(pearson(heat_geodesic_distance(points, options).lower(), exact.lower()) > 0.999);
}

TEST_CASE("numbering, motions, scale and threads do not matter to heat", "[manifold][heat_geodesic][law]") {
  std::mt19937 gen(3);
  const auto points = normal_points(gen, 90, 2);
  std::vector<Index> order(90);
  std::iota(order.begin(), order.end(), 0);
  std::ranges::shuffle(order, gen);
  const auto options = at_times({20}, 1);
  const auto plain = heat_geodesic_distance(points, options);
  const auto renumbered = heat_geodesic_distance(rows_of(points, order), options);
  for (Index i = 0; i < 90; ++i)
    for (Index j = 0; j < i; ++j) REQUIRE(renumbered(i, j) == Approx(plain(order[i], order[j])).epsilon(1e-6));

  std::vector<double> turned;
  for (Index i = 0; i < 90; ++i)
    turned.insert(turned.end(), {3 * points[i][0] - 4 * points[i][1] + 7, 4 * points[i][0] + 3 * points[i][1] - 1});
  CHECK(largest_difference(heat_geodesic_distance(PointCloud(90, 2, turned), options), plain) < 1e-6);
  for (const double factor : {0x1p-498, 0x1p+499})
    CHECK(largest_difference(heat_geodesic_distance(scaled(points, factor), options), plain) < 1e-6);
  CHECK(heat_geodesic_distance(points, options, Context({.threads = 4})) == plain);

  HeatGeodesicOptions embedded;
  embedded.times = {20};
  const auto coordinates = heat_geodesic(points, embedded).points;
  CHECK(heat_geodesic(points, embedded, Context({.threads = 4})).points == coordinates);
  CHECK(largest_difference(heat_geodesic(rows_of(points, order), embedded).points, rows_of(coordinates, order)) < 1e-3);
}

TEST_CASE("no heat flows between pieces: their distance is finite, by the floor",
          "[manifold][heat_geodesic][example]") {
  const WeightedGraph pieces(4, {{0, 1, 1}, {2, 3, 1}});
  std::vector<std::string> warnings;
  ContextOptions listening;
  std::map<std::string, double> resolved;
  listening.warning = [&](const Warning& warning) { warnings.push_back(warning.text); };
  const auto found = heat_geodesic_distance(pieces, at_times({2}), Context(std::move(listening)));
  for (const Index i : {0, 1})
    for (const Index j : {2, 3}) CHECK(found(i, j) == Approx(std::sqrt(-8 * std::log(1e-16))));
  CHECK(found(0, 1) == Approx(std::sqrt(-8 * std::log((1 - std::exp(-4.0)) / 2))));
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0] == "the graph is in 2 pieces that no heat joins: their distance is what the floor makes it");

  HeatGeodesicOptions options;
  options.times = {2};
  const auto figures = heat_geodesic(pieces, options).figures;
  CHECK(figures.at("graph_components")[0] == 2);
  CHECK(figures.at("floored")[0] == Approx(4.0 / 6));
  CHECK(figures.at("time")[0] == 2);
}

TEST_CASE("equal weights leave majorisation as it is, others lower their own stress",
          "[manifold][heat_geodesic][law]") {
  std::mt19937 gen(4);
  std::uniform_real_distribution<double> uniform(1, 2);
  for (int trial = 0; trial < 10; ++trial) {
    const Index n = 5 + gen() % 30;
    std::vector<double> lower(n * (n - 1) / 2), weights(lower.size());
    for (double& d : lower) d = uniform(gen);
    const DistanceMatrix distances(n, lower);
    const auto start = classical_scaling(distances, 2, {});
    const auto plain = majorized_stress(distances, start.exponent, start.points, 50, 1e-12, {});
    const auto equal = majorized_stress(distances, std::vector<double>(lower.size(), 0.3), start.exponent, start.points,
                                        50, 1e-12, {});
    CHECK((plain.points - equal.points).cwiseAbs().maxCoeff() < 1e-9);

    for (double& w : weights) w = std::pow(uniform(gen) - 0.9, 3);
    const auto weighted = [&](const RowMatrix& points) {
      double misfit = 0, squares = 0;
      std::size_t at = 0;
      for (Index i = 1; i < n; ++i)
        for (Index j = 0; j < i; ++j, ++at) {
          const double d = std::ldexp(lower[at], -start.exponent);
          misfit += weights[at] * std::pow(d - (points.row(i) - points.row(j)).norm(), 2);
          squares += weights[at] * d * d;
        }
      return std::sqrt(misfit / squares);
    };
    double before = weighted(start.points);
    for (Index steps = 1; steps < 20; ++steps) {
      const auto found = majorized_stress(distances, weights, start.exponent, start.points, steps, 1e-15, {});
      REQUIRE(found.stress == Approx(weighted(found.points)).epsilon(1e-10));
      REQUIRE(found.stress <= before * (1 + 1e-12));
      before = found.stress;
    }
    const auto settled = majorized_stress(distances, weights, start.exponent, start.points, 20000, 1e-15, {});
    for (const double step : {-1e-3, 1e-3}) {
      auto moved = settled.points;
      moved(trial % n, trial % 2) += step;
      REQUIRE(weighted(moved) > settled.stress);
    }
  }
}

TEST_CASE("a circle stays one under heat, weighted or not", "[manifold][heat_geodesic][example]") {
  for (const auto weights : {StressWeights::equal, StressWeights::heat}) {
    HeatGeodesicOptions options;
    options.times = {30};
    options.harnack = 1;
    options.weights = weights;
    const auto found = heat_geodesic(cycle(60), options);
    const double radius = std::hypot(found.points[0][0], found.points[0][1]);
    for (Index i = 0; i < 60; ++i)
      CHECK(std::hypot(found.points[i][0], found.points[i][1]) == Approx(radius).epsilon(1e-3));
    CHECK(found.figures.at("stress")[0] < 0.3);
    CHECK(found.figures.count("weighted_stress") == (weights == StressWeights::heat));
  }
}

TEST_CASE("few points, copies and bad requests are met", "[manifold][heat_geodesic][error]") {
  CHECK(heat_geodesic_distance(WeightedGraph{}).size() == 0);
  CHECK(heat_geodesic_distance(WeightedGraph(1, {})).size() == 1);
  CHECK(heat_geodesic(WeightedGraph(1, {})).points.size() == 1);
  for (const Index n : {2, 3}) {
    HeatGeodesicOptions options;
    options.neighbors = 1;
    const auto found = heat_geodesic(PointCloud(n, 1, std::vector<double>(n, 4.0)), options);
    CHECK(std::ranges::all_of(found.points.coordinates(), [](double x) { return std::isfinite(x); }));
    CHECK(code_of([&] { heat_geodesic_distance(PointCloud(n, 1, std::vector<double>(n, 0.0))); }) == "D103");
  }
  CHECK(code_of([&] { heat_geodesic(PointCloud(1, 1, {0})); }) == "D103");

  const auto refused = [&](auto change) {
    HeatGeodesicOptions options;
    change(options);
    return code_of([&] { heat_geodesic(cycle(5), options); });
  };
  CHECK(refused([](auto& o) { o.times = {0}; }) == "D106");
  CHECK(refused([](auto& o) { o.times = {1, infinity}; }) == "D106");
  CHECK(refused([](auto& o) { o.harnack = -1; }) == "D106");
  CHECK(refused([](auto& o) { o.floor = 0; }) == "D106");
  CHECK(refused([](auto& o) { o.exponent = 0; }) == "D106");
  CHECK(refused([](auto& o) { o.denoise = 1.5; }) == "D106");
  CHECK(refused([](auto& o) { o.components = 0; }) == "D106");
  CHECK(refused([](auto& o) { o.stress_tolerance = 0; }) == "D106");
  CHECK(refused([](auto& o) { o.weights = StressWeights::heat, o.scaling = MdsMethod::classical; }) == "D106");
  CHECK(code_of([&] { heat_geodesic_distance(cycle(100), {}, Context({.memory_budget = 1000})); }) == "R302");
}
