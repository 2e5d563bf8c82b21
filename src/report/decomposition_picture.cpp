// SPDX-License-Identifier: MIT
#include "tessera/report/picture.hpp"

#include "report/frame.hpp"
#include "tessera/core/number.hpp"
#include "tessera/decomposition/interval_distance.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include <fmt/format.h>

namespace tessera {

using namespace report;

namespace {

constexpr std::size_t drawn_at_most = 500;
constexpr double margin = 0.05,
                 fading = 0.13;  // of the extent beyond finite corners, and where summands go on for ever

std::string axis_label(const Axis& axis, int number) {
  std::string label = axis.name.empty() ? fmt::format("axis {}", number) : axis.name;
  if (!axis.unit.empty() && axis.unit != axis.name) label += fmt::format(" ({})", axis.unit);
  return axis.direction == Direction::superlevel ? label + ", decreasing" : label;
}

/// The frame in shown values: a superlevel axis runs from its largest value down, so inclusion still points to the end.
struct Extent {
  Point<2> low{infinity, infinity}, high{-infinity, -infinity};
  std::array<bool, 2> is_unbounded{};
};

Extent extent_of(const Decomposition<2>& decomposition) {
  Extent extent;
  for (const auto& summand : decomposition.summands)
    for (const auto* corners : {&summand.support.births, &summand.support.deaths})
      for (const auto& corner : *corners)
        for (int axis = 0; axis < 2; ++axis) {
          if (corner[axis] == infinity) {
            extent.is_unbounded[axis] = true;
            continue;
          }
          extent.low[axis] = std::min(extent.low[axis], corner[axis]);
          extent.high[axis] = std::max(extent.high[axis], corner[axis]);
        }
  return extent;
}

PlotAxis shown_axis(const Decomposition<2>& decomposition, const Extent& extent, int number) {
  const auto& axis = decomposition.axes[number];
  auto plot = padded(extent.low[number], extent.high[number], margin, axis_label(axis, number));
  if (extent.is_unbounded[number]) plot.high += (fading - margin) * (plot.high - plot.low);
  plot.low = axis.shown(plot.low);
  plot.high = axis.shown(plot.high);
  return plot;
}

class DecompositionPicture {
 public:
  DecompositionPicture(const Decomposition<2>& decomposition, const PictureOptions& options)
      : decomposition_(decomposition),
        extent_(extent_of(decomposition)),
        frame_(
            frame_on_page(options, shown_axis(decomposition, extent_, 0), shown_axis(decomposition, extent_, 1), 148)),
        svg_(options.width, options.height) {}

  std::string draw(const PictureOptions& options) && {
    draw_title(svg_, frame_, title_of(options, kind()), certificate());
    draw_grid(svg_, frame_);
    svg_.define(fmt::format("<clipPath id=\"frame\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></clipPath>",
                            coordinate(frame_.left), coordinate(frame_.top), coordinate(frame_.width),
                            coordinate(frame_.height)));
    svg_.begin_group(R"_(clip-path="url(#frame)" stroke-linejoin="round")_");
    const auto order = largest_first();
    for (std::size_t rank = 0; rank < order.size(); ++rank) region(decomposition_.summands[order[rank]], rank);
    if (extent_.is_unbounded[0]) draw_fade_right(svg_, frame_, 0.8 * fading);
    if (extent_.is_unbounded[1]) draw_fade_top(svg_, frame_, 0.8 * fading);
    svg_.end_group();
    draw_axes(svg_, frame_);
    legend(order.size());
    return std::move(svg_).str();
  }

 private:
  std::string kind() const {
    const auto count = decomposition_.summands.size();
    return fmt::format("{} summand{} in H{}", count, count == 1 ? "" : "s", decomposition_.degree);
  }

  std::string certificate() const {
    const auto& proven = decomposition_.certificate;
    if (decomposition_.summands.empty()) return "The zero module.";
    if (std::ranges::all_of(decomposition_.summands, &Summand<2>::is_exact) &&
        proven.route == DecompositionCertificate::Route::indecomposables)
      return "Exact: the module is the sum of these interval modules.";
    if (proven.bound() == 0) return "Every diagonal barcode is that of the module.";
    return fmt::format(
        "Diagonal barcodes differ from the module's by {:.4g} at most (gap {:.4g}, line spacing {:.4g}), scaled.",
        proven.bound(), proven.line_gap, proven.line_spacing);
  }

  /// By weight within the frame: the large ones lie below the small ones, and colours follow this order. Equal ones are
  /// drawn once.
  std::vector<std::size_t> largest_first() const {
    const auto& summands = decomposition_.summands;
    std::vector<double> weights;
    for (const auto& summand : summands) {
      auto visible = summand.support;
      for (auto& death : visible.deaths)
        for (int axis = 0; axis < 2; ++axis)
          death[axis] = std::min(death[axis], decomposition_.axes[axis].shown(axis ? frame_.y.high : frame_.x.high));
      weights.push_back(interval_weight(scaled(visible, decomposition_.axis_scale)));
    }
    std::vector<std::size_t> order(summands.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
    std::erase_if(order, [&](std::size_t k) {
      return k > 0 && summands[k].support == summands[k - 1].support &&
             summands[k].is_exact == summands[k - 1].is_exact;  // canonical order
    });
    if (order.size() > drawn_at_most) order.resize(drawn_at_most);
    return order;
  }

  /// Infinite coordinates lie a little outside the clipped frame, so that no edge is drawn there.
  std::string page_x(double value) const {
    return coordinate(value == infinity ? frame_.right() + 9 : frame_.at_x(decomposition_.axes[0].shown(value)));
  }
  std::string page_y(double value) const {
    return coordinate(value == infinity ? frame_.top - 9 : frame_.at_y(decomposition_.axes[1].shown(value)));
  }

  /// Down the births, along the bottom, up the deaths.
  std::string outline(const Interval<2>& interval) const {
    const auto &births = interval.births, &deaths = interval.deaths;
    std::string data = fmt::format("M{} {}", page_x(births.front()[0]), page_y(deaths.front()[1]));
    for (const auto& birth : births) data += fmt::format("H{}V{}", page_x(birth[0]), page_y(birth[1]));
    for (auto death = deaths.rbegin(); death != deaths.rend(); ++death)
      data += fmt::format("H{}V{}", page_x((*death)[0]), page_y((*death)[1]));
    return data + "Z";
  }

  std::string hatched(std::size_t rank) {
    const std::size_t colour = rank % 7;
    if (hatches_.insert(colour).second)
      svg_.define(
          fmt::format("<pattern id=\"hatch{0}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
                      "patternTransform=\"rotate(45)\">"
                      "<rect width=\"6\" height=\"6\" fill=\"{1}\" fill-opacity=\"0.1\"/>"
                      "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"{1}\" stroke-width=\"2.4\" "
                      "stroke-opacity=\"0.55\"/></pattern>",
                      colour, categorical_colour(colour)));
    return fmt::format("url(#hatch{})", colour);
  }

  std::string style(bool is_exact, std::size_t rank) {
    if (is_exact)
      return fmt::format("fill=\"{}\" fill-opacity=\"0.72\" stroke=\"{}\" stroke-width=\"1.5\"",
                         tint(categorical_colour(rank), 0.36), categorical_colour(rank));
    return fmt::format("fill=\"{}\" stroke=\"{}\" stroke-width=\"1.5\" stroke-dasharray=\"5 3\"", hatched(rank),
                       categorical_colour(rank));
  }

  void region(const Summand<2>& summand, std::size_t rank) {
    if (summand.support.births.empty() || summand.support.deaths.empty()) return;
    svg_.path(outline(summand.support), style(summand.is_exact, rank));
  }

  void legend(std::size_t drawn) {
    const auto& summands = decomposition_.summands;
    const auto exact = std::size_t(std::ranges::count_if(summands, [](const auto& s) { return s.is_exact; }));
    const auto unbounded = std::ranges::count_if(summands, [](const auto& s) {
      return std::ranges::any_of(s.support.deaths, [](const auto& d) { return d[0] == infinity || d[1] == infinity; });
    });
    const double x = frame_.right() + 22;
    double y = frame_.top + 4;
    const auto row = [&](const std::string& swatch, const std::string& words) {
      if (!swatch.empty()) svg_.rectangle(x, y, 18, 12, swatch);
      svg_.text(x + 26, y + 10.5, words, Anchor::start);
      y += 22;
    };
    row(style(true, 0), fmt::format("{} exact", exact));
    if (exact < summands.size()) row(style(false, 1), fmt::format("{} approximate", summands.size() - exact));
    if (unbounded > 0) {
      svg_.define(fading_gradient("going-on", true, categorical_colour(0), 0.45, 0));
      row(R"_(fill="url(#going-on)")_", fmt::format("{} infinite", unbounded));
    }
    if (drawn == drawn_at_most)
      row("", fmt::format("largest {} drawn", drawn));
    else if (drawn < summands.size())
      row("", fmt::format("{} different", drawn));
  }

  const Decomposition<2>& decomposition_;
  Extent extent_;
  Frame frame_;
  Svg svg_;
  std::set<std::size_t> hatches_;
};

}  // namespace

std::string svg(const Decomposition<2>& decomposition, const PictureOptions& options) {
  return DecompositionPicture(decomposition, options).draw(options);
}

}  // namespace tessera
