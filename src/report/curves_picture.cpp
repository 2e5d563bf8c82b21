// SPDX-License-Identifier: MIT
#include "report/frame.hpp"
#include "tessera/core/error.hpp"
#include "tessera/report/picture.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {

using namespace report;

namespace {

constexpr std::size_t most_names = 20;  // in the legend; curves beyond are drawn too

PlotAxis values_axis(const FeatureMatrix& features) {
  double low = infinity, high = -infinity;
  for (const double value : features.values) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  const auto& units = features.units;
  const bool has_one_unit =
      !units.empty() && !units.front().empty() && std::ranges::count(units, units.front()) == std::ssize(units);
  return padded(low, high, 0.06, has_one_unit ? units.front() : "value");
}

/// The names without the stage that they all begin with.
std::vector<std::string> short_names(const std::vector<std::string>& columns) {
  const auto stage = columns.front().substr(0, columns.front().find('.') + 1);
  auto names = columns;
  if (std::ranges::all_of(columns, [&](const auto& column) { return column.starts_with(stage); }))
    for (auto& name : names) name.erase(0, stage.size());
  return names;
}

void draw_curve(Svg& picture, const Frame& frame, const FeatureMatrix& features, Index column, const char* colour) {
  const auto x = [&](Index row) { return coordinate(frame.at_x(row)); };
  const auto y = [&](Index row) { return coordinate(frame.at_y(features.row(row)[column])); };
  std::string data = fmt::format("M{} {}", x(0), y(0));
  for (Index row = 1; row < features.rows(); ++row) data += fmt::format("L{} {}", x(row), y(row));
  picture.path(data, fmt::format("fill=\"none\" stroke=\"{}\" stroke-width=\"1.8\" stroke-linejoin=\"round\"", colour));
  if (features.rows() > 60) return;
  for (Index row = 0; row < features.rows(); ++row)
    picture.circle(frame.at_x(row), frame.at_y(features.row(row)[column]), 2.4, fmt::format("fill=\"{}\"", colour));
}

}  // namespace

std::string svg_of_curves(const FeatureMatrix& features, const PictureOptions& options) {
  if (features.rows() == 0 || features.width() == 0)
    throw Error(codes::too_few,
                fmt::format("needs a row and a column, got {} x {}", features.rows(), features.width()));

  const double last = std::max<double>(1, features.rows() - 1);
  const auto rows = fmt::format("row, from '{}' to '{}'", features.ids.front(), features.ids.back());
  const auto frame = frame_on_page(options, {-0.02 * last, 1.02 * last, rows}, values_axis(features), 180);
  Svg picture(options.width, options.height);
  draw_title(picture, frame, title_of(options, "Columns over rows"),
             fmt::format("{} rows, {} columns", features.rows(), features.width()));
  draw_grid(picture, frame);
  const auto names = short_names(features.columns);
  for (Index column = 0; column < features.width(); ++column) {
    const auto* colour = categorical_colour(column);
    draw_curve(picture, frame, features, column, colour);
    if (column >= most_names) continue;
    const double y = frame.top + 10 + 20.0 * column;
    picture.line(frame.right() + 16, y, frame.right() + 34, y, fmt::format("stroke=\"{}\" stroke-width=\"3\"", colour));
    picture.text(frame.right() + 40, y + 4, names[column], Anchor::start, "font-size=\"12\"");
  }
  draw_axes(picture, frame);
  return std::move(picture).str();
}

}  // namespace tessera
