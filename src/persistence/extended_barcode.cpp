// SPDX-License-Identifier: MIT
// In general: the barcode of the cone (filtration/cone.hpp) over ranks, n on the way up and n more on the way down.
// A bar's ends say its kind, and the apex gives the only infinite bar.
//
// On graphs nothing is reduced:
// 1. Ordinary bars are components that merge on the way up, by the elder rule.
// 2. Relative bars are components of superlevel sets that merge on the way down: between two of them a path of X is a
//    relative cycle, from the appearance of the younger one until they meet.
// 3. Every component of the graph lives from its least value up to the largest.
// 4. A loop is born with its last edge e. Of all loops that end with e, it dies on the way down with the one that is
//    highest: its least value is that of the path between the ends of e in a maximum spanning forest, by the smaller
//    value of each edge, of the edges before e. For: as many bars are born up to a and die from b down as there are
//    independent cycles among edges whose values lie in [b, a], and those are the generators of a kernel of free
//    modules over two parameters (degree_zero.cpp).
#include "tessera/persistence/extended_barcode.hpp"

#include "algebra/prime_field.hpp"
#include "filtration/cone.hpp"
#include "persistence/link_cut_forest.hpp"
#include "tessera/persistence/complex_barcode.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr Index edges_between_checks = 1 << 14;

/// Bars by kind, with ranks of the axis for values.
class Kinds {
 public:
  Kinds(const std::vector<double>& values, Index field) : values_(values), field_(field) {}

  void ordinary(Index birth, Index death, Index degree) { add(ordinary_, birth, death, degree); }
  void relative(Index birth, Index death, Index degree) { add(relative_, death, birth, degree); }
  void extended(Index birth, Index death, Index degree) {
    if (birth < death)
      add(plus_, birth, death, degree);
    else
      add(minus_, death, birth, degree);
  }
  ExtendedBarcode collected() {
    return {barcode_of(std::move(ordinary_), field_), barcode_of(std::move(relative_), field_),
            barcode_of(std::move(plus_), field_), barcode_of(std::move(minus_), field_)};
  }

 private:
  void add(std::vector<Bar>& bars, Index low, Index high, Index degree) const {
    if (low < high) bars.push_back({values_[low], values_[high], degree});
  }

  const std::vector<double>& values_;
  Index field_;
  std::vector<Bar> ordinary_, relative_, plus_, minus_;
};

/// A graph with the ranks of its edges both ways.
struct Graph {
  std::vector<Index> vertices;  // rank of each
  struct Edge {
    Index u, v, up, down;
  };
  std::vector<Edge> edges;
};

Graph graph_of(const FilteredComplex<1>& complex, const Context& context) {
  const std::uint64_t vertices = complex.blocks[0].size(), edges = complex.size() - vertices;
  context.require_memory(100 * vertices + 120 * edges, fmt::format("extended persistence of {} edges", edges),
                         "take a smaller graph");
  const auto least = least_ranks(complex, 0, context);
  Graph graph;
  for (const auto& grade : complex.blocks[0].grades) graph.vertices.push_back(grade[0]);
  if (complex.blocks.size() < 2) return graph;
  const auto& block = complex.blocks[1];
  graph.edges.reserve(block.size());
  for (Index edge = 0; edge < block.size(); ++edge) {
    const auto ends = block.boundary(edge);
    graph.edges.push_back({ends[0], ends[1], block.grades[edge][0], least[1][edge]});
  }
  return graph;
}

/// merge(rank of the younger component's first vertex, edge) for every edge that joins two components, edges in the
/// order given, vertices by `is_before`. Returns the component of each vertex by its first vertex.
template <class Before, class Merge>
std::vector<Index> merged(const Graph& graph, const Before& is_before, const Merge& merge) {
  std::vector<Index> elder(graph.vertices.size());
  std::iota(elder.begin(), elder.end(), Index{0});
  const auto first_of = [&](Index v) {
    while (elder[v] != v) v = elder[v] = elder[elder[v]];
    return v;
  };
  for (const auto& edge : graph.edges) {
    Index u = first_of(edge.u), v = first_of(edge.v);
    if (u == v) continue;
    if (is_before(graph.vertices[v], graph.vertices[u])) std::swap(u, v);
    elder[v] = u;
    merge(graph.vertices[v], edge);
  }
  for (Index v = 0; v < elder.size(); ++v) elder[v] = first_of(v);
  return elder;
}

/// Steps 1 to 3. Leaves the edges in ascending order.
void pair_components(Graph& graph, Kinds& kinds) {
  using Edge = Graph::Edge;
  std::ranges::sort(graph.edges, std::greater(), &Edge::down);
  merged(graph, std::greater(), [&](Index birth, const Edge& edge) { kinds.relative(birth, edge.down, 1); });

  std::ranges::sort(graph.edges, std::less(), &Edge::up);
  const auto first =
      merged(graph, std::less(), [&](Index birth, const Edge& edge) { kinds.ordinary(birth, edge.up, 0); });
  auto highest = graph.vertices;
  for (Index v = 0; v < first.size(); ++v) highest[first[v]] = std::max(highest[first[v]], graph.vertices[v]);
  for (Index v = 0; v < first.size(); ++v)
    if (first[v] == v) kinds.extended(graph.vertices[v], highest[v], 0);
}

/// Step 4, on edges in ascending order.
void pair_loops(const Graph& graph, Kinds& kinds, const Context& context) {
  const Index vertices = Index(graph.vertices.size());
  std::vector<Index> keys(vertices, 0);
  for (const auto& edge : graph.edges) keys.push_back(none - edge.down);  // the lowest edge has the largest key
  LinkCutForest forest(std::move(keys));
  for (Index i = 0; i < graph.edges.size(); ++i) {
    if (i % edges_between_checks == 0) context.check();
    const auto& edge = graph.edges[i];
    if (forest.are_connected(edge.u, edge.v)) {
      const Index lowest = forest.largest_on_path(edge.u, edge.v);
      const auto& other = graph.edges[lowest - vertices];
      kinds.extended(edge.up, std::min(edge.down, other.down), 1);
      if (edge.down <= other.down) continue;
      forest.cut(other.u, lowest);
      forest.cut(lowest, other.v);
    }
    forest.link(edge.u, vertices + i);
    forest.link(vertices + i, edge.v);
  }
}

void pair_cells(const FilteredComplex<1>& complex, Index field, Kinds& kinds, const Context& context) {
  const Index ranks = Index(complex.grid.axes[0].values.size());
  std::vector<Index> descent(ranks);
  for (Index rank = 0; rank < ranks; ++rank) descent[rank] = 2 * ranks - 1 - rank;
  auto cone = coned(complex, 0, descent, context);
  auto& axis = cone.grid.axes[0];
  axis = {};
  for (Index rank = 0; rank < 2 * ranks; ++rank) axis.values.push_back(rank);

  const auto bars = barcode(cone, {.max_degree = {}, .field = field, .cycles = false}, context).bars;
  for (const auto& [birth, death, degree] : bars) {
    if (death == infinity) continue;  // the apex
    const Index from = Index(birth), to = Index(death);
    if (to < ranks)
      kinds.ordinary(from, to, degree);
    else if (from >= ranks)
      kinds.relative(2 * ranks - 1 - from, 2 * ranks - 1 - to, degree);
    else
      kinds.extended(from, 2 * ranks - 1 - to, degree);
  }
}

}  // namespace

ExtendedBarcode extended_barcode(const FilteredComplex<1>& complex, const ExtendedBarcodeOptions& options,
                                 const Context& context) {
  PrimeField{options.field};
  Kinds kinds(complex.grid.axes[0].values, options.field);
  if (complex.size() == 0) return kinds.collected();

  const bool is_graph =
      std::ranges::all_of(complex.blocks.begin() + std::min<std::ptrdiff_t>(2, std::ssize(complex.blocks)),
                          complex.blocks.end(), [](const auto& block) { return block.size() == 0; });
  if (is_graph) {
    auto graph = graph_of(complex, context);
    pair_components(graph, kinds);
    pair_loops(graph, kinds, context);
  } else {
    pair_cells(complex, options.field, kinds, context);
  }
  return kinds.collected();
}

}  // namespace tessera
