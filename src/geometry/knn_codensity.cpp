// SPDX-License-Identifier: MIT
#include "tessera/geometry/knn_codensity.hpp"

#include "geometry/metric_unit.hpp"
#include "tessera/geometry/nearest_neighbors.hpp"

namespace tessera {

ScalarField knn_codensity(const PointCloud& points, const KnnCodensityOptions& options, const Context& context) {
  const auto nearest = nearest_neighbors(points, {.neighbors = options.neighbors, .metric = options.metric}, context);

  std::vector<double> codensity;
  codensity.reserve(points.size());
  for (Index point = 0; point < points.size(); ++point) codensity.push_back(nearest.distances_of(point).back());
  return ScalarField(std::move(codensity), std::string(unit_of(options.metric)));
}

}  // namespace tessera
