// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// n points in R^d: n x d doubles, row-major, rows are points, all finite, immutable once built.
/// n = 0 and d = 0 are legal; what cannot work with them says so.
class PointCloud {
 public:
  static constexpr std::string_view artifact = "PointCloud";
  static constexpr std::string_view meaning = "points in Euclidean space of any dimension, by their coordinates";

  PointCloud() = default;
  /// Throws D102 when coordinates.size() is not size * dimension, D101 (naming point and coordinate) when one is not
  /// finite.
  PointCloud(Index size, Index dimension, std::vector<double> coordinates);

  Index size() const noexcept { return size_; }
  Index dimension() const noexcept { return dimension_; }
  std::span<const double> operator[](Index point) const noexcept {
    return {coordinates_.data() + std::size_t{point} * dimension_, dimension_};
  }
  const std::vector<double>& coordinates() const noexcept { return coordinates_; }
  std::string brief() const { return std::to_string(size_) + " points in R^" + std::to_string(dimension_); }

  friend bool operator==(const PointCloud&, const PointCloud&) = default;

 private:
  Index size_ = 0, dimension_ = 0;
  std::vector<double> coordinates_;
};

}  // namespace tessera
