// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// One finite real per point, vertex or cell, with the name of its unit ("density", "ink", "length").
class ScalarField {
 public:
  static constexpr std::string_view artifact = "ScalarField";
  static constexpr std::string_view meaning = "one number for every point, vertex or edge";

  ScalarField() = default;
  /// Throws D101, naming the position, when a value is not finite.
  explicit ScalarField(std::vector<double> values, std::string unit = {});

  Index size() const noexcept { return Index(values_.size()); }
  double operator[](Index i) const noexcept { return values_[i]; }
  const std::vector<double>& values() const noexcept { return values_; }
  const std::string& unit() const noexcept { return unit_; }
  std::string brief() const {
    return std::to_string(values_.size()) + " values" + (unit_.empty() ? "" : " of " + unit_);
  }

  friend bool operator==(const ScalarField&, const ScalarField&) = default;

 private:
  std::vector<double> values_;
  std::string unit_;
};

}  // namespace tessera
