// SPDX-License-Identifier: MIT
#include "tessera/decomposition/interval_distance.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

/// Outline of interleaving_distance.
///  1. On the diagonal line of offset c (points (t, t + c)) an interval I is the bar [b_I(c), d_I(c)).
///  2. A morphism f: I -> J(e) is a scalar on every connected component of I and J - e; the component is valid (the
///     scalar may be non-zero) iff b_J - e <= b_I and d_J - e <= d_I on all its lines. Likewise g: J -> I(e).
///  3. I and J are e-interleaved iff every line on which I or J is longer than 2e lies in a valid f- and g-component.
///  4. Comparisons between ends of bars can only change at offsets y - x + k e with k in {-1, 0, 1} and x, y finite
///     corner coordinates: the offsets, the midpoints between them and one offset beyond each end see every case.
///  5. d_I is one of |u - v| (u of I, v of J) or |u - v| / 2 (both of one interval), coordinates of one axis; the
///     property of step 3 is monotone in e, so binary search finds it.
namespace tessera {
namespace {

using Lattice = std::int64_t;  // four to a unit of the rounded coordinates: halves of e and midpoints stay whole
constexpr Lattice beyond = Lattice{1} << 60;  // stands for +infinity

struct LatticePoint {
  Lattice x, y;
};

struct LatticeInterval {
  std::vector<LatticePoint> births, deaths;
};

struct Bar1 {
  Lattice birth, death;
};

Lattice less(Lattice value, Lattice e) { return value == beyond ? beyond : value - e; }

Bar1 bar_on(const LatticeInterval& interval, Lattice offset) {
  Bar1 bar{beyond, -beyond};
  for (const auto& b : interval.births) bar.birth = std::min(bar.birth, std::max(b.x, b.y - offset));
  for (const auto& d : interval.deaths) bar.death = std::max(bar.death, std::min(d.x, less(d.y, offset)));
  return bar;
}

/// For every line: does it lie in a valid component of morphisms from `source` to `target` shifted down by e?
std::vector<bool> valid_lines(const std::vector<Bar1>& source, const std::vector<Bar1>& target, Lattice e) {
  const auto overlaps = [&](std::size_t line) {
    return std::max(source[line].birth, target[line].birth - e) <
           std::min(source[line].death, less(target[line].death, e));
  };
  std::vector<bool> valid(source.size(), false);
  for (std::size_t line = 0; line < source.size();) {
    if (!overlaps(line)) {
      ++line;
      continue;
    }
    const std::size_t begin = line;
    bool component_is_valid = true;
    for (; line < source.size() && overlaps(line); ++line)
      component_is_valid &=
          target[line].birth - e <= source[line].birth && less(target[line].death, e) <= source[line].death;
    std::fill(valid.begin() + std::ptrdiff_t(begin), valid.begin() + std::ptrdiff_t(line), component_is_valid);
  }
  return valid;
}

/// Offsets y - x of finite corners of both, sorted, once each.
std::vector<Lattice> corner_offsets(const LatticeInterval& first, const LatticeInterval& second) {
  std::vector<Lattice> xs, ys, offsets;
  for (const auto* corners : {&first.births, &first.deaths, &second.births, &second.deaths})
    for (const auto& corner : *corners) {
      if (corner.x != beyond) xs.push_back(corner.x);
      if (corner.y != beyond) ys.push_back(corner.y);
    }
  for (const Lattice x : xs)
    for (const Lattice y : ys) offsets.push_back(y - x);
  std::ranges::sort(offsets);
  offsets.erase(std::unique(offsets.begin(), offsets.end()), offsets.end());
  return offsets;
}

/// Step 4.
std::vector<Lattice> test_lines(const std::vector<Lattice>& offsets, Lattice e) {
  std::vector<Lattice> events;
  for (const Lattice offset : offsets)
    for (const Lattice shift : {-e, Lattice{0}, e}) events.push_back(offset + shift);
  std::ranges::sort(events);
  events.erase(std::unique(events.begin(), events.end()), events.end());

  std::vector<Lattice> lines{events.front() - 4};
  for (std::size_t k = 0; k < events.size(); ++k) {
    lines.push_back(events[k]);
    lines.push_back(k + 1 < events.size() ? (events[k] + events[k + 1]) / 2 : events[k] + 4);
  }
  return lines;
}

bool are_interleaved(const LatticeInterval& first, const LatticeInterval& second, const std::vector<Lattice>& offsets,
                     Lattice e) {
  const auto lines = test_lines(offsets, e);
  std::vector<Bar1> first_bars, second_bars;
  for (const Lattice line : lines) {
    first_bars.push_back(bar_on(first, line));
    second_bars.push_back(bar_on(second, line));
  }

  const auto forth = valid_lines(first_bars, second_bars, e), back = valid_lines(second_bars, first_bars, e);
  const auto is_long = [e](const Bar1& bar) { return bar.death - bar.birth > 2 * e; };
  for (std::size_t line = 0; line < lines.size(); ++line)
    if ((is_long(first_bars[line]) || is_long(second_bars[line])) && !(forth[line] && back[line])) return false;
  return true;
}

/// Step 5: every value that d_I can take, but infinity; sorted.
std::vector<Lattice> candidate_distances(const LatticeInterval& first, const LatticeInterval& second) {
  std::vector<Lattice> candidates{0};
  for (const auto axis : {&LatticePoint::x, &LatticePoint::y}) {
    std::array<std::vector<Lattice>, 2> coordinates;
    for (int side = 0; side < 2; ++side)
      for (const auto* corners : {&(side ? second : first).births, &(side ? second : first).deaths})
        for (const auto& corner : *corners)
          if (corner.*axis != beyond) coordinates[side].push_back(corner.*axis);

    for (const Lattice u : coordinates[0])
      for (const Lattice v : coordinates[1]) candidates.push_back(std::abs(u - v));
    for (const auto& own : coordinates)
      for (const Lattice u : own)
        for (const Lattice v : own)
          if (u < v) candidates.push_back((v - u) / 2);
  }
  std::ranges::sort(candidates);
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  return candidates;
}

}  // namespace

Interval<2> scaled(const Interval<2>& interval, const std::array<double, 2>& scale) {
  Interval<2> result = interval;
  for (auto* corners : {&result.births, &result.deaths})
    for (auto& corner : *corners)
      for (int axis = 0; axis < 2; ++axis) corner[axis] /= scale[axis];
  return result;
}

double largest_square(std::span<const Point<2>> births, std::span<const Point<2>> deaths) noexcept {
  double largest = 0;
  const auto square = [&](const Point<2>& b, const Point<2>& d) {
    largest = std::max(largest, std::min(d[0] - b[0], d[1] - b[1]));
  };

  // For one birth the first side of the square grows along the deaths and the second shrinks: the best death is the
  // first at which d_0 - b_0 >= d_1 - b_1, or the one before it. That position moves forward from birth to birth.
  std::size_t k = 0;
  for (const auto& b : births) {
    while (k < deaths.size() && deaths[k][0] - b[0] < deaths[k][1] - b[1]) ++k;
    if (k < deaths.size()) square(b, deaths[k]);
    if (k > 0) square(b, deaths[k - 1]);
  }
  return largest;
}

double interval_weight(const Interval<2>& interval) noexcept {
  return largest_square(interval.births, interval.deaths) / 2;
}

double interleaving_distance(const Interval<2>& first, const Interval<2>& second) {
  if (first.births.empty()) return interval_weight(second);
  if (second.births.empty()) return interval_weight(first);

  Point<2> low{infinity, infinity}, high{-infinity, -infinity};
  for (const auto* corners : {&first.births, &first.deaths, &second.births, &second.deaths})
    for (const auto& corner : *corners)
      for (int axis = 0; axis < 2; ++axis)
        if (corner[axis] < infinity) {
          low[axis] = std::min(low[axis], corner[axis]);
          high[axis] = std::max(high[axis], corner[axis]);
        }
  const double spread = std::max(high[0] - low[0], high[1] - low[1]);
  const int exponent = spread > 0 ? std::ilogb(spread) - 50 : 0;

  const auto on_lattice = [&](double value, int axis) {
    return value == infinity ? beyond : 4 * std::llround(std::ldexp(value - low[axis], -exponent));
  };
  const auto rounded = [&](const Interval<2>& interval) {
    LatticeInterval result;
    for (const auto& b : interval.births) result.births.push_back({on_lattice(b[0], 0), on_lattice(b[1], 1)});
    for (const auto& d : interval.deaths) result.deaths.push_back({on_lattice(d[0], 0), on_lattice(d[1], 1)});
    return result;
  };
  const auto a = rounded(first), b = rounded(second);

  const auto offsets = corner_offsets(a, b);
  const auto candidates = candidate_distances(a, b);
  const auto least =
      std::ranges::partition_point(candidates, [&](Lattice e) { return !are_interleaved(a, b, offsets, e); });
  return least == candidates.end() ? infinity : std::ldexp(double(*least) / 4, exponent);
}

}  // namespace tessera
