// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/point_cloud.hpp"
#include "tessera/manifold/embedding.hpp"

#include <span>
#include <vector>

namespace tessera {

struct LleOptions {
  Index neighbors = 10;
  Index components = 2;
  double regularization = 1e-3;  // of the Gram matrix of a neighborhood: this part of its trace is added
};

/// The weights w, of sum 1, that make sum w_j x_j nearest to the point: of (C + r tr(C)) w = 1, divided by their sum,
/// C the Gram matrix of x_j - point. They do not change when all points are moved, turned or scaled. Equal ones where
/// all neighbors lie on the point. Throws D102 unless the lengths agree, D106 on a negative regularization.
std::vector<double> barycentric_weights(std::span<const double> point, const PointCloud& neighbors,
                                        double regularization);

/// Locally linear embedding: the coordinates that the weights by which every point is made of its neighbors fit best;
/// the eigenvectors of (I - W)'(I - W) with the smallest eigenvalues but the constant one.
///
/// Coordinates have mean 0, mean square 1 and no correlation. Where eigenvalues agree (flat data, without
/// regularization) they are one basis of many. Indifferent to the numbering of the points where no two neighbors are
/// equally far; motions and scale of the points do not matter.
/// Placing: a further point by its weights on its nearest training points (Saul and Roweis, section 6.1), so that on a
/// training point it is, up to the regularization, where that is.
/// Figures: `eigenvalues`, ascending, without unit.
/// Throws D103 unless there are more points than neighbors and than components + 1; D101, with their number, on a
/// neighbor graph in pieces (each would be a point); D106 for no components or a negative regularization; D102 for
/// points of another dimension.
/// Cost: nearest_neighbors; O(n k^3); smallest eigenpairs of a matrix with about n k^2 entries.
/// Source: Roweis and Saul 2000, doi:10.1126/science.290.5500.2323; Saul and Roweis 2003, Think globally, fit locally.
class LleMap {
 public:
  LleMap(const PointCloud& training, const LleOptions& options, const Context& context = {});

  const Embedding& embedding() const noexcept { return embedding_; }
  PointCloud place(const PointCloud& others, const Context& context = {}) const;

 private:
  PointCloud training_;
  LleOptions options_;
  Embedding embedding_;
};

Embedding lle(const PointCloud& points, const Split* split, const LleOptions& options = {},
              const Context& context = {});

}  // namespace tessera
