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

/// Is p on every line of the box at most `limit` above q, the true ends that are found near these grades?
bool stays_below(const CertifiedSlice& one, Index p, const CertifiedSlice& other, Index q, const LineBox& box,
                 double limit) {
  limit -= one.rise(p);
  const double bound = difference_bound(one.place(p), other.place(q), box);
  const double apart = bound <= limit ? bound : largest_difference(one.place(p), other.place(q), box);
  if (apart > limit) return false;
  const double drop = other.drop(q);
  return apart + drop <= limit || largest_difference(one.place(p), other.place(q), box) + drop <= limit;
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
  for (auto& slice : slices_) {
    slice.reduce(box, slope, offset);
    slice.bound(box);
  }
}

template <LineComparison::Where where>
bool LineComparison::is_long(int side, Index bar, double limit) const {
  const auto& slice = slices_[side];
  const auto [birth, death] = slice.bars()[bar];
  if (death == none || slice.time(death) - slice.time(birth) > 2 * limit) return true;
  return where == Where::box && !stays_below(slice, death, slice, birth, slice.box(), 2 * limit);
}

template <LineComparison::Where where>
bool LineComparison::are_close(Index first_bar, Index second_bar, double limit) const {
  const auto &one = slices_[0], &other = slices_[1];
  const auto& a = one.bars()[first_bar];
  const auto& b = other.bars()[second_bar];
  if ((a.death == none) != (b.death == none)) return false;
  if (std::abs(one.time(a.birth) - other.time(b.birth)) > limit) return false;
  if (a.death != none && std::abs(one.time(a.death) - other.time(b.death)) > limit) return false;
  if (where == Where::line) return true;
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

  std::array<Index, 2> long_count{};
  for (int side = 0; side < 2; ++side) {
    const auto count = Index(slices_[side].bars().size());
    long_place_[side].assign(count, none);
    for (Index bar = 0; bar < count; ++bar)
      if (is_long<where>(side, bar, limit)) long_place_[side][bar] = long_count[side]++;
    if (neighbors_[side].size() < long_count[side]) neighbors_[side].resize(long_count[side]);
    for (Index k = 0; k < long_count[side]; ++k) neighbors_[side][k].clear();
  }

  const auto &bars = slices_[0].bars(), &others = slices_[1].bars();  // by birth
  Index begin = 0;
  for (Index bar = 0; bar < bars.size(); ++bar) {
    const Index place = long_place_[0][bar];
    const double birth = slices_[0].time(bars[bar].birth);
    while (begin < others.size() && birth - slices_[1].time(others[begin].birth) > limit) ++begin;
    for (Index other = begin; other < others.size(); ++other) {
      if (slices_[1].time(others[other].birth) - birth > limit) break;
      const Index other_place = long_place_[1][other];
      if ((place == none && other_place == none) || !are_close<where>(bar, other, limit)) continue;
      if (place != none) neighbors_[0][place].push_back(other);
      if (other_place != none) neighbors_[1][other_place].push_back(bar);
    }
    if (place != none && neighbors_[0][place].empty()) {
      alone_ = {0, bars[bar].birth};
      return false;
    }
  }
  for (int side = 0; side < 2; ++side)
    if (!is_coverable({neighbors_[side].data(), long_count[side]}, Index(slices_[1 - side].bars().size())))
      return false;
  return true;
}

bool LineComparison::is_at_most(double limit) { return is_covered<Where::line>(limit + rounding_); }
bool LineComparison::is_certified(double limit) { return is_covered<Where::box>(limit + rounding_); }

double LineComparison::distance() const {
  return bottleneck_distance(barcode_along(slices_[0]), barcode_along(slices_[1]));
}

}  // namespace tessera
