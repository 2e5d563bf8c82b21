// SPDX-License-Identifier: MIT
// H_1 of a function-Rips complex by cocycles. A functional on the cycles of a graph is a 1-cochain, so a basis of the
// cycles is carried as the dual basis: every edge has an annotation, the vector of its values under the dual basis, and
// a cycle's coordinates are the sum of the annotations of its edges. (Annotations: Busaryev, Cabello, Chen, Dey, Wang
// 2012, doi:10.1007/978-3-642-31155-0_17; that cohomology with implicit coboundaries and clearing suits Rips complexes
// of two parameters: Bauer, Lenzen, Lesnick 2023, doi:10.4230/LIPIcs.SoCG.2023.15.)
//
// Vertices are numbered by the function. Edges enter by (length, height, number); a tie in length is broken as if
// lengths differed. On entry of e = uv, x its length, y its height:
//   1. Triangles. Of the triangles uvw with e their last edge only those count where w is joined to no lower common
//      neighbor w' of u and v: else uvw is the sum of uvw', uww', vww', which are no higher and came before. These w
//      are the local minima of the link of e. In a full Rips complex there are one or two.
//   2. Generator. In the spanning forest that is least in height, e joins two trees (no cycle; annotation 0), or closes
//      a cycle. The generator of ker d_1 then born has grade (x, y'), y' the larger of y and the greatest height on the
//      path, and the forest gives up the edge at that height.
//   3. Local pair. The triangle of the least w is at (x, max(y, f(w))), and its boundary meets the new generator. So it
//      is not below the generator; if it is at its grade, the two cancel, and e gets the annotation of the other way
//      round, uw + wv. Where f(w) <= y, the forest need not be asked: this is clearing, and what happens to nearly all
//      edges of a full Rips complex.
//   4. Otherwise the generator stays: e gets it, plus the annotations along the path, so that the old functionals
//      vanish on the new cycle.
//   5. Relations. The triangles of step 1, in order of height, are columns over the generators; one that earlier ones
//      of no larger height generate is dropped (relation_sweep.hpp).
#include "persistence/flag_cohomology.hpp"

#include "algebra/radix_order.hpp"
#include "persistence/annotated_graph.hpp"
#include "persistence/cycle_forest.hpp"
#include "persistence/relation_sweep.hpp"
#include "tessera/algebra/bigraded_sweep.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <numeric>
#include <string>

namespace tessera {
namespace {

struct EnteringEdge {
  std::uint64_t key;  // length, then height
  Index u, v;

  Index length() const noexcept { return Index(key >> 32); }
  Index height() const noexcept { return Index(key); }
};

std::vector<EnteringEdge> in_order_of_entry(const CellBlock<2>& edges, const std::vector<Index>& number) {
  std::vector<EnteringEdge> entering(edges.size());
  for (Index e = 0; e < edges.size(); ++e) {
    const auto ends = edges.boundary(e);
    entering[e] = {std::uint64_t{edges.grades[e][0]} << 32 | edges.grades[e][1], number[ends[0]], number[ends[1]]};
  }
  std::vector<EnteringEdge> scratch;
  const auto pass = [&](const auto& rank) {
    Index largest = 0;
    for (const EnteringEdge& edge : entering) largest = std::max(largest, rank(edge));
    radix_pass(entering, scratch, largest, rank);
  };
  pass([](const EnteringEdge& edge) { return edge.height(); });
  pass([](const EnteringEdge& edge) { return edge.length(); });
  for (auto begin = entering.begin(), end = begin; begin != entering.end(); begin = end) {
    end = std::find_if(begin, entering.end(), [&](const EnteringEdge& edge) { return edge.key != begin->key; });
    if (end - begin > 1)
      std::sort(begin, end, [](const auto& a, const auto& b) { return std::pair(a.u, a.v) < std::pair(b.u, b.v); });
  }
  return entering;
}

/// An edge enters with the later of its ends: what makes a triangle enter with the latest of its vertices.
void check_heights(const FilteredComplex<2>& graph) {
  const auto& vertices = graph.blocks[0].grades;
  const auto& edges = graph.blocks[1];
  for (Index e = 0; e < edges.size(); ++e) {
    const auto ends = edges.boundary(e);
    if (edges.grades[e][1] != std::max(vertices[ends[0]][1], vertices[ends[1]][1]))
      throw Error(codes::bad_complex, "needs edges that enter with their later end on axis 1, got edge " +
                                          std::to_string(e) + " at another grade");
  }
}

class FirstHomology {
 public:
  /// `heights` of the vertices, increasing.
  FirstHomology(AnnotatedGraph graph, std::span<const Index> heights)
      : graph_(std::move(graph)), heights_(heights), forest_(Index(heights.size())) {}

  void enter(const EnteringEdge& edge) {
    graph_.link_minima(edge.u, edge.v, minima_);
    const auto annotation = normal_form(annotation_of(edge), edge.height());
    for (const Index w : minima_) add_relation(edge, annotation, w);
    graph_.add(edge.u, edge.v, annotation);
  }

  GradedMatrix<2> presentation() && {
    const auto row_order = colexicographic_order(generators_), column_order = colexicographic_order(relation_grades_);
    std::vector<Index> place(generators_.size());
    GradedMatrix<2> matrix;
    for (Index i = 0; i < row_order.size(); ++i) {
      place[row_order[i]] = i;
      matrix.row_grades.push_back(generators_[row_order[i]]);
    }
    std::vector<Index> rows;
    for (const Index j : column_order) {
      rows.clear();
      for (const Index generator : annotations_[relations_[j]]) rows.push_back(place[generator]);
      std::ranges::sort(rows);
      matrix.append(relation_grades_[j], rows);
    }
    return matrix;
  }

 private:
  /// Steps 2 to 4.
  Annotations::Name annotation_of(const EnteringEdge& edge) {
    const Index y = edge.height();
    const Index lowest = minima_.empty() ? none : heights_[minima_.front()];
    if (lowest <= y) return way_round(edge, minima_.front());

    const auto path = forest_.path(edge.u, edge.v, annotations_);
    if (!path.exists) {
      forest_.link(edge.u, edge.v, y, 0);
      return 0;
    }
    const Index born = std::max(y, path.height);
    const auto annotation = lowest <= born ? way_round(edge, minima_.front())
                                           : annotations_.sum(new_generator(edge.length(), born), path.annotation);
    if (path.height > y) forest_.replace(path, edge.u, edge.v, y, annotation);
    return annotation;
  }

  Annotations::Name way_round(const EnteringEdge& edge, Index w) {
    return annotations_.sum(graph_.annotation(edge.u, w), graph_.annotation(edge.v, w));
  }

  Annotations::Name new_generator(Index x, Index y) {
    const Index generator = Index(generators_.size());
    generators_.push_back({{x, y}});
    return annotations_.name_of({&generator, 1});
  }

  /// The same class at height y, in as few generators as the relations so far allow.
  Annotations::Name normal_form(Annotations::Name name, Index y) {
    if (name == 0) return 0;
    normal_form_.clear();
    sweep_.normal_form(annotations_[name], y, normal_form_);
    return annotations_.name_of(normal_form_);
  }

  void add_relation(const EnteringEdge& edge, Annotations::Name annotation, Index w) {
    const auto column = annotations_.sum(way_round(edge, w), annotation);
    const Index y = std::max(edge.height(), heights_[w]);
    if (column == 0 || !sweep_.keep_if_new(annotations_[column], y)) return;
    relations_.push_back(column);
    relation_grades_.push_back({{edge.length(), y}});
  }

  AnnotatedGraph graph_;
  std::span<const Index> heights_;
  CycleForest forest_;
  Annotations annotations_;
  RelationSweep sweep_;
  std::vector<Grade<2>> generators_, relation_grades_;
  std::vector<Annotations::Name> relations_;
  std::vector<Index> minima_, normal_form_;
};

bool prefers_dense(std::uint64_t vertex_count, std::uint64_t edge_count) {
  return vertex_count <= 2048 || edge_count >= vertex_count * vertex_count / 128;
}

}  // namespace

GradedMatrix<2> flag_first_homology(const FilteredComplex<2>& graph, const Context& context, NeighborForm form) {
  if (graph.blocks.size() < 2) return {};
  const auto& vertices = graph.blocks[0];
  std::vector<Index> by_height(vertices.size()), number(vertices.size()), heights(vertices.size());
  std::iota(by_height.begin(), by_height.end(), Index{0});
  std::ranges::stable_sort(by_height, {}, [&](Index v) { return vertices.grades[v][1]; });
  for (Index i = 0; i < by_height.size(); ++i) {
    number[by_height[i]] = i;
    heights[i] = vertices.grades[by_height[i]][1];
  }

  check_heights(graph);
  const auto edges = in_order_of_entry(graph.blocks[1], number);
  const bool is_dense =
      form == NeighborForm::automatic ? prefers_dense(heights.size(), edges.size()) : form == NeighborForm::bits;
  const auto ends = [&](std::size_t e) { return std::pair(edges[e].u, edges[e].v); };
  FirstHomology homology(AnnotatedGraph(vertices.size(), edges.size(), ends, is_dense), heights);
  for (std::size_t e = 0; e < edges.size(); ++e) {
    if (e % 1024 == 0) context.check();
    homology.enter(edges[e]);
  }
  return std::move(homology).presentation();
}

std::uint64_t flag_first_homology_memory(std::uint64_t vertex_count, std::uint64_t edge_count) {
  const std::uint64_t bits = prefers_dense(vertex_count, edge_count) ? vertex_count * (vertex_count + 64) / 8 : 0;
  return bits + (16 + sizeof(EnteringEdge)) * edge_count + 64 * vertex_count;
}

}  // namespace tessera
