// SPDX-License-Identifier: MIT
// Grid sweep (two parameters): lines y = x + c, t = x, at c = c_0, c_0 + h, ..., beyond all events at both ends.
//   1. On each line the presentation is reduced anew: its bars.
//   2. Bars [b, d) and [b', d') of consecutive lines may be one track only if b - h <= b' <= b and d - h <= d' <= d
//      (infinite with infinite); only bars no longer than h may end or begin between lines. Such a matching exists: the
//      restrictions are interleaved by shifts with sum h. Which one is taken: bar_matching.hpp.
//   3. A track becomes an interval: births are the meets of consecutive lower ends, deaths the joins of consecutive
//      upper ends, and the infinite corners beyond the first and the last line. Nothing else.
#include "decomposition/grid_sweep.hpp"

#include "decomposition/bar_matching.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/persistence/slice.hpp"

#include <algorithm>
#include <cmath>

namespace tessera {
namespace {

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
    finished_.push_back(
        {completed(std::move(track.births), std::move(track.deaths)), track.first_line, std::move(track.history)});
  }

  double spacing_;
  std::uint64_t line_ = 0;
  std::vector<Track> alive_;
  std::vector<FinishedTrack> finished_;
};

/// A bound of the bottleneck distance between module and tracks over all lines: that of matching every track with the
/// bars it was made of, and leaving alone what completion added elsewhere.
template <class Offset>
double largest_gap(const std::vector<FinishedTrack>& tracks, std::uint64_t lines, const Offset& offset,
                   const Context& context) {
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
    barcodes[k] = barcode_of(
        bars_at_times(module.matrix, pushes(module.matrix.row_grades), pushes(module.matrix.column_grades), 0));
  });

  Tracks tracks(spacing);
  for (std::uint64_t k = 0; k < lines; ++k) {
    context.check();
    tracks.extend(barcodes[k].bars, offset(k));
  }
  auto finished = std::move(tracks).finish_all();
  GridSweep result{
      .tracks = {}, .gap = largest_gap(finished, lines, offset, context), .spacing = spacing, .lines = lines};
  for (auto& track : finished) result.tracks.push_back(std::move(track.interval));
  return result;
}

}  // namespace tessera
