// SPDX-License-Identifier: MIT
// Cycles by involuted homology (Cufar and Virk 2023, doi:10.1007/s10208-022-09570-y).
//
// 1. Cohomology has given the pairs. In homology only columns of deaths are reduced: births would become zero.
// 2. The boundary of a death is reduced, deaths in their order, until its last simplex is the birth known from the
// pair:
//    a cycle born with the bar that bounds at its death. A pivot in an apparent pair is cancelled by the boundary of
//    its partner as it stands, since that ends with the pivot; any other by the reduced column of an earlier death.
// 3. Where a higher degree has essential bars, the chains whose boundaries the columns are are kept too.
// 4. An essential birth's boundary is reduced to zero by the columns of the degree below; the chain that does it is the
//    cycle. In degree 1 that is the birth and the path between its ends in the spanning forest.
#include "persistence/rips_cycles.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace tessera {
namespace {

struct Term {
  SimplexNumber simplex;
  Index coefficient;
};
using Chain = std::vector<Term>;  // by simplex, increasing

/// A chain being added up; its last simplex is at the front of a heap.
class WorkingChain {
 public:
  explicit WorkingChain(const PrimeField& field) : field_(field) {}

  void add(SimplexNumber simplex, Index coefficient) {
    heap_.push_back({simplex, coefficient});
    std::ranges::push_heap(heap_, {}, &Term::simplex);
  }
  void add(const Chain& chain, Index factor) {
    for (const auto& [simplex, coefficient] : chain) add(simplex, field_.product(factor, coefficient));
  }

  /// Takes out the last term that does not vanish; coefficient 0: there is none.
  Term pop() {
    while (!heap_.empty()) {
      Term last{heap_.front().simplex, 0};
      while (!heap_.empty() && heap_.front().simplex == last.simplex) {
        last.coefficient = field_.sum(last.coefficient, heap_.front().coefficient);
        std::ranges::pop_heap(heap_, {}, &Term::simplex);
        heap_.pop_back();
      }
      if (last.coefficient != 0) return last;
    }
    return {0, 0};
  }

  Chain take() {
    Chain chain;
    for (Term last = pop(); last.coefficient != 0; last = pop()) chain.push_back(last);
    std::ranges::reverse(chain);
    return chain;
  }

 private:
  const PrimeField& field_;
  std::vector<Term> heap_;
};

/// Facets and apparent pairs of the simplices of one dimension >= 2.
class Boundary {
 public:
  Boundary(const RipsGraph& graph, const SparseRanks& ranks, Index dimension)
      : graph_(graph), ranks_(ranks), simplices_(graph, dimension), facets_(graph, dimension - 1) {}

  const SimplexCode& simplices() const noexcept { return simplices_; }
  const SimplexCode& facets() const noexcept { return facets_; }

  /// visit(facet, is_odd), the sign being that of the place of the vertex left out.
  template <class Visit>
  void for_each(SimplexNumber simplex, const Visit& visit) const {
    const SimplexVertices vertices = simplices_.vertices(simplex);
    for (Index left_out = 0; left_out < vertices.count; ++left_out) {
      SimplexVertices rest;
      for (Index i = 0; i < vertices.count; ++i)
        if (i != left_out) rest.vertex[rest.count++] = vertices[i];
      visit(facet_number(rest), left_out % 2 == 1);
    }
  }

  /// The simplex that a facet without apex forms an apparent pair with, if there is one.
  std::optional<SimplexNumber> apparent_partner(SimplexNumber facet) const {
    const Index rank = facets_.rank(facet), apex = graph_.edges[rank].apex;
    if (apex == none) return {};
    const Index others = facets_.dimension() - 1;
    Index place = 0;
    bool apex_fits = true;
    for (Index i = 0; apex_fits && i < others; ++i) {
      const Index other = facets_.other(facet, i);
      place += other < apex;
      apex_fits = ranks_.rank(apex, other) < rank;
    }
    if (apex_fits) return with(facet, rank, place, apex, true);
    const Index least = facets_.other(facet, 0);
    const Index first = ranks_.first_common_below(facets_.vertices(facet).span(), rank, least);
    if (first < least) return with(facet, rank, 0, first, false);
    return {};
  }

 private:
  SimplexNumber facet_number(const SimplexVertices& vertices) const {
    Index rank = 0;
    for (Index i = 0; i < vertices.count; ++i)
      for (Index j = 0; j < i; ++j) rank = std::max(rank, ranks_.rank(vertices[j], vertices[i]));
    const auto& edge = graph_.edges[rank];
    bool has_apex = false;
    std::uint64_t others = 0;
    for (Index i = vertices.count; i-- > 0;) {
      if (vertices[i] == edge.u || vertices[i] == edge.v) continue;
      others = others << facets_.vertex_bits() | vertices[i];
      has_apex |= vertices[i] == edge.apex;
    }
    return facets_.number(rank, has_apex, others);
  }

  SimplexNumber with(SimplexNumber facet, Index rank, Index place, Index vertex, bool has_apex) const {
    const auto others = SimplexCode::inserted(facets_.others(facet), place, vertex, facets_.vertex_bits());
    return simplices_.number(rank, has_apex, others);
  }

  const RipsGraph& graph_;
  const SparseRanks& ranks_;
  SimplexCode simplices_, facets_;
};

/// The columns of the deaths of one degree, reduced.
class ReducedDeaths {
 public:
  ReducedDeaths(const Boundary& boundary, const RipsPairs& pairs, bool with_chains, const PrimeField& field,
                const Context& context)
      : boundary_(boundary),
        field_(field),
        context_(context),
        with_chains_(with_chains),
        columns_(pairs.finite.size()) {
    if (with_chains) chains_.resize(columns_.size());
    std::vector<std::size_t> order(pairs.finite.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::sort(order, {}, [&](std::size_t i) { return pairs.finite[i].second; });
    for (const std::size_t i : order) {
      const auto [birth, death] = pairs.finite[i];
      WorkingChain column(field), chain(field);
      add_boundary(column, chain, death, 1);
      const Term pivot = reduced(column, chain, birth);
      column.add(pivot.simplex, pivot.coefficient);
      columns_[i] = column.take();
      if (with_chains) chains_[i] = chain.take();
      owner_.emplace(birth, i);
    }
  }

  /// By the place of the pair.
  const Chain& column(std::size_t pair) const { return columns_[pair]; }

  /// The cycle of an essential birth, a simplex of the dimension of the deaths.
  Chain cycle(SimplexNumber birth) const {
    WorkingChain column(field_), chain(field_);
    add_boundary(column, chain, birth, 1);
    reduced(column, chain, ~SimplexNumber{0});
    return chain.take();
  }

 private:
  void add_boundary(WorkingChain& column, WorkingChain& chain, SimplexNumber simplex, Index factor) const {
    boundary_.for_each(simplex, [&](SimplexNumber facet, bool is_odd) {
      column.add(facet, is_odd ? field_.negative(factor) : factor);
    });
    if (with_chains_) chain.add(simplex, factor);
  }

  /// Reduces until the last simplex is `birth`, which is taken out, or nothing is left.
  Term reduced(WorkingChain& column, WorkingChain& chain, SimplexNumber birth) const {
    for (std::size_t step = 0;; ++step) {
      if (step % 256 == 0) context_.check();
      const Term pivot = column.pop();
      if (pivot.coefficient == 0 || pivot.simplex == birth) return pivot;
      column.add(pivot.simplex, pivot.coefficient);
      if (const auto own = owner_.find(pivot.simplex); own != owner_.end()) {
        const Chain& other = columns_[own->second];
        const Index factor = cancelling(pivot.coefficient, other.back().coefficient);
        column.add(other, factor);
        if (with_chains_) chain.add(chains_[own->second], factor);
        continue;
      }
      const auto partner = boundary_.apparent_partner(pivot.simplex);
      if (!partner) throw Error(codes::internal, "a cycle of a Rips filtration met a simplex without a pair");
      Index incidence = 0;
      boundary_.for_each(*partner, [&](SimplexNumber facet, bool is_odd) {
        if (facet == pivot.simplex) incidence = is_odd ? field_.negative(1) : 1;
      });
      add_boundary(column, chain, *partner, cancelling(pivot.coefficient, incidence));
    }
  }

  /// The factor c with a + c b = 0.
  Index cancelling(Index a, Index b) const { return field_.product(field_.negative(a), field_.inverse(b)); }

  const Boundary& boundary_;
  const PrimeField& field_;
  const Context& context_;
  bool with_chains_;
  std::vector<Chain> columns_, chains_;
  std::unordered_map<SimplexNumber, std::size_t> owner_;  // by birth
};

Cycle as_cycle(const Chain& chain, const SimplexCode& code) {
  Cycle cycle;
  cycle.cell_size = code.dimension() + 1;
  for (const auto& [simplex, coefficient] : chain) {
    const SimplexVertices vertices = code.vertices(simplex);
    cycle.cells.insert(cycle.cells.end(), vertices.vertex.begin(), vertices.vertex.begin() + vertices.count);
    cycle.coefficients.push_back(coefficient);
  }
  return cycle;
}

RipsCycles components(const SpanningForest& forest, const PrimeField& field) {
  RipsCycles cycles;
  for (const auto [elder, younger] : forest.merges)
    cycles.finite.push_back({.cell_size = 1, .cells = {elder, younger}, .coefficients = {field.negative(1), 1}});
  for (const Index v : forest.components)
    cycles.essential.push_back({.cell_size = 1, .cells = {v}, .coefficients = {1}});
  return cycles;
}

/// Paths in a spanning forest.
class ForestPaths {
 public:
  ForestPaths(const RipsGraph& graph, const SpanningForest& forest)
      : graph_(graph), depth_(graph.vertex_count, none), up_(graph.vertex_count, none) {
    std::vector<std::vector<Index>> at(graph.vertex_count);  // edges
    for (const Index rank : forest.edges) {
      at[graph.edges[rank].u].push_back(rank);
      at[graph.edges[rank].v].push_back(rank);
    }
    for (std::vector<Index> reached = forest.components; const Index root : forest.components) {
      depth_[root] = 0;
      reached.assign(1, root);
      while (!reached.empty()) {
        const Index v = reached.back();
        reached.pop_back();
        for (const Index rank : at[v]) {
          const Index w = other_end(rank, v);
          if (depth_[w] != none) continue;
          depth_[w] = depth_[v] + 1;
          up_[w] = rank;
          reached.push_back(w);
        }
      }
    }
  }

  /// The edge uv less the path from u to v: a cycle.
  Chain cycle(Index birth, const PrimeField& field) const {
    const Index one = 1, minus = field.negative(1);
    WorkingChain chain(field);
    chain.add(number(birth), one);
    Index u = graph_.edges[birth].u, v = graph_.edges[birth].v;
    while (u != v) {
      Index& low = depth_[u] >= depth_[v] ? u : v;
      const Index rank = up_[low], above = other_end(rank, low);
      const bool towards_v = (&low == &u) == (low < above);  // the path runs along the edge as it is oriented
      chain.add(number(rank), towards_v ? minus : one);
      low = above;
    }
    return chain.take();
  }

 private:
  SimplexNumber number(Index rank) const { return SimplexCode(graph_, 1).number(rank, false, 0); }
  Index other_end(Index rank, Index v) const {
    return graph_.edges[rank].u == v ? graph_.edges[rank].v : graph_.edges[rank].u;
  }

  const RipsGraph& graph_;
  std::vector<Index> depth_, up_;  // up_: the edge towards the root
};

}  // namespace

std::vector<RipsCycles> rips_cycles(const RipsGraph& graph, const SpanningForest& forest,
                                    const std::vector<RipsPairs>& pairs, const PrimeField& field,
                                    const Context& context) {
  const SparseRanks ranks(graph);
  std::vector<RipsCycles> cycles{components(forest, field)};
  cycles.resize(pairs.size());

  std::vector<Chain> essential;  // of the present degree
  if (pairs.size() > 1 && !pairs[1].essential.empty()) {
    const ForestPaths paths(graph, forest);
    for (const SimplexNumber birth : pairs[1].essential)
      essential.push_back(paths.cycle(SimplexCode(graph, 1).rank(birth), field));
  }
  for (Index k = 1; k < pairs.size(); ++k) {
    const Boundary boundary(graph, ranks, k + 1);
    const bool higher_essential = k + 1 < pairs.size() && !pairs[k + 1].essential.empty();
    const ReducedDeaths deaths(boundary, pairs[k], higher_essential, field, context);
    for (std::size_t pair = 0; pair < pairs[k].finite.size(); ++pair) {
      const auto [birth, death] = pairs[k].finite[pair];
      const double length =
          graph.lengths[boundary.simplices().rank(death)] - graph.lengths[boundary.facets().rank(birth)];
      cycles[k].finite.push_back(length > 0 ? as_cycle(deaths.column(pair), boundary.facets()) : Cycle{});
    }
    for (const Chain& chain : essential) cycles[k].essential.push_back(as_cycle(chain, boundary.facets()));
    essential.clear();
    if (higher_essential)
      for (const SimplexNumber birth : pairs[k + 1].essential) essential.push_back(deaths.cycle(birth));
  }
  return cycles;
}

}  // namespace tessera
