// SPDX-License-Identifier: MIT
// 1. Bars of different degrees, and infinite bars and others, never meet: each degree is a problem of its own, and the
//    infinite bars of a degree are matched in order (the best matching of numbers on a line, for any convex cost).
// 2. The distance of finite bars is one of the coordinate differences and half lengths: "candidates". The least
//    candidate above, or the greatest up to, a number is found in O(k) on sorted coordinates, so the search halves the
//    doubles between two bounds and puts each trial on a candidate: at most 64 trials, no list of k^2 numbers.
// 3. It starts at max over bars of min(half length, distance to the nearest bar of the other side), which is a lower
//    bound and very often the answer; half the longest bar is an upper one.
// 4. A trial e asks whether the bars longer than 2 e of each side can be matched within e to bars of the other; two
//    such covers combine to one of both sides (Mendelsohn and Dulmage 1958).
// 5. A cover is found by Hopcroft and Karp's phases after a greedy start. Neighbors within e are found in a k-d tree
//    from which visited points vanish (Efrat, Itai, Katz), so a phase asks it a few times a bar. Before each phase one
//    bar that is still unmatched searches alone: in nearly every trial that fails it has no path, and its short search
//    ends the trial. The matching of the greatest e that was too small stays one for every e still in question, and is
//    kept.
#include "tessera/persistence/bottleneck_distance.hpp"

#include "persistence/all_pairs.hpp"
#include "persistence/bar_classes.hpp"
#include "persistence/point_tree.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace tessera {
namespace {

using Points = std::vector<Point<2>>;

/// Rounded differences throughout, here and in the bounds of boxes: rounding is monotone, so none excludes another.
double distance(const Point<2>& p, const Point<2>& q) { return std::max(std::abs(p[0] - q[0]), std::abs(p[1] - q[1])); }

double distance(const Point<2>& p, const PointTree<2>::Box& box) {
  return std::max({box.low[0] - p[0], p[0] - box.high[0], box.low[1] - p[1], p[1] - box.high[1], 0.0});
}

/// The finite bars of one degree of one barcode.
struct Side {
  explicit Side(const Points& bars) : points(bars), tree(bars) {
    for (const auto& bar : bars) half_lengths.push_back(half_length(bar));
  }
  Index size() const { return Index(points.size()); }

  const Points& points;
  PointTree<2> tree;
  std::vector<double> half_lengths;
};

/// Points of a tree that carry a rank >= 1 each until they are taken out.
class RankedPoints {
 public:
  explicit RankedPoints(const Side& side) : side_(&side), rank_(side.size()), highest_(side.tree.node_count()) {}

  template <class Rank>
  void fill(const Rank& rank) {
    for (Index point = 0; point < side_->size(); ++point) rank_[point] = rank(point);
    for (Index node = side_->tree.node_count(); node-- > 0;) highest_[node] = highest(node);
  }

  /// Takes out a point within e of `center`, of a rank >= `rank`; `none` when there is none.
  Index take(const Point<2>& center, double e, Index rank) {
    Index found = none;
    double limit = e;
    side_->tree.search(
        limit, [&](Index node) { return highest_[node] < rank ? infinity : distance(center, side_->tree.box(node)); },
        [&](Index point) {
          if (found != none || rank_[point] < rank || distance(center, side_->points[point]) > e) return;
          found = point;
          limit = -1;
        });
    if (found != none) take_out(found);
    return found;
  }

 private:
  Index highest(Index node) const {
    if (!side_->tree.is_leaf(node)) return std::max(highest_[2 * node + 1], highest_[2 * node + 2]);
    Index most = 0;
    for (const Index point : side_->tree.points_of(node)) most = std::max(most, rank_[point]);
    return most;
  }

  void take_out(Index point) {
    rank_[point] = 0;
    Index node = side_->tree.leaf_of(point);
    for (;; node = (node - 1) / 2) {
      const Index most = highest(node);
      if (highest_[node] == most) return;
      highest_[node] = most;
      if (node == 0) return;
    }
  }

  const Side* side_;
  std::vector<Index> rank_;     // of a point; 0: taken out
  std::vector<Index> highest_;  // rank below a node
};

/// Can all bars of `from` longer than 2 e be matched within e to different bars of `to`?
class Cover {
 public:
  Cover(const Side& from, const Side& to, const Context& context)
      : from_(from), to_(to), context_(context), points_(to), kept_(from.size(), none) {}

  /// e must be greater than every e for which the answer was no.
  bool exists(double e) {
    match_ = kept_;
    partner_.assign(to_.size(), none);
    unmatched_.clear();
    for (Index i = 0; i < from_.size(); ++i) {
      if (!is_long(i, e)) match_[i] = none;
      if (match_[i] != none)
        partner_[match_[i]] = i;
      else if (is_long(i, e))
        unmatched_.push_back(i);
    }
    for (bool is_first = true;; is_first = false) {
      std::erase_if(unmatched_, [&](Index i) { return match_[i] != none; });
      if (unmatched_.empty()) return true;
      if (!augment_deeply(e, is_first ? unmatched_.size() : 1)) break;
      if (!is_first && find_layers(e)) augment_along_layers(e);
    }
    kept_ = match_;
    return false;
  }

 private:
  static constexpr Index matched = 1, free = 2;

  bool is_long(Index i, double e) const { return from_.half_lengths[i] > e; }

  /// Searches depth first for augmenting paths from the first `count` unmatched bars, visiting no bar of `to` twice.
  /// False: there is none from the first of them, so there is no cover. That is the cheap way to a no.
  bool augment_deeply(double e, std::size_t count) {
    points_.fill([&](Index j) { return partner_[j] == none ? free : matched; });
    for (std::size_t k = 0; k < count; ++k) {
      const bool is_matched = augment(unmatched_[k], [&](Index i, std::size_t) {
        const Index j = points_.take(from_.points[i], e, free);
        return j != none ? j : points_.take(from_.points[i], e, matched);
      });
      if (!is_matched && k == 0) return false;
    }
    return true;
  }

  /// Hopcroft and Karp: layers of bars of `to` by the length of a shortest alternating path from an unmatched bar, up
  /// to the first layer with an unmatched one. False: there is none.
  bool find_layers(double e) {
    points_.fill([](Index) { return Index{1}; });
    layer_.assign(to_.size(), 0);
    std::vector<Index> now, next;
    for (const Index i : unmatched_)
      if (match_[i] == none) now.push_back(i);
    bool is_found = false;
    for (Index layer = 1; !now.empty() && !is_found; ++layer) {
      context_.check();
      for (const Index i : now)
        for (Index j; (j = points_.take(from_.points[i], e, 1)) != none;) {
          layer_[j] = layer;
          if (partner_[j] == none)
            is_found = true;
          else
            next.push_back(partner_[j]);
        }
      now = std::exchange(next, {});
    }
    return is_found;
  }

  /// A greatest set of disjoint shortest paths. What is within e of a bar in layer k stands in layer k + 1 or below:
  /// the highest layer that is left there is the one to look for.
  void augment_along_layers(double e) {
    points_.fill([&](Index j) { return layer_[j]; });
    for (const Index start : unmatched_)
      if (match_[start] == none)
        augment(start, [&](Index i, std::size_t depth) { return points_.take(from_.points[i], e, Index(depth)); });
  }

  /// Follows next(bar of `from`, depth from 1) from `start` to an unmatched bar of `to`, stepping back from dead ends,
  /// and lengthens the matching along the way.
  template <class Next>
  bool augment(Index start, const Next& next) {
    context_.check();
    path_.assign(1, {start, none});
    while (!path_.empty()) {
      const Index j = next(path_.back().first, path_.size());
      path_.back().second = j;
      if (j == none) {
        path_.pop_back();
      } else if (partner_[j] != none) {
        path_.push_back({partner_[j], none});
      } else {
        for (const auto& [source, target] : path_) {
          match_[source] = target;
          partner_[target] = source;
        }
        return true;
      }
    }
    return false;
  }

  const Side& from_;
  const Side& to_;
  const Context& context_;
  RankedPoints points_;
  std::vector<Index> match_, partner_, kept_, layer_, unmatched_;
  std::vector<std::pair<Index, Index>> path_;  // a bar of `from`, the bar of `to` it goes on to
};

/// The numbers among which the distance is: differences of births, differences of deaths, half lengths.
class Candidates {
 public:
  Candidates(const Side& left, const Side& right) {
    for (const Side* side : {&left, &right}) {
      half_lengths_.insert(half_lengths_.end(), side->half_lengths.begin(), side->half_lengths.end());
      for (const int axis : {0, 1}) {
        auto& values = coordinates_[std::size_t(axis)][side == &left ? 0 : 1];
        for (const auto& point : side->points) values.push_back(point[std::size_t(axis)]);
        std::ranges::sort(values);
      }
    }
    std::ranges::sort(half_lengths_);
  }

  double least_above(double e) const {
    const auto half = std::ranges::upper_bound(half_lengths_, e);
    double least = half == half_lengths_.end() ? infinity : *half;
    for_each_crossing(e, [&](double, double above) { least = std::min(least, above); });
    return least;
  }

  double greatest_up_to(double e) const {
    const auto half = std::ranges::upper_bound(half_lengths_, e);
    double greatest = half == half_lengths_.begin() ? 0 : *std::prev(half);
    for_each_crossing(e, [&](double up_to, double) { greatest = std::max(greatest, up_to); });
    return greatest;
  }

 private:
  /// For every coordinate, the differences v - u of larger ones of the other side: calls visit(the last one <= e, the
  /// first one > e), -infinity or infinity where there is none.
  template <class Visit>
  void for_each_crossing(double e, const Visit& visit) const {
    for (const auto& sides : coordinates_)
      for (const int first : {0, 1}) {
        const auto &us = sides[std::size_t(first)], &vs = sides[std::size_t(1 - first)];
        std::size_t next = 0;  // grows with u
        for (const double u : us) {
          while (next < vs.size() && vs[next] - u <= e) ++next;
          const bool has_last = next > 0 && vs[next - 1] >= u;
          visit(has_last ? vs[next - 1] - u : -infinity, next < vs.size() ? vs[next] - u : infinity);
        }
      }
  }

  std::array<std::array<std::vector<double>, 2>, 2> coordinates_;  // axis, side
  std::vector<double> half_lengths_;
};

/// No bar can do better than the nearer of the diagonal and the nearest bar of the other side.
double lower_bound(const Side& from, const Side& to) {
  double bound = 0;
  for (Index i = 0; i < from.size(); ++i) {
    double nearest = from.half_lengths[i];
    if (nearest <= bound) continue;
    if (to.size() > 0)
      to.tree.search(
          nearest, [&](Index node) { return distance(from.points[i], to.tree.box(node)); },
          [&](Index j) { nearest = std::min(nearest, distance(from.points[i], to.points[j])); });
    bound = std::max(bound, nearest);
  }
  return bound;
}

/// The double half way between two that are not negative, counted in doubles.
double middle(double low, double high) {
  const auto below = std::bit_cast<std::uint64_t>(low), above = std::bit_cast<std::uint64_t>(high);
  return std::bit_cast<double>(below + (above - below) / 2);
}

double finite_distance(const Points& a, const Points& b, const Context& context) {
  if (a == b) return 0;
  const Side left(a), right(b);
  Cover cover_left(left, right, context), cover_right(right, left, context);
  const auto is_enough = [&](double e) { return cover_left.exists(e) && cover_right.exists(e); };

  double low = std::max(lower_bound(left, right), lower_bound(right, left));
  if (is_enough(low)) return low;
  const Candidates candidates(left, right);
  low = candidates.least_above(low);
  double longest = 0;
  for (const Side* side : {&left, &right})
    for (const double length : side->half_lengths) longest = std::max(longest, length);
  double high = longest;
  while (low < high) {
    // Up in steps of a quarter until one is enough: trials far above the distance cost most. Not below low, which is a
    // candidate.
    const double trial = high == longest ? std::min(middle(low, high), 1.25 * low) : middle(low, high);
    const double e = candidates.greatest_up_to(trial);
    if (is_enough(e))
      high = e;
    else
      low = candidates.least_above(e);
  }
  return high;
}

double infinite_distance(const std::vector<double>& a, const std::vector<double>& b) {
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

}  // namespace

double bottleneck_distance(const Barcode& a, const Barcode& b, const BottleneckDistanceOptions& options,
                           const Context& context) {
  const auto degrees = bars_by_degree(std::array{&a, &b}, options.degree, options.infinite_bars);
  for (const auto& [degree, sides] : degrees)
    if (!have_equal_ends(sides[0], sides[1])) return infinity;

  double largest = 0;
  for (const auto& [degree, sides] : degrees)
    largest = std::max({largest, infinite_distance(sides[0].births, sides[1].births),
                        infinite_distance(sides[0].deaths, sides[1].deaths),
                        finite_distance(sides[0].finite, sides[1].finite, context)});
  return largest;
}

DistanceMatrix bottleneck_distances(const Collection<Barcode>& barcodes, const BottleneckDistanceOptions& options,
                                    const Context& context) {
  return all_pairs(barcodes, "infinite_bars = \"ignore\" leaves infinite bars out", context,
                   [&](Index i, Index j) { return bottleneck_distance(barcodes[i], barcodes[j], options, context); });
}

}  // namespace tessera
