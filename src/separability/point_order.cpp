// SPDX-License-Identifier: MIT
#include "separability/point_order.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace tessera {

std::vector<Index> lexicographic_order(const PointCloud& points) {
  std::vector<Index> order(points.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::stable_sort(
      order, [&](Index a, Index b) { return std::ranges::lexicographical_compare(points[a], points[b]); });
  return order;
}

PointCloud in_lexicographic_order(const PointCloud& points) {
  std::vector<double> coordinates;
  coordinates.reserve(points.coordinates().size());
  for (const Index point : lexicographic_order(points))
    coordinates.insert(coordinates.end(), points[point].begin(), points[point].end());
  return PointCloud(points.size(), points.dimension(), std::move(coordinates));
}

std::vector<Index> class_sizes(const Labels& labels) {
  std::vector<Index> sizes(labels.names().size(), 0);
  for (const Index c : labels.classes()) ++sizes[c];
  return sizes;
}

void require_classes(const PointCloud& points, const Labels& labels) {
  if (labels.size() != points.size())
    throw Error(codes::bad_shape, fmt::format("{} points need as many labels, got {}", points.size(), labels.size()))
        .within("labels");
  const auto sizes = class_sizes(labels);
  const auto present = std::ranges::count_if(sizes, [](Index size) { return size > 0; });
  if (present < 2)
    throw Error(codes::too_few, fmt::format("needs at least 2 classes, got {}", present)).within("labels");
}

}  // namespace tessera
