// SPDX-License-Identifier: MIT
#include "tessera/manifold/embedding.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {

SplitRows split_rows(Index size, const Split* split) {
  if (split && split->is_training.size() != size)
    throw Error(codes::bad_shape,
                fmt::format("needs a split of {} samples, got one of {}", size, split->is_training.size()))
        .within("split");

  SplitRows rows;
  for (Index row = 0; row < size; ++row)
    (!split || split->is_training[row] ? rows.training : rows.others).push_back(row);
  if (split && rows.training.empty())
    throw Error(codes::too_few, "needs a sample for training, got none").within("split");
  return rows;
}

PointCloud points_at(const PointCloud& points, const std::vector<Index>& rows) {
  std::vector<double> coordinates;
  coordinates.reserve(rows.size() * points.dimension());
  for (const Index row : rows) coordinates.insert(coordinates.end(), points[row].begin(), points[row].end());
  return PointCloud(Index(rows.size()), points.dimension(), std::move(coordinates));
}

Embedding joined(Embedding training, const PointCloud& placed, const SplitRows& rows) {
  const std::size_t width = training.points.dimension(), size = rows.training.size() + rows.others.size();
  std::vector<double> coordinates(size * width);
  const auto put = [&](const PointCloud& points, const std::vector<Index>& where) {
    for (Index row = 0; row < points.size(); ++row)
      std::ranges::copy(points[row], coordinates.begin() + std::ptrdiff_t(where[row] * width));
  };
  put(training.points, rows.training);
  put(placed, rows.others);
  training.points = PointCloud(Index(size), Index(width), std::move(coordinates));
  return training;
}

}  // namespace tessera
