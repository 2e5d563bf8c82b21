// SPDX-License-Identifier: MIT
#include "report/frame.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera::report {
namespace {

constexpr const char* muted = R"(fill="#666666" font-size="11")";

std::string tick_label(double multiple, double step, int exponent) {
  if (exponent < -4 || exponent > 5) return multiple == 0 ? "0" : fmt::format("{:g}", multiple * step);
  return fmt::format("{:.{}f}", multiple * step, std::max(0, -exponent));
}

}  // namespace

std::vector<Tick> ticks(double low, double high, int count) {
  if (low > high) std::swap(low, high);
  const double rough = (high - low) / std::max(1, count);
  if (!(rough > 0) || rough == infinity) return {{low, format_double(low)}};
  const int exponent = int(std::floor(std::log10(rough)));
  const double power = std::pow(10.0, exponent), mantissa = rough / power;
  const double step = (mantissa <= 1 ? 1 : mantissa <= 2 ? 2 : mantissa <= 5 ? 5 : 10) * power;

  std::vector<Tick> all;
  const double first = std::ceil(low / step - 1e-9);
  for (double k = first; k * step <= high + 1e-9 * step && all.size() < 100; ++k) {
    const double multiple = k + 0.0;  // no negative zero
    all.push_back({multiple * step, tick_label(multiple, step, mantissa > 5 ? exponent + 1 : exponent)});
  }
  return all;
}

namespace {

std::vector<Tick> ticks_below(const Frame& frame) {
  return ticks(frame.x.low, frame.x.high, std::max(3, int(frame.width / 80)));
}
std::vector<Tick> ticks_left(const Frame& frame) {
  return ticks(frame.y.low, frame.y.high, std::max(3, int(frame.height / 60)));
}

}  // namespace

Frame frame_on_page(const PictureOptions& options, PlotAxis x, PlotAxis y, double room_at_right) {
  if (options.width < 240 || options.height < 180)
    throw Error(codes::bad_request,
                fmt::format("needs a picture of 240 x 180 at least, got {} x {}", options.width, options.height));
  const double left = 68, top = 62, bottom = 56;
  return {left, top, options.width - left - room_at_right, options.height - top - bottom, std::move(x), std::move(y)};
}

std::string title_of(const PictureOptions& options, std::string_view kind) {
  if (!options.title.empty()) return options.title;
  return options.subject.empty() ? std::string(kind) : fmt::format("{} of '{}'", kind, options.subject);
}

void draw_title(Svg& svg, const Frame& frame, std::string_view title, std::string_view caption) {
  svg.text(frame.left, 28, title, Anchor::start, R"(font-size="16" font-weight="600" fill="#1a1a1a")");
  svg.text(frame.left, 47, caption, Anchor::start, muted);
}

void draw_remark(Svg& svg, const Frame& frame, std::string_view words) {
  svg.text(frame.left, 63, words, Anchor::start, muted);
}

void draw_grid(Svg& svg, const Frame& frame) {
  svg.rectangle(frame.left, frame.top, frame.width, frame.height, R"(fill="#fafafa")");
  svg.begin_group(R"(stroke="#e6e6e6" stroke-width="1")");
  for (const auto& tick : ticks_below(frame))
    svg.line(frame.at_x(tick.value), frame.top, frame.at_x(tick.value), frame.bottom(), "");
  for (const auto& tick : ticks_left(frame))
    svg.line(frame.left, frame.at_y(tick.value), frame.right(), frame.at_y(tick.value), "");
  svg.end_group();
}

void draw_axes(Svg& svg, const Frame& frame) {
  draw_edge(svg, frame);
  draw_ticks_below(svg, frame);
  draw_ticks_left(svg, frame);
  draw_axis_labels(svg, frame);
}

void draw_edge(Svg& svg, const Frame& frame) {
  svg.begin_group(R"(stroke="#444444" stroke-width="1" fill="none")");
  svg.rectangle(frame.left, frame.top, frame.width, frame.height, R"(stroke="#bbbbbb")");
  svg.line(frame.left, frame.top, frame.left, frame.bottom(), "");
  svg.line(frame.left, frame.bottom(), frame.right(), frame.bottom(), "");
  svg.end_group();
}

void draw_ticks_below(Svg& svg, const Frame& frame) {
  for (const auto& tick : ticks_below(frame)) {
    const double x = frame.at_x(tick.value);
    svg.line(x, frame.bottom(), x, frame.bottom() + 5, R"(stroke="#444444")");
    svg.text(x, frame.bottom() + 19, tick.label, Anchor::middle, muted);
  }
}

void draw_ticks_left(Svg& svg, const Frame& frame) {
  for (const auto& tick : ticks_left(frame)) {
    const double y = frame.at_y(tick.value);
    svg.line(frame.left - 5, y, frame.left, y, R"(stroke="#444444")");
    svg.text(frame.left - 9, y + 4, tick.label, Anchor::end, muted);
  }
}

void draw_axis_labels(Svg& svg, const Frame& frame) {
  svg.text(frame.left + frame.width / 2, frame.bottom() + 42, frame.x.label, Anchor::middle);
  const double x = 20, y = frame.top + frame.height / 2;
  svg.text(x, y, frame.y.label, Anchor::middle,
           fmt::format("transform=\"rotate(-90 {} {})\"", coordinate(x), coordinate(y)));
}

void begin_clipped_group(Svg& svg, const Frame& frame, std::string_view id) {
  svg.define(fmt::format("<clipPath id=\"{}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></clipPath>", id,
                         coordinate(frame.left), coordinate(frame.top), coordinate(frame.width),
                         coordinate(frame.height)));
  svg.begin_group(fmt::format("clip-path=\"url(#{})\" stroke-linejoin=\"round\"", id));
}

void draw_colour_bar(Svg& svg, const Frame& frame, double low, double high, std::string_view label) {
  std::string stops;
  for (int k = 0; k <= 16; ++k)
    stops += fmt::format("<stop offset=\"{}\" stop-color=\"{}\"/>", format_double(k / 16.0), ramp_colour(k / 16.0));
  svg.define(R"(<linearGradient id="ramp" x1="0" y1="1" x2="0" y2="0">)" + stops + "</linearGradient>");

  const double x = frame.right() + 24, width = 14;
  svg.rectangle(x, frame.top, width, frame.height, R"_(fill="url(#ramp)" stroke="#bbbbbb")_");
  const Frame bar{x, frame.top, width, frame.height, {}, {low, high, {}}};
  if (low < high) {
    for (const auto& tick : ticks(low, high, int(frame.height / 60))) {
      const double y = bar.at_y(tick.value);
      svg.line(bar.right(), y, bar.right() + 4, y, R"(stroke="#444444")");
      svg.text(bar.right() + 8, y + 4, tick.label, Anchor::start, muted);
    }
  } else {
    svg.text(bar.right() + 8, bar.bottom(), format_double(low), Anchor::start, muted);
  }
  svg.text(x, frame.top - 10, label, Anchor::start);
}

void draw_fade_right(Svg& svg, const Frame& frame, double share) {
  svg.define(fading_gradient("fade-right", true, "#ffffff", 0, 1));
  svg.rectangle(frame.right() - share * frame.width, frame.top, share * frame.width, frame.height,
                R"_(fill="url(#fade-right)" stroke="none")_");
}

void draw_fade_top(Svg& svg, const Frame& frame, double share) {
  svg.define(fading_gradient("fade-top", false, "#ffffff", 0, 1));
  svg.rectangle(frame.left, frame.top, frame.width, share * frame.height, R"_(fill="url(#fade-top)" stroke="none")_");
}

std::string fading_gradient(std::string_view id, bool is_rightwards, std::string_view colour, double from, double to) {
  return fmt::format(
      "<linearGradient id=\"{0}\" x1=\"0\" y1=\"{1}\" x2=\"{2}\" y2=\"0\">"
      "<stop offset=\"0\" stop-color=\"{3}\" stop-opacity=\"{4}\"/>"
      "<stop offset=\"1\" stop-color=\"{3}\" stop-opacity=\"{5}\"/></linearGradient>",
      id, is_rightwards ? 0 : 1, is_rightwards ? 1 : 0, colour, format_double(from), format_double(to));
}

PlotAxis padded(double low, double high, double margin, std::string label) {
  if (!(low <= high)) low = high = 0;  // nothing to show
  const double extent = high > low ? high - low : 1;
  return {low - margin * extent, high + margin * extent, std::move(label)};
}

}  // namespace tessera::report
