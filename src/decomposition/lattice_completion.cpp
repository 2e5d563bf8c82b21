// SPDX-License-Identifier: MIT
// Why faces of cubes. Let one birth q lie between lines: the bars of the lines around it begin at points p_c >= q that
// share with q a coordinate, which one depends on the line. Two neighbors share one or two between them; only all lines
// of the cube around q share all, and their meet is q. A meet m of births that are those of an upset meets every line
// of the face no later than the bars begin; where it is earlier on one of them (it can be on the lowest only) the
// births do not come from one corner, and m would make that bar longer. So m is taken when it meets no line of the face
// earlier, and then, for births of an upset, it meets no line of the lattice earlier. Meets of two neighbors always
// pass.
#include "decomposition/lattice_completion.hpp"

#include "tessera/core/parallel.hpp"
#include "tessera/persistence/bottleneck_distance.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace tessera {
namespace {

constexpr double rounding = 1e-12;

/// Of grades, times and offsets of this size.
template <int N>
double rounding_of(const LineLattice<N>& lattice) {
  double size = lattice.spacing();
  for (int axis = 0; axis < N; ++axis)
    size = std::max({size, std::abs(lattice.low()[axis]), std::abs(lattice.high()[axis])});
  return rounding * size;
}

/// a <= b in every axis, up to rounding.
template <int N>
bool is_below(const Point<N>& a, const Point<N>& b, double room) {
  return std::ranges::equal(a, b, [room](double x, double y) { return x <= y + room; });
}

/// Points that are equal up to rounding are one.
template <int N>
std::vector<Point<N>> minimal_points(std::vector<Point<N>> points, double room) {
  std::ranges::sort(points);  // a point comes after those below it
  std::vector<Point<N>> kept;
  for (const auto& point : points)
    if (std::ranges::none_of(kept, [&](const auto& other) { return is_below<N>(other, point, room); })) {
      std::erase_if(kept, [&](const auto& other) { return is_below<N>(point, other, room); });
      kept.push_back(point);
    }
  return kept;
}
template <int N>
std::vector<Point<N>> maximal_points(std::vector<Point<N>> points, double room) {
  std::ranges::sort(points, std::greater{});
  std::vector<Point<N>> kept;
  for (const auto& point : points)
    if (std::ranges::none_of(kept, [&](const auto& other) { return is_below<N>(point, other, room); })) {
      std::erase_if(kept, [&](const auto& other) { return is_below<N>(other, point, room); });
      kept.push_back(point);
    }
  std::ranges::reverse(kept);
  return kept;
}

template <int N>
class Completion {
 public:
  Completion(const std::vector<LineBars>& lines, const LineLattice<N>& lattice,
             const std::array<std::vector<double>, N>& scaled)
      : lines_(lines), lattice_(lattice), scaled_(scaled), room_(rounding_of(lattice)), bar_on_(lattice.size(), none) {}

  Interval<N> operator()(const LatticeTrack& track) {
    for (const auto& [line, bar] : track) bar_on_[line] = bar;
    std::vector<Point<N>> births, deaths;
    for (const auto& [line, bar] : track)
      for (unsigned axes = 0; axes < 1u << (N - 1); ++axes) {
        if (!gather_face(line, axes)) continue;
        if (const auto birth = birth_of_face()) births.push_back(*birth);
        if (const auto death = death_of_face()) deaths.push_back(*death);
      }
    for (const auto& [line, bar] : track) bar_on_[line] = none;
    return without_empty_corners(minimal_points<N>(std::move(births), room_),
                                 maximal_points<N>(std::move(deaths), room_));
  }

 private:
  const Bar& bar(Index line) const { return lines_[line].bars[bar_on_[line]]; }

  /// The face of the cube at a line that extends along the axes k with bit k - 1 set; false if a line of it is not in
  /// the track.
  bool gather_face(Index line, unsigned axes) {
    face_.assign(1, line);
    for (int axis = 1; axis < N; ++axis) {
      if (!(axes >> (axis - 1) & 1)) continue;
      for (std::size_t i = 0, count = face_.size(); i < count; ++i) {
        const Index next = lattice_.next(face_[i], axis);
        if (next == none || bar_on_[next] == none) return false;
        face_.push_back(next);
      }
    }
    return true;
  }

  double snapped(double value, int axis) const {
    const auto& values = scaled_[axis];
    const auto above = std::ranges::lower_bound(values, value - room_);
    return above != values.end() && *above <= value + room_ ? *above : value;
  }

  std::optional<Point<N>> birth_of_face() const {
    Point<N> meet;
    meet.fill(infinity);
    for (const Index line : face_)
      for (int axis = 0; axis < N; ++axis)
        meet[axis] = std::min(meet[axis], bar(line).birth + lattice_.offset(line)[axis]);
    for (int axis = 0; axis < N; ++axis) meet[axis] = std::min(snapped(meet[axis], axis), lattice_.high()[axis]);
    for (const Index line : face_)
      if (lattice_.push(line, meet) < bar(line).birth - room_) return std::nullopt;
    return meet;
  }
  std::optional<Point<N>> death_of_face() const {
    Point<N> join;
    join.fill(-infinity);
    for (const Index line : face_)
      for (int axis = 0; axis < N; ++axis)
        join[axis] = std::max(join[axis], bar(line).death + lattice_.offset(line)[axis]);
    for (int axis = 0; axis < N; ++axis) {
      join[axis] = snapped(join[axis], axis);
      if (join[axis] > lattice_.high()[axis]) join[axis] = infinity;
    }
    for (const Index line : face_)
      if (lattice_.pull(line, join) > bar(line).death + room_) return std::nullopt;
    return join;
  }

  /// Leaves out corners that bound nothing.
  static Interval<N> without_empty_corners(std::vector<Point<N>> births, std::vector<Point<N>> deaths) {
    const auto is_strictly_below = [](const Point<N>& birth, const Point<N>& death) {
      return std::ranges::equal(birth, death, std::less{});
    };
    std::erase_if(births, [&](const auto& birth) {
      return std::ranges::none_of(deaths, [&](const auto& death) { return is_strictly_below(birth, death); });
    });
    std::erase_if(deaths, [&](const auto& death) {
      return std::ranges::none_of(births, [&](const auto& birth) { return is_strictly_below(birth, death); });
    });
    return {std::move(births), std::move(deaths)};
  }

  const std::vector<LineBars>& lines_;
  const LineLattice<N>& lattice_;
  const std::array<std::vector<double>, N>& scaled_;
  double room_;
  std::vector<Index> bar_on_;  // of the track at hand
  std::vector<Index> face_;
};

template <int N>
Bar bar_of(const Interval<N>& interval, const LineLattice<N>& lattice, Index line) {
  double birth = infinity, death = -infinity;
  for (const auto& corner : interval.births) birth = std::min(birth, lattice.push(line, corner));
  for (const auto& corner : interval.deaths) death = std::max(death, lattice.pull(line, corner));
  return {birth, std::max(birth, death), 0};
}

}  // namespace

template <int N>
std::vector<Interval<N>> completed_tracks(const std::vector<LatticeTrack>& tracks, const std::vector<LineBars>& lines,
                                          const LineLattice<N>& lattice,
                                          const std::array<std::vector<double>, N>& scaled, const Context& context) {
  std::vector<Interval<N>> intervals(tracks.size());
  parallel_for_blocks(context, tracks.size(), 8, [&](std::size_t begin, std::size_t end) {
    Completion<N> completed(lines, lattice, scaled);
    for (std::size_t track = begin; track < end; ++track) intervals[track] = completed(tracks[track]);
  });
  return intervals;
}

template <int N>
double largest_gap(const std::vector<Interval<N>>& intervals, const std::vector<LatticeTrack>& tracks,
                   const std::vector<LineBars>& lines, const LineLattice<N>& lattice, const Context& context) {
  // Matching every track with its own bars bounds the distance on a line; the distance itself is found where that bound
  // is larger than what was found elsewhere.
  std::vector<std::vector<std::pair<Index, Index>>> tracks_on(lines.size());  // (track, bar)
  for (Index track = 0; track < tracks.size(); ++track)
    for (const auto& [line, bar] : tracks[track]) tracks_on[line].push_back({track, bar});
  std::vector<double> bounds(lines.size(), 0);
  parallel_for(context, lines.size(), 4, [&](std::size_t line) {
    auto own = tracks_on[line].begin();
    for (Index track = 0; track < intervals.size(); ++track) {
      const Bar is = bar_of(intervals[track], lattice, Index(line));
      double gap = (is.death - is.birth) / 2;
      if (own != tracks_on[line].end() && own->first == track) {
        const Bar& was = lines[line].bars[own++->second];
        gap = std::max(std::abs(is.birth - was.birth), is.death == was.death ? 0 : std::abs(is.death - was.death));
      }
      bounds[line] = std::max(bounds[line], std::isnan(gap) ? 0 : gap);
    }
  });

  std::vector<Index> order(lines.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::stable_sort(order, std::greater{}, [&](Index line) { return bounds[line]; });
  constexpr std::size_t batch = 64;
  const double room = rounding_of(lattice);
  double gap = 0;
  for (std::size_t begin = 0; begin < order.size(); begin += batch) {
    if (bounds[order[begin]] <= gap) break;
    if (bounds[order[begin]] <= room) return std::max(gap, bounds[order[begin]]);
    const std::size_t count = std::min(batch, order.size() - begin);
    std::vector<double> distances(count);
    parallel_for(context, count, 1, [&](std::size_t i) {
      const Index line = order[begin + i];
      std::vector<Bar> bars;
      for (const auto& interval : intervals) bars.push_back(bar_of(interval, lattice, line));
      distances[i] = bottleneck_distance(barcode_of(std::move(bars)), barcode_of(lines[line].bars));
    });
    gap = std::max(gap, *std::ranges::max_element(distances));
  }
  return gap;
}

#define TESSERA_LATTICE_COMPLETION(N)                                                                               \
  template std::vector<Interval<N>> completed_tracks<N>(const std::vector<LatticeTrack>&,                           \
                                                        const std::vector<LineBars>&, const LineLattice<N>&,        \
                                                        const std::array<std::vector<double>, N>&, const Context&); \
  template double largest_gap<N>(const std::vector<Interval<N>>&, const std::vector<LatticeTrack>&,                 \
                                 const std::vector<LineBars>&, const LineLattice<N>&, const Context&);
TESSERA_LATTICE_COMPLETION(3)
TESSERA_LATTICE_COMPLETION(4)
#undef TESSERA_LATTICE_COMPLETION

}  // namespace tessera
