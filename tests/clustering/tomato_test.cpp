// SPDX-License-Identifier: MIT
#include "tessera/clustering/tomato.hpp"

#include "tessera/clustering/scores.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_geometry.hpp"
#include "support/random_graphs.hpp"

#include <cmath>
#include <set>

using namespace tessera;

namespace {

/// Of every vertex: its value less the highest level at which its superlevel component holds a higher vertex; what is
/// highest in its component: less the lowest value there. Bottlenecks of all pairs by Floyd and Warshall.
std::vector<double> naive_prominences(const WeightedGraph& graph, const std::vector<double>& f) {
  const Index n = graph.size();
  std::vector<double> level(std::size_t{n} * n, -infinity);
  for (Index v = 0; v < n; ++v) level[v * n + v] = f[v];
  for (const auto& [u, v, weight] : graph.edges()) level[u * n + v] = level[v * n + u] = std::min(f[u], f[v]);
  for (Index k = 0; k < n; ++k)
    for (Index i = 0; i < n; ++i)
      for (Index j = 0; j < n; ++j)
        level[i * n + j] = std::max(level[i * n + j], std::min(level[i * n + k], level[k * n + j]));
  std::vector<double> prominence(n);
  for (Index v = 0; v < n; ++v) {
    double meets = -infinity, lowest = f[v];
    for (Index u = 0; u < n; ++u) {
      if (f[u] > f[v] || (f[u] == f[v] && u < v)) meets = std::max(meets, level[v * n + u]);
      if (level[v * n + u] > -infinity) lowest = std::min(lowest, f[u]);
    }
    prominence[v] = f[v] - (meets > -infinity ? meets : lowest);
  }
  return prominence;
}

bool is_highest_of_component(const WeightedGraph& graph, const std::vector<double>& f, Index v) {
  std::set<Index> reached{v};
  for (std::size_t before = 0; before != reached.size();) {
    before = reached.size();
    for (const auto& edge : graph.edges())
      if (reached.contains(edge.u) || reached.contains(edge.v)) reached.insert({edge.u, edge.v});
  }
  return std::ranges::all_of(reached, [&](Index u) { return f[u] < f[v] || (f[u] == f[v] && u >= v); });
}

WeightedGraph path(Index size) {
  std::vector<WeightedEdge> edges;
  for (Index v = 1; v < size; ++v) edges.push_back({v - 1, v, 1});
  return WeightedGraph(size, edges);
}

}  // namespace

TEST_CASE("peaks of less prominence than the threshold are merged into higher ones", "[clustering][tomato][example]") {
  // Peaks 5, 4 and 9: 4 meets 5 at 3 (prominence 1), 5 meets 9 at 1 (prominence 4).
  const ScalarField f({2, 5, 3, 4, 1, 9, 8});
  const auto found = tomato(path(7), f, {.threshold = 2});
  CHECK(found.labels == Labels({"0", "0", "0", "0", "1", "1", "1"}));
  CHECK(found.prominences.values() == std::vector<double>{0, 4, 0, 1, 0, 8, 0});
  CHECK(tomato(path(7), f, {.threshold = 0.5}).labels == Labels({"0", "0", "0", "2", "1", "1", "1"}));
  CHECK(tomato(path(7), f, {.clusters = 1}).labels == Labels(std::vector<std::string>(7, "0")));
  CHECK(tomato(path(7), f, {.clusters = 2}).labels == found.labels);
  const auto by_gap = tomato(path(7), f);
  CHECK(by_gap.labels == found.labels);
  CHECK(by_gap.threshold == 2.5);
}

TEST_CASE("prominences are the persistence of superlevel components, and count the clusters",
          "[clustering][tomato][oracle]") {
  RandomStream random(31, 0);
  for (int trial = 0; trial < 150; ++trial) {
    const Index n = 2 + Index(random.below(30));
    const auto graph = random_graph(random, n, 2 + Index(random.below(12)));
    std::vector<double> f(n);
    for (double& value : f) value = trial % 2 ? double(random.below(6)) : random.uniform();
    const auto expected = naive_prominences(graph, f);
    const double threshold = trial % 2 ? 1.0 + double(random.below(3)) : random.uniform() / 2;
    const auto found = tomato(graph, ScalarField(f), {.threshold = threshold});
    INFO("trial " << trial);
    Index kept = 0;
    for (Index v = 0; v < n; ++v) {
      CHECK(found.prominences[v] == expected[v]);
      kept += expected[v] >= threshold || is_highest_of_component(graph, f, v);
    }
    CHECK(found.labels.names().size() == kept);
  }
}

TEST_CASE("far blobs and two moons are found at the gap of the prominences", "[clustering][tomato][law]") {
  RandomStream random(32, 0);
  std::vector<double> blobs, moons;
  std::vector<std::string> blob_names, moon_names;
  for (int k = 0; k < 400; ++k) {
    blobs.insert(blobs.end(), {2.5 * (k % 4 / 2) + 0.5 * random.normal(), 2.5 * (k % 2) + 0.5 * random.normal()});
    blob_names.push_back(std::to_string(k % 4));
    const double angle = 3.14159265 * random.uniform(), side = k % 2 ? 1 : -1;
    moons.insert(moons.end(), {side * std::cos(angle) + (k % 2) + 0.06 * random.normal(),
                               side * (std::sin(angle) - 0.25) + 0.06 * random.normal()});
    moon_names.push_back(std::to_string(k % 2));
  }
  const auto four = tomato(PointCloud(400, 2, blobs), nullptr, {.neighbors = 15});
  CHECK(cluster_scores(four.labels, Labels(blob_names)).adjusted_rand > 0.9);
  const auto two = tomato(PointCloud(400, 2, moons), nullptr, {.clusters = 2, .neighbors = 15});
  CHECK(cluster_scores(two.labels, Labels(moon_names)).adjusted_rand > 0.95);
}

TEST_CASE("renumbering permutes the clusters, scaling changes none", "[clustering][tomato][law]") {
  std::mt19937 gen(33);
  for (int trial = 0; trial < 20; ++trial) {
    const auto places = random_permutation(gen, 144);
    std::vector<double> coordinates, values;
    for (Index k = 0; k < 90; ++k) {
      coordinates.insert(coordinates.end(), {double(places[k] / 12), double(places[k] % 12)});
      values.push_back(double(gen() % 5));
    }
    const PointCloud points(90, 2, coordinates);
    const ScalarField density(values);
    const auto order = random_permutation(gen, 90);
    std::vector<double> moved_values;
    for (const Index point : order) moved_values.push_back(values[point]);
    const ScalarField moved_density(moved_values);
    const TomatoOptions options{.threshold = 1, .neighbors = 5};
    const auto found = tomato(points, &density, options), own = tomato(points, nullptr, options);
    const auto moved = tomato(relabelled(points, order), &moved_density, options);
    const auto own_moved = tomato(relabelled(points, order), nullptr, options);
    for (Index k = 0; k < 90; ++k) {
      CHECK(moved.labels[k] == found.labels[order[k]]);
      CHECK(moved.prominences[k] == found.prominences[order[k]]);
      CHECK(own_moved.labels[k] == own.labels[order[k]]);
    }
    for (double& x : coordinates) x *= 0x1p480;
    CHECK(tomato(PointCloud(90, 2, coordinates), nullptr, options).labels == own.labels);
  }
}

TEST_CASE("constant densities, equal points and lone vertices are clusters of their components",
          "[clustering][tomato][example]") {
  CHECK(tomato(path(4), ScalarField({1, 1, 1, 1})).labels == Labels({"0", "0", "0", "0"}));
  CHECK(tomato(WeightedGraph(3, {{0, 2, 1}}), ScalarField({1, 1, 1})).labels == Labels({"0", "1", "0"}));
  CHECK(tomato(PointCloud(4, 1, {2, 2, 2, 2}), nullptr, {.neighbors = 2}).labels == Labels({"0", "0", "0", "0"}));
}

TEST_CASE("counts that cannot be, and densities of other points, are refused", "[clustering][tomato][error]") {
  CHECK(reason_of([] {
          tomato(path(3), ScalarField({1, 2, 1}), {.clusters = 2});
        }) == "the graph has 1 components with 1 peaks in all: needs a count of clusters between these, got 2");
  CHECK(code_of([] { tomato(WeightedGraph(2, {}), ScalarField({1, 2}), {.clusters = 1}); }) == "D106");
  CHECK(code_of([] { tomato(path(2), ScalarField({1, 2}), {.threshold = 1, .clusters = 1}); }) == "D106");
  CHECK(code_of([] { tomato(path(2), ScalarField({1, 2}), {.threshold = -1}); }) == "D106");
  CHECK(code_of([] { tomato(path(2), ScalarField({1})); }) == "D102");
  CHECK(code_of([] { tomato(WeightedGraph(), ScalarField()); }) == "D103");
  CHECK(code_of([] { tomato(path(2), ScalarField({-1.7e308, 1.7e308})); }) == "D101");
  CHECK(code_of([] { tomato(PointCloud(2, 1, {0, 1})); }) == "D103");
}
