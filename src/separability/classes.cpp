// SPDX-License-Identifier: MIT
#include "separability/classes.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {

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
