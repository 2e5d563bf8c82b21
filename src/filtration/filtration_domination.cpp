// SPDX-License-Identifier: MIT
#include "filtration/filtration_domination.hpp"

#include <algorithm>

namespace tessera {
namespace {

constexpr std::size_t nowhere = ~std::size_t{0};

/// The first place of a value that is there.
std::size_t place_of(const Rank* values, Rank value) {
  std::size_t start = 0;
  for (;; start += Link::block) {
    Rank found = 0;
    for (std::size_t x = start; x < start + Link::block; ++x) found |= values[x] == value ? -1 : 0;
    if (found != 0) break;
  }
  while (values[start] != value) ++start;
  return start;
}

}  // namespace

template <class Graph>
void FiltrationDomination<Graph>::gather_candidates(const Link& link, const StarGrade& grade) {
  candidate_.resize(link.size);
  Rank* candidate = candidate_.data();
  const Rank* entry = link.entry;
  const Rank length = grade.length;
  for (std::size_t w = 0; w < link.size; ++w) candidate[w] = entry[w] <= length ? entry[w] : absent;
  for (int k = 0; k < functions_; ++k) {
    const Rank* level = link.level[std::size_t(k)];
    const Rank limit = grade.level[std::size_t(k)];
    for (std::size_t w = 0; w < link.size; ++w) candidate[w] = level[w] <= limit ? candidate[w] : absent;
  }
  graph_.work += graph_.pass() * std::size_t(1 + functions_);
}

/// The candidate with the least M: on points, one near the middle of the edge.
template <class Graph>
std::size_t FiltrationDomination<Graph>::nearest_candidate(const Link& link) {
  const Rank* candidate = candidate_.data();
  Rank least = absent;
  for (std::size_t w = 0; w < link.size; ++w) least = std::min(least, candidate[w]);
  graph_.work += graph_.pass();
  return least == absent ? nowhere : place_of(candidate, least);
}

/// Drops the candidates that are further than `bound` from an obstacle.
template <class Graph>
void FiltrationDomination<Graph>::rule_out(const Link& link, std::size_t obstacle, Rank bound) {
  const Rank* from_obstacle = graph_.row(obstacle);
  Rank* candidate = candidate_.data();
  for (std::size_t w = 0; w < link.size; ++w) candidate[w] = from_obstacle[w] <= bound ? candidate[w] : absent;
  graph_.work += graph_.pass();
}

template <class Graph>
bool FiltrationDomination<Graph>::may_dominate(const Link& link, const StarGrade& grade, std::size_t w) const {
  if (w >= link.size || link.entry[w] > grade.length) return false;
  for (int k = 0; k < functions_; ++k)
    if (link.level[std::size_t(k)][w] > grade.level[std::size_t(k)]) return false;
  return true;
}

/// The largest |wx| - max(M[x], |uv|); all of them are left in excess_.
template <class Graph>
Rank FiltrationDomination<Graph>::worst_excess(const Link& link, Rank length, std::size_t w) {
  excess_.resize(link.size);
  const Rank* from_w = graph_.row(w);
  const Rank* entry = link.entry;
  Rank* excess = excess_.data();
  Rank worst = 0;
  for (std::size_t x = 0; x < link.size; ++x) {
    excess[x] = from_w[x] - std::max(entry[x], length);
    worst = std::max(worst, excess[x]);
  }
  graph_.work += graph_.pass() + 4;
  return worst;
}

template <class Graph>
bool FiltrationDomination<Graph>::is_strong(const Link& link, const StarGrade& grade) {
  const Rank length = grade.length;
  const std::size_t last = graph_.position_of(last_dominator_);
  if (may_dominate(link, grade, last) && worst_excess(link, length, last) == 0) return true;

  gather_candidates(link, grade);
  for (std::size_t w = nearest_candidate(link); w != nowhere; w = nearest_candidate(link)) {
    const Rank worst = worst_excess(link, length, w);
    if (worst == 0) {
      last_dominator_ = graph_.vertex_at(w);
      return true;
    }
    const std::size_t obstacle = place_of(excess_.data(), worst);
    rule_out(link, obstacle, std::max(link.entry[obstacle], length));
  }
  return false;
}

/// The position of a vertex that dominates at one grade. Candidates there are also all the vertices to be dominated.
template <class Graph>
std::size_t FiltrationDomination<Graph>::dominator_at(const Link& link, const StarGrade& grade) {
  gather_candidates(link, grade);
  is_present_.resize(link.size);
  excess_.resize(link.size);
  Rank* present = is_present_.data();
  Rank* excess = excess_.data();
  for (std::size_t x = 0; x < link.size; ++x) present[x] = candidate_[x] != absent ? -1 : 0;
  const Rank length = grade.length;
  for (std::size_t w = nearest_candidate(link); w != nowhere; w = nearest_candidate(link)) {
    const Rank* from_w = graph_.row(w);
    Rank worst = 0;
    for (std::size_t x = 0; x < link.size; ++x) {
      excess[x] = from_w[x] & present[x];
      worst = std::max(worst, excess[x]);
    }
    graph_.work += graph_.pass() + 4;
    if (worst <= length) return w;
    rule_out(link, place_of(excess, worst), length);
  }
  return nowhere;
}

/// A corner above one that waits is covered by it.
template <class Graph>
void FiltrationDomination<Graph>::add_pending(const StarGrade& corner) {
  const auto precedes = [&](const StarGrade& a, const StarGrade& b) {
    if (a.length > b.length) return false;
    for (int k = 0; k < functions_; ++k)
      if (a.level[std::size_t(k)] > b.level[std::size_t(k)]) return false;
    return true;
  };
  for (const auto& other : pending_)
    if (precedes(other, corner)) return;
  std::erase_if(pending_, [&](const StarGrade& other) { return precedes(corner, other); });
  pending_.push_back(corner);
  graph_.work += 2 * pending_.size();
}

template <class Graph>
void FiltrationDomination<Graph>::add_corners(const Link& link, const StarGrade& grade, std::size_t dominator) {
  const Rank* from_w = graph_.row(dominator);
  const Rank* entry = link.entry;
  const Rank length = grade.length;
  graph_.work += graph_.pass();
  if (functions_ == 0) {
    Rank first = absent;
    for (std::size_t x = 0; x < link.size; ++x)
      first = std::min(first, from_w[x] > std::max(entry[x], length) ? entry[x] : absent);
    if (first != absent) pending_.push_back({first, {}});
    return;
  }

  for (std::size_t start = 0; start < link.size; start += Link::block) {
    Rank any = 0;
    for (std::size_t x = start; x < start + Link::block; ++x) any |= from_w[x] > std::max(entry[x], length);
    if (any == 0) continue;
    for (std::size_t x = start; x < start + Link::block; ++x) {
      if (from_w[x] <= std::max(entry[x], length)) continue;
      StarGrade corner = grade;
      corner.length = std::max(entry[x], length);
      for (int k = 0; k < functions_; ++k)
        corner.level[std::size_t(k)] = std::max(corner.level[std::size_t(k)], link.level[std::size_t(k)][x]);
      add_pending(corner);
    }
  }
}

template <class Graph>
Rank FiltrationDomination<Graph>::dominated_until(const Link& link, const StarGrade& grade) {
  pending_.assign(1, grade);
  for (std::size_t tested = 0; !pending_.empty(); ++tested) {
    const auto first = std::ranges::min_element(pending_, {}, &StarGrade::length);
    const StarGrade corner = *first;
    pending_.erase(first);
    if (tested == most_grades || pending_.size() > most_pending) return corner.length;

    const std::size_t w = dominator_at(link, corner);
    if (w == nowhere) return corner.length;
    add_corners(link, corner, w);
  }
  return absent;
}

template class FiltrationDomination<DenseGraph>;
template class FiltrationDomination<SparseGraph>;

}  // namespace tessera
