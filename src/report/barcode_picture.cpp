// SPDX-License-Identifier: MIT
#include "tessera/report/picture.hpp"

#include "report/frame.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace tessera {

using namespace report;

namespace {

constexpr std::size_t drawn_at_most = 400;
constexpr double fading = 0.12;

std::vector<Bar> longest_first(const Barcode& barcode) {
  auto bars = barcode.bars;
  const auto longer = [](const Bar& a, const Bar& b) { return a.death - a.birth > b.death - b.birth; };
  if (bars.size() > drawn_at_most) {
    std::ranges::stable_sort(bars, longer);
    bars.resize(drawn_at_most);
  }
  std::ranges::stable_sort(
      bars, [&](const Bar& a, const Bar& b) { return a.degree != b.degree ? a.degree < b.degree : longer(a, b); });
  return bars;
}

void draw_legend(Svg& picture, const Frame& frame, const Barcode& barcode, std::size_t drawn) {
  std::map<Index, std::size_t> counts;
  for (const auto& bar : barcode.bars) ++counts[bar.degree];
  double y = frame.top + 4;
  for (const auto& [degree, count] : counts) {
    picture.rectangle(frame.right() + 22, y, 18, 12, fmt::format("fill=\"{}\"", categorical_colour(degree)));
    picture.text(frame.right() + 48, y + 10.5, fmt::format("H{}: {}", degree, count), Anchor::start);
    y += 22;
  }
  if (drawn < barcode.bars.size())
    picture.text(frame.right() + 22, y + 10.5, fmt::format("longest {} drawn", drawn), Anchor::start);
}

}  // namespace

std::string svg(const Barcode& barcode, const PictureOptions& options) {
  const auto bars = longest_first(barcode);
  double low = infinity, high = -infinity;
  bool is_unbounded = false;
  for (const auto& bar : bars) {
    low = std::min(low, bar.birth);
    high = std::max({high, bar.birth, bar.death == infinity ? bar.birth : bar.death});
    is_unbounded |= bar.death == infinity;
  }
  auto scale = padded(low, high, 0.03, "scale");
  if (is_unbounded) scale.high += fading * (scale.high - scale.low);
  const auto frame = frame_on_page(options, scale, {}, 130);

  Svg picture(options.width, options.height);
  draw_title(
      picture, frame, title_of(options, "Barcode"),
      fmt::format("{} bar{}, longest first within a degree", barcode.bars.size(), barcode.bars.size() == 1 ? "" : "s"));
  picture.rectangle(frame.left, frame.top, frame.width, frame.height, R"(fill="#fafafa")");
  const double step = frame.height / double(std::max<std::size_t>(bars.size(), 8));
  const double thickness = std::clamp(step * 0.62, 0.6, 10.0);
  for (std::size_t k = 0; k < bars.size(); ++k) {
    const double begin = frame.at_x(bars[k].birth);
    const double end = bars[k].death == infinity ? frame.right() : frame.at_x(bars[k].death);
    picture.rectangle(begin, frame.top + (double(k) + 0.5) * step - thickness / 2, end - begin, thickness,
                      fmt::format("fill=\"{}\"", categorical_colour(bars[k].degree)));
  }
  if (is_unbounded) draw_fade_right(picture, frame, 0.8 * fading);

  picture.line(frame.left, frame.bottom(), frame.right(), frame.bottom(), R"(stroke="#444444")");
  for (const auto& tick : ticks(frame.x.low, frame.x.high, int(frame.width / 80))) {
    const double x = frame.at_x(tick.value);
    picture.line(x, frame.bottom(), x, frame.bottom() + 5, R"(stroke="#444444")");
    picture.text(x, frame.bottom() + 19, tick.label, Anchor::middle, R"(fill="#666666" font-size="11")");
  }
  picture.text(frame.left + frame.width / 2, frame.bottom() + 42, frame.x.label, Anchor::middle);
  draw_legend(picture, frame, barcode, bars.size());
  return std::move(picture).str();
}

}  // namespace tessera
