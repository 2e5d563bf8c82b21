// SPDX-License-Identifier: MIT
// M = cokernel of the relations; at a grade z, M(z) = F(z) / R(z) with F(z) spanned by the generators, R(z) by the
// relations at or below z. The worm is the part between two antidiagonal segments: its minimal points are a(t) = p -
// (d, d) + t (1, -1), its maximal ones b(t) = p + (d, d) + t (1, -1), |t| <= (l - 1) d.
//
//  1. Limit. A family over the worm is determined by its values on the lower segment, where neighbours agree at their
//     join (Dey, Kim, Memoli, section 3). Sweep t upwards with S(t), the vectors of F(a(t)) that end a family over the
//     part swept so far. S starts as all of F. When a grade enters (its x is reached), a relation may be added: S gains
//     it. When a generator leaves (its y is passed), only vectors without it stay: S loses the others.
//  2. Colimit over the upper segment: all generators below it modulo all relations below it. (A generator is below an
//     interval of the segment, and neighbours identify its copies.)
//  3. All values of a family agree in the colimit: the rank is that of S at the end, modulo those relations.
#include "vectorization/worm_rank.hpp"

#include <algorithm>

namespace tessera {
namespace {

bool has(const std::vector<std::uint64_t>& bits, Index k) { return bits[k / 64] >> (k % 64) & 1; }

void add(std::vector<std::uint64_t>& to, const std::vector<std::uint64_t>& other) {
  for (std::size_t word = 0; word < to.size(); ++word) to[word] ^= other[word];
}

/// The last generator, or none for the zero vector.
Index pivot(const std::vector<std::uint64_t>& bits) {
  for (std::size_t word = bits.size(); word-- > 0;)
    if (bits[word]) return Index(64 * word + 63 - std::size_t(__builtin_clzll(bits[word])));
  return none;
}

}  // namespace

WormRank::WormRank(const Presentation<2>& module, const std::array<double, 2>& scale)
    : words_((module.matrix.row_count() + 63) / 64) {
  const auto scaled = [&](const Grade<2>& grade) {
    auto point = module.grid(grade);
    for (int axis = 0; axis < 2; ++axis) point[axis] /= scale[axis];
    return point;
  };
  for (const auto& grade : module.matrix.row_grades) generators_.push_back(scaled(grade));
  for (Index j = 0; j < module.matrix.column_count(); ++j) {
    relations_.push_back(scaled(module.matrix.column_grades[j]));
    auto& column = columns_.emplace_back(words_, 0);
    for (const Index row : module.matrix.column(j)) column[row / 64] |= std::uint64_t{1} << (row % 64);
  }
  for (int axis = 0; axis < 2; ++axis) known_below_[axis] = module.grid.axes[axis].known_below / scale[axis];
}

Index WormRank::operator()(const Point<2>& p, double d, Index l) {
  const double reach = (l - 1) * d;
  for (int axis = 0; axis < 2; ++axis)
    if (p[axis] + l * d >= known_below_[axis]) return 0;

  start(p, d, reach);
  for (const auto& [at, is_leaving, number] : events_) {
    if (is_leaving)
      keep_without(number);
    else
      kept_.push_back(columns_[number]);
  }
  return kept_.empty() ? 0 : rank_above(p, d, reach);
}

void WormRank::start(const Point<2>& p, double d, double reach) {
  kept_.clear();
  events_.clear();
  const auto entry = [&](const Point<2>& z) { return z[0] - p[0] + d; };  // z <= a(t) from here on
  const auto exit = [&](const Point<2>& z) { return p[1] - d - z[1]; };   // and up to here
  for (Index g = 0; g < generators_.size(); ++g) {
    const double from = std::max(entry(generators_[g]), -reach), to = exit(generators_[g]);
    if (from > reach || to < from) continue;
    if (from == -reach) {
      auto& unit = kept_.emplace_back(words_, 0);
      unit[g / 64] |= std::uint64_t{1} << (g % 64);
    }
    if (to < reach) events_.push_back({to, true, g});
  }
  for (Index r = 0; r < relations_.size(); ++r) {
    const double from = entry(relations_[r]);
    if (from > -reach && from <= reach && exit(relations_[r]) >= from) events_.push_back({from, false, r});
  }
  std::ranges::sort(events_, [](const Event& a, const Event& b) {  // segments are closed: enter first
    if (a.at != b.at) return a.at < b.at;
    return a.is_leaving != b.is_leaving ? b.is_leaving : a.number < b.number;
  });
}

void WormRank::keep_without(Index generator) {
  const auto first = std::ranges::find_if(kept_, [&](const Bits& bits) { return has(bits, generator); });
  if (first == kept_.end()) return;
  for (auto other = first + 1; other != kept_.end(); ++other)
    if (has(*other, generator)) add(*other, *first);
  *first = std::move(kept_.back());
  kept_.pop_back();
}

Index WormRank::rank_above(const Point<2>& p, double d, double reach) {
  std::vector<Index> owner(64 * words_, none);  // pivot -> place in `reduced`
  std::vector<Bits> reduced;
  const auto is_new = [&](Bits bits) {
    for (Index last; (last = pivot(bits)) != none; add(bits, reduced[owner[last]]))
      if (owner[last] == none) {
        owner[last] = Index(reduced.size());
        reduced.push_back(std::move(bits));
        return true;
      }
    return false;
  };
  for (Index r = 0; r < relations_.size(); ++r) {
    // z <= b(t) for some t: t >= x - p_x - d and t <= p_y + d - y.
    const double from = std::max(relations_[r][0] - p[0] - d, -reach);
    const double to = std::min(p[1] + d - relations_[r][1], reach);
    if (from <= to) is_new(columns_[r]);
  }
  return Index(std::ranges::count_if(kept_, is_new));
}

}  // namespace tessera
