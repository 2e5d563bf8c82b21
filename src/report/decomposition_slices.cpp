// SPDX-License-Identifier: MIT
// A decomposition of three parameters as small multiples: its slices at some values of the third axis.
#include "tessera/report/picture.hpp"

#include "report/frame.hpp"
#include "report/summand_regions.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {

using namespace report;

namespace {

constexpr double legend_width = 180, gap = 16, room_for_name = 26;  // between frames; above each

/// What an interval looks like where the third coordinate is `height`: a union of staircase regions.
Interval<2> slice_of(const Interval<3>& interval, double height) {
  Interval<2> slice;
  for (const auto& birth : interval.births)
    if (birth[2] <= height) slice.births.push_back({birth[0], birth[1]});
  for (const auto& death : interval.deaths)
    if (height < death[2]) slice.deaths.push_back({death[0], death[1]});

  const auto keep_staircase = [](std::vector<Point<2>>& corners, bool minimal) {
    std::ranges::sort(corners, [&](const auto& a, const auto& b) { return minimal ? a < b : b < a; });
    std::vector<Point<2>> kept;
    for (const auto& corner : corners)
      if (kept.empty() || (minimal ? corner[1] < kept.back()[1] : corner[1] > kept.back()[1])) kept.push_back(corner);
    if (!minimal) std::ranges::reverse(kept);
    corners = std::move(kept);
  };
  keep_staircase(slice.births, true);
  keep_staircase(slice.deaths, false);
  return slice;
}

/// Evenly spaced inside the range of the grades, in the internal sign.
std::vector<double> slice_values(const Decomposition<3>& decomposition, const CornerRange& corners, Index count) {
  const auto& grades = decomposition.axes[2].values;
  const double low = grades.empty() ? corners.low : grades.front(),
               high = grades.empty() ? corners.high : grades.back();
  if (!(low < high)) return {low < infinity ? low : 0};
  std::vector<double> values;
  for (Index k = 0; k < count; ++k) values.push_back(low + (high - low) * (double(k) + 0.5) / double(count));
  return values;
}

/// Rows and columns of frames: as many columns as make the frames most like the shape that is easiest to read.
struct Layout {
  std::size_t columns = 1, rows = 1;
  double width = 0, height = 0;  // of a frame
};
Layout layout_of(const Frame& area, std::size_t count) {
  constexpr double best_shape = 1.15;  // width over height
  Layout best;
  double least = infinity;
  for (std::size_t columns = 1; columns <= count; ++columns) {
    Layout layout{columns, (count + columns - 1) / columns, 0, 0};
    layout.width = (area.width - gap * double(columns - 1)) / double(columns);
    layout.height = area.height / double(layout.rows) - room_for_name;
    if (layout.width <= 0 || layout.height <= 0) continue;
    const double off = std::abs(std::log(layout.width / layout.height / best_shape));
    const double empty = 0.2 * double(layout.columns * layout.rows - count);
    if (off + empty < least) {
      least = off + empty;
      best = layout;
    }
  }
  if (best.width < 40 || best.height < 30)
    throw Error(codes::bad_request, fmt::format("needs room for {} slices, got a page too small for them", count),
                "ask for fewer slices, or a larger page")
        .within("slices");
  return best;
}

}  // namespace

std::string svg(const Decomposition<3>& decomposition, const PictureOptions& options) {
  if (options.slices == 0) throw Error(codes::bad_request, "needs one slice at least, got 0").within("slices");
  const auto ranges = corner_ranges(decomposition);
  const auto& axes = decomposition.axes;
  const Frame area =
      frame_on_page(options, shown_axis(axes[0], ranges[0], 0), shown_axis(axes[1], ranges[1], 1), legend_width);
  const auto values = slice_values(decomposition, ranges[2], options.slices);
  const auto layout = layout_of(area, values.size());

  Svg page(options.width, options.height);
  draw_title(page, area, title_of(options, kind_of(decomposition)), certificate_text(decomposition));
  if (const auto squares = decomposition.certificate.monodromy.squares; squares > 0)
    draw_remark(page, area, fmt::format("Monodromy: bars change places around {} squares of lines.", squares));
  const Point<3> top{axes[0].shown(area.x.high), axes[1].shown(area.y.high), ranges[2].high};
  const auto order = largest_first<3>(decomposition, top);
  for (std::size_t k = 0; k < values.size(); ++k) {
    const std::size_t row = k / layout.columns, column = k % layout.columns;
    const Frame frame{area.left + double(column) * (layout.width + gap),
                      area.top + room_for_name + double(row) * (layout.height + room_for_name),
                      layout.width,
                      layout.height,
                      area.x,
                      area.y};
    draw_grid(page, frame);
    begin_clipped_group(page, frame, fmt::format("frame{}", k));
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
      const auto& summand = decomposition.summands[order[rank]];
      draw_region(page, frame, {axes[0], axes[1]}, slice_of(summand.support, values[k]),
                  region_style(page, summand.is_exact, rank));
    }
    if (ranges[0].is_unbounded) draw_fade_right(page, frame, 0.8 * fading_share);
    if (ranges[1].is_unbounded) draw_fade_top(page, frame, 0.8 * fading_share);
    page.end_group();
    draw_edge(page, frame);
    if (k + layout.columns >= values.size()) draw_ticks_below(page, frame);
    if (column == 0) draw_ticks_left(page, frame);
    page.text(frame.left, frame.top - 7,
              fmt::format("{} = {:.3g}", axis_name(axes[2], 2), axes[2].shown(values[k]) + 0.0), Anchor::start,
              R"(font-size="11" fill="#333333")");
  }
  draw_axis_labels(page, area);
  draw_legend(page, decomposition, order.size(), area.right() + 22, area.top + room_for_name + 4);
  return std::move(page).str();
}

}  // namespace tessera
