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

/// One axis of the grid on which the features of a sample were taken, before they were laid out in a row.
struct FeatureAxis {
  std::string name;             // of what varies along it: "scale", "density", "landscape"
  std::string unit;             // of `range` and `values`
  std::array<double, 2> range;  // what the axis covers, in the sign of the data: first and last may descend
  std::vector<double> values;   // where the features were taken: one an entry along the axis

  friend bool operator==(const FeatureAxis&, const FeatureAxis&) = default;
};

/// An axis of `count` equal pixels between two ends; the features were taken at their centres.
FeatureAxis pixel_axis(std::string name, std::string unit, double first_end, double last_end, Index count);

/// Samples x features, row-major, with named columns. Rows are in input order, ids aligned to the dataset.
/// A feature matrix that leaves a function of ours passed `check`: no NaN, no infinity.
struct FeatureMatrix {
  static constexpr std::string_view artifact = "FeatureMatrix";
  static constexpr std::string_view meaning = "a row of named numbers for every sample";

  std::vector<std::string> ids;      // one per row
  std::vector<std::string> columns;  // one per column, unique
  std::vector<std::string> units;    // one per column
  std::vector<double> values;        // rows * columns
  std::vector<FeatureAxis> axes;     // of one sample's features, slowest first; empty: they lie on no grid
  Stability stability;

  Index rows() const noexcept { return Index(ids.size()); }
  Index width() const noexcept { return Index(columns.size()); }
  std::span<const double> row(Index sample) const noexcept {
    return {values.data() + std::size_t{sample} * columns.size(), columns.size()};
  }
  /// How many features along each axis; all in one row when they lie on no grid.
  std::vector<Index> shape() const;
  /// The rows that are kept, one entry a row. Throws Error D102 when the lengths differ.
  FeatureMatrix selected(const std::vector<bool>& keep) const;
  std::string brief() const {
    return std::to_string(ids.size()) + " x " + std::to_string(columns.size()) + " features";
  }
};

/// Throws D101/D102/X101 when lengths do not agree, a column name repeats, the axes do not multiply to the columns, or
/// a value is not finite.
void check(const FeatureMatrix& features);

}  // namespace tessera
