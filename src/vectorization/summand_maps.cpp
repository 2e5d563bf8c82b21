// SPDX-License-Identifier: MIT
#include "vectorization/summand_maps.hpp"

#include "tessera/decomposition/interval_distance.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

/// A rectangle lies in an interval iff its lower corner is above a birth and its upper corner below a death. So through
/// a window R the maps `interleaving` and `rectangle` are maxima over pairs of corners clipped to R, and only the
/// corners strictly inside R and the two nearest beyond its sides matter: a range of either staircase, that is the
/// intersection of a range fixed by the pixel's row and one fixed by its column. `volume` is the integral over the
/// window's side along axis 0 of the difference of the area below its upper and below its lower end. `gaussian` and
/// `exponential` are sums over the pieces of products of one function of the row and one of the column. `landscape`
/// asks for the nearest birth and death on the diagonal, `distance` for the nearest piece.
namespace tessera {
namespace {

constexpr double gaussian_reach = 9, exponential_reach = 40;  // bandwidths: exp(-81 / 2), exp(-40)
constexpr std::size_t few_pairs = 24;                         // of corners: fewer are compared one by one
constexpr std::size_t few_corners = 8;  // of a support: its rows are not narrowed, that would cost more than it saves

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
template <class Range>
Range row_births(std::span<const Point<2>> births, double low, double high) {
  return {before(count_while(births, [&](const auto& b) { return b[0] <= low; })),
          count_while(births, [&](const auto& b) { return b[0] < high; })};
}
template <class Range>
Range row_deaths(std::span<const Point<2>> deaths, double low, double high) {
  return {count_while(deaths, [&](const auto& d) { return d[0] <= low; }),
          with_next(count_while(deaths, [&](const auto& d) { return d[0] < high; }), deaths)};
}
/// The corners in both ranges. `nearest` begins and `farthest` ends with a corner beyond the window; where they pass
/// each other, a corner of the window lies beyond the staircase and any one between them stands for it.
template <class Range>
Range meet(Range nearest, Range farthest) {
  if (nearest.begin >= farthest.end) return {nearest.begin, nearest.begin + 1};
  return {std::max(nearest.begin, farthest.begin), std::min(nearest.end, farthest.end)};
}

/// values[k] += sign * sum over steps of length * max(0, y[k] - level), for increasing y and steps of increasing level.
template <class Step>
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

/// What a window [low, high] sees of [from, to], in units of its length.
double side(double from, double to, double low, double high, double unit) {
  return std::min(1.0, std::max(0.0, (std::min(to, high) - std::max(from, low)) / unit));
}
void put_sides(double from, double to, std::span<const double> low, std::span<const double> high, double unit,
               std::span<double> sides) {
  for (std::size_t k = 0; k < sides.size(); ++k) sides[k] = side(from, to, low[k], high[k], unit);
}

/// The rectangle with sides u and v[k] against those before.
void keep_larger(SummandMap map, double u, std::span<const double> v, std::span<double> values) {
  if (map == SummandMap::interleaving)
    for (std::size_t k = 0; k < v.size(); ++k) values[k] = std::max(values[k], std::min(u, v[k]));
  else
    for (std::size_t k = 0; k < v.size(); ++k) values[k] = std::max(values[k], u * v[k]);
}

/// Where on its diagonal a corner lies; that of the corner at infinity may be anywhere.
double offset(const Point<2>& corner) {
  return corner[0] == infinity && corner[1] == infinity ? 0 : corner[1] - corner[0];
}

}  // namespace

bool is_windowed(SummandMap map) noexcept {
  return map == SummandMap::interleaving || map == SummandMap::volume || map == SummandMap::rectangle;
}

double reach_of(SummandMap map, double bandwidth) noexcept {
  switch (map) {
    case SummandMap::interleaving:
    case SummandMap::volume:
    case SummandMap::rectangle:
      return bandwidth;
    case SummandMap::gaussian:
    case SummandMap::distance:
      return gaussian_reach * bandwidth;
    case SummandMap::exponential:
      return exponential_reach * bandwidth;
    case SummandMap::landscape:
      break;
  }
  return 0;
}

double mass_below(SummandMap map, double t) noexcept {
  if (map == SummandMap::gaussian) return 0.5 * std::erfc(-t / std::numbers::sqrt2);
  return t < 0 ? 0.5 * std::exp(t) : 1 - 0.5 * std::exp(-t);
}

SummandMaps::SummandMaps(SummandMap map, double bandwidth, const PixelGrid& grid)
    : map_(map), bandwidth_(bandwidth), grid_(grid) {}

void SummandMaps::operator()(const Interval<2>& support, const VisitRow& visit) {
  const auto& [births, deaths] = support;
  const std::size_t pairs = births.size() * deaths.size();
  if (is_windowed(map_) && pairs <= (map_ == SummandMap::volume ? 1 : few_pairs))
    return pairs_of_corners(support, visit);

  const auto [row_begin, row_end] = grid_[0].touching(births.front()[0], deaths.back()[0]);
  const auto [column, columns_end] = grid_[1].touching(births.back()[1], deaths.front()[1]);
  if (row_begin >= row_end || column >= columns_end) return;

  const bool narrows =
      (is_windowed(map_) || map_ == SummandMap::landscape) && births.size() + deaths.size() > few_corners;
  prepare(support, column, columns_end);
  for (Index i = row_begin; i < row_end; ++i) {
    Index first = column, last = columns_end;
    if (narrows) {
      // In this row the support reaches from the lowest birth before the window's end to the highest death after its
      // begin.
      const Index born = count_while(births, [&](const auto& b) { return b[0] < grid_[0].high[i]; });
      const Index died = count_while(deaths, [&](const auto& d) { return d[0] <= grid_[0].low[i]; });
      std::tie(first, last) = grid_[1].touching(births[born - 1][1], deaths[died][1]);
      if (first >= last) continue;
    }
    values_.resize(last - first);
    row(support, i, first);
    visit(i, first, values_);
  }
}

/// The window cuts the rectangle of a birth and a death to one with sides u(i) and v(j); the best pair counts. Two
/// minima and a maximum a pair and pixel, many pixels at a time; rows whose windows hold the support along axis 0 have
/// the same values.
void SummandMaps::pairs_of_corners(const Interval<2>& support, const VisitRow& visit) {
  const auto& [births, deaths] = support;
  const auto [row_begin, row_end] = grid_[0].touching(births.front()[0], deaths.back()[0]);
  const auto [first, last] = grid_[1].touching(births.back()[1], deaths.front()[1]);
  if (row_begin >= row_end || first >= last) return;

  rectangles_.clear();
  for (const auto& birth : births)
    for (const auto& death : deaths)
      if (birth[0] < death[0] && birth[1] < death[1]) rectangles_.push_back({birth, death});
  const std::size_t width = last - first;
  values_.resize(width);
  column_sides_.resize(width * rectangles_.size());
  const auto bottoms = std::span(grid_[1].low).subspan(first, width),
             tops = std::span(grid_[1].high).subspan(first, width);
  for (std::size_t k = 0; k < rectangles_.size(); ++k) {
    const auto& [birth, death] = rectangles_[k];
    put_sides(birth[1], death[1], bottoms, tops, 2 * bandwidth_, std::span(column_sides_).subspan(k * width, width));
  }

  bool held_all = false;
  for (Index i = row_begin; i < row_end; ++i) {
    const double low = grid_[0].low[i], high = grid_[0].high[i];
    const bool holds_all = low <= births.front()[0] && deaths.back()[0] <= high;
    if (!holds_all || !held_all) {
      std::ranges::fill(values_, 0.0);
      for (std::size_t k = 0; k < rectangles_.size(); ++k) {
        const auto& [birth, death] = rectangles_[k];
        const double u = side(birth[0], death[0], low, high, 2 * bandwidth_);
        if (u > 0) keep_larger(map_, u, std::span(column_sides_).subspan(k * width, width), values_);
      }
    }
    held_all = holds_all;
    visit(i, first, values_);
  }
}

void SummandMaps::prepare(const Interval<2>& support, Index first, Index last) {
  first_column_ = first;
  columns_ = last - first;
  if (map_ == SummandMap::interleaving || map_ == SummandMap::rectangle) {
    births_by_column_.resize(last);
    deaths_by_column_.resize(last);
    mark_columns(support, first, last);
    return;
  }
  if (map_ == SummandMap::landscape) return;

  cut_into_pieces(support, pieces_);
  if (map_ != SummandMap::gaussian && map_ != SummandMap::exponential) return;
  smoothed_sides_.resize(pieces_.size() * columns_);
  for (std::size_t k = 0; k < pieces_.size(); ++k)
    for (Index j = 0; j < columns_; ++j) {
      const double centre = grid_[1].centre[first + j];
      smoothed_sides_[k * columns_ + j] = mass_below(map_, (pieces_[k].upper - centre) / bandwidth_) -
                                          mass_below(map_, (pieces_[k].lower - centre) / bandwidth_);
    }
}

/// Along axis 1 staircases decrease, so the ranges of row_births and row_deaths are read backwards; from column to
/// column they move towards the front.
void SummandMaps::mark_columns(const Interval<2>& support, Index first, Index last) {
  const auto& [births, deaths] = support;
  const auto& axis = grid_[1];
  Index above = Index(births.size()), below = above;    // births not below the window's end; above its begin
  Index beyond = Index(deaths.size()), ahead = beyond;  // deaths likewise
  for (Index j = first; j < last; ++j) {
    while (above > 0 && births[above - 1][1] < axis.high[j]) --above;
    while (below > 0 && births[below - 1][1] <= axis.low[j]) --below;
    while (beyond > 0 && deaths[beyond - 1][1] < axis.high[j]) --beyond;
    while (ahead > 0 && deaths[ahead - 1][1] <= axis.low[j]) --ahead;
    births_by_column_[j] = {above, with_next(below, births)};
    deaths_by_column_[j] = {before(beyond), ahead};
  }
}

void SummandMaps::row(const Interval<2>& support, Index i, Index first) {
  switch (map_) {
    case SummandMap::interleaving:
    case SummandMap::rectangle:
      return corners_row(support, i, first);
    case SummandMap::volume:
      return volume_row(i, first);
    case SummandMap::gaussian:
    case SummandMap::exponential:
      return smoothed_row(i, first);
    case SummandMap::landscape:
      return landscape_row(support, i, first);
    case SummandMap::distance:
      return distance_row(i, first);
  }
}

void SummandMaps::corners_row(const Interval<2>& support, Index i, Index first) {
  const double low = grid_[0].low[i], high = grid_[0].high[i];
  const auto row_of_births = row_births<Range>(support.births, low, high);
  const auto row_of_deaths = row_deaths<Range>(support.deaths, low, high);
  const bool takes_squares = map_ == SummandMap::interleaving;
  const double unit = takes_squares ? 2 * bandwidth_ : 4 * bandwidth_ * bandwidth_;

  for (std::size_t k = 0; k < values_.size(); ++k) {
    const Index j = first + Index(k);
    const Range births = meet(row_of_births, births_by_column_[j]), deaths = meet(deaths_by_column_[j], row_of_deaths);
    double size = 0;
    if (births.begin + 1 == births.end && deaths.begin + 1 == deaths.end) {
      const Point<2>&b = support.births[births.begin], &d = support.deaths[deaths.begin];
      const double u = std::max(0.0, std::min(d[0], high) - std::max(b[0], low));
      const double v = std::max(0.0, std::min(d[1], grid_[1].high[j]) - std::max(b[1], grid_[1].low[j]));
      size = takes_squares ? std::min(u, v) : u * v;
    } else if (births.begin < births.end && deaths.begin < deaths.end) {
      size = largest_in_window(support, i, j, births, deaths);
    }
    values_[k] = std::min(1.0, size / unit);
  }
}

double SummandMaps::largest_in_window(const Interval<2>& support, Index i, Index j, Range births, Range deaths) {
  const Point<2> low{grid_[0].low[i], grid_[1].low[j]}, high{grid_[0].high[i], grid_[1].high[j]};
  const bool takes_squares = map_ == SummandMap::interleaving;
  const auto birth = [&](Index k) -> Point<2> {
    return {std::max(support.births[k][0], low[0]), std::max(support.births[k][1], low[1])};
  };
  const auto death = [&](Index k) -> Point<2> {
    return {std::min(support.deaths[k][0], high[0]), std::min(support.deaths[k][1], high[1])};
  };

  if (std::size_t{births.end - births.begin} * (deaths.end - deaths.begin) <= few_pairs) {
    double largest = 0;
    for (Index k = births.begin; k < births.end; ++k)
      for (Index l = deaths.begin; l < deaths.end; ++l) {
        const auto b = birth(k), d = death(l);
        const double u = std::max(0.0, d[0] - b[0]), v = std::max(0.0, d[1] - b[1]);
        largest = std::max(largest, takes_squares ? std::min(u, v) : u * v);
      }
    return largest;
  }
  births_.clear();
  deaths_.clear();
  for (Index k = births.begin; k < births.end; ++k) births_.push_back(birth(k));
  for (Index k = deaths.begin; k < deaths.end; ++k) deaths_.push_back(death(k));
  return takes_squares ? largest_square(births_, deaths_) : largest_rectangle(births_, deaths_);
}

/// Over the window's side along axis 0, the height of the support within [y - bandwidth, y + bandwidth] is
/// h(y + bandwidth) - h(y - bandwidth), h(t) = max(0, t - lower) - max(0, t - upper).
void SummandMaps::volume_row(Index i, Index first) {
  const double low = grid_[0].low[i], high = grid_[0].high[i];
  lower_.clear();
  upper_.clear();
  for (auto piece = pieces_.rbegin(); piece != pieces_.rend(); ++piece) {  // levels increase
    const double length = std::min(piece->to, high) - std::max(piece->from, low);
    if (length <= 0) continue;
    lower_.push_back({length, piece->lower});
    upper_.push_back({length, piece->upper});
  }

  std::ranges::fill(values_, 0.0);
  const auto tops = std::span(grid_[1].high).subspan(first, values_.size());
  const auto bottoms = std::span(grid_[1].low).subspan(first, values_.size());
  add_area_above<Step>(lower_, tops, 1, values_);
  add_area_above<Step>(upper_, tops, -1, values_);
  add_area_above<Step>(lower_, bottoms, -1, values_);
  add_area_above<Step>(upper_, bottoms, 1, values_);
  const double unit = 4 * bandwidth_ * bandwidth_;
  for (double& value : values_) value = std::clamp(value / unit, 0.0, 1.0);
}

void SummandMaps::smoothed_row(Index i, Index first) {
  std::ranges::fill(values_, 0.0);
  const double centre = grid_[0].centre[i];
  for (std::size_t k = 0; k < pieces_.size(); ++k) {
    const double share = mass_below(map_, (pieces_[k].to - centre) / bandwidth_) -
                         mass_below(map_, (pieces_[k].from - centre) / bandwidth_);
    const double* side = smoothed_sides_.data() + k * columns_ + (first - first_column_);
    for (std::size_t j = 0; j < values_.size(); ++j) values_[j] += share * side[j];
  }
}

/// Births to the upper left of the diagonal through x stop it in axis 1, the lowest of them last; the others in axis 0,
/// the leftmost of them last. Deaths likewise. Offsets fall along both staircases, and rise from pixel to pixel.
void SummandMaps::landscape_row(const Interval<2>& support, Index i, Index first) {
  const auto& [births, deaths] = support;
  const double x = grid_[0].centre[i];
  const double start = grid_[1].centre[first] - x;
  Index birth = count_while(births, [&](const auto& b) { return offset(b) > start; });
  Index death = count_while(deaths, [&](const auto& d) { return offset(d) >= start; });
  for (std::size_t k = 0; k < values_.size(); ++k) {
    const double y = grid_[1].centre[first + Index(k)];
    while (birth > 0 && offset(births[birth - 1]) <= y - x) --birth;
    while (death > 0 && offset(deaths[death - 1]) < y - x) --death;
    double born = -infinity, dies = -infinity;  // how far behind and ahead
    if (birth < births.size()) born = x - births[birth][0];
    if (birth > 0) born = std::max(born, y - births[birth - 1][1]);
    if (death > 0) dies = deaths[death - 1][0] - x;
    if (death < deaths.size()) dies = std::max(dies, deaths[death][1] - y);
    values_[k] = std::max(0.0, std::min(born, dies));
  }
}

/// From the piece over the pixel outwards, as long as a piece may be nearer along axis 0 alone.
void SummandMaps::distance_row(Index i, Index first) {
  const double x = grid_[0].centre[i];
  const auto over = std::size_t(std::ranges::partition_point(pieces_, [&](const auto& piece) { return piece.to < x; }) -
                                pieces_.begin());
  const double least = gaussian_reach * gaussian_reach * bandwidth_ * bandwidth_;
  for (std::size_t j = 0; j < values_.size(); ++j) {
    const double y = grid_[1].centre[first + Index(j)];
    double square = least;
    const auto try_piece = [&](const Piece& piece) {
      const double aside = std::max({0.0, piece.from - x, x - piece.to});
      if (aside * aside >= square) return false;
      const double along = std::max({0.0, piece.lower - y, y - piece.upper});
      square = std::min(square, aside * aside + along * along);
      return true;
    };
    for (std::size_t k = over; k < pieces_.size() && try_piece(pieces_[k]); ++k) {}
    for (std::size_t k = over; k > 0 && try_piece(pieces_[k - 1]); --k) {}
    values_[j] = square < least ? std::exp(-square / (2 * bandwidth_ * bandwidth_)) : 0;
  }
}

}  // namespace tessera
