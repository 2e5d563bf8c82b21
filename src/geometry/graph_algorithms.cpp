// SPDX-License-Identifier: MIT
// The one file that meets Boost.Graph.
#include "tessera/geometry/graph_algorithms.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/kruskal_min_spanning_tree.hpp>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>

namespace tessera {
namespace {

using EdgeRank = boost::property<boost::edge_weight_t, Index>;
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property, EdgeRank>;

}  // namespace

std::vector<Index> connected_components(const WeightedGraph& graph) {
  Graph boosted(graph.size());
  for (const auto& edge : graph.edges()) boost::add_edge(edge.u, edge.v, boosted);

  // A depth-first search started at vertices in ascending order: numbers come out in the order of least vertices.
  std::vector<Index> component(graph.size());
  if (graph.size() > 0)
    boost::connected_components(
        boosted, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, boosted)));
  return component;
}

std::vector<WeightedEdge> minimum_spanning_forest(const WeightedGraph& graph) {
  auto sorted = graph.edges();
  const auto order = [](const WeightedEdge& edge) { return std::tuple(edge.weight, edge.u, edge.v); };
  std::ranges::sort(sorted, {}, order);

  // Boost compares weights only: it is given the rank of each edge, in which no two tie.
  Graph boosted(graph.size());
  for (Index rank = 0; rank < sorted.size(); ++rank)
    boost::add_edge(sorted[rank].u, sorted[rank].v, EdgeRank(rank), boosted);
  std::vector<boost::graph_traits<Graph>::edge_descriptor> chosen;
  boost::kruskal_minimum_spanning_tree(boosted, std::back_inserter(chosen));

  std::vector<WeightedEdge> forest;
  for (const auto& edge : chosen) forest.push_back(sorted[get(boost::edge_weight, boosted, edge)]);
  std::ranges::sort(forest, {}, order);
  return forest;
}

}  // namespace tessera
