// SPDX-License-Identifier: MIT
// Is the bottleneck distance at most r, along a line or along every line of a box? Bars that are longer than 2r
// somewhere must be matched to bars that stay within r of them; two covers, of the long bars of either side, suffice.
#include "decomposition/line_comparison.hpp"

#include "decomposition/bipartite_cover.hpp"
#include "tessera/persistence/bottleneck_distance.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace tessera {
namespace {

/// Is p on every line of the box at most `limit` above q, the true ends that are found near these grades? From the
/// cheapest to the sharpest: what is added to a difference need not come on the line where that is largest.
bool stays_below(const CertifiedSlice& one, Index p, const CertifiedSlice& other, Index q, const LineBox& box,
                 double limit) {
  const double drop = other.drop(q);
  if (difference_bound(one.place(p), other.place(q), box) + one.rise(p) + drop <= limit) return true;

  const auto is_below = [&](Index to, double most) {
    const auto is_near = [&](Index from) { return largest_difference(one.place(from), other.place(to), box) <= most; };
    return is_near(p) && std::ranges::all_of(one.above(p), is_near);
  };
  if (is_below(q, limit - drop)) return true;
  const auto& below = other.below(q);
  return !below.empty() && is_below(q, limit) &&
         std::ranges::all_of(below, [&](Index to) { return is_below(to, limit); });
}

bool stay_within(const CertifiedSlice& one, Index p, const CertifiedSlice& other, Index q, const LineBox& box,
                 double limit) {
  return stays_below(one, p, other, q, box, limit) && stays_below(other, q, one, p, box, limit);
}

Barcode barcode_along(const CertifiedSlice& slice) {
  std::vector<Bar> bars;
  for (const auto& bar : slice.bars())
    bars.push_back({slice.time(bar.birth), bar.death == none ? infinity : slice.time(bar.death), 0});
  return barcode_of(std::move(bars));
}

}  // namespace

LineComparison::LineComparison(const Presentation<2>& first, const Presentation<2>& second,
                               const std::array<double, 2>& scale, const std::array<double, 2>& centre, double rounding)
    : slices_{CertifiedSlice(first, scale, centre), CertifiedSlice(second, scale, centre)}, rounding_(rounding) {}

void LineComparison::go_to(const LineBox& box, double slope, double offset) {
  for (int side = 0; side < 2; ++side) {
    auto& slice = slices_[side];
    slice.reduce(box, slope, offset);
    slice.bound(box);
    births_[side].clear();
    deaths_[side].clear();
    for (const auto& [birth, death] : slice.bars()) {
      births_[side].push_back(slice.time(birth));
      deaths_[side].push_back(death == none ? infinity : slice.time(death));
    }
  }
}

template <LineComparison::Where where>
bool LineComparison::is_long(int side, Index bar, double limit) const {
  if (deaths_[side][bar] - births_[side][bar] > 2 * limit) return true;
  const auto& slice = slices_[side];
  const auto [birth, death] = slice.bars()[bar];
  return where == Where::box && !stays_below(slice, death, slice, birth, slice.box(), 2 * limit);
}

template <LineComparison::Where where>
bool LineComparison::are_close(Index first_bar, Index second_bar, double limit) const {
  if (std::abs(births_[0][first_bar] - births_[1][second_bar]) > limit) return false;
  const double death = deaths_[0][first_bar], other_death = deaths_[1][second_bar];
  if (death != other_death && std::abs(death - other_death) > limit) return false;  // infinite with infinite only
  if (where == Where::line) return true;

  const auto &one = slices_[0], &other = slices_[1];
  const auto& a = one.bars()[first_bar];
  const auto& b = other.bars()[second_bar];
  return stay_within(one, a.birth, other, b.birth, one.box(), limit) &&
         (a.death == none || stay_within(one, a.death, other, b.death, one.box(), limit));
}

template <LineComparison::Where where>
bool LineComparison::is_alone(const BarName& name, double limit) const {
  if (name.row == none) return false;
  const Index bar = slices_[name.side].place_of_row(name.row);
  if (!is_long<where>(name.side, bar, limit)) return false;
  const auto others = Index(slices_[1 - name.side].bars().size());
  for (Index other = 0; other < others; ++other)
    if (are_close<where>(name.side == 0 ? bar : other, name.side == 0 ? other : bar, limit)) return false;
  return true;
}

/// Covers of both sides are tried on one list of pairs.
template <LineComparison::Where where>
bool LineComparison::is_covered(double limit) {
  if (is_alone<where>(alone_, limit)) return false;

  for (int side = 0; side < 2; ++side) {
    const auto count = Index(births_[side].size());
    long_place_[side].assign(count, none);
    long_bars_[side].clear();
    for (Index bar = 0; bar < count; ++bar) {
      if (!is_long<where>(side, bar, limit)) continue;
      long_place_[side][bar] = Index(long_bars_[side].size());
      long_bars_[side].push_back(bar);
    }
    if (neighbors_[side].size() < long_bars_[side].size()) neighbors_[side].resize(long_bars_[side].size());
    for (std::size_t k = 0; k < long_bars_[side].size(); ++k) neighbors_[side][k].clear();
  }

  // Bars come by birth: those near a bar are a run of the others.
  const auto &births = births_[0], &other_births = births_[1];
  Index begin = 0;
  for (const Index bar : long_bars_[0]) {
    auto& neighbors = neighbors_[0][long_place_[0][bar]];
    while (begin < other_births.size() && births[bar] - other_births[begin] > limit) ++begin;
    for (Index other = begin; other < other_births.size() && !(other_births[other] - births[bar] > limit); ++other) {
      if (!are_close<where>(bar, other, limit)) continue;
      neighbors.push_back(other);
      if (const Index place = long_place_[1][other]; place != none) neighbors_[1][place].push_back(bar);
    }
    if (neighbors.empty()) {
      alone_ = {0, slices_[0].bars()[bar].birth};
      return false;
    }
  }
  begin = 0;
  for (const Index other : long_bars_[1]) {  // those near short bars
    auto& neighbors = neighbors_[1][long_place_[1][other]];
    while (begin < births.size() && other_births[other] - births[begin] > limit) ++begin;
    for (Index bar = begin; bar < births.size() && !(births[bar] - other_births[other] > limit); ++bar)
      if (long_place_[0][bar] == none && are_close<where>(bar, other, limit)) neighbors.push_back(bar);
    if (neighbors.empty()) {
      alone_ = {1, slices_[1].bars()[other].birth};
      return false;
    }
  }
  for (int side = 0; side < 2; ++side)
    if (!is_coverable({neighbors_[side].data(), long_bars_[side].size()}, Index(births_[1 - side].size())))
      return false;
  return true;
}

bool LineComparison::is_at_most(double limit) { return is_covered<Where::line>(limit + rounding_); }
bool LineComparison::is_certified(double limit) { return is_covered<Where::box>(limit + rounding_); }

double LineComparison::distance() const {
  return bottleneck_distance(barcode_along(slices_[0]), barcode_along(slices_[1]));
}

}  // namespace tessera
