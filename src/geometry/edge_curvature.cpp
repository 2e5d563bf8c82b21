// SPDX-License-Identifier: MIT
// Ollivier-Ricci curvature of an edge uv:
// 1. Masses in integer units: d_u d_v S on the neighbors of each end, alpha / (1 - alpha) times that on the end itself.
//    For alpha >= 1/2 the mass that leaves u is at least what all vertices but v take, so that some optimal plan moves
//    mass from u to v, the optimal potential falls by d(u, v) from u to v, and W is linear in alpha from there to
//    W = d(u, v) at alpha = 1: the curvature is 2 (1 - alpha) times that at 1/2. That is the limit of Lin, Lu and Yau
//    too.
// 2. What both ends have stays where it is: distances obey the triangle inequality. Supplies and demands remain.
// 3. Distances from supplies, by searches that end where the way over u and v is no longer.
// 4. The transport (transport.hpp).
#include "tessera/geometry/edge_curvature.hpp"

#include "geometry/adjacency.hpp"
#include "geometry/ordered_sum.hpp"
#include "geometry/transport.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/geometry/graph_algorithms.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr std::size_t edges_together = 256;  // each block has a number a vertex to search with
constexpr double most_units = 0x1p50;        // three steps of them are exact in a double
constexpr double far = std::numeric_limits<double>::infinity();

WeightedGraph with_lengths(const WeightedGraph& graph, bool weighted) {
  if (weighted) {
    require_positive_lengths(graph);
    return graph;
  }
  auto edges = graph.edges();
  for (auto& edge : edges) edge.weight = 1;
  return WeightedGraph(graph.size(), std::move(edges));
}

constexpr Index most_tabled = 2048;

/// Row after row of the lengths of all shortest paths; nothing for a graph of many vertices.
std::vector<double> all_lengths(const WeightedGraph& graph, const Context& context) {
  const std::size_t n = graph.size();
  if (n > most_tabled) return {};
  std::vector<double> table(n * n);
  shortest_paths(
      graph,
      [&](Index source, std::span<const double> lengths) {
        std::ranges::copy(lengths, table.begin() + std::ptrdiff_t(source * n));
      },
      context);
  return table;
}

/// Lengths of shortest paths that are shorter than a bound: from the table, or by searches.
class NearSearch {
 public:
  NearSearch(const Adjacency& neighbors, double shortest_edge, const std::vector<double>& table)
      : neighbors_(neighbors),
        shortest_edge_(shortest_edge),
        table_(table),
        length_(table.empty() ? neighbors.size() : 0, far) {}

  /// Afterwards length(v) is right wherever it is below `bound`.
  void start(Index source, double bound) {
    if (!table_.empty()) {
      row_ = table_.data() + std::size_t{source} * neighbors_.size();
      return;
    }
    row_ = length_.data();
    for (const Index v : reached_) length_[v] = far;
    reached_.assign(1, source);
    length_[source] = 0;
    heap_.assign(1, {0.0, source});
    const auto later = [](const auto& a, const auto& b) { return a.first > b.first; };
    while (!heap_.empty()) {
      std::ranges::pop_heap(heap_, later);
      const auto [length, v] = heap_.back();
      heap_.pop_back();
      if (length > length_[v]) continue;
      if (length + shortest_edge_ >= bound) break;
      for (const auto& [u, weight] : neighbors_[v]) {
        const double through = length + weight;
        if (through >= length_[u] || through >= bound) continue;
        if (length_[u] == far) reached_.push_back(u);
        length_[u] = through;
        heap_.emplace_back(through, u);
        std::ranges::push_heap(heap_, later);
      }
    }
  }
  double length(Index v) const { return row_[v]; }

 private:
  const Adjacency& neighbors_;
  double shortest_edge_;
  const std::vector<double>& table_;
  const double* row_ = nullptr;
  std::vector<double> length_;
  std::vector<Index> reached_;
  std::vector<std::pair<double, Index>> heap_;
};

/// A vertex near one end of an edge: the mass there, and how far it is from the end.
struct Mass {
  Index vertex;
  std::int64_t units;
  double from_end;
};

/// The lazy walk from a vertex, `share` units to each neighbor and `idle` to itself, in ascending order of vertices.
std::vector<Mass> walk(const Adjacency& neighbors, Index from, std::int64_t share, std::int64_t idle) {
  std::vector<Mass> masses;
  bool has_idle = false;
  for (const auto& [v, length] : neighbors[from]) {
    if (!has_idle && v > from) masses.push_back({from, idle, 0}), has_idle = true;
    masses.push_back({v, share, length});
  }
  if (!has_idle) masses.push_back({from, idle, 0});
  return masses;
}

/// Step 2: of each vertex what one walk has more than the other.
std::vector<Mass> excess(const std::vector<Mass>& masses, const std::vector<Mass>& others) {
  std::vector<Mass> more;
  auto other = others.begin();
  for (const auto& mass : masses) {
    while (other != others.end() && other->vertex < mass.vertex) ++other;
    const std::int64_t there = other != others.end() && other->vertex == mass.vertex ? other->units : 0;
    if (mass.units > there) more.push_back({mass.vertex, mass.units - there, mass.from_end});
  }
  return more;
}

/// The curvature at an idleness of at most 1/2.
double transport_curvature(const Adjacency& neighbors, const WeightedEdge& edge, double idleness, NearSearch& search) {
  const auto& [u, v, weight] = edge;
  const double shares = double(neighbors.degree(u)) * double(neighbors.degree(v));
  const double scale = std::max(1.0, std::exp2(std::floor(std::log2(most_units / (2 * shares)))));
  const auto idle = std::int64_t(std::llround(shares * scale * (idleness / (1 - idleness))));
  const auto from = walk(neighbors, u, std::int64_t(scale * neighbors.degree(v)), idle);
  const auto to = walk(neighbors, v, std::int64_t(scale * neighbors.degree(u)), idle);
  auto supplies = excess(from, to), demands = excess(to, from);
  if (demands.size() < supplies.size()) std::swap(supplies, demands);  // searches start from supplies

  search.start(u, weight);
  const double between = std::min(weight, search.length(v));
  std::vector<double> cost;
  std::vector<std::int64_t> supply, demand;
  double farthest = 0;
  for (const auto& mass : demands) {
    demand.push_back(mass.units);
    farthest = std::max(farthest, mass.from_end);
  }
  for (const auto& mass : supplies) {
    supply.push_back(mass.units);
    search.start(mass.vertex, mass.from_end + between + farthest);
    for (const auto& other : demands)
      cost.push_back(std::min(mass.from_end + between + other.from_end, search.length(other.vertex)));
  }
  const double distance = (shares * scale + double(idle)) * between;
  return (distance - transport_cost(supply, demand, cost)) / distance;
}

EdgeCurvature with_vertices(const WeightedGraph& graph, const std::vector<double>& curvature, VertexSummary summary) {
  auto edges = graph.edges();
  std::vector<std::vector<double>> at(graph.size());
  for (std::size_t e = 0; e < edges.size(); ++e) {
    edges[e].weight = curvature[e];
    at[edges[e].u].push_back(curvature[e]);
    at[edges[e].v].push_back(curvature[e]);
  }
  std::vector<double> vertices(graph.size(), 0);
  for (Index v = 0; v < graph.size(); ++v) {
    if (at[v].empty()) continue;
    vertices[v] = ordered_sum(at[v]) / (summary == VertexSummary::mean ? double(at[v].size()) : 1.0);
  }
  return {WeightedGraph(graph.size(), std::move(edges)), ScalarField(std::move(vertices), "curvature")};
}

/// Forman's sum for one edge; the neighbors of both ends are gone through together.
double forman_curvature(const Adjacency& neighbors, const WeightedEdge& edge, bool triangles,
                        std::vector<double>& terms) {
  const double w = edge.weight;
  terms.clear();
  const auto crossing = [&](double other, bool in_triangle) {
    const double mean = std::sqrt(w * other);
    terms.push_back(-std::abs((in_triangle ? mean : 0) - 1 / mean));
  };
  const auto at_u = neighbors[edge.u], at_v = neighbors[edge.v];
  double faces = 0;
  auto other = at_v.begin();
  for (const auto& [x, weight] : at_u) {
    if (x == edge.v) continue;
    for (; other != at_v.end() && other->vertex < x; ++other)
      if (other->vertex != edge.u) crossing(other->weight, false);
    const bool in_triangle = triangles && other != at_v.end() && other->vertex == x;
    crossing(weight, in_triangle);
    if (!in_triangle) continue;
    crossing(other->weight, true);
    faces += 1;
    ++other;
  }
  for (; other != at_v.end(); ++other)
    if (other->vertex != edge.u) crossing(other->weight, false);
  terms.push_back(faces * w);
  terms.push_back(2 / w);
  return w * ordered_sum(terms);
}

}  // namespace

EdgeCurvature ollivier_ricci(const WeightedGraph& graph, const OllivierRicciOptions& options, const Context& context) {
  if (!(options.idleness >= 0 && options.idleness <= 1))
    throw Error(codes::bad_request, fmt::format("needs 0 to 1, got {}", format_double(options.idleness)))
        .within("idleness");
  const auto lengths = with_lengths(graph, options.weighted);
  const Adjacency neighbors(lengths);

  const bool is_limit = options.variant == RicciVariant::lin_lu_yau;
  const double idleness = is_limit ? 0.5 : std::min(options.idleness, 0.5);
  const double factor = is_limit ? 2.0 : options.idleness > 0.5 ? 2 * (1 - options.idleness) : 1.0;
  double shortest_edge = far;
  for (const auto& edge : lengths.edges()) shortest_edge = std::min(shortest_edge, edge.weight);
  const auto table = all_lengths(lengths, context);
  std::vector<double> curvature(lengths.edges().size());
  parallel_for_blocks(context, curvature.size(), edges_together, [&](std::size_t begin, std::size_t end) {
    NearSearch search(neighbors, shortest_edge, table);
    for (std::size_t e = begin; e < end; ++e) {
      context.check();
      curvature[e] = factor * transport_curvature(neighbors, lengths.edges()[e], idleness, search);
    }
  });
  return with_vertices(graph, curvature, options.vertex);
}

EdgeCurvature forman_ricci(const WeightedGraph& graph, const FormanRicciOptions& options, const Context& context) {
  const auto weights = with_lengths(graph, options.weighted);
  const Adjacency neighbors(weights);
  std::vector<double> curvature(weights.edges().size()), terms;
  for (std::size_t e = 0; e < curvature.size(); ++e) {
    if (e % 1024 == 0) context.check();
    curvature[e] = forman_curvature(neighbors, weights.edges()[e], options.triangles, terms);
  }
  return with_vertices(graph, curvature, options.vertex);
}

}  // namespace tessera
