// SPDX-License-Identifier: MIT
#include "tessera/geometry/heat_kernel.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/random_graphs.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <Eigen/Eigenvalues>

using namespace tessera;
using std::numbers::pi;

namespace {

WeightedGraph complete_graph(Index n) {
  std::vector<WeightedEdge> edges;
  for (Index u = 0; u < n; ++u)
    for (Index v = u + 1; v < n; ++v) edges.push_back({u, v, 1});
  return WeightedGraph(n, std::move(edges));
}

WeightedGraph path_graph(Index n, bool is_closed = false, double weight = 1) {
  std::vector<WeightedEdge> edges;
  for (Index v = 0; v + 1 < n; ++v) edges.push_back({v, v + 1, weight});
  if (is_closed) edges.push_back({0, n - 1, weight});
  return WeightedGraph(n, std::move(edges));
}

Eigen::MatrixXd dense(const KernelMatrix& kernel) {
  return Eigen::Map<const Eigen::MatrixXd>(kernel.values().data(), kernel.size(), kernel.size());
}

/// exp(-tL) by its power series on a small time, squared again and again.
Eigen::MatrixXd naive_heat(const WeightedGraph& graph, double time, bool is_normalized) {
  const Eigen::Index n = graph.size();
  Eigen::MatrixXd weights = Eigen::MatrixXd::Zero(n, n);
  for (const auto& [u, v, weight] : graph.edges()) weights(u, v) = weights(v, u) = weight;
  const Eigen::VectorXd degrees = weights.rowwise().sum();
  Eigen::MatrixXd laplacian = -weights;
  laplacian.diagonal() += degrees;
  if (is_normalized)
    for (Eigen::Index i = 0; i < n; ++i)
      for (Eigen::Index j = 0; j < n; ++j)
        if (laplacian(i, j) != 0) laplacian(i, j) /= std::sqrt(degrees[i] * degrees[j]);

  Eigen::MatrixXd sum = Eigen::MatrixXd::Identity(n, n), term = sum;
  for (int k = 1; k < 25; ++k) sum += term = term * laplacian * (-time / 4096 / k);
  for (int k = 0; k < 12; ++k) sum = (sum * sum).eval();
  return sum;
}

constexpr auto every_method = {HeatMethod::exact, HeatMethod::chebyshev, HeatMethod::euler, HeatMethod::low_rank,
                               HeatMethod::automatic};

}  // namespace

TEST_CASE("on a complete graph heat spreads by the closed form", "[geometry][heat][example]") {
  for (const Index n : {1u, 2u, 3u, 7u})
    for (const auto method : {HeatMethod::exact, HeatMethod::chebyshev}) {
      const double t = 0.3, decay = std::exp(-double(n) * t);
      const auto heat = heat_kernel(complete_graph(n), {.time = t, .method = method});
      for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j) CHECK(heat(i, j) == Approx(1.0 / n + ((i == j) - 1.0 / n) * decay).margin(2e-10));
    }
}

TEST_CASE("every method is within its error bound of the power series", "[geometry][heat][oracle]") {
  RandomStream random(51, 0);
  for (int trial = 0; trial < 12; ++trial) {
    const auto graph = random_graph(random, 40, 10, true);
    for (const auto laplacian : {Laplacian::combinatorial, Laplacian::normalized})
      for (const double time : {0.0, 0.2, 3.0, 40.0}) {
        const auto expected = naive_heat(graph, time, laplacian == Laplacian::normalized);
        for (const auto method : every_method) {
          const HeatOptions options{.laplacian = laplacian, .method = method, .steps = 50, .eigenpairs = 12};
          const double bound = HeatOperator(graph, time, options).error_bound();
          const auto heat = heat_kernel(
              graph, {.time = time, .laplacian = laplacian, .method = method, .steps = 50, .eigenpairs = 12});
          INFO("method " << int(method) << " time " << time << " bound " << bound);
          const Eigen::MatrixXd error = dense(heat) - expected;
          REQUIRE(error.operatorNorm() <= bound + 1e-11);
          REQUIRE(bound <= (method == HeatMethod::euler || method == HeatMethod::low_rank ? 1 : 1e-10));
        }
      }
  }
}

TEST_CASE("heat is symmetric, keeps its sum, starts as the identity and is a semigroup", "[geometry][heat][law]") {
  RandomStream random(52, 0);
  const auto graph = random_graph(random, 60, 12, true);
  for (const auto method : {HeatMethod::exact, HeatMethod::chebyshev}) {
    const auto at = [&](double t) { return dense(heat_kernel(graph, {.time = t, .method = method})); };
    CHECK((at(0) - Eigen::MatrixXd::Identity(60, 60)).norm() < 1e-12);
    CHECK(at(1.5) == at(1.5).transpose());
    CHECK((at(1.5).rowwise().sum().array() - 1).abs().maxCoeff() < 1e-9);
    CHECK((at(0.7) * at(1.1) - at(1.8)).norm() < 1e-9);
  }
}

TEST_CASE("on a long path heat spreads as a Gaussian, and its logarithm measures a circle", "[geometry][heat][law]") {
  const auto path = heat_kernel(path_graph(301), {.time = 64, .method = HeatMethod::chebyshev});
  for (Index v = 100; v <= 200; ++v) {
    const double x = double(v) - 150, gaussian = std::exp(-x * x / 256) / std::sqrt(256 * pi);
    CHECK(path(150, v) == Approx(gaussian).margin(5e-5));
  }

  const Index n = 200;  // Varadhan: -4 t log H tends to the squared distance
  const HeatOperator heat(path_graph(n, true), 400, {.method = HeatMethod::chebyshev});
  const std::vector<Index> zero{0};
  const auto row = heat.rows(zero);
  double xy = 0, xx = 0, yy = 0, x_mean = 0, y_mean = 0;
  std::vector<double> arc, measured;
  for (Index v = 0; v <= n / 2; ++v) {
    arc.push_back(v);
    measured.push_back(std::sqrt(std::max(0.0, -4 * 400 * std::log(row[v] / row[0]))));
    x_mean += arc.back() / (n / 2 + 1), y_mean += measured.back() / (n / 2 + 1);
  }
  for (std::size_t k = 0; k < arc.size(); ++k) {
    xy += (arc[k] - x_mean) * (measured[k] - y_mean);
    xx += (arc[k] - x_mean) * (arc[k] - x_mean);
    yy += (measured[k] - y_mean) * (measured[k] - y_mean);
  }
  CHECK(xy / std::sqrt(xx * yy) > 0.999);
}

TEST_CASE("Euler's error falls with the square of the time, and by half when steps double", "[geometry][heat][law]") {
  const auto graph = path_graph(20);
  const auto error = [&](double time, Index steps) {
    const auto at = [&](HeatMethod method) {
      return dense(heat_kernel(graph, {.time = time, .method = method, .steps = steps}));
    };
    return (at(HeatMethod::euler) - at(HeatMethod::exact)).norm();
  };
  CHECK(error(1, 400) / error(1, 800) == Approx(2).epsilon(0.01));
  CHECK(error(0.02, 10) / error(0.01, 10) == Approx(4).epsilon(0.1));
}

TEST_CASE("a polynomial, taken to 1e-13, is the exact heat to 1e-10 at long times too", "[geometry][heat][law]") {
  RandomStream random(53, 0);
  const auto graph = random_graph(random, 90, 20);
  for (const double time : {1e-20, 1e-3, 1.0, 300.0}) {
    const auto polynomial = heat_kernel(graph, {.time = time, .method = HeatMethod::chebyshev, .tolerance = 1e-13});
    const auto exact = heat_kernel(graph, {.time = time, .method = HeatMethod::exact});
    CHECK((dense(polynomial) - dense(exact)).cwiseAbs().maxCoeff() < 1e-10);
  }
}

TEST_CASE("an operator gives the rows of the kernel, its products, and itself at another time",
          "[geometry][heat][law]") {
  RandomStream random(54, 0);
  const auto graph = random_graph(random, 70, 10, true);
  const Index width = 40;
  std::vector<double> columns(70 * width);
  for (double& x : columns) x = random.uniform();
  for (const auto method : every_method) {
    const HeatOptions options{.laplacian = Laplacian::normalized, .method = method, .eigenpairs = 20};
    const auto heat = HeatOperator(graph, 5, options).at(0.8);
    CHECK(heat.time() == 0.8);
    const auto whole =
        heat_kernel(graph, {.time = 0.8, .laplacian = Laplacian::normalized, .method = method, .eigenpairs = 20});
    const std::vector<Index> some{3, 69, 3, 0};
    const auto rows = heat.rows(some);
    for (std::size_t k = 0; k < some.size(); ++k)
      for (Index v = 0; v < 70; ++v) REQUIRE(rows[k * 70 + v] == Approx(whole(some[k], v)).margin(1e-9));

    const auto product = heat.apply(columns, width);
    CHECK(product == heat.apply(columns, width, Context({.threads = 2})));
    for (Index v = 0; v < 70; ++v)
      for (Index k = 0; k < width; ++k) {
        double sum = 0;
        for (Index u = 0; u < 70; ++u) sum += whole(v, u) * columns[u * width + k];
        REQUIRE(product[v * width + k] == Approx(sum).margin(1e-8));
      }
  }
}

TEST_CASE("heat stays in its component, and lone vertices keep theirs", "[geometry][heat][example]") {
  const WeightedGraph graph(5, {{0, 1, 2}, {2, 3, 1}});
  for (const auto laplacian : {Laplacian::combinatorial, Laplacian::normalized})
    for (const auto method : {HeatMethod::exact, HeatMethod::chebyshev, HeatMethod::euler}) {
      const auto heat = heat_kernel(graph, {.time = 2, .laplacian = laplacian, .method = method});
      CHECK(heat(4, 4) == Approx(1).epsilon(1e-9));
      CHECK(std::abs(heat(0, 2)) + std::abs(heat(3, 4)) < 1e-12);
    }
  const WeightedGraph lone(2, {});
  CHECK(heat_kernel(lone, {}).values() == std::vector<double>{1, 0, 0, 1});
  CHECK(heat_kernel(WeightedGraph(), {}).size() == 0);
  CHECK(heat_kernel(WeightedGraph(2, {{0, 1, 1}}, {"a", "b"}), {}).ids() == std::vector<std::string>{"a", "b"});
}

TEST_CASE("entropy rises from near 0 to the logarithm of the size, and its knee is reported", "[geometry][heat][law]") {
  const auto entropy = heat_entropy(complete_graph(8), {.shortest = 0, .longest = 4, .times = 21});
  CHECK(entropy.entropies.front() == Approx(0).margin(1e-5));
  CHECK(entropy.entropies.back() == Approx(std::log(8)));
  for (std::size_t k = 1; k < entropy.entropies.size(); ++k)
    CHECK(entropy.entropies[k] > entropy.entropies[k - 1] - 1e-6);
  CHECK(entropy.knee == Approx(0.2));  // the curve is at 95 % there, a twentieth of the way: the largest height

  double reported = 0;
  const Context context({.resolved = [&](const ResolvedValue& value) {
    if (value.name == "time") reported = value.value;
  }});
  const auto heat = heat_kernel(path_graph(400, true), {}, context);
  CHECK(reported == heat_entropy(path_graph(400, true)).knee);
  CHECK(reported > 0.05);
  CHECK(heat.values() == heat_kernel(path_graph(400, true), {}, Context({.threads = 2})).values());
  CHECK(heat_entropy(WeightedGraph(3, {})).knee == 0.05);
}

TEST_CASE("heat needs a time, weights and options that make sense", "[geometry][heat][error]") {
  const auto graph = path_graph(4);
  CHECK(reason_of([&] { HeatOperator(graph, -1); }) == "needs a finite time of at least 0, got -1");
  CHECK(code_of([&] { HeatOperator(graph, 1, {.steps = 0}); }) == "D106");
  CHECK(code_of([&] { HeatOperator(graph, 1, {.eigenpairs = 0}); }) == "D106");
  CHECK(code_of([&] { HeatOperator(graph, 1, {.tolerance = 1}); }) == "D106");
  CHECK(code_of([&] { HeatOperator(graph, 1e9, {.method = HeatMethod::chebyshev}); }) == "R303");
  CHECK(code_of([&] { HeatOperator(WeightedGraph(2, {{0, 1, -1}}), 1); }) == "D101");
  CHECK(code_of([&] { heat_entropy(WeightedGraph()); }) == "D103");
  CHECK(code_of([&] { heat_entropy(graph, {.times = 2}); }) == "D106");
  CHECK(code_of([&] { heat_entropy(graph, {.shortest = 2, .longest = 1}); }) == "D106");
  const std::vector<Index> outside{4};
  CHECK(code_of([&] { HeatOperator(graph, 1).rows(outside); }) == "D102");
  CHECK(code_of([&] { HeatOperator(graph, 1).apply(std::vector<double>(5), 1); }) == "D102");
}
