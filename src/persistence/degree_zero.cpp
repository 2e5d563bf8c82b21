// SPDX-License-Identifier: MIT
#include "persistence/degree_zero.hpp"

#include "persistence/link_cut_forest.hpp"
#include "tessera/algebra/bigraded_sweep.hpp"

#include <algorithm>
#include <numeric>

namespace tessera {
namespace {

/// Vertices merged into representatives.
class Contraction {
 public:
  explicit Contraction(Index vertices) : into_(vertices) { std::iota(into_.begin(), into_.end(), Index{0}); }
  Index operator()(Index vertex) {
    while (into_[vertex] != vertex) vertex = into_[vertex] = into_[into_[vertex]];
    return vertex;
  }
  void contract(Index vertex, Index other) { into_[vertex] = other; }
  bool survives(Index vertex) const { return into_[vertex] == vertex; }

 private:
  std::vector<Index> into_;
};

struct Relation {
  Grade<2> grade;
  Index u, v;
};

/// Edges that are left after contraction, with ends among the survivors; loops are dropped.
std::vector<Relation> contracted_edges(const FilteredComplex<2>& complex, Contraction& representative) {
  const auto& edges = complex.blocks[1];
  const auto& vertex_grades = complex.blocks[0].grades;
  std::vector<Index> remaining;
  // A representative only ever gets a smaller grade, and an edge comes after its ends: one pass in an order that
  // extends the poset finds every contraction.
  for (const Index edge : colexicographic_order(edges.grades)) {
    const auto ends = edges.boundary(edge);
    if (ends.empty()) continue;
    const Index u = representative(ends[0]), v = representative(ends[1]);
    if (u == v) continue;
    if (vertex_grades[u] == edges.grades[edge])
      representative.contract(u, v);
    else if (vertex_grades[v] == edges.grades[edge])
      representative.contract(v, u);
    else
      remaining.push_back(edge);
  }

  std::vector<Relation> relations;
  for (const Index edge : remaining) {
    const auto ends = edges.boundary(edge);
    const Index u = representative(ends[0]), v = representative(ends[1]);
    if (u != v) relations.push_back({edges.grades[edge], std::min(u, v), std::max(u, v)});
  }
  return relations;
}

/// Keeps the edges that connect, at their own grade, what earlier edges leave apart.
std::vector<Relation> minimal_relations(std::vector<Relation> edges, Index vertices) {
  std::ranges::stable_sort(edges, [](const Relation& a, const Relation& b) { return a.grade.rank < b.grade.rank; });

  // Nodes: the vertices (key 0), then one node an edge (key y + 1).
  std::vector<Index> keys(vertices + edges.size(), 0);
  for (Index e = 0; e < edges.size(); ++e) keys[vertices + e] = edges[e].grade[1] + 1;
  LinkCutForest forest(std::move(keys));

  std::vector<Relation> accepted;
  for (Index e = 0; e < edges.size(); ++e) {
    const auto& [grade, u, v] = edges[e];
    if (forest.are_connected(u, v)) {
      const Index heaviest = forest.largest_on_path(u, v);
      const Relation& evicted = edges[heaviest - vertices];
      if (evicted.grade[1] <= grade[1]) continue;
      forest.cut(heaviest, evicted.u);
      forest.cut(heaviest, evicted.v);
    }
    forest.link(vertices + e, u);
    forest.link(vertices + e, v);
    accepted.push_back(edges[e]);
  }
  return accepted;
}

}  // namespace

bool is_graph_like(const FilteredComplex<2>& complex) {
  if (complex.blocks.size() < 2) return true;
  const auto& edges = complex.blocks[1];
  if (edges.offsets.empty()) return edges.stride == 2 || edges.size() == 0;
  for (Index edge = 0; edge < edges.size(); ++edge) {
    const auto ends = edges.boundary(edge).size();
    if (ends != 0 && ends != 2) return false;
  }
  return true;
}

GradedMatrix<2> degree_zero_matrix(const FilteredComplex<2>& complex, std::vector<Index>& vertices) {
  GradedMatrix<2> matrix;
  if (complex.blocks.empty()) return matrix;
  const auto& vertex_grades = complex.blocks[0].grades;

  Contraction representative(complex.blocks[0].size());
  auto relations = complex.blocks.size() > 1 ? contracted_edges(complex, representative) : std::vector<Relation>{};
  relations = minimal_relations(std::move(relations), complex.blocks[0].size());

  std::vector<Index> row(vertex_grades.size(), none);
  for (const Index vertex : colexicographic_order(vertex_grades)) {
    if (!representative.survives(vertex)) continue;
    row[vertex] = matrix.row_count();
    matrix.row_grades.push_back(vertex_grades[vertex]);
    vertices.push_back(vertex);
  }
  std::ranges::stable_sort(relations,
                           [](const Relation& a, const Relation& b) { return colexicographic(a.grade, b.grade); });
  for (const auto& [grade, u, v] : relations) {
    const auto [low, high] = std::minmax(row[u], row[v]);
    matrix.append(grade, std::array<Index, 2>{low, high});
  }
  return matrix;
}

}  // namespace tessera
