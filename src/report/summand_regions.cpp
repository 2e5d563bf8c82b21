// SPDX-License-Identifier: MIT
#include "report/summand_regions.hpp"

#include "tessera/decomposition/interval_distance.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace tessera::report {
namespace {

constexpr double rounding = 1e-12;  // of a gap in scaled units: not worth a reader's time

template <int N>
double weight_of(const Interval<N>& interval, const std::array<double, N>& scale) {
  if constexpr (N == 2) {
    return interval_weight(scaled(interval, scale));
  } else {
    double weight = 0;
    for (const auto& birth : interval.births)
      for (const auto& death : interval.deaths) {
        double side = infinity;
        for (int axis = 0; axis < N; ++axis) side = std::min(side, (death[axis] - birth[axis]) / scale[axis]);
        weight = std::max(weight, side / 2);
      }
    return weight;
  }
}

bool is_strictly_below(const Point<2>& birth, const Point<2>& death) {
  return birth[0] < death[0] && birth[1] < death[1];
}

/// The connected components. Births and deaths run down from left to right, so those of a component are consecutive,
/// and consecutive births of one share a death.
std::vector<Interval<2>> pieces_of(const Interval<2>& region) {
  std::vector<Interval<2>> pieces;
  for (const auto& birth : region.births) {
    const auto ends = [&](const auto& death) { return is_strictly_below(birth, death); };
    if (std::ranges::none_of(region.deaths, ends)) continue;
    if (pieces.empty() || std::ranges::none_of(pieces.back().deaths, ends)) pieces.emplace_back();
    auto& [births, deaths] = pieces.back();
    births.push_back(birth);
    for (const auto& death : region.deaths)
      if (ends(death) && (deaths.empty() || deaths.back()[0] < death[0])) deaths.push_back(death);
  }
  return pieces;
}

}  // namespace

std::string axis_name(const Axis& axis, int number) {
  return axis.name.empty() ? fmt::format("axis {}", number) : axis.name;
}

std::string axis_label(const Axis& axis, int number) {
  auto label = axis_name(axis, number);
  if (!axis.unit.empty() && axis.unit != axis.name) label += fmt::format(" ({})", axis.unit);
  return axis.direction == Direction::superlevel ? label + ", decreasing" : label;
}

template <int N>
std::array<CornerRange, N> corner_ranges(const Decomposition<N>& decomposition) {
  std::array<CornerRange, N> ranges;
  for (const auto& summand : decomposition.summands)
    for (const auto* corners : {&summand.support.births, &summand.support.deaths})
      for (const auto& corner : *corners)
        for (int axis = 0; axis < N; ++axis) {
          if (corner[axis] == infinity) {
            ranges[axis].is_unbounded = true;
            continue;
          }
          ranges[axis].low = std::min(ranges[axis].low, corner[axis]);
          ranges[axis].high = std::max(ranges[axis].high, corner[axis]);
        }
  return ranges;
}

PlotAxis shown_axis(const Axis& axis, const CornerRange& range, int number) {
  auto plot = padded(range.low, range.high, margin_share, axis_label(axis, number));
  if (range.is_unbounded) plot.high += (fading_share - margin_share) * (plot.high - plot.low);
  plot.low = axis.shown(plot.low);
  plot.high = axis.shown(plot.high);
  return plot;
}

template <int N>
std::string certificate_text(const Decomposition<N>& decomposition) {
  const auto& proven = decomposition.certificate;
  if (decomposition.summands.empty()) return "The zero module.";
  if (std::ranges::all_of(decomposition.summands, &Summand<N>::is_exact) &&
      proven.route == DecompositionCertificate::Route::indecomposables)
    return "Exact: the module is the sum of these interval modules.";
  if (proven.bound() == 0) return "Every diagonal barcode is that of the module.";
  return fmt::format(
      "Diagonal barcodes differ from the module's by {:.4g} at most (gap {:.4g}, line spacing {:.4g}), scaled.",
      proven.bound(), proven.line_gap < rounding ? 0 : proven.line_gap, proven.line_spacing);
}

template <int N>
std::string kind_of(const Decomposition<N>& decomposition) {
  const auto count = decomposition.summands.size();
  return fmt::format("{} summand{} in H{}", count, count == 1 ? "" : "s", decomposition.degree);
}

template <int N>
std::vector<std::size_t> largest_first(const Decomposition<N>& decomposition, const Point<N>& top) {
  const auto& summands = decomposition.summands;
  std::vector<double> weights;
  for (const auto& summand : summands) {
    auto visible = summand.support;
    for (auto& death : visible.deaths)
      for (int axis = 0; axis < N; ++axis) death[axis] = std::min(death[axis], top[axis]);
    weights.push_back(weight_of<N>(visible, decomposition.axis_scale));
  }
  std::vector<std::size_t> order(summands.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  std::erase_if(order, [&](std::size_t k) {
    return k > 0 && summands[k].support == summands[k - 1].support &&
           summands[k].is_exact == summands[k - 1].is_exact;  // canonical order
  });
  if (order.size() > summands_drawn_at_most) order.resize(summands_drawn_at_most);
  return order;
}

std::string region_style(Svg& svg, bool is_exact, std::size_t rank) {
  const char* colour = categorical_colour(rank);
  if (is_exact)
    return fmt::format("fill=\"{}\" fill-opacity=\"0.72\" stroke=\"{}\" stroke-width=\"1.5\"", tint(colour, 0.36),
                       colour);
  const std::size_t hatch = rank % 7;
  svg.define(
      fmt::format("<pattern id=\"hatch{0}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
                  "patternTransform=\"rotate(45)\">"
                  "<rect width=\"6\" height=\"6\" fill=\"{1}\" fill-opacity=\"0.1\"/>"
                  "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"{1}\" stroke-width=\"2.4\" "
                  "stroke-opacity=\"0.55\"/></pattern>",
                  hatch, categorical_colour(hatch)));
  return fmt::format("fill=\"url(#hatch{})\" stroke=\"{}\" stroke-width=\"1.5\" stroke-dasharray=\"5 3\"", hatch,
                     colour);
}

void draw_region(Svg& svg, const Frame& frame, const std::array<Axis, 2>& axes, const Interval<2>& region,
                 std::string_view style) {
  const auto x = [&](double value) {
    return coordinate(value == infinity ? frame.right() + 9 : frame.at_x(axes[0].shown(value)));
  };
  const auto y = [&](double value) {
    return coordinate(value == infinity ? frame.top - 9 : frame.at_y(axes[1].shown(value)));
  };
  std::string data;
  for (const auto& [births, deaths] : pieces_of(region)) {  // down the births, along the bottom, up the deaths
    data += fmt::format("M{} {}", x(births.front()[0]), y(deaths.front()[1]));
    for (const auto& birth : births) data += fmt::format("H{}V{}", x(birth[0]), y(birth[1]));
    for (auto death = deaths.rbegin(); death != deaths.rend(); ++death)
      data += fmt::format("H{}V{}", x((*death)[0]), y((*death)[1]));
    data += "Z";
  }
  if (!data.empty()) svg.path(data, style);
}

template <int N>
void draw_legend(Svg& svg, const Decomposition<N>& decomposition, std::size_t drawn, double left, double top) {
  const auto& summands = decomposition.summands;
  const auto exact = std::size_t(std::ranges::count_if(summands, [](const auto& s) { return s.is_exact; }));
  const auto unbounded = std::ranges::count_if(summands, [](const auto& s) {
    return std::ranges::any_of(s.support.deaths,
                               [](const auto& d) { return std::ranges::find(d, infinity) != d.end(); });
  });
  const auto row = [&](const std::string& swatch, const std::string& words) {
    if (!swatch.empty()) svg.rectangle(left, top, 18, 12, swatch);
    svg.text(left + 26, top + 10.5, words, Anchor::start);
    top += 22;
  };
  if (exact > 0 || decomposition.certificate.is_exactness_decided)
    row(region_style(svg, true, 0), fmt::format("{} exact", exact));
  if (exact < summands.size()) row(region_style(svg, false, 1), fmt::format("{} approximate", summands.size() - exact));
  if (unbounded > 0) {
    svg.define(fading_gradient("going-on", true, categorical_colour(0), 0.45, 0));
    row(R"_(fill="url(#going-on)")_", fmt::format("{} infinite", unbounded));
  }
  if (drawn == summands_drawn_at_most)
    row("", fmt::format("largest {} drawn", drawn));
  else if (drawn < summands.size())
    row("", fmt::format("{} different", drawn));
}

#define TESSERA_SUMMAND_REGIONS(N)                                                              \
  template std::array<CornerRange, N> corner_ranges<N>(const Decomposition<N>&);                \
  template std::string certificate_text<N>(const Decomposition<N>&);                            \
  template std::string kind_of<N>(const Decomposition<N>&);                                     \
  template std::vector<std::size_t> largest_first<N>(const Decomposition<N>&, const Point<N>&); \
  template void draw_legend<N>(Svg&, const Decomposition<N>&, std::size_t, double, double);
TESSERA_SUMMAND_REGIONS(2)
TESSERA_SUMMAND_REGIONS(3)
#undef TESSERA_SUMMAND_REGIONS

}  // namespace tessera::report
