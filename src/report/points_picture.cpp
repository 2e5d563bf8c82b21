// SPDX-License-Identifier: MIT
#include "report/points_plot.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tessera {
namespace report {
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

Frame frame_of(const PointCloud& points, const PictureOptions& options, double room_at_right) {
  std::array<double, 2> low{infinity, infinity}, high{-infinity, -infinity};
  for (Index point = 0; point < points.size(); ++point)
    for (Index axis = 0; axis < 2; ++axis) {
      const double value = axis < points.dimension() ? points[point][axis] : 0.0;
      low[axis] = std::min(low[axis], value);
      high[axis] = std::max(high[axis], value);
    }
  auto frame = frame_on_page(options, padded(low[0], high[0], 0.06, "coordinate 0"),
                             padded(low[1], high[1], 0.06, "coordinate 1"), room_at_right);
  equalize(frame);
  if (options.y_down) std::swap(frame.y.low, frame.y.high);
  return frame;
}

}  // namespace

PointsPlot::PointsPlot(const PointCloud& points, const ScalarField* values, const PictureOptions& options,
                       double room_at_right)
    : points_(points), values_(values) {
  if (values && values->size() != points.size())
    throw Error(codes::bad_shape,
                fmt::format("needs one value a point, got {} values and {} points", values->size(), points.size()));
  frame_ = frame_of(points, options, room_at_right);
  if (!values || values->size() == 0) return;
  const auto [a, b] = std::ranges::minmax(values->values());
  least_ = a;
  greatest_ = b;
}

double PointsPlot::radius() const { return std::clamp(90 / std::sqrt(double(points_.size()) + 1), 1.2, 7.0); }

std::string PointsPlot::caption() const {
  const auto count =
      fmt::format("{} point{} in R^{}", points_.size(), points_.size() == 1 ? "" : "s", points_.dimension());
  return points_.dimension() > 2 ? count + "; coordinates 0 and 1 are shown" : count;
}

void PointsPlot::draw_points(Svg& picture, const std::string& colour, double size) const {
  // Low values first: the high ones, which are fewer as a rule, are not hidden.
  std::vector<Index> order(points_.size());
  std::iota(order.begin(), order.end(), 0);
  if (values_) std::ranges::stable_sort(order, {}, [&](Index point) { return (*values_)[point]; });
  picture.begin_group(R"(stroke="#ffffff" stroke-width="0.6" fill-opacity="0.9")");
  for (const Index point : order) {
    const bool is_coloured = values_ && greatest_ > least_;
    const auto fill = is_coloured ? ramp_colour(((*values_)[point] - least_) / (greatest_ - least_)) : colour;
    picture.circle(x(point), y(point), size * radius(), fmt::format("fill=\"{}\"", fill));
  }
  picture.end_group();
}

void PointsPlot::draw_bar(Svg& picture) const {
  if (values_) draw_colour_bar(picture, frame_, least_, greatest_, values_->unit().empty() ? "value" : values_->unit());
}

}  // namespace report

using namespace report;

std::string svg(const PointCloud& points, const ScalarField* values, const PictureOptions& options) {
  const PointsPlot plot(points, values, options, values ? 110 : 36);
  Svg picture(options.width, options.height);
  draw_title(picture, plot.frame(), title_of(options, "Point cloud"), plot.caption());
  draw_grid(picture, plot.frame());
  plot.draw_points(picture, ramp_colour(0.35));
  draw_axes(picture, plot.frame());
  plot.draw_bar(picture);
  return std::move(picture).str();
}

}  // namespace tessera
