// SPDX-License-Identifier: MIT
#include "vectorization/staircase.hpp"

#include "tessera/decomposition/interval_distance.hpp"

#include <algorithm>

/// A rectangle lies in an interval iff its lower corner is above a birth and its upper corner below a death. So through
/// a window R the kernels `interleaving` and `rectangle` are maxima over pairs of corners clipped to R, and only the
/// corners strictly inside R and the two nearest beyond its sides matter: a range of either staircase, that is the
/// intersection of a range fixed by the pixel's row and one fixed by its column. `volume` is the integral over the
/// window's side along axis 0 of the difference of the area below its upper and below its lower end.
namespace tessera {

using Range = StaircaseWorkspace::Range;
using Step = StaircaseWorkspace::Step;

namespace {

template <class Claim>
Index count_while(std::span<const Point<2>> corners, const Claim& claim) {
  return Index(std::partition_point(corners.begin(), corners.end(), claim) - corners.begin());
}

Index before(Index position) { return position > 0 ? position - 1 : 0; }
Index with_next(Index position, std::span<const Point<2>> corners) {
  return std::min(position + 1, Index(corners.size()));
}

/// Along axis 0 staircases increase. Births: from the last at or below the window to those inside it. Deaths: from
/// the first inside it to the first at or above it.
Range row_births(std::span<const Point<2>> births, double low, double high) {
  return {before(count_while(births, [&](const auto& b) { return b[0] <= low; })),
          count_while(births, [&](const auto& b) { return b[0] < high; })};
}
Range row_deaths(std::span<const Point<2>> deaths, double low, double high) {
  return {count_while(deaths, [&](const auto& d) { return d[0] <= low; }),
          with_next(count_while(deaths, [&](const auto& d) { return d[0] < high; }), deaths)};
}
/// Along axis 1 they decrease: the same, read backwards.
Range column_births(std::span<const Point<2>> births, double low, double high) {
  return {count_while(births, [&](const auto& b) { return b[1] >= high; }),
          with_next(count_while(births, [&](const auto& b) { return b[1] > low; }), births)};
}
Range column_deaths(std::span<const Point<2>> deaths, double low, double high) {
  return {before(count_while(deaths, [&](const auto& d) { return d[1] >= high; })),
          count_while(deaths, [&](const auto& d) { return d[1] > low; })};
}

/// The corners in both ranges. `nearest` begins and `farthest` ends with a corner beyond the window; where they pass
/// each other, a corner of the window lies beyond the staircase and any one between them stands for it.
Range meet(Range nearest, Range farthest) {
  if (nearest.begin >= farthest.end) return {nearest.begin, nearest.begin + 1};
  return {std::max(nearest.begin, farthest.begin), std::min(nearest.end, farthest.end)};
}

double area_between(const Point<2>& b, const Point<2>& d) {
  return std::max(d[0] - b[0], 0.0) * std::max(d[1] - b[1], 0.0);
}

/// The best death of the middle birth bounds those of the births on either side.
double best_rectangle(std::span<const Point<2>> births, std::span<const Point<2>> deaths) {
  if (births.empty()) return 0;
  const std::size_t middle = births.size() / 2;
  const auto signed_area = [&](const Point<2>& d) { return (d[0] - births[middle][0]) * (d[1] - births[middle][1]); };
  std::size_t best = 0;
  for (std::size_t k = 1; k < deaths.size(); ++k)
    if (signed_area(deaths[k]) > signed_area(deaths[best])) best = k;

  double largest = area_between(births[middle], deaths[best]);
  largest = std::max(largest, best_rectangle(births.first(middle), deaths.first(best + 1)));
  return std::max(largest, best_rectangle(births.subspan(middle + 1), deaths.subspan(best)));
}

/// One summand over the whole grid: `interleaving` and `rectangle`.
class CornerKernel {
 public:
  CornerKernel(const Interval<2>& support, SummandKernel kernel, const PixelGrid& grid, StaircaseWorkspace& scratch)
      : births_(support.births),
        deaths_(support.deaths),
        grid_(grid),
        scratch_(scratch),
        takes_squares_(kernel == SummandKernel::interleaving),
        unit_(takes_squares_ ? 2 * grid.delta : 4 * grid.delta * grid.delta) {}

  void find_columns(Index first, Index last) {
    const auto& axis = grid_.axes[1];
    scratch_.births_by_column.resize(axis.size());
    scratch_.deaths_by_column.resize(axis.size());
    for (Index j = first; j < last; ++j) {
      scratch_.births_by_column[j] = column_births(births_, axis.low[j], axis.high[j]);
      scratch_.deaths_by_column[j] = column_deaths(deaths_, axis.low[j], axis.high[j]);
    }
  }

  void row(Index i, Index first, std::span<double> values) {
    const auto births = row_births(births_, grid_.axes[0].low[i], grid_.axes[0].high[i]);
    const auto deaths = row_deaths(deaths_, grid_.axes[0].low[i], grid_.axes[0].high[i]);
    for (std::size_t k = 0; k < values.size(); ++k) {
      const Index j = first + Index(k);
      values[k] = pixel(i, j, meet(births, scratch_.births_by_column[j]), meet(scratch_.deaths_by_column[j], deaths));
    }
  }

 private:
  double pixel(Index i, Index j, Range births, Range deaths) {
    if (births.begin >= births.end || deaths.begin >= deaths.end) return 0;
    const Point<2> low{grid_.axes[0].low[i], grid_.axes[1].low[j]}, high{grid_.axes[0].high[i], grid_.axes[1].high[j]};
    const auto birth = [&](Index k) -> Point<2> {
      return {std::max(births_[k][0], low[0]), std::max(births_[k][1], low[1])};
    };
    const auto death = [&](Index k) -> Point<2> {
      return {std::min(deaths_[k][0], high[0]), std::min(deaths_[k][1], high[1])};
    };

    if (births.end - births.begin == 1 && deaths.end - deaths.begin == 1) {
      const auto b = birth(births.begin), d = death(deaths.begin);
      const double size = takes_squares_ ? std::max(0.0, std::min(d[0] - b[0], d[1] - b[1])) : area_between(b, d);
      return std::min(1.0, size / unit_);
    }

    scratch_.births.clear();
    scratch_.deaths.clear();
    for (Index k = births.begin; k < births.end; ++k) scratch_.births.push_back(birth(k));
    for (Index k = deaths.begin; k < deaths.end; ++k) scratch_.deaths.push_back(death(k));
    const double size = takes_squares_ ? largest_square(scratch_.births, scratch_.deaths)
                                       : largest_rectangle(scratch_.births, scratch_.deaths);
    return std::min(1.0, size / unit_);
  }

  std::span<const Point<2>> births_, deaths_;
  const PixelGrid& grid_;
  StaircaseWorkspace& scratch_;
  bool takes_squares_;
  double unit_;
};

/// Cuts the support along axis 0 wherever its lower or upper end changes; levels do not increase from piece to piece.
void cut_into_pieces(const Interval<2>& support, std::vector<StaircaseWorkspace::Piece>& pieces) {
  pieces.clear();
  std::size_t birth = 0, death = 0;
  double from = support.births.front()[0];
  while (death < support.deaths.size()) {
    const double next_birth = birth + 1 < support.births.size() ? support.births[birth + 1][0] : infinity;
    const double to = std::min(next_birth, support.deaths[death][0]);
    const double lower = support.births[birth][1], upper = support.deaths[death][1];
    if (from < to && lower < upper) pieces.push_back({from, to, lower, upper});
    if (next_birth <= to) ++birth;
    if (support.deaths[death][0] <= to) ++death;
    from = std::max(from, to);
  }
}

/// values[k] += sign * sum over steps of length * max(0, y[k] - level), for increasing y and steps of increasing level.
void add_area_above(std::span<const Step> steps, std::span<const double> y, double sign, std::span<double> values) {
  std::size_t passed = 0;
  double length = 0, moment = 0;  // of the steps passed, levels counted from the first
  for (std::size_t k = 0; k < y.size(); ++k) {
    for (; passed < steps.size() && steps[passed].level < y[k]; ++passed) {
      length += steps[passed].length;
      moment += steps[passed].length * (steps[passed].level - steps.front().level);
    }
    if (passed > 0) values[k] += sign * (length * (y[k] - steps.front().level) - moment);
  }
}

/// Over the window's side along axis 0, the height of the support within [y - delta, y + delta] is
/// h(y + delta) - h(y - delta), h(t) = max(0, t - lower) - max(0, t - upper).
void volume_row(const PixelGrid& grid, Index i, Index first, StaircaseWorkspace& scratch) {
  const double low = grid.axes[0].low[i], high = grid.axes[0].high[i];
  scratch.lower.clear();
  scratch.upper.clear();
  for (auto piece = scratch.pieces.rbegin(); piece != scratch.pieces.rend(); ++piece) {  // levels increase
    const double length = std::min(piece->to, high) - std::max(piece->from, low);
    if (length <= 0) continue;
    scratch.lower.push_back({length, piece->lower});
    scratch.upper.push_back({length, piece->upper});
  }

  const std::span<double> values(scratch.row);
  std::ranges::fill(values, 0.0);
  const auto tops = std::span(grid.axes[1].high).subspan(first, values.size());
  const auto bottoms = std::span(grid.axes[1].low).subspan(first, values.size());
  add_area_above(scratch.lower, tops, 1, values);
  add_area_above(scratch.upper, tops, -1, values);
  add_area_above(scratch.lower, bottoms, -1, values);
  add_area_above(scratch.upper, bottoms, 1, values);
  const double unit = 4 * grid.delta * grid.delta;
  for (double& value : values) value = std::clamp(value / unit, 0.0, 1.0);
}

}  // namespace

PixelAxis::PixelAxis(double box_low, double box_high, Index pixels, double delta) {
  const double step = (box_high - box_low) / pixels;
  for (Index k = 0; k < pixels; ++k) {
    const double centre = box_low + (k + 0.5) * step;
    low.push_back(centre - delta);
    high.push_back(centre + delta);
  }
}

std::pair<Index, Index> PixelAxis::touching(double from, double to) const noexcept {
  const auto begin = std::ranges::upper_bound(high, from) - high.begin();
  const auto end = std::ranges::lower_bound(low, to) - low.begin();
  return {Index(begin), Index(std::max(begin, end))};
}

Interval<2> clipped(const Interval<2>& interval, const Point<2>& low, const Point<2>& high) {
  Interval<2> part;
  for (const auto& b : interval.births) {
    if (b[0] >= high[0] || b[1] >= high[1]) continue;
    if (b[0] <= low[0]) part.births.clear();  // the later one reaches lower along axis 1
    part.births.push_back({std::max(b[0], low[0]), std::max(b[1], low[1])});
    if (b[1] <= low[1]) break;
  }
  for (const auto& d : interval.deaths) {
    if (d[0] <= low[0] || d[1] <= low[1]) continue;
    if (d[1] >= high[1]) part.deaths.clear();  // the later one reaches farther along axis 0
    part.deaths.push_back({std::min(d[0], high[0]), std::min(d[1], high[1])});
    if (d[0] >= high[0]) break;
  }
  if (part.births.empty() || part.deaths.empty()) return {};
  return part;
}

double largest_rectangle(std::span<const Point<2>> births, std::span<const Point<2>> deaths) {
  return deaths.empty() ? 0 : best_rectangle(births, deaths);
}

void visit_rows(const Interval<2>& support, SummandKernel kernel, const PixelGrid& grid, StaircaseWorkspace& workspace,
                const VisitRow& visit) {
  const auto& [births, deaths] = support;
  const auto [row, rows_end] = grid.axes[0].touching(births.front()[0], deaths.back()[0]);
  const auto [column, columns_end] = grid.axes[1].touching(births.back()[1], deaths.front()[1]);
  if (row >= rows_end || column >= columns_end) return;

  CornerKernel corners(support, kernel, grid, workspace);
  if (kernel == SummandKernel::volume)
    cut_into_pieces(support, workspace.pieces);
  else
    corners.find_columns(column, columns_end);

  for (Index i = row; i < rows_end; ++i) {
    // In this row the support reaches from the lowest birth before the window's end to the highest death after its
    // begin.
    const Index born = count_while(births, [&](const auto& b) { return b[0] < grid.axes[0].high[i]; });
    const Index died = count_while(deaths, [&](const auto& d) { return d[0] <= grid.axes[0].low[i]; });
    const auto [first, last] = grid.axes[1].touching(births[born - 1][1], deaths[died][1]);
    if (first >= last) continue;

    workspace.row.resize(last - first);
    if (kernel == SummandKernel::volume)
      volume_row(grid, i, first, workspace);
    else
      corners.row(i, first, workspace.row);
    visit(i, first, workspace.row);
  }
}

}  // namespace tessera
