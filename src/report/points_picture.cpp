// SPDX-License-Identifier: MIT
#include "tessera/report/picture.hpp"

#include "report/frame.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tessera {

using namespace report;

namespace {

/// One unit is equally long on both axes: the axis with room to spare is widened around its middle.
void equalize(Frame& frame) {
  const double per_x = (frame.x.high - frame.x.low) / frame.width, per_y = (frame.y.high - frame.y.low) / frame.height;
  auto& axis = per_x < per_y ? frame.x : frame.y;
  const double factor = per_x < per_y ? per_y / per_x : per_x / per_y;
  const double middle = (axis.low + axis.high) / 2, half = (axis.high - axis.low) / 2 * factor;
  axis.low = middle - half;
  axis.high = middle + half;
}

std::string caption_of(const PointCloud& points) {
  const auto count =
      fmt::format("{} point{} in R^{}", points.size(), points.size() == 1 ? "" : "s", points.dimension());
  return points.dimension() > 2 ? count + "; coordinates 0 and 1 are shown" : count;
}

}  // namespace

std::string svg(const PointCloud& points, const ScalarField* values, const PictureOptions& options) {
  if (values && values->size() != points.size())
    throw Error(codes::bad_shape,
                fmt::format("needs one value a point, got {} values and {} points", values->size(), points.size()));
  const auto at = [&](Index point, Index axis) { return axis < points.dimension() ? points[point][axis] : 0.0; };
  std::array<double, 2> low{infinity, infinity}, high{-infinity, -infinity};
  for (Index point = 0; point < points.size(); ++point)
    for (Index axis = 0; axis < 2; ++axis) {
      low[axis] = std::min(low[axis], at(point, axis));
      high[axis] = std::max(high[axis], at(point, axis));
    }

  auto frame = frame_on_page(options, padded(low[0], high[0], 0.06, "coordinate 0"),
                             padded(low[1], high[1], 0.06, "coordinate 1"), values ? 110 : 36);
  equalize(frame);
  if (options.y_down) std::swap(frame.y.low, frame.y.high);

  Svg picture(options.width, options.height);
  draw_title(picture, frame, title_of(options, "Point cloud"), caption_of(points));
  draw_grid(picture, frame);

  // Low values first: the high ones, which are fewer as a rule, are not hidden.
  std::vector<Index> order(points.size());
  std::iota(order.begin(), order.end(), 0);
  double least = 0, greatest = 0;
  if (values && values->size() > 0) {
    const auto [a, b] = std::ranges::minmax(values->values());
    least = a;
    greatest = b;
    std::ranges::stable_sort(order, {}, [&](Index point) { return (*values)[point]; });
  }
  const double radius = std::clamp(90 / std::sqrt(double(points.size()) + 1), 1.2, 7.0);
  picture.begin_group(R"(stroke="#ffffff" stroke-width="0.6" fill-opacity="0.9")");
  for (const Index point : order) {
    const double share = values && greatest > least ? ((*values)[point] - least) / (greatest - least) : 0.35;
    picture.circle(frame.at_x(at(point, 0)), frame.at_y(at(point, 1)), radius,
                   fmt::format("fill=\"{}\"", ramp_colour(share)));
  }
  picture.end_group();
  draw_axes(picture, frame);
  if (values) draw_colour_bar(picture, frame, least, greatest, values->unit().empty() ? "value" : values->unit());
  return std::move(picture).str();
}

}  // namespace tessera
