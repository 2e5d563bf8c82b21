// SPDX-License-Identifier: MIT
#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_geometry.hpp"
#include "support/random_graphs.hpp"
#include "tessera/geometry/column.hpp"
#include "tessera/geometry/eccentricity.hpp"
#include "tessera/geometry/graph_geodesics.hpp"
#include "tessera/geometry/kernel_density.hpp"
#include "tessera/geometry/landmark_distance.hpp"
#include "tessera/geometry/pairwise_distances.hpp"

#include <algorithm>
#include <cmath>

using namespace tessera;

namespace {

const PointCloud line(4, 1, {0, 1, 3, 7});

}  // namespace

TEST_CASE("eccentricity is the mean or the largest of the distances", "[geometry][example]") {
  CHECK(eccentricity(line, {}, {}).values() == std::vector<double>{7, 6, 4, 7});
  CHECK(eccentricity(line, {.power = 1}, {}).values() == std::vector<double>{11. / 4, 9. / 4, 9. / 4, 17. / 4});
  CHECK(eccentricity(line, {.power = 2}, {})[0] == Approx(std::sqrt(59. / 4)));
  CHECK(eccentricity(PointCloud(), {}, {}).size() == 0);
  CHECK(eccentricity(PointCloud(3, 2, {1, 1, 1, 1, 1, 1}), {.power = 3}, {}).values() == std::vector<double>{0, 0, 0});
  CHECK(reason_of([] { eccentricity(line, {.power = 0.5}, {}); }) == "needs at least 1, got 0.5");
}

TEST_CASE("landmarks are farthest from each other, and the nearest counts", "[geometry][example]") {
  CHECK(landmark_distance(line, {.landmarks = {1, 2}}, {}).values() == std::vector<double>{1, 0, 0, 4});
  CHECK(landmark_distance(line, {.count = 2, .start = 1}, {}).values() == std::vector<double>{1, 0, 2, 0});
  CHECK(landmark_distance(line, {.count = 9}, {}).values() == std::vector<double>{0, 0, 0, 0});
  const auto matrix = pairwise_distances(line);
  CHECK(landmark_distance(matrix, {.count = 1}, {}).values() == std::vector<double>{7, 6, 4, 0});
  CHECK(landmark_distance(DistanceMatrix(), {}, {}).size() == 0);
  CHECK(reason_of([] { landmark_distance(line, {.start = 4}, {}); }) == "needs one of 4 points from 0, got 4");
  CHECK(code_of([] { landmark_distance(line, {.start = 1, .landmarks = {2}}, {}); }) == "D106");
  CHECK(code_of([] { landmark_distance(line, {.count = 0}, {}); }) == "D106");
}

TEST_CASE("points and their distance matrix have the same functions, in any numbering", "[geometry][law]") {
  std::mt19937 gen(41);
  const Context many(ContextOptions{.threads = 4});
  for (int trial = 0; trial < 40; ++trial) {
    const auto points = random_lattice_cloud(gen, 1 + Index(gen() % 40), 3, 9);
    const auto order = random_permutation(gen, points.size());
    const auto other = relabelled(points, order);
    const auto matrix = pairwise_distances(points);
    for (const double power : {1.0, 2.5, infinity}) {
      const auto values = eccentricity(points, {.power = power}, {}),
                 again = eccentricity(other, {.power = power}, many);
      REQUIRE(values.values() == eccentricity(matrix, {.power = power}, {}).values());
      for (Index i = 0; i < points.size(); ++i) REQUIRE(again[i] == values[order[i]]);
    }
    const auto near = landmark_distance(points, {.count = 5}, {}), same = landmark_distance(other, {.count = 5}, {});
    for (Index i = 0; i < points.size(); ++i) REQUIRE(same[i] == near[order[i]]);
    REQUIRE(landmark_distance(points, {.count = 4, .start = 0}, {}).values() ==
            landmark_distance(matrix, {.count = 4, .start = 0}, {}).values());
    for (const auto rule : {BandwidthRule::scott, BandwidthRule::silverman}) {
      const auto density = kernel_density(points, {.rule = rule}), moved = kernel_density(other, {.rule = rule});
      for (Index i = 0; i < points.size(); ++i) REQUIRE(moved[i] == density[order[i]]);
    }
  }
}

TEST_CASE("the rules for a bandwidth are Scott's and Silverman's", "[geometry][density][example]") {
  const PointCloud square(4, 2, {0, 0, 2, 0, 0, 2, 2, 2});  // deviation 1 along both axes
  double bandwidth = 0;
  ContextOptions sinks;
  sinks.resolved = [&](const ResolvedValue& value) { bandwidth = value.value; };
  const Context context(sinks);
  kernel_density(square, {.rule = BandwidthRule::scott}, context);
  CHECK(bandwidth == Approx(std::pow(4, -1. / 6)));
  kernel_density(square, {.rule = BandwidthRule::silverman}, context);
  CHECK(bandwidth == Approx(std::pow(4, -1. / 6)));  // in the plane the two are one
  kernel_density(line, {.rule = BandwidthRule::silverman}, context);
  CHECK(bandwidth == Approx(std::sqrt(59. / 4 - 121. / 16) * std::pow(4. / 3 / 4, 0.2)));
  kernel_density(line, {.kernel = DensityKernel::epanechnikov, .rule = BandwidthRule::scott}, context);
  CHECK(bandwidth == Approx(std::sqrt(5) * std::sqrt(59. / 4 - 121. / 16) * std::pow(4, -0.2)));
  kernel_density(line, {.kernel = DensityKernel::triangular, .rule = BandwidthRule::scott}, context);
  CHECK(bandwidth == Approx(std::sqrt(6) * std::sqrt(59. / 4 - 121. / 16) * std::pow(4, -0.2)));
  CHECK(kernel_density(PointCloud(2, 1, {3, 3}), {.rule = BandwidthRule::scott}).values() == std::vector<double>{1, 1});
  CHECK(code_of([&] { kernel_density(square, {.metric = Metric::manhattan, .rule = BandwidthRule::scott}); }) ==
        "D106");
}

TEST_CASE("Minkowski distances lie between Manhattan's and Chebyshev's, which are among them", "[geometry][law]") {
  std::mt19937 gen(42);
  for (int trial = 0; trial < 20; ++trial) {
    const auto points = random_cloud(gen, 20, 4, trial % 2 ? 1e200 : 1);
    const auto with = [&](double power) { return pairwise_distances(points, {Metric::euclidean, power}); };
    REQUIRE(with(1) == pairwise_distances(points, {Metric::manhattan}));
    REQUIRE(with(2) == pairwise_distances(points));
    REQUIRE(with(infinity) == pairwise_distances(points, {Metric::chebyshev}));
    const auto three = with(3);
    for (Index i = 0; i < 20; ++i)
      for (Index j = 0; j < i; ++j) {
        long double sum = 0;
        for (int axis = 0; axis < 4; ++axis)
          sum += std::pow(std::abs((long double)points[i][axis] - points[j][axis]), 3.0L);
        REQUIRE(three(i, j) == Approx(double(std::cbrt(sum))).epsilon(1e-12));
      }
  }
  CHECK(reason_of([] { pairwise_distances(line, {Metric::euclidean, 0.5}); }) == "needs at least 1, got 0.5");
  CHECK(code_of([] { pairwise_distances(line, {Metric::cosine, 3.0}); }) == "D106");
}

TEST_CASE("a cycle's geodesics go the shorter way round", "[geometry][graph][example]") {
  const WeightedGraph cycle(4, {{0, 1, 1}, {1, 2, 1}, {2, 3, 1}, {0, 3, 5}});
  CHECK(graph_geodesics(cycle).lower() == std::vector<double>{1, 2, 1, 1, 2, 1});
  CHECK(graph_geodesics(cycle, {.weighted = true}).lower() == std::vector<double>{1, 2, 1, 3, 2, 1});
  CHECK(graph_geodesics(WeightedGraph()).size() == 0);
}

TEST_CASE("vertices without a path are refused, or as far as one says", "[geometry][graph][error]") {
  const WeightedGraph parts(3, {{0, 1, 4}});
  CHECK(reason_of([&] { graph_geodesics(parts); }) == "needs a path between any two vertices, 0 and 2 have none");
  CHECK(graph_geodesics(parts, {.weighted = true, .unreachable = 2}).lower() == std::vector<double>{4, 2, 2});
  CHECK(code_of([&] { graph_geodesics(parts, {.weighted = true, .unreachable = 1.9}); }) == "D106");
  CHECK(code_of([&] { graph_geodesics(parts, {.unreachable = infinity}); }) == "D106");
  CHECK(code_of([] { graph_geodesics(WeightedGraph(2, {{0, 1, -1}}), {.weighted = true}); }) == "D101");
}

TEST_CASE("geodesics are those of Floyd and Warshall, in any numbering", "[geometry][graph][oracle]") {
  RandomStream random(43, 0);
  for (int trial = 0; trial < 60; ++trial) {
    const Index n = 1 + Index(random.below(15));
    const auto graph = random_graph(random, n, 3, true);
    const auto distances = graph_geodesics(graph, {.weighted = true, .unreachable = 100});
    std::vector<std::vector<double>> length(n, std::vector<double>(n, infinity));
    for (const auto& [u, v, weight] : graph.edges()) length[u][v] = length[v][u] = weight;
    for (Index k = 0; k < n; ++k)
      for (Index u = 0; u < n; ++u)
        for (Index v = 0; v < n; ++v) length[u][v] = std::min(length[u][v], length[u][k] + length[k][v]);
    const auto name = random_order(random, n);
    std::vector<WeightedEdge> edges;
    for (const auto& [u, v, weight] : graph.edges()) edges.push_back({name[u], name[v], weight});
    const auto renamed = graph_geodesics(WeightedGraph(n, std::move(edges)), {.weighted = true, .unreachable = 100});
    for (Index u = 0; u < n; ++u)
      for (Index v = 0; v < u; ++v) {
        REQUIRE(distances(u, v) == Approx(std::min(100.0, length[u][v])));
        REQUIRE(distances(u, v) == renamed(name[u], name[v]));
      }
  }
}

TEST_CASE("a column comes out of a cloud, and the others stay", "[geometry][example]") {
  const auto taken = column(PointCloud(2, 3, {1, 2, 3, 4, 5, 6}), {.column = 1});
  CHECK(taken.values.values() == std::vector<double>{2, 5});
  CHECK(taken.points == PointCloud(2, 2, {1, 3, 4, 6}));
  CHECK(reason_of([] { column(line, {.column = 1}); }) == "needs one of the 1 columns from 0, got 1");
  CHECK(column(line).points.dimension() == 0);
}
