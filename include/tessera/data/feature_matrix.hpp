// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <array>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// What is proven about the map from the input to the features, in the words its `describe` prints.
struct Stability {
  double constant = std::numeric_limits<double>::quiet_NaN();  // Lipschitz constant; NaN: no theorem
  std::string statement;                                       // metric, constant, hypotheses, source
};

/// Samples x features, row-major, with named columns. Rows are in input order, ids aligned to the dataset.
/// A feature matrix that leaves a function of ours passed `check`: no NaN, no infinity.
struct FeatureMatrix {
  static constexpr std::string_view artifact = "FeatureMatrix";
  static constexpr std::string_view meaning = "a row of named numbers for every sample";

  std::vector<std::string> ids;      // one per row
  std::vector<std::string> columns;  // one per column, unique
  std::vector<std::string> units;    // one per column
  std::vector<double> values;        // rows * columns
  std::vector<Index> shape;          // of one sample's features before flattening, e.g. {50, 50}
  std::vector<std::array<double, 2>>
      box;  // per axis [min, max] that was sampled, in the unit of the axis; may be empty
  Stability stability;

  Index rows() const noexcept { return Index(ids.size()); }
  Index width() const noexcept { return Index(columns.size()); }
  std::span<const double> row(Index sample) const noexcept {
    return {values.data() + std::size_t{sample} * columns.size(), columns.size()};
  }
  std::string brief() const {
    return std::to_string(ids.size()) + " x " + std::to_string(columns.size()) + " features";
  }
};

/// Throws D101/D102/X101 when lengths do not agree, a column name repeats, or a value is not finite.
void check(const FeatureMatrix& features);

}  // namespace tessera
