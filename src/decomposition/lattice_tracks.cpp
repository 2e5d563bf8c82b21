// SPDX-License-Identifier: MIT
// From bars on the lines of a lattice to tracks.
//   1. Bars of neighboring lines are matched (followed_bars). A bar moves without leaving its two grades, but where two
//      births, or two deaths, meet, grades change hands. Bars with the same two grades on both lines are the same bar.
//      The others may be matched as the rule of bar_matching.hpp allows; where that is one way only, it is taken, else
//      both halves of the way between the lines are looked at: an error can only be made between bars that come within
//      h / 2^halvings of one another. Halves that obey the rule for h / 2 make a whole that obeys it for h.
//   2. Around a square of four lines the four matchings compose to a map of the bars to themselves. A bar that comes
//      back as another one is monodromy, unless the two are equal somewhere on the way (they may change names there).
//   3. Matched bars are joined, in an order that the lattice gives, unless the track would meet a line twice.
#include "decomposition/lattice_tracks.hpp"

#include "decomposition/bar_matching.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace tessera {
namespace {

constexpr int halvings = 5;
constexpr std::size_t least_cost_size = 300;
/// Of h^2, for an end at which two bars have different grades: it decides where costs are equal.
constexpr double tie = 1e-6;

/// Only short bars are left alone, on either side.
bool obeys_the_rule(const LineBars& from, const LineBars& to, const std::vector<Index>& partner, double h) {
  std::vector<bool> is_taken(to.bars.size(), false);
  for (std::size_t i = 0; i < partner.size(); ++i) {
    if (partner[i] != none)
      is_taken[partner[i]] = true;
    else if (!may_stay_alone(from.bars[i], h))
      return false;
  }
  for (std::size_t j = 0; j < is_taken.size(); ++j)
    if (!is_taken[j] && !may_stay_alone(to.bars[j], h)) return false;
  return true;
}

/// Pairs of bars with equal labels; of several, in their order. Only pairs the rule allows.
std::vector<Index> equal_labels(const LineBars& from, const LineBars& to, double h) {
  const auto by_label = [](const LineBars& line) {
    std::vector<Index> order(line.bars.size());
    std::iota(order.begin(), order.end(), Index{0});
    std::ranges::stable_sort(order, {}, [&](Index bar) { return line.labels[bar]; });
    return order;
  };
  const auto left = by_label(from), right = by_label(to);
  std::vector<Index> partner(from.bars.size(), none);
  for (auto i = left.begin(), j = right.begin(); i != left.end() && j != right.end();) {
    const auto order = from.labels[*i] <=> to.labels[*j];
    if (order == 0 && may_match(from.bars[*i], to.bars[*j], h)) partner[*i] = *j;
    if (order <= 0) ++i;
    if (order >= 0) ++j;
  }
  return partner;
}

/// Bars without a partner, and their numbers.
struct Rest {
  std::vector<Bar> bars;
  std::vector<LineBars::Label> labels;
  std::vector<Index> numbers;
};
std::array<Rest, 2> rest_of(const LineBars& from, const LineBars& to, const std::vector<Index>& partner) {
  std::array<Rest, 2> rest;
  std::vector<bool> is_taken(to.bars.size(), false);
  for (Index i = 0; i < partner.size(); ++i) {
    if (partner[i] != none) {
      is_taken[partner[i]] = true;
      continue;
    }
    rest[0].bars.push_back(from.bars[i]);
    rest[0].labels.push_back(from.labels[i]);
    rest[0].numbers.push_back(i);
  }
  for (Index j = 0; j < is_taken.size(); ++j) {
    if (is_taken[j]) continue;
    rest[1].bars.push_back(to.bars[j]);
    rest[1].labels.push_back(to.labels[j]);
    rest[1].numbers.push_back(j);
  }
  return rest;
}

/// No bar has two possible partners, and none that may end has one it shares nothing with.
bool is_forced(const std::array<Rest, 2>& rest, double h) {
  std::vector<bool> is_wanted(rest[1].bars.size(), false);
  const auto possible = possible_partners(rest[0].bars, rest[1].bars, h);
  for (std::size_t i = 0; i < possible.size(); ++i) {
    if (possible[i].empty()) continue;
    const Index j = possible[i].front();
    if (possible[i].size() > 1 || is_wanted[j]) return false;
    is_wanted[j] = true;
    const auto &left = rest[0].labels[i], &right = rest[1].labels[j];
    const bool is_long = !may_stay_alone(rest[0].bars[i], h) || !may_stay_alone(rest[1].bars[j], h);
    if (!is_long && left.generator != right.generator && left.relation != right.relation) return false;
  }
  return true;
}

void match_rest(const std::array<Rest, 2>& rest, double h, std::vector<Index>& partner) {
  if (rest[0].bars.empty() || rest[1].bars.empty()) return;
  const auto penalty = [&](Index i, Index j) {
    const auto &left = rest[0].labels[i], &right = rest[1].labels[j];
    return tie * h * h * ((left.generator != right.generator) + (left.relation != right.relation));
  };
  const auto matched = matched_bars(rest[0].bars, rest[1].bars, h, least_cost_size, penalty);
  for (std::size_t i = 0; i < matched.size(); ++i)
    if (matched[i] != none) partner[rest[0].numbers[i]] = rest[1].numbers[matched[i]];
}

/// Partners of the bars of every line on its next line along each axis, and the other way.
struct Matchings {
  std::vector<Index> forth, back;
};

Index followed(const std::vector<Index>& partner, Index bar) { return bar == none ? none : partner[bar]; }

template <int N>
class Tracking {
 public:
  Tracking(const LineLattice<N>& lattice, const std::vector<LineBars>& lines, const DiagonalSlicer<N>& slicer,
           const Context& context)
      : lattice_(lattice), lines_(lines), context_(context) {
    for (auto& matchings : matchings_) matchings.resize(lines.size());
    parallel_for_blocks(context, lines.size(), 16, [&](std::size_t begin, std::size_t end) {
      auto own = slicer;
      for (Index line = Index(begin); line < end; ++line) follow_from(line, own);
    });
  }

  LatticeTracks run() {
    LatticeTracks result;
    go_around_squares(result.monodromy);
    join(result);
    return result;
  }

 private:
  void follow_from(Index line, DiagonalSlicer<N>& slicer) {
    context_.check();
    for (int axis = 1; axis < N; ++axis) {
      const Index next = lattice_.next(line, axis);
      if (next == none) continue;
      auto& [forth, back] = matchings_[axis][line];
      forth = followed_bars<N>(lines_[line], lattice_.offset(line), lines_[next], lattice_.offset(next),
                               lattice_.spacing(), halvings, slicer);
      back.assign(lines_[next].bars.size(), none);
      for (Index bar = 0; bar < forth.size(); ++bar)
        if (forth[bar] != none) back[forth[bar]] = bar;
    }
  }

  /// The places a bar comes to on its way around the square of a line and two axes; then where it comes back to.
  using Lap = std::array<Index, 5>;
  Lap lap(Index line, int k, int l, Index bar) const {
    const Index right = lattice_.next(line, k), up = lattice_.next(line, l);
    Lap places{bar};
    places[1] = followed(matchings_[k][line].forth, bar);
    places[2] = followed(matchings_[l][right].forth, places[1]);
    places[3] = followed(matchings_[k][up].back, places[2]);
    places[4] = followed(matchings_[l][line].back, places[3]);
    return places;
  }
  /// A second lap runs through other bars at every corner. Equal bars may change their names at will.
  bool has_changed(Index line, int k, int l, const Lap& first) const {
    if (first[4] == none || first[4] == first[0]) return false;
    const Lap second = lap(line, k, l, first[4]);
    const std::array<Index, 4> corners{line, lattice_.next(line, k), lattice_.next(lattice_.next(line, k), l),
                                       lattice_.next(line, l)};
    for (std::size_t corner = 0; corner < corners.size(); ++corner)
      if (second[corner] != none &&
          lines_[corners[corner]].bars[first[corner]] == lines_[corners[corner]].bars[second[corner]])
        return false;
    return true;
  }
  void go_around_squares(Monodromy& monodromy) const {
    std::vector<Monodromy> of_line(lines_.size());
    parallel_for(context_, lines_.size(), 64, [&](std::size_t line) {
      for (int k = 1; k < N; ++k)
        for (int l = k + 1; l < N; ++l) {
          const Index right = lattice_.next(Index(line), k), up = lattice_.next(Index(line), l);
          if (right == none || up == none || lattice_.next(right, l) == none) continue;
          std::uint64_t bars = 0;
          for (Index bar = 0; bar < lines_[line].bars.size(); ++bar)
            bars += has_changed(Index(line), k, l, lap(Index(line), k, l, bar));
          of_line[line].bars += bars;
          of_line[line].squares += bars > 0;
        }
    });
    for (const auto& part : of_line) {
      monodromy.squares += part.squares;
      monodromy.bars += part.bars;
    }
  }

  void join(LatticeTracks& result) {
    std::vector<std::size_t> first_bar(lines_.size() + 1, 0);
    for (std::size_t line = 0; line < lines_.size(); ++line)
      first_bar[line + 1] = first_bar[line] + lines_[line].bars.size();
    parent_.resize(first_bar.back());
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    members_.resize(parent_.size());
    for (Index line = 0; line < lines_.size(); ++line)
      for (Index bar = 0; bar < lines_[line].bars.size(); ++bar) members_[first_bar[line] + bar] = {{line, bar}};

    for (int axis = N - 1; axis > 0; --axis)
      for (Index line = 0; line < lines_.size(); ++line) {
        if (line % 64 == 0) context_.check();
        const Index next = lattice_.next(line, axis);
        const auto& forth = matchings_[axis][line].forth;
        for (Index bar = 0; bar < forth.size(); ++bar)
          if (forth[bar] != none && !joined(first_bar[line] + bar, first_bar[next] + forth[bar]))
            ++result.monodromy.unjoined;
      }
    for (auto& track : members_)
      if (!track.empty()) result.tracks.push_back(std::move(track));
  }

  std::size_t root(std::size_t bar) {
    while (parent_[bar] != bar) bar = parent_[bar] = parent_[parent_[bar]];
    return bar;
  }
  /// False when the tracks of the two bars are different ones that share a line.
  bool joined(std::size_t a, std::size_t b) {
    a = root(a), b = root(b);
    if (a == b) return true;
    if (members_[a].size() < members_[b].size()) std::swap(a, b);
    auto &large = members_[a], &small = members_[b];
    const auto line_of = [](const auto& member) { return member.first; };
    for (const auto& member : small)
      if (std::ranges::binary_search(large, member.first, {}, line_of)) return false;
    const auto middle = std::ptrdiff_t(large.size());
    large.insert(large.end(), small.begin(), small.end());
    std::inplace_merge(large.begin(), large.begin() + middle, large.end());
    small = {};
    parent_[b] = a;
    return true;
  }

  const LineLattice<N>& lattice_;
  const std::vector<LineBars>& lines_;
  const Context& context_;
  std::array<std::vector<Matchings>, N> matchings_;  // by axis, by line
  std::vector<std::size_t> parent_;                  // of bars, numbered line by line
  std::vector<LatticeTrack> members_;                // of roots
};

}  // namespace

template <int N>
std::vector<Index> followed_bars(const LineBars& from, const Point<N>& start, const LineBars& to, const Point<N>& end,
                                 double h, int depth, DiagonalSlicer<N>& slicer) {
  auto partner = equal_labels(from, to, h);
  if (const auto rest = rest_of(from, to, partner); is_forced(rest, h)) {
    match_rest(rest, h, partner);
    if (obeys_the_rule(from, to, partner, h)) return partner;
  }
  if (depth > 0) {
    Point<N> middle;
    for (int axis = 0; axis < N; ++axis) middle[axis] = (start[axis] + end[axis]) / 2;
    const auto halfway = slicer.bars(middle);
    partner = followed_bars<N>(from, start, halfway, middle, h / 2, depth - 1, slicer);
    const auto onwards = followed_bars<N>(halfway, middle, to, end, h / 2, depth - 1, slicer);
    for (Index& bar : partner) bar = followed(onwards, bar);
    return partner;
  }
  match_rest(rest_of(from, to, partner), h, partner);
  return obeys_the_rule(from, to, partner, h) ? partner : matched_bars(from.bars, to.bars, h);
}

template <int N>
LatticeTracks tracks_on_lattice(const LineLattice<N>& lattice, const std::vector<LineBars>& lines,
                                const DiagonalSlicer<N>& slicer, const Context& context) {
  return Tracking<N>(lattice, lines, slicer, context).run();
}

#define TESSERA_LATTICE_TRACKS(N)                                                                                  \
  template std::vector<Index> followed_bars<N>(const LineBars&, const Point<N>&, const LineBars&, const Point<N>&, \
                                               double, int, DiagonalSlicer<N>&);                                   \
  template LatticeTracks tracks_on_lattice(const LineLattice<N>&, const std::vector<LineBars>&,                    \
                                           const DiagonalSlicer<N>&, const Context&);
TESSERA_LATTICE_TRACKS(3)
TESSERA_LATTICE_TRACKS(4)
#undef TESSERA_LATTICE_TRACKS

}  // namespace tessera
