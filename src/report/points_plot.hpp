// SPDX-License-Identifier: MIT
#pragma once

#include "report/frame.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"

#include <string>

namespace tessera::report {

/// Points of the plane on a page: the first two coordinates on axes of one scale.
class PointsPlot {
 public:
  /// Throws D102 when there is not one value a point.
  PointsPlot(const PointCloud& points, const ScalarField* values, const PictureOptions& options, double room_at_right);

  const Frame& frame() const noexcept { return frame_; }
  double x(Index point) const { return frame_.at_x(coordinate_of(point, 0)); }
  double y(Index point) const { return frame_.at_y(coordinate_of(point, 1)); }
  /// In pixels; shrinks with the number of points.
  double radius() const;
  /// "60 points in R^2", and which coordinates are shown where there are more.
  std::string caption() const;

  /// The points, coloured by their values, those of low value first; `colour` where there are no values. Their radius
  /// is multiplied by `size`.
  void draw_points(Svg& picture, const std::string& colour, double size = 1) const;
  /// The colour bar of the values, where there are any.
  void draw_bar(Svg& picture) const;

 private:
  double coordinate_of(Index point, Index axis) const {
    return axis < points_.dimension() ? points_[point][axis] : 0.0;
  }

  const PointCloud& points_;
  const ScalarField* values_;
  double least_ = 0, greatest_ = 0;  // of the values
  Frame frame_;
};

}  // namespace tessera::report
