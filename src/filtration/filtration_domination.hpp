// SPDX-License-Identifier: MIT
#pragma once

#include "filtration/filtered_graph.hpp"

#include <array>
#include <vector>

namespace tessera {

/// A grade in the star of an edge: a length and one level a function.
struct StarGrade {
  static constexpr int most_functions = 3;

  Rank length = 0;
  std::array<Rank, most_functions> level{};
};

/// Tests of domination (edge_collapse.hpp) of one edge after another in the current state of a graph.
///
/// For a common neighbor x of u and v let M[x] = max(|ux|, |vx|), absent edges having infinite length. Grades of edges
/// being (length, functions of the ends), x is a common neighbor at q = (t, a) iff M[x] <= t and f(x) <= a, and two of
/// them are adjacent at q iff they are at most t apart. So w dominates at q iff it is present there and
///   (1) |wx| <= t for every x that is present at q.
///
/// Strong test. w with M[w] <= |uv| and f(w) <= f(u) v f(v) dominates at every q iff |wx| <= max(M[x], |uv|) for all x:
/// take q at the join of the grades; no function enters. An x that stops w stops all candidates too far from x: a
/// handful of candidates are tried before none is left, each for a pass or two of vector code.
///
/// Full test, exact for every number of functions. Let w dominate at q. At r >= q it can fail (1) only by an x with
/// |wx| > max(M[x], t), and only if r is above the corner (max(M[x], t), f(x) v a). So the edge is dominated at all
/// grades above q iff it is at all grades above these corners, of which the minimal ones suffice: they wait, least
/// length first, until none is left, or one is found where nothing dominates. That one has the least length of all such
/// grades, for whatever lies above a corner is at least as long. Corners are joins of the grade of uv with those of its
/// star, hence finite in number; beyond most_grades of them the edge counts as not dominated, which is always legal.
/// With no function there is one corner at a time and the test walks along the lengths.
template <class Graph>
class FiltrationDomination {
 public:
  FiltrationDomination(Graph& graph, int functions) : graph_(graph), functions_(functions) {}

  /// Whether one vertex dominates the edge of this link and grade at every grade from its own on.
  bool is_strong(const Link& link, const StarGrade& grade);

  /// The largest length t such that the edge is dominated at every grade of smaller length from its own on: its own
  /// length when it is not dominated there, absent when it is dominated at all.
  Rank dominated_until(const Link& link, const StarGrade& grade);

 private:
  static constexpr std::size_t most_grades = 256, most_pending = 64;

  bool may_dominate(const Link& link, const StarGrade& grade, std::size_t w) const;
  Rank worst_excess(const Link& link, Rank length, std::size_t w);
  void gather_candidates(const Link& link, const StarGrade& grade);
  std::size_t nearest_candidate(const Link& link);
  void rule_out(const Link& link, std::size_t obstacle, Rank bound);
  std::size_t dominator_at(const Link& link, const StarGrade& grade);
  void add_corners(const Link& link, const StarGrade& grade, std::size_t dominator);
  void add_pending(const StarGrade& corner);

  Graph& graph_;
  int functions_;
  std::vector<Rank> candidate_;  // by position: M of a candidate, absent elsewhere
  std::vector<Rank> is_present_, excess_;
  std::vector<StarGrade> pending_;  // an antichain
  Index last_dominator_ = none;     // often dominates the next edge too
};

extern template class FiltrationDomination<DenseGraph>;
extern template class FiltrationDomination<SparseGraph>;

}  // namespace tessera
