// SPDX-License-Identifier: MIT
// The one file that meets Boost.Graph.
#include "tessera/geometry/graph_algorithms.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/dijkstra_shortest_paths_no_color_map.hpp>
#include <boost/graph/kruskal_min_spanning_tree.hpp>
#include <boost/property_map/transform_value_property_map.hpp>

#include <algorithm>
#include <iterator>
#include <limits>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

namespace tessera {
namespace {

using EdgeRank = boost::property<boost::edge_weight_t, Index>;
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property, EdgeRank>;

/// With every edge in both directions.
struct Arc {
  double length;
};
using ArcGraph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Arc, boost::no_property,
                                                    Index, std::size_t>;

ArcGraph arcs_of(const WeightedGraph& graph) {
  std::vector<std::pair<Index, Index>> ends;
  std::vector<Arc> arcs;
  for (const auto& [u, v, length] : graph.edges()) {
    ends.insert(ends.end(), {{u, v}, {v, u}});
    arcs.insert(arcs.end(), {{length}, {length}});
  }
  return ArcGraph(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), arcs.begin(), graph.size());
}

constexpr std::size_t sources_together = 8;

[[noreturn]] void refuse_weight(const WeightedEdge& edge, const char* needed) {
  throw Error(codes::bad_value, fmt::format("needs {} weights, got {} on edge ({}, {})", needed,
                                            format_double(edge.weight), edge.u, edge.v));
}

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

void require_weights(const WeightedGraph& graph) {
  for (const auto& edge : graph.edges())
    if (edge.weight < 0) refuse_weight(edge, "non-negative");
}

void require_positive_lengths(const WeightedGraph& graph) {
  for (const auto& edge : graph.edges())
    if (!(edge.weight > 0)) refuse_weight(edge, "positive");
}

void shortest_paths(const WeightedGraph& graph, const std::function<void(Index, std::span<const double>)>& visit,
                    const Context& context) {
  require_weights(graph);
  const ArcGraph boosted = arcs_of(graph);

  parallel_for_blocks(context, graph.size(), sources_together, [&](std::size_t begin, std::size_t end) {
    std::vector<double> lengths(graph.size());
    for (std::size_t source = begin; source < end; ++source) {
      context.check();
      boost::dijkstra_shortest_paths_no_color_map(
          boosted, source,
          boost::distance_map(boost::make_iterator_property_map(lengths.begin(), get(boost::vertex_index, boosted)))
              .weight_map(get(&Arc::length, boosted))
              .distance_inf(std::numeric_limits<double>::infinity()));
      visit(Index(source), lengths);
    }
  });
}

std::vector<double> betweenness(const WeightedGraph& graph, const Context& context) {
  require_positive_lengths(graph);
  const ArcGraph boosted = arcs_of(graph);
  // Boost has no other place to stop than where it asks for a length.
  const auto lengths = boost::make_transform_value_property_map(
      [&context](double length) {
        context.check();
        return length;
      },
      get(&Arc::length, boosted));
  std::vector<double> betweenness(graph.size(), 0);
  if (graph.size() > 0)
    boost::brandes_betweenness_centrality(
        boosted,
        boost::centrality_map(boost::make_iterator_property_map(betweenness.begin(), get(boost::vertex_index, boosted)))
            .weight_map(lengths));
  for (double& value : betweenness) value /= 2;  // every pair was met in both orders
  return betweenness;
}

}  // namespace tessera
