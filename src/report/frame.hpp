// SPDX-License-Identifier: MIT
#pragma once

#include "report/svg.hpp"
#include "tessera/report/picture.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera::report {

/// One axis of a plot: `low` is drawn at its start (left, bottom), `high` at its end; `low > high` runs backwards.
struct PlotAxis {
  double low = 0, high = 1;
  std::string label;
};

struct Tick {
  double value;
  std::string label;
};

/// Round numbers (1, 2 or 5 times a power of ten) inside the axis, about `count` of them, in increasing order.
std::vector<Tick> ticks(double low, double high, int count);

/// The rectangle of a plot on the page and its coordinates.
struct Frame {
  double left, top, width, height;
  PlotAxis x, y;

  double at_x(double value) const noexcept { return left + (value - x.low) / (x.high - x.low) * width; }
  double at_y(double value) const noexcept { return top + height - (value - y.low) / (y.high - y.low) * height; }
  double right() const noexcept { return left + width; }
  double bottom() const noexcept { return top + height; }
};

/// The plot's place on a page of the size asked for, with room at the right for a legend or a colour bar.
/// Throws Error D106 when the page is below 240 x 180.
Frame frame_on_page(const PictureOptions& options, PlotAxis x, PlotAxis y, double room_at_right);

/// The title asked for; else "kind", or "kind of 'subject'".
std::string title_of(const PictureOptions& options, std::string_view kind);

void draw_title(Svg& svg, const Frame& frame, std::string_view title, std::string_view caption);
/// A line under the caption, on pages that leave room for it above their frames.
void draw_remark(Svg& svg, const Frame& frame, std::string_view words);
/// Light lines at the ticks: drawn before the content.
void draw_grid(Svg& svg, const Frame& frame);
/// Ticks, labels and edge: drawn after it. Frames that share axes draw the parts they need.
void draw_axes(Svg& svg, const Frame& frame);
void draw_edge(Svg& svg, const Frame& frame);
void draw_ticks_below(Svg& svg, const Frame& frame);
void draw_ticks_left(Svg& svg, const Frame& frame);
void draw_axis_labels(Svg& svg, const Frame& frame);
/// Until end_group(), what lies outside of the frame is not seen. The id is one that no other frame of the page has.
void begin_clipped_group(Svg& svg, const Frame& frame, std::string_view id);
/// The ramp between two values, at the right of the frame.
void draw_colour_bar(Svg& svg, const Frame& frame, double low, double high, std::string_view label);
/// Lets what runs to infinity fade before it reaches the edge: `share` of the width (height) at the end of the axis.
void draw_fade_right(Svg& svg, const Frame& frame, double share);
void draw_fade_top(Svg& svg, const Frame& frame, double share);
/// A gradient of one colour between two opacities, rightwards or upwards.
std::string fading_gradient(std::string_view id, bool is_rightwards, std::string_view colour, double from, double to);

/// [low, high] with a margin, widened where there is no extent.
PlotAxis padded(double low, double high, double margin, std::string label);

}  // namespace tessera::report
