// SPDX-License-Identifier: MIT
// What works on points works on the rows of a feature matrix: overloads made from the function on points.
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/feature_rows.hpp"

#include <tuple>

namespace tessera::stages {

template <auto on_points>
struct RowsOf;

template <class Out, class... Rest, Out (*on_points)(const PointCloud&, Rest...)>
struct RowsOf<on_points> {
  static Out estimate(const FeatureMatrix& features, Rest... rest) {
    return on_points(rows_as_points(features), rest...);
  }
  /// For functions that give every point new coordinates: rows keep their ids, columns are named after the stage.
  static FeatureMatrix rows(const FeatureMatrix& features, Rest... rest) {
    const Context& context = std::get<sizeof...(Rest) - 1>(std::tie(rest...));
    return points_as_rows(on_points(rows_as_points(features), rest...), features.ids,
                          context.stage().empty() ? "" : context.stage() + ".");
  }
};

/// The overload on FeatureMatrix of a function (const PointCloud&, ..., const Options&, const Context&).
template <auto on_points>
constexpr auto on_rows = &RowsOf<on_points>::estimate;
/// The same, for a function that returns a PointCloud: its overload returns a FeatureMatrix.
template <auto on_points>
constexpr auto rows_to_rows = &RowsOf<on_points>::rows;

}  // namespace tessera::stages
