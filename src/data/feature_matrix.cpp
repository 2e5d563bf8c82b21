// SPDX-License-Identifier: MIT
#include "tessera/data/feature_matrix.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace tessera {

FeatureAxis pixel_axis(std::string name, std::string unit, double first_end, double last_end, Index count) {
  FeatureAxis axis{std::move(name), std::move(unit), {first_end, last_end}, {}};
  for (Index k = 0; k < count; ++k) axis.values.push_back(first_end + (k + 0.5) * ((last_end - first_end) / count));
  return axis;
}

std::vector<Index> FeatureMatrix::shape() const {
  if (axes.empty()) return {width()};
  std::vector<Index> sizes;
  for (const FeatureAxis& axis : axes) sizes.push_back(Index(axis.values.size()));
  return sizes;
}

FeatureMatrix FeatureMatrix::selected(const std::vector<bool>& keep) const {
  if (keep.size() != ids.size())
    throw Error(codes::bad_shape, fmt::format("needs one entry a row, {} of them, got {}", ids.size(), keep.size()));
  FeatureMatrix part = *this;
  part.ids.clear();
  part.values.clear();
  for (Index sample = 0; sample < rows(); ++sample) {
    if (!keep[sample]) continue;
    part.ids.push_back(ids[sample]);
    part.values.insert(part.values.end(), row(sample).begin(), row(sample).end());
  }
  return part;
}

void check(const FeatureMatrix& features) {
  const std::size_t width = features.columns.size();
  if (features.units.size() != width || features.values.size() != features.ids.size() * width)
    throw Error(codes::bad_shape,
                fmt::format("{} rows of {} columns need {} values and {} units, got {} and {}", features.ids.size(),
                            width, features.ids.size() * width, width, features.values.size(), features.units.size()));
  std::size_t on_grid = 1;
  for (const Index size : features.shape()) on_grid *= size;
  if (on_grid != width)
    throw Error(codes::bad_shape, fmt::format("a grid of {} features needs as many columns, got {}", on_grid, width));
  auto names = features.columns;
  std::ranges::sort(names);
  const auto twice = std::ranges::adjacent_find(names);
  if (twice != names.end()) throw Error(codes::bad_shape, fmt::format("column '{}' is named twice", *twice));
  for (std::size_t i = 0; i < features.values.size(); ++i)
    if (!std::isfinite(features.values[i]))
      throw Error(codes::bad_value, fmt::format("feature '{}' of sample '{}' is {}", features.columns[i % width],
                                                features.ids[i / width], format_double(features.values[i])));
}

}  // namespace tessera
