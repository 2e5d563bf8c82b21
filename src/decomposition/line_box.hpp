// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>

namespace tessera {

/// A rectangle of lines of slope at most one in a chart of the plane, slope in (0, 1] up to its closure. The flat chart
/// holds the lines y = slope x + offset, the steep one x = slope y + offset: a grade (x, y) has along = x and
/// across = y in the flat chart, the other way round in the steep one.
struct LineBox {
  bool is_steep = false;
  double slope_low = 0, slope_high = 1, offset_low = 0, offset_high = 0;
};

/// A grade in a chart.
struct PlacedGrade {
  double along, across;
};

/// Weight of the line, which is its slope, times the parameter at which the line, run through with speed one along its
/// faster axis, passes the grade. A maximum of two functions that are linear in (slope, offset).
inline double weighted_push(const PlacedGrade& p, double slope, double offset) noexcept {
  return std::max(slope * p.along, p.across - offset);
}

/// At least weighted_push(p) - weighted_push(q) on every line of the box, quickly.
inline double difference_bound(const PlacedGrade& p, const PlacedGrade& q, const LineBox& box) noexcept {
  const double along = p.along - q.along;
  return std::max({box.slope_low * along, box.slope_high * along, p.across - q.across});
}

/// The maximum of weighted_push(p) - weighted_push(q) over the lines of a box, exactly. With s the slope and c the
/// offset it is that of max(min(s (p_a - q_a), s p_a - q_b + c), min(p_b - c - s q_a, p_b - q_b)): the first is largest
/// at the highest offset, where it is concave in s and bends where s q_a = q_b - c; the second at the lowest offset,
/// and there at an end of the slopes.
inline double largest_difference(const PlacedGrade& p, const PlacedGrade& q, const LineBox& box) noexcept {
  const auto lower = [&](double slope) {
    return std::min(slope * (p.along - q.along), slope * p.along - q.across + box.offset_high);
  };
  double first = std::max(lower(box.slope_low), lower(box.slope_high));
  const double bend = q.across - box.offset_high;
  if ((box.slope_low * q.along < bend) != (box.slope_high * q.along < bend))
    first = std::max(first, lower(std::clamp(bend / q.along, box.slope_low, box.slope_high)));
  const double reach = std::max(-box.slope_low * q.along, -box.slope_high * q.along);
  return std::max(first, std::min(p.across - box.offset_low + reach, p.across - q.across));
}

}  // namespace tessera
