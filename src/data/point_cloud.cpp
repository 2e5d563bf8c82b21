// SPDX-License-Identifier: MIT
#include "tessera/data/point_cloud.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tessera {

PointCloud::PointCloud(Index size, Index dimension, std::vector<double> coordinates)
    : size_(size), dimension_(dimension), coordinates_(std::move(coordinates)) {
  if (coordinates_.size() != std::size_t{size_} * dimension_)
    throw Error(codes::bad_shape, fmt::format("{} points in dimension {} need {} coordinates, got {}", size_,
                                              dimension_, std::size_t{size_} * dimension_, coordinates_.size()));
  for (std::size_t i = 0; i < coordinates_.size(); ++i)
    if (!std::isfinite(coordinates_[i]))
      throw Error(codes::bad_value, fmt::format("needs finite coordinates, got {} at point {}, coordinate {}",
                                                format_double(coordinates_[i]), i / dimension_, i % dimension_));
}

}  // namespace tessera
