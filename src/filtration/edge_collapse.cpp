// SPDX-License-Identifier: MIT
// A collapse is a few sweeps. Each
// 1. sorts the edges by grade and holds the graph as suits its size by then (filtered_graph.hpp);
// 2. estimates the cliques of the graph from a sample of its edges, which sets the budget;
// 3. tests every edge against the current graph, latest first: the strong test, and from the second sweep on the full
//    test of those that fail it; an edge goes, or becomes longer, at once;
// 4. ends when the budget does. Sweeps go on while the latest gained more than the next will cost.
#include "filtration/edge_collapse.hpp"

#include "algebra/radix_order.hpp"
#include "filtration/collapse_budget.hpp"
#include "filtration/filtration_domination.hpp"
#include "filtration/graph_locality.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <array>

namespace tessera {
namespace {

using Functions = std::vector<std::vector<Index>>;

constexpr std::size_t check_every = 64;      // edges between two looks at the budget
constexpr std::size_t sampled_edges = 256;   // links looked at for the estimate
constexpr std::size_t many_edges = 1 << 18;  // more than caches hold: then the time goes to waiting for rows
constexpr std::size_t look_ahead = 6;        // edges whose rows are fetched early

StarGrade grade_of(const FilteredEdge& edge, const Functions& functions) {
  StarGrade grade{Rank(edge.length), {}};
  for (std::size_t k = 0; k < functions.size(); ++k)
    grade.level[k] = Rank(std::max(functions[k][edge.u], functions[k][edge.v]));
  return grade;
}

/// Increasing in colexicographic order of grade: last function first, length last; ties as they come.
void sort_by_grade(std::vector<FilteredEdge>& edges, const Functions& functions) {
  std::vector<FilteredEdge> scratch;
  const auto pass = [&](const auto& rank) {
    Index largest = 0;
    for (const FilteredEdge& edge : edges) largest = std::max(largest, rank(edge));
    radix_pass(edges, scratch, largest, rank);
  };
  pass([](const FilteredEdge& e) { return e.length; });
  for (const auto& f : functions) pass([&](const FilteredEdge& e) { return std::max(f[e.u], f[e.v]); });
}

double common_neighbors(const Link& link) {
  Index count = 0;
  for (std::size_t x = 0; x < link.size; ++x) count += link.entry[x] != absent;
  return count;
}

/// How many cliques hang on an edge with c common neighbors, when a share of the pairs of those are edges.
class CliqueEstimate {
 public:
  CliqueEstimate(Index max_dimension, double share_of_pairs)
      : max_dimension_(max_dimension), share_of_pairs_(share_of_pairs) {}

  /// Cliques of dimension 1 to max_dimension; `shared`: each counts for one of its edges only.
  double on_edge(double common, bool shared) const {
    double cliques = 1, total = 1, share = 1;
    for (Index dimension = 2; dimension <= max_dimension_; ++dimension) {
      const double others = dimension - 1;
      cliques *= std::max(0.0, common * share) / others;
      share *= share_of_pairs_;
      total += shared ? cliques * 2 / ((others + 1) * (others + 2)) : cliques;
    }
    return total;
  }

 private:
  Index max_dimension_;
  double share_of_pairs_;
};

/// From a few links, evenly chosen along the edges.
template <class Graph>
struct Sample {
  Sample(Graph& graph, const std::vector<FilteredEdge>& edges, Index max_dimension) : estimate(max_dimension, 0) {
    const std::size_t count = std::min(edges.size(), sampled_edges);
    std::vector<double> common;
    double pairs = 0, joined = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const Link& link = graph.link_of(edges[i * edges.size() / count]);
      common.push_back(common_neighbors(link));
      if (max_dimension < 3 || common.back() < 2) continue;

      std::size_t w = link.size / 2;  // some common neighbor
      while (link.entry[w] == absent) w = (w + 1) % link.size;
      const Rank* from_w = graph.row(w);
      for (std::size_t x = 0; x < link.size; ++x) joined += x != w && link.entry[x] != absent && from_w[x] != absent;
      pairs += common.back() - 1;
    }
    estimate = CliqueEstimate(max_dimension, pairs > 0 ? joined / pairs : 0);
    for (const double c : common) cliques += estimate.on_edge(c, true);
    if (count > 0) cliques *= double(edges.size()) / double(count);
  }

  CliqueEstimate estimate;
  double cliques = 0;
};

/// One test of every edge against the current graph, latest first. Survivors keep their order; some are longer.
template <class Graph>
class Sweep {
 public:
  Sweep(Graph& graph, const Functions& functions, bool is_full, const CliqueEstimate& estimate, CollapseBudget& budget)
      : graph_(graph),
        functions_(functions),
        is_full_(is_full),
        estimate_(estimate),
        budget_(budget),
        domination_(graph, int(functions.size())) {}

  void operator()(std::vector<FilteredEdge>& edges, const Context& context) {
    std::size_t kept = edges.size(), e = edges.size();  // survivors gather at the end
    while (e > 0 && !budget_.is_spent()) {
      context.check();
      const std::uint64_t before = graph_.work;
      for (const std::size_t end = e - std::min(e, check_every); e > end;) {
        --e;
        if (e >= look_ahead) graph_.prefetch(edges[e - look_ahead]);
        if (survives(edges[e])) edges[--kept] = edges[e];
      }
      budget_.spend(double(graph_.work - before));
    }
    edges.erase(edges.begin() + std::ptrdiff_t(e), edges.begin() + std::ptrdiff_t(kept));
  }

 private:
  bool survives(FilteredEdge& edge) {
    const StarGrade grade = grade_of(edge, functions_);
    const Link& link = graph_.link_of(edge);
    Rank until = grade.length;
    if (domination_.is_strong(link, grade))
      until = absent;
    else if (is_full_)
      until = domination_.dominated_until(link, grade);
    if (until == grade.length) return true;

    if (until == absent) budget_.save(estimate_.on_edge(common_neighbors(link), false));
    graph_.set(edge, until);
    edge.length = Index(until);
    return until != absent;
  }

  Graph& graph_;
  const Functions& functions_;
  bool is_full_;
  const CliqueEstimate& estimate_;
  CollapseBudget& budget_;
  FiltrationDomination<Graph> domination_;
};

struct Collapser {
  Index vertex_count;
  const Functions& functions;
  const CollapseOptions& options;
  const Context& context;
  CollapseBudget budget{options.clique_cost};

  /// The next sweep costs less, where edges are gone, and gains no more: sweeps go on while the latest gained more than
  /// that. The second of a full collapse is another kind and has its chance.
  void operator()(std::vector<FilteredEdge>& edges) {
    const bool is_full = options.effort == Collapse::full;
    for (int sweep = 0; !edges.empty(); ++sweep) {
      sort_by_grade(edges, functions);
      const bool is_dense = options.form == GraphForm::automatic ? prefers_dense(vertex_count, edges.size())
                                                                 : options.form == GraphForm::dense;
      if (!is_dense && edges.size() >= many_edges) sort_runs_by_ends(edges);
      const bool pays =
          is_dense ? swept<DenseGraph>(edges, is_full && sweep > 0) : swept<SparseGraph>(edges, is_full && sweep > 0);
      if (!pays && !(is_full && sweep == 0 && budget.gain() > 0)) break;
    }
    sort_by_grade(edges, functions);
  }

  template <class Graph>
  bool swept(std::vector<FilteredEdge>& edges, bool is_full) {
    context.check();
    const double edges_before = double(edges.size()), gain_before = budget.gain();
    Graph graph(vertex_count, edges, functions);
    const Sample<Graph> sample(graph, edges, options.max_dimension);
    budget.spend(double(graph.work));  // spent already: no reason to stop
    budget.begin_sweep(sample.cliques);
    Sweep<Graph>(graph, functions, is_full, sample.estimate, budget)(edges, context);

    const double work = double(graph.work);
    return budget.gain() - gain_before + work > work * double(edges.size()) / edges_before;
  }
};

}  // namespace

std::vector<FilteredEdge> collapse_edges(Index vertex_count, std::vector<FilteredEdge> edges,
                                         const Functions& functions, const CollapseOptions& options,
                                         const Context& context) {
  TESSERA_ASSERT(functions.size() <= StarGrade::most_functions);
  if (options.effort == Collapse::off) return edges;
  if (edges.size() < many_edges || prefers_dense(vertex_count, edges.size())) {
    Collapser{vertex_count, functions, options, context}(edges);
    return edges;
  }

  const auto name = breadth_first_names(vertex_count, edges), name_of = inverse(name);
  Functions renamed = functions;
  for (std::size_t k = 0; k < functions.size(); ++k)
    for (Index v = 0; v < vertex_count; ++v) renamed[k][name[v]] = functions[k][v];
  rename(edges, name);
  Collapser{vertex_count, renamed, options, context}(edges);
  rename(edges, name_of);
  return edges;
}

std::uint64_t collapse_memory(Index vertex_count, std::uint64_t edge_count) {
  const std::uint64_t n = vertex_count;
  return prefers_dense(vertex_count, edge_count) ? 4 * n * (n + 32) : 24 * edge_count + 64 * n;
}

}  // namespace tessera
