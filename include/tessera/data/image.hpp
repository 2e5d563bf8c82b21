// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// A d-dimensional array of finite reals on a regular lattice, row-major (last axis fastest). For a picture the shape
/// is (rows, columns).
class Image {
 public:
  static constexpr std::string_view artifact = "Image";
  static constexpr std::string_view meaning = "numbers on a lattice of one to four axes: pictures and volumes";

  Image() = default;
  /// Throws D102 when the number of values is not the product of the shape, D101 when one is not finite.
  Image(std::vector<Index> shape, std::vector<double> values);

  const std::vector<Index>& shape() const noexcept { return shape_; }
  const std::vector<double>& values() const noexcept { return values_; }
  std::string brief() const {
    std::string sides;
    for (const Index side : shape_) sides += (sides.empty() ? "" : " x ") + std::to_string(side);
    return sides + " pixels";
  }

  friend bool operator==(const Image&, const Image&) = default;

 private:
  std::vector<Index> shape_;
  std::vector<double> values_;
};

}  // namespace tessera
