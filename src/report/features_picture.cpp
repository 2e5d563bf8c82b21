// SPDX-License-Identifier: MIT
#include "tessera/report/picture.hpp"

#include "report/frame.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {

using namespace report;

namespace {

constexpr int shades = 128;  // equal neighbours in a column of pixels become one rectangle

int shade_of(double value, double low, double high) {
  return high > low ? int(std::lround((value - low) / (high - low) * (shades - 1))) : 0;
}

/// Pixel (i, j): i along axis 0 to the right, j along axis 1 upwards; axis 0 is slowest.
void draw_pixels(Svg& picture, const Frame& frame, std::span<const double> values, Index columns, Index rows,
                 double low, double high) {
  const double width = frame.width / columns, height = frame.height / rows;
  picture.begin_group(R"(shape-rendering="crispEdges" stroke="none")");
  for (Index i = 0; i < columns; ++i)
    for (Index j = 0; j < rows;) {
      const int shade = shade_of(values[std::size_t{i} * rows + j], low, high);
      const Index begin = j;
      while (j < rows && shade_of(values[std::size_t{i} * rows + j], low, high) == shade) ++j;
      picture.rectangle(frame.left + i * width, frame.bottom() - j * height, width, (j - begin) * height,
                        fmt::format("fill=\"{}\"", ramp_colour(double(shade) / (shades - 1))));
    }
  picture.end_group();
}

std::string heat_map(const FeatureMatrix& features, Index sample, const PictureOptions& options) {
  const auto values = features.row(sample);
  const auto shape = features.shape();
  const Index columns = shape[0], rows = shape[1];
  const auto axis = [&](std::size_t k) {
    const auto& [name, unit, range, taken] = features.axes[k];
    return PlotAxis{range[0], range[1], unit.empty() ? name : fmt::format("{} ({})", name, unit)};
  };
  const auto frame = frame_on_page(options, axis(0), axis(1), 110);
  const auto [low, high] = std::ranges::minmax(values);
  const double floor = std::min(low, 0.0), ceiling = high > floor ? high : floor + 1;

  Svg picture(options.width, options.height);
  draw_title(picture, frame, title_of(options, fmt::format("Features of '{}'", features.ids[sample])),
             fmt::format("{} x {} pixels", columns, rows));
  draw_pixels(picture, frame, values, columns, rows, floor, ceiling);
  draw_axes(picture, frame);
  const auto& unit = features.units.front();
  draw_colour_bar(picture, frame, floor, ceiling, unit.empty() ? "value" : unit);
  return std::move(picture).str();
}

std::string curve(const FeatureMatrix& features, Index sample, const PictureOptions& options) {
  const auto values = features.row(sample);
  double low = 0, high = 0;
  for (const double value : values) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  const auto width = std::max<std::size_t>(values.size(), 1);
  const auto frame = frame_on_page(options, {0, double(width), "column"}, padded(low, high, 0.05, "value"), 36);

  Svg picture(options.width, options.height);
  draw_title(picture, frame, title_of(options, fmt::format("Features of '{}'", features.ids[sample])),
             fmt::format("{} columns", values.size()));
  draw_grid(picture, frame);
  std::string data = fmt::format("M{} {}", coordinate(frame.left), coordinate(frame.at_y(0)));
  for (std::size_t column = 0; column < values.size(); ++column)
    data += fmt::format("H{}V{}", coordinate(frame.at_x(double(column))), coordinate(frame.at_y(values[column])));
  data += fmt::format("H{}V{}Z", coordinate(frame.right()), coordinate(frame.at_y(0)));
  picture.path(
      data, fmt::format("fill=\"{0}\" fill-opacity=\"0.3\" stroke=\"{0}\" stroke-width=\"1\"", categorical_colour(0)));
  draw_axes(picture, frame);
  return std::move(picture).str();
}

}  // namespace

std::string svg(const FeatureMatrix& features, Index sample, const PictureOptions& options) {
  if (sample >= features.rows())
    throw Error(codes::bad_request, fmt::format("needs a sample below {}, got {}", features.rows(), sample));
  return features.axes.size() == 2 && features.width() > 0 ? heat_map(features, sample, options)
                                                           : curve(features, sample, options);
}

}  // namespace tessera
