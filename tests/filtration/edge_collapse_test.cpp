// SPDX-License-Identifier: MIT
#include "filtration/edge_collapse.hpp"

#include "filtration/filtration_domination.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/random.hpp"

#include "support/catch.hpp"
#include "support/gudhi_witness.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stop_token>

using namespace tessera;

namespace {

using Functions = std::vector<std::vector<Index>>;

constexpr double no_budget = infinity;

struct FilteredGraph {
  Index size = 0;
  Functions functions;
  std::vector<FilteredEdge> edges;  // by length

  /// Rank of the length of uv; absent when it is no edge.
  std::vector<Rank> lengths() const {
    std::vector<Rank> matrix(std::size_t{size} * size, absent);
    for (const auto& [u, v, length] : edges) matrix[u * size + v] = matrix[v * size + u] = Rank(length);
    return matrix;
  }
};

FilteredGraph random_graph(RandomStream& random, Index size, std::size_t functions) {
  FilteredGraph graph{size, Functions(functions, std::vector<Index>(size)), {}};
  const std::uint64_t levels = 1 + random.below(6), lengths = 1 + random.below(12);
  for (auto& f : graph.functions)
    for (Index& rank : f) rank = Index(random.below(levels));
  const double density = 0.3 + 0.7 * random.uniform();
  for (Index v = 0; v < size; ++v)
    for (Index u = 0; u < v; ++u)
      if (random.uniform() < density) graph.edges.push_back({u, v, Index(random.below(lengths))});
  std::ranges::stable_sort(graph.edges, {}, &FilteredEdge::length);
  return graph;
}

/// The lengths of points drawn in the unit square, all different: graphs with much to collapse.
FilteredGraph random_points(RandomStream& random, Index size, std::size_t functions) {
  FilteredGraph graph = random_graph(random, size, functions);
  std::vector<std::array<double, 2>> points(size);
  for (auto& point : points) point = {random.uniform(), random.uniform()};
  std::vector<std::pair<double, FilteredEdge>> edges;
  for (Index v = 0; v < size; ++v)
    for (Index u = 0; u < v; ++u)
      edges.push_back({std::hypot(points[u][0] - points[v][0], points[u][1] - points[v][1]), {u, v, 0}});
  std::ranges::sort(edges, {}, [](const auto& edge) { return edge.first; });
  graph.edges.clear();
  for (Index rank = 0; rank < edges.size(); ++rank)
    graph.edges.push_back({edges[rank].second.u, edges[rank].second.v, rank});
  return graph;
}

/// Whether some w is adjacent at q to both ends of uv and to all their common neighbors: from the definition.
bool is_dominated_at(const FilteredGraph& graph, Index u, Index v, const StarGrade& q) {
  const auto matrix = graph.lengths();
  const auto present = [&](Index x) {
    for (std::size_t k = 0; k < graph.functions.size(); ++k)
      if (Rank(graph.functions[k][x]) > q.level[k]) return false;
    return true;
  };
  const auto adjacent = [&](Index x, Index y) {
    return present(x) && present(y) && matrix[x * graph.size + y] <= q.length;
  };
  for (Index w = 0; w < graph.size; ++w) {
    bool dominates = adjacent(w, u) && adjacent(w, v);
    for (Index x = 0; x < graph.size && dominates; ++x)
      dominates = x == w || !adjacent(x, u) || !adjacent(x, v) || adjacent(x, w);
    if (dominates) return true;
  }
  return false;
}

/// Calls visit(q) for every q >= p of the grid of all ranks that random graphs of up to 8 vertices have.
template <class Visit>
void for_each_grade_above(const StarGrade& p, std::size_t functions, const Visit& visit) {
  StarGrade q = p;
  for (;;) {
    visit(q);
    std::size_t axis = 0;
    if (++q.length < 28) continue;
    q.length = p.length;
    while (axis < functions && ++q.level[axis] == 6) q.level[axis] = p.level[axis], ++axis;
    if (axis == functions) return;
  }
}

StarGrade grade_of(const FilteredGraph& graph, const FilteredEdge& edge) {
  StarGrade grade{Rank(edge.length), {}};
  for (std::size_t k = 0; k < graph.functions.size(); ++k)
    grade.level[k] = Rank(std::max(graph.functions[k][edge.u], graph.functions[k][edge.v]));
  return grade;
}

Rank naive_dominated_until(const FilteredGraph& graph, const FilteredEdge& edge) {
  Rank until = absent;
  for_each_grade_above(grade_of(graph, edge), graph.functions.size(), [&](const StarGrade& q) {
    if (q.length < until && !is_dominated_at(graph, edge.u, edge.v, q)) until = q.length;
  });
  return until;
}

template <class Graph>
void check_domination(const FilteredGraph& graph, std::size_t& strong, std::size_t& full) {
  Graph held(graph.size, graph.edges, graph.functions);
  FiltrationDomination<Graph> test(held, int(graph.functions.size()));
  for (const auto& edge : graph.edges) {
    const Rank expected = naive_dominated_until(graph, edge);
    const Link& link = held.link_of(edge);
    const bool is_strong = test.is_strong(link, grade_of(graph, edge));
    REQUIRE(test.dominated_until(link, grade_of(graph, edge)) == expected);
    if (is_strong) REQUIRE(expected == absent);
    strong += is_strong;
    full += expected == absent;
  }
}

/// Cliques with up to `most` vertices along the line of direction (1, ..., 1) through `offset`.
std::vector<WitnessSimplex> cliques_along_line(const FilteredGraph& graph, std::size_t most,
                                               const std::array<double, 4>& offset) {
  const auto matrix = graph.lengths();
  std::vector<WitnessSimplex> cliques;
  std::vector<Index> vertices;
  const auto extend = [&](const auto& self, Index from, Rank length) -> void {
    if (!vertices.empty()) {
      double value = double(length) - offset[0];
      for (std::size_t k = 0; k < graph.functions.size(); ++k)
        for (const Index x : vertices) value = std::max(value, double(graph.functions[k][x]) - offset[k + 1]);
      cliques.push_back({vertices, value});
    }
    if (vertices.size() == most) return;
    for (Index x = from; x < graph.size; ++x) {
      Rank longest = length;
      for (const Index y : vertices) longest = std::max(longest, matrix[x * graph.size + y]);
      if (longest == absent) continue;
      vertices.push_back(x);
      self(self, x + 1, longest);
      vertices.pop_back();
    }
  };
  extend(extend, 0, 0);
  return cliques;
}

FilteredGraph collapsed(FilteredGraph graph, const CollapseOptions& options) {
  graph.edges = collapse_edges(graph.size, std::move(graph.edges), graph.functions, options, Context());
  return graph;
}

}  // namespace

TEST_CASE("the long side of a flat triangle is dominated, unless its apex enters later",
          "[filtration][collapse][example]") {
  const std::vector<FilteredEdge> edges{{0, 1, 0}, {1, 2, 0}, {0, 2, 1}};
  CHECK(collapse_edges(3, edges, {}, {}, Context()).size() == 2);
  CHECK(collapse_edges(3, edges, {{0, 0, 0}}, {}, Context()).size() == 2);
  CHECK(collapse_edges(3, edges, {{0, 1, 0}}, {}, Context()).size() == 3);
  CHECK(collapse_edges(3, edges, {{0, 0, 0}, {0, 1, 0}}, {}, Context()).size() == 3);
}

TEST_CASE("an edge that two vertices dominate in turn needs the full test, and one dominated for a while enters later",
          "[filtration][collapse][example]") {
  // Edge 01 at 1; apex 2 from 1 on, apex 3 from 2 on; 2 and 3 are never adjacent, so neither dominates 01 from 2 on.
  // Vertex 4 is far from 2 until 3 and dominates from then on.
  FilteredGraph graph{5, {}, {{0, 2, 0}, {1, 2, 0}, {0, 1, 1}, {0, 3, 2}, {1, 3, 2}}};
  const auto until = [&] {
    SparseGraph held(graph.size, graph.edges, {});
    FiltrationDomination<SparseGraph> test(held, 0);
    return test.dominated_until(held.link_of({0, 1, 1}), {1, {}});
  };
  CHECK(until() == 2);
  for (const Index x : {0, 1, 2, 3}) graph.edges.push_back({x, 4, 2});
  CHECK(until() == absent);

  SparseGraph held(graph.size, graph.edges, {});
  FiltrationDomination<SparseGraph> test(held, 0);
  CHECK_FALSE(test.is_strong(held.link_of({0, 1, 1}), {1, {}}));
}

TEST_CASE("edges are dominated exactly as long as the definition says, on every grade of a grid",
          "[filtration][collapse][oracle]") {
  RandomStream random(1, 1);
  for (std::size_t functions = 0; functions <= 3; ++functions) {
    std::size_t strong = 0, full = 0;
    for (int trial = 0; trial < (functions < 3 ? 100 : 30); ++trial) {
      const Index size = 3 + Index(random.below(6));
      const auto graph =
          trial % 2 == 0 ? random_graph(random, size, functions) : random_points(random, size, functions);
      INFO(functions << " functions, trial " << trial);
      check_domination<DenseGraph>(graph, strong, full);
      check_domination<SparseGraph>(graph, strong, full);
    }
    CHECK(strong > 20);
    CHECK(strong < full);
  }
}

TEST_CASE("the strong test finds a vertex exactly when one dominates at every grade",
          "[filtration][collapse][oracle]") {
  RandomStream random(2, 1);
  for (int trial = 0; trial < 200; ++trial) {
    const auto graph = random_graph(random, 2 + Index(random.below(8)), random.below(4));
    const auto matrix = graph.lengths();
    const auto length = [&](Index x, Index y) { return x == y ? Rank{0} : matrix[x * graph.size + y]; };
    DenseGraph held(graph.size, graph.edges, graph.functions);
    FiltrationDomination<DenseGraph> test(held, int(graph.functions.size()));
    for (const auto& edge : graph.edges) {
      const StarGrade p = grade_of(graph, edge);
      bool expected = false;
      for (Index w = 0; w < graph.size; ++w) {
        bool dominates = w != edge.u && w != edge.v;
        for (std::size_t k = 0; k < graph.functions.size(); ++k) dominates &= Rank(graph.functions[k][w]) <= p.level[k];
        for (Index x = 0; x < graph.size; ++x)
          dominates &= length(w, x) <= std::max({p.length, length(edge.u, x), length(edge.v, x)});
        expected |= dominates;
      }
      REQUIRE(test.is_strong(held.link_of(edge), p) == expected);
    }
  }
}

TEST_CASE("GUDHI finds the same barcodes with and without dominated edges, along lines through every number of axes",
          "[filtration][collapse][reference]") {
  RandomStream random(3, 1);
  for (int trial = 0; trial < 800; ++trial) {
    const std::size_t functions = random.below(4);
    const Index size = 2 + Index(random.below(9));
    const auto graph = trial % 2 == 0 ? random_graph(random, size, functions) : random_points(random, size, functions);
    const Collapse effort = trial % 4 < 2 ? Collapse::full : Collapse::strong;
    const auto small = collapsed(graph, {.effort = effort, .clique_cost = no_budget});
    for (int line = 0; line < 3; ++line) {
      std::array<double, 4> offset{};
      for (double& x : offset) x = 6 * random.uniform();
      INFO("trial " << trial << ", " << functions << " functions");
      REQUIRE(gudhi_barcode(cliques_along_line(small, 4, offset), 3) ==
              gudhi_barcode(cliques_along_line(graph, 4, offset), 3));
    }
  }
}

TEST_CASE("a matrix and lists of neighbors take the same decisions", "[filtration][collapse][law]") {
  RandomStream random(4, 1);
  for (int trial = 0; trial < 60; ++trial) {
    const auto graph = random_graph(random, 2 + Index(random.below(60)), random.below(4));
    const auto dense = collapsed(graph, {.clique_cost = no_budget, .form = GraphForm::dense});
    const auto sparse = collapsed(graph, {.clique_cost = no_budget, .form = GraphForm::sparse});
    REQUIRE(dense.edges == sparse.edges);
    REQUIRE(dense.edges.size() <= graph.edges.size());
  }
}

TEST_CASE("a graph too large for caches is walked in another order, with the same barcodes",
          "[filtration][collapse][reference]") {
  // Many small graphs side by side, their vertices dealt out at random: each keeps its own barcode.
  constexpr Index parts = 8000, size = 10;
  RandomStream random(7, 1);
  std::vector<Index> place(parts * size), part_of(parts * size);
  for (Index v = 0; v < place.size(); ++v) place[v] = v;
  for (Index v = Index(place.size()) - 1; v > 0; --v) std::swap(place[v], place[random.below(v + 1)]);
  std::vector<FilteredGraph> before;
  FilteredGraph whole{parts * size, Functions(1, std::vector<Index>(parts * size)), {}};
  for (Index part = 0; part < parts; ++part) {
    before.push_back(random_points(random, size, 1));
    for (const auto& [u, v, length] : before.back().edges) {
      const auto [a, b] = std::minmax(place[part * size + u], place[part * size + v]);
      whole.edges.push_back({a, b, length});
    }
    for (Index v = 0; v < size; ++v) {
      whole.functions[0][place[part * size + v]] = before.back().functions[0][v];
      part_of[place[part * size + v]] = part * size + v;
    }
  }
  REQUIRE(whole.edges.size() > 300'000);
  whole = collapsed(std::move(whole), {});
  CHECK(whole.edges.size() < 150'000);

  auto after = before;
  for (auto& graph : after) graph.edges.clear();
  for (const auto& [a, b, length] : whole.edges) {
    REQUIRE(a < b);
    const auto [u, v] = std::minmax(part_of[a], part_of[b]);
    REQUIRE(u / size == v / size);
    after[u / size].edges.push_back({u % size, v % size, length});
  }
  for (Index part = 0; part < parts; part += 20)
    REQUIRE(gudhi_barcode(cliques_along_line(after[part], 4, {1, 2}), 3) ==
            gudhi_barcode(cliques_along_line(before[part], 4, {1, 2}), 3));
}

TEST_CASE("a full collapse leaves fewer edges than a strong one, and off leaves them all", "[filtration][collapse]") {
  RandomStream random(5, 1);
  std::size_t strong = 0, full = 0;
  for (const std::size_t functions : {0, 1, 2, 3}) {
    const auto graph = random_points(random, 80, functions);
    const auto left = [&](Collapse effort) {
      return collapsed(graph, {.effort = effort, .clique_cost = no_budget}).edges.size();
    };
    CHECK(left(Collapse::off) == graph.edges.size());
    CHECK(left(Collapse::strong) < graph.edges.size() / 2);
    strong += left(Collapse::strong);
    full += left(Collapse::full);
  }
  CHECK(full < strong);
}

TEST_CASE("a collapse stops early where cliques cost little, at the same edge each time", "[filtration][collapse]") {
  RandomStream random(6, 1);
  const auto graph = random_points(random, 150, 1);
  const auto left = [&](double clique_cost) { return collapsed(graph, {.clique_cost = clique_cost}).edges; };
  CHECK(left(0).size() > graph.edges.size() * 9 / 10);
  CHECK(left(1).size() < left(0).size());
  CHECK(left(100).size() < left(1).size());
  CHECK(left(100) == left(100));
}

TEST_CASE("a graph without edges stays so, and a cancelled collapse stops", "[filtration][collapse]") {
  CHECK(collapse_edges(0, {}, {}, {}, Context()).empty());
  CHECK(collapse_edges(3, {}, {{0, 1, 2}}, {}, Context()).empty());
  std::stop_source source;
  ContextOptions options;
  options.stop = source.get_token();
  source.request_stop();
  CHECK_THROWS_AS(collapse_edges(2, {{0, 1, 0}}, {}, {}, Context(options)), Cancelled);
}
