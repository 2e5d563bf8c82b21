// SPDX-License-Identifier: MIT
// Grid sweep (two parameters): lines y = x + c, t = x, at c = c_0, c_0 + h, ..., beyond all events at both ends.
//   1. On each line the presentation is reduced anew: its bars.
//   2. Bars [b, d) and [b', d') of consecutive lines may be one track only if b - h <= b' <= b and d - h <= d' <= d
//      (infinite with infinite); only bars no longer than h may end or begin between lines. Such a matching exists: the
//      restrictions are interleaved by shifts with sum h. Among them, that of least
//      sum (b - b' - h/2)^2 + (d - d' - h/2)^2, unmatched length^2 / 2, is taken, component by component (in very large
//      components one that prefers cheap pairs).
//   3. A track becomes an interval: births are the meets of consecutive lower ends, deaths the joins of consecutive
//      upper ends, and the infinite corners beyond the first and the last line. Nothing else.
#include "decomposition/grid_sweep.hpp"

#include "decomposition/assignment.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/persistence/slice.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace tessera {
namespace {

/// A rounding error of the pushes may not make a matching infeasible.
constexpr double slack = 1e-12;
/// Components of more bars than this are matched by the rule, but not at least cost, which is cubic.
constexpr std::size_t least_cost_size = 300;

struct Track {
  std::uint64_t first_line = 0;
  std::vector<Bar> history;  // one bar a line, from the first on
  std::vector<Point<2>> births, deaths;
};

/// A track that ended, completed.
struct FinishedTrack {
  Interval<2> interval;
  std::uint64_t first_line;
  std::vector<Bar> history;
};

bool may_match(const Bar& a, const Bar& b, double h) {
  const auto moves_down = [h](double from, double to) {
    if (from == infinity || to == infinity) return from == to;
    const double room = slack * (1 + std::abs(from));
    return from - h - room <= to && to <= from + room;
  };
  return moves_down(a.birth, b.birth) && moves_down(a.death, b.death);
}

double cost_of_match(const Bar& a, const Bar& b, double h) {
  const double births = a.birth - b.birth - h / 2, deaths = a.death == infinity ? 0 : a.death - b.death - h / 2;
  return births * births + deaths * deaths;
}

double cost_of_leaving(const Bar& bar, double h) {
  const double length = bar.death - bar.birth;
  return length <= h * (1 + slack) + slack ? length * length / 2 : infinity;
}

/// The least-cost matching of one component: bars left[i] with right[matched[i]], none for unmatched.
std::vector<Index> matched_component(const std::vector<Bar>& left, const std::vector<Bar>& right, double h) {
  const std::size_t size = left.size() + right.size();
  // Row i < |left| is a bar, row |left| + j stands for right bar j beginning anew; columns likewise.
  std::vector<double> costs(size * size, infinity);
  for (std::size_t i = 0; i < left.size(); ++i) {
    for (std::size_t j = 0; j < right.size(); ++j)
      if (may_match(left[i], right[j], h)) costs[i * size + j] = cost_of_match(left[i], right[j], h);
    costs[i * size + right.size() + i] = cost_of_leaving(left[i], h);
  }
  for (std::size_t j = 0; j < right.size(); ++j) {
    costs[(left.size() + j) * size + j] = cost_of_leaving(right[j], h);
    for (std::size_t i = 0; i < left.size(); ++i) costs[(left.size() + j) * size + right.size() + i] = 0;
  }
  auto matched = least_cost_assignment(costs, size);
  matched.resize(left.size());
  for (Index& j : matched)
    if (j >= right.size()) j = none;
  return matched;
}

std::vector<std::vector<Index>> possible_partners(const std::vector<Bar>& left, const std::vector<Bar>& right, double h);

/// A matching of a large component that obeys the rule, cheap pairs preferred but not of least cost: long left bars are
/// covered by augmenting paths, then long right bars, whose paths may also end at a right bar that can be left alone
/// (Mendelsohn and Dulmage: covering both sides is possible because covering each is).
class LargeMatching {
 public:
  LargeMatching(const std::vector<Bar>& left, const std::vector<Bar>& right, double h)
      : of_left_(possible_partners(left, right, h)), of_right_(right.size()), partner_(left.size(), none), taken_(right.size(), none) {
    for (Index i = 0; i < left.size(); ++i) {
      std::ranges::stable_sort(of_left_[i], {}, [&](Index j) { return cost_of_match(left[i], right[j], h); });
      for (const Index j : of_left_[i]) of_right_[j].push_back(i);
    }
    for (Index i = 0; i < left.size(); ++i)  // first come, first served; then paths for those left over
      for (const Index j : of_left_[i])
        if (partner_[i] == none && taken_[j] == none) match(i, j);
    seen_.assign(right.size(), none);
    for (round_ = 0; round_ < left.size(); ++round_)
      if (partner_[round_] == none && cost_of_leaving(left[round_], h) == infinity) cover_left(round_);
    seen_.assign(left.size(), none);
    for (round_ = 0; round_ < right.size(); ++round_)
      if (taken_[round_] == none && cost_of_leaving(right[round_], h) == infinity) cover_right(round_, right, h);
  }
  std::vector<Index> partners() && { return std::move(partner_); }

 private:
  void match(Index i, Index j) {
    partner_[i] = j;
    taken_[j] = i;
  }
  bool cover_left(Index i) {
    for (const Index j : of_left_[i]) {
      if (seen_[j] == round_) continue;
      seen_[j] = round_;
      if (taken_[j] != none && !cover_left(taken_[j])) continue;
      match(i, j);
      return true;
    }
    return false;
  }
  bool cover_right(Index j, const std::vector<Bar>& right, double h) {
    for (const Index i : of_right_[j]) {
      if (seen_[i] == round_) continue;
      seen_[i] = round_;
      const Index before = partner_[i];
      if (before != none && cost_of_leaving(right[before], h) == infinity && !cover_right(before, right, h)) continue;
      if (before != none && taken_[before] == i) taken_[before] = none;
      match(i, j);
      return true;
    }
    return false;
  }

  std::vector<std::vector<Index>> of_left_, of_right_;
  std::vector<Index> partner_, taken_;
  std::vector<Index> seen_;  // the round in which a bar of the other side was last looked at
  Index round_ = 0;
};

std::vector<Index> matched_large_component(const std::vector<Bar>& left, const std::vector<Bar>& right, double h) {
  return LargeMatching(left, right, h).partners();
}

/// For every left bar the right bars it may be matched with, in increasing order. Right bars are looked up by the cell of
/// width h their birth falls in and, within a cell, by death.
std::vector<std::vector<Index>> possible_partners(const std::vector<Bar>& left, const std::vector<Bar>& right, double h) {
  const auto cell = [h](double birth) { return std::floor(birth / h); };
  std::vector<Index> order(right.size());
  std::iota(order.begin(), order.end(), Index{0});
  const auto place = [&](Index j) { return std::tuple(cell(right[j].birth), right[j].death); };
  std::ranges::sort(order, {}, [&](Index j) { return std::tuple_cat(place(j), std::tuple(j)); });

  std::vector<std::vector<Index>> possible(left.size());
  for (std::size_t i = 0; i < left.size(); ++i) {
    const Bar& bar = left[i];
    const double room = slack * (1 + std::abs(bar.birth)), death_room = slack * (1 + std::abs(bar.death));
    for (double c = cell(bar.birth - h - room); c <= cell(bar.birth + room); ++c) {
      const double least = bar.death == infinity ? infinity : bar.death - h - death_room;
      auto j = std::ranges::lower_bound(order, std::tuple(c, least), {}, place);
      for (; j != order.end() && cell(right[*j].birth) == c && (bar.death == infinity || right[*j].death <= bar.death + death_room); ++j)
        if (may_match(bar, right[*j], h)) possible[i].push_back(*j);
    }
    std::ranges::sort(possible[i]);
  }
  return possible;
}

/// For every bar of the left line its partner on the right one. Left bars come in the order of (value, history), so ties
/// fall the same way for isomorphic modules.
std::vector<Index> matched_bars(const std::vector<Bar>& left, const std::vector<Bar>& right, double h) {
  const auto possible = possible_partners(left, right, h);
  std::vector<Index> parent(left.size() + right.size());
  std::iota(parent.begin(), parent.end(), Index{0});
  const auto root = [&](Index i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (Index i = 0; i < left.size(); ++i)
    for (const Index j : possible[i]) parent[root(i)] = root(Index(left.size()) + j);

  std::vector<std::pair<std::vector<Index>, std::vector<Index>>> components(parent.size());
  for (Index i = 0; i < left.size(); ++i) components[root(i)].first.push_back(i);
  for (Index j = 0; j < right.size(); ++j) components[root(Index(left.size()) + j)].second.push_back(j);

  std::vector<Index> partner(left.size(), none);
  for (const auto& [is, js] : components) {
    if (is.empty() || js.empty()) continue;
    if (is.size() == 1 && js.size() == 1 && cost_of_leaving(left[is[0]], h) == infinity) {
      partner[is[0]] = js[0];
      continue;
    }
    std::vector<Bar> some_left, some_right;
    for (const Index i : is) some_left.push_back(left[i]);
    for (const Index j : js) some_right.push_back(right[j]);
    const auto matched = is.size() + js.size() <= least_cost_size ? matched_component(some_left, some_right, h)
                                                                  : matched_large_component(some_left, some_right, h);
    for (std::size_t i = 0; i < is.size(); ++i)
      if (matched[i] != none) partner[is[i]] = js[matched[i]];
  }
  return partner;
}

Interval<2> completed(std::vector<Point<2>> births, std::vector<Point<2>> deaths) {
  const auto sorted_antichain = [](std::vector<Point<2>> points, bool minimal) {
    std::ranges::sort(points, [&](const Point<2>& a, const Point<2>& b) { return minimal ? a < b : b < a; });
    std::vector<Point<2>> kept;
    for (const auto& point : points)
      if (kept.empty() || (minimal ? point[1] < kept.back()[1] : point[1] > kept.back()[1])) kept.push_back(point);
    if (!minimal) std::ranges::reverse(kept);
    return kept;
  };
  return {sorted_antichain(std::move(births), true), sorted_antichain(std::move(deaths), false)};
}

class Tracks {
 public:
  explicit Tracks(double spacing) : spacing_(spacing) {}

  /// The bars of the next line, sorted by value.
  void extend(const std::vector<Bar>& bars, double c) {
    std::vector<Bar> left;
    for (const auto& track : alive_) left.push_back(track.history.back());
    const auto partner = matched_bars(left, bars, spacing_);

    std::vector<Track> next(bars.size());
    std::vector<bool> is_continued(bars.size(), false);
    for (std::size_t i = 0; i < alive_.size(); ++i) {
      if (partner[i] == none) {
        finish(std::move(alive_[i]));
        continue;
      }
      const Bar &from = left[i], &to = bars[partner[i]];
      Track& track = next[partner[i]] = std::move(alive_[i]);
      is_continued[partner[i]] = true;
      track.births.push_back({std::min(from.birth, to.birth), std::min(from.birth + c - spacing_, to.birth + c)});
      track.deaths.push_back({std::max(from.death, to.death), std::max(from.death + c - spacing_, to.death + c)});
    }
    for (std::size_t j = 0; j < bars.size(); ++j) {
      const Bar& bar = bars[j];
      next[j].history.push_back(bar);
      if (is_continued[j]) continue;
      next[j].first_line = line_;
      next[j].births.push_back({bar.birth, bar.birth + c});
      next[j].deaths.push_back({bar.death, bar.death + c});
      if (line_ == 0) next[j].deaths.push_back({infinity, bar.death + c});
    }
    ++line_;
    alive_ = std::move(next);
    std::ranges::stable_sort(alive_, comes_before);
  }

  std::vector<FinishedTrack> finish_all() && {
    for (auto& track : alive_) {
      track.deaths.push_back({track.history.back().death, infinity});
      finish(std::move(track));
    }
    return std::move(finished_);
  }

 private:
  /// By value on this line, then by all values before.
  static bool comes_before(const Track& a, const Track& b) {
    const auto value = [](const Bar& bar) { return std::pair(bar.birth, bar.death); };
    if (value(a.history.back()) != value(b.history.back())) return value(a.history.back()) < value(b.history.back());
    return std::ranges::lexicographical_compare(a.history, b.history, {}, value, value);
  }
  void finish(Track&& track) {
    finished_.push_back({completed(std::move(track.births), std::move(track.deaths)), track.first_line, std::move(track.history)});
  }

  double spacing_;
  std::uint64_t line_ = 0;
  std::vector<Track> alive_;
  std::vector<FinishedTrack> finished_;
};

/// A bound of the bottleneck distance between module and tracks over all lines: that of matching every track with the
/// bars it was made of, and leaving alone what completion added elsewhere.
template <class Offset>
double largest_gap(const std::vector<FinishedTrack>& tracks, std::uint64_t lines, const Offset& offset, const Context& context) {
  std::vector<double> gaps(tracks.size(), 0);
  parallel_for(context, tracks.size(), 64, [&](std::size_t t) {
    const auto& [interval, first_line, history] = tracks[t];
    for (std::uint64_t k = 0; k < lines; ++k) {
      const auto [birth, death] = bar_on_diagonal(interval, offset(k));
      if (k < first_line || k >= first_line + history.size()) {
        gaps[t] = std::max(gaps[t], (death - birth) / 2);
        continue;
      }
      const Bar& bar = history[k - first_line];
      const double deaths = death == bar.death ? 0 : std::abs(death - bar.death);
      gaps[t] = std::max({gaps[t], std::abs(birth - bar.birth), deaths});
    }
  });
  return gaps.empty() ? 0 : *std::ranges::max_element(gaps);
}

}  // namespace

std::pair<double, double> bar_on_diagonal(const Interval<2>& interval, double c) {
  double birth = infinity, death = -infinity;
  for (const auto& b : interval.births) birth = std::min(birth, std::max(b[0], b[1] - c));
  for (const auto& d : interval.deaths) death = std::max(death, std::min(d[0], d[1] - c));
  return {birth, death};
}

GridSweep grid_sweep(const RankModule& module, double spacing, std::uint64_t line_limit, const Context& context) {
  const auto& [xs, ys] = module.scaled;
  if (xs.empty()) return {.spacing = spacing};
  const double first = ys.front() - xs.back(), last = ys.back() - xs.front();
  const double steps = std::ceil((last - first) / spacing) + 2;
  if (steps + 1 > double(line_limit)) spacing = (last - first) / double(line_limit - 4);
  const auto lines = std::uint64_t(std::ceil((last - first) / spacing) + 3);
  const auto offset = [&](std::uint64_t k) { return first - spacing + spacing * double(k); };

  std::vector<Barcode> barcodes(lines);
  parallel_for(context, lines, 1, [&](std::size_t k) {
    const auto pushes = [&](const std::vector<Grade<2>>& grades) {
      std::vector<double> times;
      times.reserve(grades.size());
      for (const auto& grade : grades) times.push_back(std::max(xs[grade[0]], ys[grade[1]] - offset(k)));
      return times;
    };
    barcodes[k] = barcode_of(bars_at_times(module.matrix, pushes(module.matrix.row_grades), pushes(module.matrix.column_grades), 0));
  });

  Tracks tracks(spacing);
  for (std::uint64_t k = 0; k < lines; ++k) {
    context.check();
    tracks.extend(barcodes[k].bars, offset(k));
  }
  auto finished = std::move(tracks).finish_all();
  GridSweep result{.tracks = {}, .gap = largest_gap(finished, lines, offset, context), .spacing = spacing, .lines = lines};
  for (auto& track : finished) result.tracks.push_back(std::move(track.interval));
  return result;
}

}  // namespace tessera
