// SPDX-License-Identifier: MIT
#include "tessera/data/feature_matrix.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {

void check(const FeatureMatrix& features) {
  const std::size_t width = features.columns.size();
  if (features.units.size() != width || features.values.size() != features.ids.size() * width)
    throw Error(codes::bad_shape,
                fmt::format("{} rows of {} columns need {} values and {} units, got {} and {}", features.ids.size(),
                            width, features.ids.size() * width, width, features.values.size(), features.units.size()));
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
