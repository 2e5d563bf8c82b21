// SPDX-License-Identifier: MIT
#include "tessera/geometry/graph_algorithms.hpp"
#include "tessera/geometry/minimum_spanning_tree.hpp"
#include "tessera/geometry/pairwise_distances.hpp"

#include "support/catch.hpp"
#include "support/naive_geometry.hpp"

using namespace tessera;

namespace {

std::vector<double> weights(const std::vector<WeightedEdge>& edges) {
  std::vector<double> all;
  for (const auto& edge : edges) all.push_back(edge.weight);
  return all;
}

WeightedGraph complete_graph(const DistanceMatrix& distances) {
  std::vector<WeightedEdge> edges;
  for (Index u = 0; u < distances.size(); ++u)
    for (Index v = u + 1; v < distances.size(); ++v) edges.push_back({u, v, distances(u, v)});
  return WeightedGraph(distances.size(), std::move(edges));
}

}  // namespace

TEST_CASE("the spanning tree of points on a line joins neighbors", "[geometry][tree][example]") {
  const auto tree = minimum_spanning_tree(PointCloud(4, 1, {0, 10, 1, 4}));
  CHECK(tree == std::vector<WeightedEdge>{{0, 2, 1}, {2, 3, 3}, {1, 3, 6}});
  CHECK(minimum_spanning_tree(PointCloud(1, 1, {0})).empty());
  CHECK(minimum_spanning_tree(PointCloud()).empty());
  CHECK(minimum_spanning_tree(PointCloud(3, 0, {})) == std::vector<WeightedEdge>{{0, 1, 0}, {0, 2, 0}});
}

TEST_CASE("Prim's tree has the edge lengths of Kruskal's, to the last bit", "[geometry][tree][oracle]") {
  std::mt19937 gen(41);
  for (const Index dimension : {1u, 2u, 5u, 40u})
    for (const Metric metric : {Metric::euclidean, Metric::manhattan, Metric::chebyshev, Metric::cosine}) {
      if (dimension == 1 && metric == Metric::cosine) continue;
      for (const auto& cloud : {random_cloud(gen, 130, dimension), random_lattice_cloud(gen, 130, dimension, 4)}) {
        if (metric == Metric::cosine && cloud.coordinates()[0] == std::floor(cloud.coordinates()[0]))
          continue;  // has zeros
        const auto matrix = pairwise_distances(cloud, {metric});
        const auto forest = minimum_spanning_forest(complete_graph(matrix));
        REQUIRE(forest.size() == 129);
        REQUIRE(weights(minimum_spanning_tree(cloud, metric)) == weights(forest));
        REQUIRE(weights(minimum_spanning_tree(matrix)) == weights(forest));
      }
    }
}

TEST_CASE("labels and threads do not change the lengths of a spanning tree", "[geometry][tree][law]") {
  std::mt19937 gen(42);
  for (const Index dimension : {3u, 700u}) {  // the second by way of a matrix
    const auto cloud = random_cloud(gen, 300, dimension);
    const auto tree = minimum_spanning_tree(cloud);
    CHECK(minimum_spanning_tree(cloud, Metric::euclidean, Context({.threads = 2})) == tree);
    CHECK(weights(minimum_spanning_tree(relabelled(cloud, random_permutation(gen, 300)))) == weights(tree));
    CHECK(weights(minimum_spanning_tree(cloud, Metric::euclidean, Context({.memory_budget = 1 << 20}))) ==
          weights(tree));
  }
}

TEST_CASE("components are numbered by their least vertex", "[geometry][graph][example]") {
  const WeightedGraph graph(6, {{5, 0, 1.0}, {2, 4, 1.0}, {4, 1, 2.0}});
  CHECK(connected_components(graph) == std::vector<Index>{0, 1, 1, 2, 1, 0});
  CHECK(connected_components(WeightedGraph()).empty());
}

TEST_CASE("a spanning forest leaves the heaviest edge of a cycle, the last at a tie", "[geometry][graph][example]") {
  const WeightedGraph graph(5, {{0, 1, 1.0}, {1, 2, 1.0}, {0, 2, 1.0}, {3, 4, -2.0}});
  CHECK(minimum_spanning_forest(graph) == std::vector<WeightedEdge>{{3, 4, -2}, {0, 1, 1}, {0, 2, 1}});
}
