// SPDX-License-Identifier: MIT
#include "manifold/nearest_training.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace tessera {

void for_nearest_training(const PointCloud& training, const PointCloud& others, Index count, Metric metric,
                          const std::function<void(Index, std::span<const std::pair<double, Index>>)>& visit,
                          const Context& context) {
  if (others.dimension() != training.dimension())
    throw Error(codes::bad_shape,
                fmt::format("needs points of dimension {}, got {}", training.dimension(), others.dimension()));

  const Index n = training.size();
  auto coordinates = training.coordinates();
  coordinates.insert(coordinates.end(), others.coordinates().begin(), others.coordinates().end());
  const MetricSpace space(PointCloud(n + others.size(), training.dimension(), std::move(coordinates)), metric);
  count = std::min(count, n);
  parallel_for_blocks(context, others.size(), 16, [&](std::size_t begin, std::size_t end) {
    std::vector<double> distances(n);
    std::vector<std::pair<double, Index>> nearest(n);
    for (std::size_t i = begin; i < end; ++i) {
      space.distances_from(n + Index(i), 0, n, distances.data());
      for (Index j = 0; j < n; ++j) nearest[j] = {distances[j], j};
      std::partial_sort(nearest.begin(), nearest.begin() + count, nearest.end());
      visit(Index(i), std::span(nearest).first(count));
    }
  });
}

}  // namespace tessera
