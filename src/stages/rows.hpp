// SPDX-License-Identifier: MIT
// What works on points works on the rows of a feature matrix: overloads made from the function on points. The figures
// of an embedding are recorded on the way.
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/feature_rows.hpp"
#include "tessera/manifold/embedding.hpp"

#include <string>
#include <tuple>
#include <utility>

namespace tessera::stages {

inline PointCloud recorded(PointCloud points, const Context&) { return points; }

/// The coordinates; the figures become resolved values, those of a list numbered from 1.
inline PointCloud recorded(Embedding embedding, const Context& context) {
  for (const auto& [name, list] : embedding.figures)
    for (std::size_t k = 0; k < list.size(); ++k)
      context.resolved(list.size() == 1 ? name : name + "." + std::to_string(k + 1), list[k]);
  return std::move(embedding.points);
}

template <auto function>
struct PointsOf;

template <class Out, class In, class... Rest, Out (*function)(const In&, Rest...)>
struct PointsOf<function> {
  static PointCloud points(const In& input, Rest... rest) {
    const Context& context = std::get<sizeof...(Rest) - 1>(std::tie(rest...));
    return recorded(function(input, rest...), context);
  }
};

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
    return points_as_rows(recorded(on_points(rows_as_points(features), rest...), context), features.ids,
                          context.stage().empty() ? "" : context.stage() + ".");
  }
};

/// The overload on FeatureMatrix of a function (const PointCloud&, ..., const Options&, const Context&).
template <auto on_points>
constexpr auto on_rows = &RowsOf<on_points>::estimate;
/// The same, for a function that returns a PointCloud or an Embedding: its overload returns a FeatureMatrix.
template <auto on_points>
constexpr auto rows_to_rows = &RowsOf<on_points>::rows;
/// A function that returns an Embedding, of points or anything else, as one that returns the PointCloud.
template <auto function>
constexpr auto embedded_points = &PointsOf<function>::points;

}  // namespace tessera::stages
