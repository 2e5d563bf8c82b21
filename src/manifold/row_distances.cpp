// SPDX-License-Identifier: MIT
#include "manifold/row_distances.hpp"

#include "manifold/diffusion_matrix.hpp"

#include <cmath>

namespace tessera {

DistanceMatrix row_distances(const PointCloud& rows, std::vector<std::string> names, const Context& context) {
  const auto [squares, unit] = squared_distances(rows, Quantity{1, Relative::absolute}, context);
  const std::size_t n = rows.size();
  std::vector<double> lower;
  lower.reserve(n * (n - (n > 0)) / 2);
  for (std::size_t i = 1; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j) lower.push_back(unit * std::sqrt(squares(Eigen::Index(j), Eigen::Index(i))));
  return DistanceMatrix(rows.size(), std::move(lower), std::move(names));
}

}  // namespace tessera
