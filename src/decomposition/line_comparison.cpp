// SPDX-License-Identifier: MIT
// Is the bottleneck distance at most r, along a line or along every line of a box? Bars that are longer than 2r
// somewhere must be matched to bars that stay within r of them; two covers, of the long bars of either side, suffice.
#include "decomposition/line_comparison.hpp"

#include "decomposition/bipartite_cover.hpp"
#include "tessera/persistence/bottleneck.hpp"

#include <algorithm>
#include <cmath>

namespace tessera {
namespace {

using FormalBar = CertifiedSlice::FormalBar;

/// How far apart two ends may be on a line of the box: |p - q| for true ends of the bars, see CertifiedSlice.
bool stay_within(CertifiedSlice& one, Index p, CertifiedSlice& other, Index q, const LineBox& box, double limit) {
  const double up = largest_difference(one.place(p), other.place(q), box) + one.rise(p);
  if (up > limit) return false;
  const double down = largest_difference(other.place(q), one.place(p), box) + other.rise(q);
  return down <= limit && up + other.drop(q) <= limit && down + one.drop(p) <= limit;
}

bool may_be_longer(CertifiedSlice& slice, const FormalBar& bar, const LineBox& box, double limit) {
  const double length = largest_difference(slice.place(bar.death), slice.place(bar.birth), box) + slice.rise(bar.death);
  return length > limit || length + slice.drop(bar.birth) > limit;
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
  for (auto& slice : slices_) slice.reduce(box, slope, offset);
}

void LineComparison::bound(const LineBox& box) {
  for (auto& slice : slices_) slice.bound(box);
}

template <LineComparison::Where where>
bool LineComparison::is_one_side_covered(CertifiedSlice& from, CertifiedSlice& to, double limit) {
  const auto is_long = [&](const FormalBar& bar) {
    if (bar.death == none) return true;
    if (from.time(bar.death) - from.time(bar.birth) > 2 * limit) return true;
    return where == Where::box && may_be_longer(from, bar, from.box(), 2 * limit);
  };
  const auto are_close = [&](const FormalBar& a, const FormalBar& b) {
    if ((a.death == none) != (b.death == none)) return false;
    if (a.death != none && std::abs(from.time(a.death) - to.time(b.death)) > limit) return false;
    if (where == Where::line) return true;
    return stay_within(from, a.birth, to, b.birth, from.box(), limit) &&
           (a.death == none || stay_within(from, a.death, to, b.death, from.box(), limit));
  };

  neighbors_.clear();
  const auto& others = to.bars();  // by birth
  for (const FormalBar& bar : from.bars()) {
    if (!is_long(bar)) continue;
    const double birth = from.time(bar.birth);
    std::vector<Index> near;
    auto other =
        std::ranges::partition_point(others, [&](const FormalBar& b) { return birth - to.time(b.birth) > limit; });
    for (; other != others.end() && to.time(other->birth) - birth <= limit; ++other)
      if (are_close(bar, *other)) near.push_back(Index(other - others.begin()));
    if (near.empty()) return false;
    neighbors_.push_back(std::move(near));
  }
  return is_coverable(neighbors_, Index(others.size()));
}

template <LineComparison::Where where>
bool LineComparison::is_covered(double limit) {
  return is_one_side_covered<where>(slices_[0], slices_[1], limit + rounding_) &&
         is_one_side_covered<where>(slices_[1], slices_[0], limit + rounding_);
}

bool LineComparison::is_at_most(double limit) { return is_covered<Where::line>(limit); }
bool LineComparison::is_certified(double limit) { return is_covered<Where::box>(limit); }

double LineComparison::distance() const {
  return bottleneck_distance(barcode_along(slices_[0]), barcode_along(slices_[1]));
}

}  // namespace tessera
