// SPDX-License-Identifier: MIT
#include "tessera/manifold/isomap.hpp"

#include "manifold/nearest_training.hpp"
#include "manifold/stress.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/geometry/farthest_subsample.hpp"
#include "tessera/geometry/graph_algorithms.hpp"
#include "tessera/geometry/graph_geodesics.hpp"
#include "tessera/geometry/minimum_spanning_tree.hpp"
#include "tessera/geometry/nearest_neighbors.hpp"

#include <algorithm>
#include <queue>

#include <fmt/format.h>

namespace tessera {
namespace {

void check_request(Index points, const IsomapOptions& options) {
  if (options.components == 0) throw Error(codes::bad_request, "needs at least 1, got 0").within("components");
  if (options.landmarks > points)
    throw Error(codes::too_few, fmt::format("needs at least {} points, got {}", options.landmarks, points))
        .within("landmarks");
}

std::vector<WeightedEdge> neighbor_edges(const PointCloud& points, const IsomapOptions& options,
                                         const Context& context) {
  const auto graph = nearest_neighbors(points, {.neighbors = options.neighbors, .metric = options.metric}, context);
  std::vector<WeightedEdge> edges;
  edges.reserve(graph.neighbors.size());
  for (Index i = 0; i < graph.size(); ++i)
    for (std::size_t k = 0; k < graph.neighbors_of(i).size(); ++k) {
      const Index j = graph.neighbors_of(i)[k];
      const auto back = graph.neighbors_of(j);
      if (j < i && std::ranges::find(back, i) != back.end()) continue;  // row j has it
      edges.push_back({std::min(i, j), std::max(i, j), graph.distances_of(i)[k]});
    }
  return edges;
}

/// The neighbor graph, in one piece; tells how many there were.
WeightedGraph connected_graph(const PointCloud& points, const IsomapOptions& options, Index& pieces,
                              const Context& context) {
  auto edges = neighbor_edges(points, options, context);
  WeightedGraph graph(points.size(), edges);
  const auto component = connected_components(graph);
  pieces = component.empty() ? 0 : *std::ranges::max_element(component) + 1;
  if (pieces <= 1) return graph;
  if (!options.connect)
    throw Error(codes::bad_value, fmt::format("needs a connected neighbor graph, got one in {} pieces", pieces),
                "take more neighbors, set connect, or embed one piece");

  context.warn(fmt::format("the neighbor graph was in {} pieces, joined by the shortest edges", pieces));
  // Edges of a minimum spanning tree that leave a piece: those that Kruskal's algorithm takes when it starts with the
  // pieces, unless they close a circle of pieces.
  const auto tree = minimum_spanning_tree(points, options.metric, context);
  std::vector<WeightedEdge> between;
  for (const auto& [u, v, length] : tree)
    if (component[u] != component[v]) between.push_back({std::min(u, v), std::max(u, v), length});
  std::ranges::stable_sort(between, {}, &WeightedEdge::weight);
  std::vector<Index> leader(pieces);
  for (Index piece = 0; piece < pieces; ++piece) leader[piece] = piece;
  for (const auto& edge : between) {
    const Index from = leader[component[edge.u]], to = leader[component[edge.v]];
    if (from == to) continue;
    std::ranges::replace(leader, from, to);
    edges.push_back(edge);
  }
  return WeightedGraph(points.size(), std::move(edges));
}

struct Adjacency {
  explicit Adjacency(const WeightedGraph& graph) : neighbors(graph.size()) {
    for (const auto& [u, v, length] : graph.edges()) {
      neighbors[u].emplace_back(length, v);
      neighbors[v].emplace_back(length, u);
    }
  }
  std::vector<std::vector<std::pair<double, Index>>> neighbors;
};

/// Dijkstra's algorithm from one vertex.
void shortest_lengths(const Adjacency& graph, Index source, double* lengths) {
  std::fill_n(lengths, graph.neighbors.size(), infinity);
  std::priority_queue<std::pair<double, Index>, std::vector<std::pair<double, Index>>, std::greater<>> queue;
  lengths[source] = 0;
  queue.emplace(0, source);
  while (!queue.empty()) {
    const auto [length, u] = queue.top();
    queue.pop();
    if (length > lengths[u]) continue;
    for (const auto& [edge, v] : graph.neighbors[u]) {
      if (length + edge >= lengths[v]) continue;
      lengths[v] = length + edge;
      queue.emplace(lengths[v], v);
    }
  }
}

DistanceMatrix among(const std::vector<Index>& landmarks, const RowMatrix& lengths) {
  std::vector<double> lower;
  for (std::size_t i = 1; i < landmarks.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)  // the two runs may differ in the last bits
      lower.push_back(std::min(lengths(Eigen::Index(i), landmarks[j]), lengths(Eigen::Index(j), landmarks[i])));
  return DistanceMatrix(Index(landmarks.size()), std::move(lower));
}

}  // namespace

struct IsomapMap::Parts {
  PointCloud training;
  IsomapOptions options;
  DistanceMatrix geodesics;  // of all points, without landmarks
  RowMatrix lengths;         // landmarks x points
  ClassicalScaling scaling;  // of the points, or of the landmarks

  Index sources() const { return Index(scaling.points.rows()); }
  double length(Index source, Index point) const {
    return options.landmarks > 0 ? lengths(source, point) : geodesics(source, point);
  }
};

IsomapMap::~IsomapMap() = default;
IsomapMap::IsomapMap(IsomapMap&&) noexcept = default;
IsomapMap& IsomapMap::operator=(IsomapMap&&) noexcept = default;

IsomapMap::IsomapMap(const PointCloud& training, const IsomapOptions& options, const Context& context) {
  check_request(training.size(), options);
  auto parts = std::make_unique<Parts>();
  parts->training = training;
  parts->options = options;
  Index pieces = 0;
  const auto graph = connected_graph(training, options, pieces, context);

  if (options.landmarks == 0) {
    parts->geodesics = graph_geodesics(graph, {.weighted = true, .unreachable = {}}, context);
    parts->scaling = classical_scaling(parts->geodesics, options.components, context);
    const auto& scaling = parts->scaling;
    embedding_.points = scaled_points(scaling.points, scaling.exponent);
    embedding_.figures = scaling.figures;
    embedding_.figures["stress"] = {stress_of(parts->geodesics, scaling.exponent, scaling.points, context)};
  } else {
    context.require_memory(8 * std::uint64_t{options.landmarks} * training.size(),
                           fmt::format("geodesics from {} landmarks", options.landmarks), "take fewer landmarks");
    const auto landmarks =
        farthest_subsample(training, {.count = options.landmarks, .metric = options.metric}, context).index;
    const Adjacency adjacency(graph);
    parts->lengths.resize(Eigen::Index(landmarks.size()), training.size());
    parallel_for(context, landmarks.size(), 1, [&](std::size_t l) {
      shortest_lengths(adjacency, landmarks[l], parts->lengths.row(Eigen::Index(l)).data());
    });
    const auto between = among(landmarks, parts->lengths);
    parts->scaling = classical_scaling(between, options.components, context);
    const auto& scaling = parts->scaling;
    RowMatrix placed(training.size(), options.components);
    parallel_for(context, training.size(), 16, [&](std::size_t point) {
      const Eigen::VectorXd lengths = parts->lengths.col(Eigen::Index(point));
      scaling.place({lengths.data(), landmarks.size()}, placed.row(Eigen::Index(point)).data());
    });
    embedding_.points = scaled_points(placed, scaling.exponent);
    embedding_.figures = scaling.figures;
    embedding_.figures["stress"] = {stress_of(between, scaling.exponent, scaling.points, context)};
  }
  embedding_.figures["graph_components"] = {double(pieces)};
  parts_ = std::move(parts);
}

PointCloud IsomapMap::place(const PointCloud& others, const Context& context) const {
  const auto& scaling = parts_->scaling;
  RowMatrix placed = RowMatrix::Zero(others.size(), scaling.points.cols());
  const auto visit = [&](Index other, std::span<const std::pair<double, Index>> nearest) {
    std::vector<double> lengths(parts_->sources(), infinity);
    for (Index source = 0; source < parts_->sources(); ++source)
      for (const auto& [step, point] : nearest)
        lengths[source] = std::min(lengths[source], step + parts_->length(source, point));
    scaling.place(lengths, placed.row(other).data());
  };
  for_nearest_training(parts_->training, others, parts_->options.neighbors, parts_->options.metric, visit, context);
  return scaled_points(placed, scaling.exponent);
}

Embedding isomap(const PointCloud& points, const Split* split, const IsomapOptions& options, const Context& context) {
  return embedded_with<IsomapMap>(points, split, options, context);
}

}  // namespace tessera
