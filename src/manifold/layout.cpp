// SPDX-License-Identifier: MIT
#include "manifold/layout.hpp"

#include "manifold/leading_eigenpairs.hpp"
#include "tessera/manifold/pca.hpp"

#include <algorithm>

namespace tessera {

using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

std::vector<double> principal_layout(const PointCloud& points, Index components, RandomStream random,
                                     const Context& context) {
  const std::size_t n = points.size(), width = components;
  std::vector<double> layout(n * width);
  const Index known = std::min(components, points.dimension());
  std::vector<double> deviations(width, 0.0);
  if (known > 0) {
    const auto found = pca(points, nullptr, {.components = known, .variance_share = {}}, context);
    std::ranges::copy(found.figures.at("standard_deviation"), deviations.begin());
    for (std::size_t i = 0; i < n; ++i)
      for (Index k = 0; k < known; ++k)
        if (deviations[k] > 0) layout[i * width + k] = found.points[Index(i)][k] / deviations[0];
  }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t k = 0; k < width; ++k)
      if (deviations[k] == 0) layout[i * width + k] = random.normal();
  return layout;
}

PointCloud centered_layout(const std::vector<double>& positions, Index components, const std::vector<Index>& order) {
  Eigen::MatrixXd columns = Eigen::Map<const RowMatrix>(positions.data(), Eigen::Index(order.size()), components);
  columns.rowwise() -= columns.colwise().mean().eval();
  orient(columns);
  std::vector<double> coordinates(positions.size());
  for (std::size_t row = 0; row < order.size(); ++row)
    for (Index k = 0; k < components; ++k)
      coordinates[std::size_t{order[row]} * components + k] = columns(Eigen::Index(row), k);
  return PointCloud(Index(order.size()), components, std::move(coordinates));
}

}  // namespace tessera
