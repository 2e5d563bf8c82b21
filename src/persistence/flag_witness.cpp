// SPDX-License-Identifier: MIT
// Which triangles of a flag complex a witness makes superfluous:
//   1. Vertices are numbered by falling degree: vertices near the middle are witnesses for many.            (Graph)
//   2. Triangles are grouped by their largest number c, the vertex with the fewest neighbors.               (grouped)
//   3. A group gets a table of grades: rows c and its neighbors of smaller number, columns all its neighbors, in which
//      the triples of its triangles are counted: fewer triangles than triples, or one twice, and it is no flag complex.
//   4. A triangle abc of grade g is superfluous when some column d has its three entries at or before g, and whichever
//      of abd, acd, bcd has the grade g comes before abc, that is, d is smaller than the vertex it replaces.
#include "persistence/flag_witness.hpp"

#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <numeric>

namespace tessera {
namespace {

/// The graph of a complex with vertices numbered by falling degree; neighbors in increasing order.
struct Graph {
  std::vector<Index> number;  // vertex -> number
  std::vector<std::uint64_t> begin;
  std::vector<Index> neighbor, edge;
  std::vector<std::uint64_t> ends;  // edge -> the numbers of its ends in one word, the smaller one first

  Index size() const noexcept { return Index(number.size()); }
  std::span<const Index> neighbors(Index v) const noexcept {
    return {neighbor.data() + begin[v], std::size_t(begin[v + 1] - begin[v])};
  }
};

/// Empty if an edge is not a pair of vertices or two edges join the same ones.
std::optional<Graph> graph_of(const FilteredComplex<2>& complex) {
  const auto& edges = complex.blocks[1];
  const Index vertices = complex.blocks[0].size();
  Graph graph;
  std::vector<Index> degree(vertices, 0), order(vertices);
  for (Index e = 0; e < edges.size(); ++e) {
    if (edges.boundary(e).size() != 2) return std::nullopt;
    for (const Index v : edges.boundary(e)) ++degree[v];
  }
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::stable_sort(order, std::greater{}, [&](Index v) { return degree[v]; });
  graph.number.resize(vertices);
  graph.begin.assign(std::size_t{vertices} + 1, 0);
  for (Index v = 0; v < vertices; ++v) {
    graph.number[order[v]] = v;
    graph.begin[v + 1] = graph.begin[v] + degree[order[v]];
  }

  std::vector<std::pair<Index, Index>> half;  // (neighbor, edge)
  graph.neighbor.resize(graph.begin.back());
  graph.edge.resize(graph.begin.back());
  graph.ends.reserve(edges.size());
  auto next = graph.begin;
  for (Index e = 0; e < edges.size(); ++e) {
    const Index u = graph.number[edges.boundary(e)[0]], v = graph.number[edges.boundary(e)[1]];
    if (u == v) return std::nullopt;
    graph.ends.push_back(std::uint64_t{std::min(u, v)} << 32 | std::max(u, v));
    graph.neighbor[next[u]] = v;
    graph.edge[next[u]++] = e;
    graph.neighbor[next[v]] = u;
    graph.edge[next[v]++] = e;
  }
  for (Index v = 0; v < vertices; ++v) {
    half.clear();
    for (auto i = graph.begin[v]; i < graph.begin[v + 1]; ++i) half.emplace_back(graph.neighbor[i], graph.edge[i]);
    std::ranges::sort(half);
    for (std::size_t i = 0; i < half.size(); ++i) {
      if (i > 0 && half[i].first == half[i - 1].first) return std::nullopt;
      std::tie(graph.neighbor[graph.begin[v] + i], graph.edge[graph.begin[v] + i]) = half[i];
    }
  }
  return graph;
}

using Triple = std::array<Index, 3>;

/// The numbers of the vertices of a triangle, increasing; empty if its edges do not go round three vertices.
std::optional<Triple> vertices_of(const FilteredComplex<2>& complex, const Graph& graph, Index triangle) {
  const auto faces = complex.blocks[2].boundary(triangle);
  if (faces.size() != 3) return std::nullopt;
  // Written without branches, which nobody could predict: the words sort as ab < ac < bc.
  const std::uint64_t p = graph.ends[faces[0]], q = graph.ends[faces[1]], r = graph.ends[faces[2]];
  const std::uint64_t ab = std::min(std::min(p, q), r), bc = std::max(std::max(p, q), r), ac = p + q + r - ab - bc;
  const Index a = Index(ab >> 32), b = Index(ab), c = Index(bc);
  const bool goes_round = (ac == (std::uint64_t{a} << 32 | c)) & (bc == (std::uint64_t{b} << 32 | c)) & (b != c);
  if (!goes_round) return std::nullopt;
  return Triple{a, b, c};
}

bool has_grade_of_edges(const FilteredComplex<2>& complex, Index triangle) {
  Grade<2> grade{};
  for (const Index edge : complex.blocks[2].boundary(triangle)) grade = join(grade, complex.blocks[1].grades[edge]);
  return grade == complex.blocks[2].grades[triangle];
}

/// Triangles by the largest number of their vertices; empty if one of them is not what a flag complex has.
struct Groups {
  std::vector<Index> begin, triangles;
};
std::optional<Groups> grouped(const FilteredComplex<2>& complex, const Graph& graph, const Context& context) {
  const Index count = complex.blocks[2].size();
  Groups groups{std::vector<Index>(graph.size() + 2, 0), std::vector<Index>(count)};
  std::vector<Index> largest(count);
  std::atomic<bool> is_flag = true;
  parallel_for_blocks(context, count, 16384, [&](std::size_t first, std::size_t last) {
    for (Index t = Index(first); t < last && is_flag.load(std::memory_order_relaxed); ++t) {
      const auto triple = vertices_of(complex, graph, t);
      if (!triple || !has_grade_of_edges(complex, t))
        is_flag = false;
      else
        largest[t] = (*triple)[2];
    }
  });
  if (!is_flag) return std::nullopt;

  for (const Index c : largest) ++groups.begin[c + 2];
  std::partial_sum(groups.begin.begin(), groups.begin.end(), groups.begin.begin());
  for (Index t = 0; t < count; ++t) groups.triangles[groups.begin[largest[t] + 1]++] = t;
  groups.begin.pop_back();
  return groups;
}

/// Grades of edges: rows are vertices, columns the neighbors of one vertex; `none` where there is no edge.
class GradeTable {
 public:
  static constexpr Index lanes = 8;

  void fill(const FilteredComplex<2>& complex, const Graph& graph, Index c) {
    const auto columns = graph.neighbors(c);
    column_.resize(graph.size(), none);
    for (const Index column : columns_) column_[column] = none;
    columns_.assign(columns.begin(), columns.end());
    for (Index i = 0; i < columns_.size(); ++i) column_[columns_[i]] = i;
    smaller_ = Index(std::ranges::lower_bound(columns_, c) - columns_.begin());
    width_ = Index((columns_.size() + lanes - 1) / lanes * lanes);

    x_.assign(std::size_t{smaller_ + 1} * width_, none);
    y_.assign(x_.size(), none);
    for (Index row = 0; row <= smaller_; ++row) {
      const Index vertex = row < smaller_ ? columns_[row] : c;
      const std::size_t first = std::size_t{row} * width_;
      for (auto i = graph.begin[vertex]; i < graph.begin[vertex + 1]; ++i) {
        const Index column = column_[graph.neighbor[i]];
        if (column == none) continue;
        const auto& grade = complex.blocks[1].grades[graph.edge[i]];
        x_[first + column] = grade[0];
        y_[first + column] = grade[1];
      }
    }
  }

  Index smaller() const noexcept { return smaller_; }  // how many columns have a smaller number than c: also rows
  Index width() const noexcept { return width_; }
  Index number(Index column) const noexcept { return columns_[column]; }
  Index column(Index vertex) const noexcept { return column_[vertex]; }
  const Index* x(Index row) const noexcept { return x_.data() + std::size_t{row} * width_; }
  const Index* y(Index row) const noexcept { return y_.data() + std::size_t{row} * width_; }
  Grade<2> grade(Index row, Index column) const noexcept { return {{x(row)[column], y(row)[column]}}; }

  /// Triples of c and two of its smaller neighbors that are joined.
  std::size_t triples() const noexcept {
    std::size_t count = 0;
    for (Index row = 0; row < smaller_; ++row)
      for (Index column = 0; column < row; ++column) count += x(row)[column] != none;
    return count;
  }

 private:
  std::vector<Index> columns_, column_, x_, y_;
  Index smaller_ = 0, width_ = 0;
};

/// The witness test for the triangles of one group; rows of the table: a, b, and c, the last.
class WitnessSearch {
 public:
  WitnessSearch(const GradeTable& table, Index c) : table_(table), c_(c), rows_{0, 0, table.smaller()} {}

  bool finds_witness(Index a, Index b, const Grade<2>& grade) {
    rows_[0] = a;
    rows_[1] = b;
    for (Index first = 0; first < table_.width(); first += GradeTable::lanes) {
      if (!some_column_fits(first, grade)) continue;
      for (Index d = first; d < first + GradeTable::lanes; ++d)
        if (is_witness(d, grade)) return true;
    }
    return false;
  }

 private:
  bool some_column_fits(Index first, const Grade<2>& grade) const noexcept {
    const Index *xa = table_.x(rows_[0]) + first, *xb = table_.x(rows_[1]) + first, *xc = table_.x(rows_[2]) + first;
    const Index *ya = table_.y(rows_[0]) + first, *yb = table_.y(rows_[1]) + first, *yc = table_.y(rows_[2]) + first;
    Index fits = 0;
    for (Index lane = 0; lane < GradeTable::lanes; ++lane) {
      const Index x = std::max(std::max(xa[lane], xb[lane]), xc[lane]);
      const Index y = std::max(std::max(ya[lane], yb[lane]), yc[lane]);
      fits |= Index(x <= grade[0]) & Index(y <= grade[1]);
    }
    return fits != 0;
  }

  bool is_witness(Index d, const Grade<2>& grade) const noexcept {
    const Grade<2> ad = table_.grade(rows_[0], d), bd = table_.grade(rows_[1], d), cd = table_.grade(rows_[2], d);
    if (!precedes(join(join(ad, bd), cd), grade)) return false;
    const Index number = table_.number(d);
    const Grade<2> ab = table_.grade(rows_[0], rows_[1]), ac = table_.grade(rows_[2], rows_[0]),
                   bc = table_.grade(rows_[2], rows_[1]);
    return (number < c_ || join(join(ad, bd), ab) != grade) &&
           (number < table_.number(rows_[1]) || join(join(ad, cd), ac) != grade) &&
           (number < table_.number(rows_[0]) || join(join(bd, cd), bc) != grade);
  }

  const GradeTable& table_;
  Index c_;
  std::array<Index, 3> rows_;
};

}  // namespace

std::optional<std::vector<Index>> essential_triangles(const FilteredComplex<2>& complex, const Context& context) {
  if (complex.blocks.size() < 3 || complex.blocks[2].size() == 0) return std::nullopt;
  const auto graph = graph_of(complex);
  if (!graph) return std::nullopt;
  const auto groups = grouped(complex, *graph, context);
  if (!groups) return std::nullopt;

  std::vector<std::uint8_t> is_essential(complex.blocks[2].size(), 0);
  std::atomic<bool> is_flag = true;
  parallel_for_blocks(context, graph->size(), 8, [&](std::size_t first, std::size_t last) {
    GradeTable table;
    std::vector<bool> is_seen;
    for (Index c = Index(first); c < last && is_flag; ++c) {
      table.fill(complex, *graph, c);
      const Index begin = groups->begin[c], end = groups->begin[c + 1];
      if (table.triples() != end - begin) is_flag = false;
      is_seen.assign(std::size_t{table.smaller()} * table.smaller(), false);
      WitnessSearch search(table, c);
      for (Index i = begin; i < end && is_flag; ++i) {
        const Index t = groups->triangles[i], soon = groups->triangles[std::min(i + 16, end - 1)];
        __builtin_prefetch(complex.blocks[2].boundary(soon).data());  // triangles of a group lie far apart
        __builtin_prefetch(&complex.blocks[2].grades[soon]);
        const Triple triple = *vertices_of(complex, *graph, t);
        const Index a = table.column(triple[0]), b = table.column(triple[1]);
        const std::size_t place = std::size_t{a} * table.smaller() + b;
        if (is_seen[place]) is_flag = false;
        is_seen[place] = true;
        is_essential[t] = !search.finds_witness(a, b, complex.blocks[2].grades[t]);
      }
    }
  });
  if (!is_flag) return std::nullopt;

  std::vector<Index> essential;
  for (Index t = 0; t < is_essential.size(); ++t)
    if (is_essential[t]) essential.push_back(t);
  return essential;
}

}  // namespace tessera
