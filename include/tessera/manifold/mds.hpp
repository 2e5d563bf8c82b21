// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/distance_matrix.hpp"
#include "tessera/geometry/metric.hpp"
#include "tessera/manifold/embedding.hpp"

#include <memory>
#include <vector>

namespace tessera {

/// classical: eigenvectors of the doubly centered squared distances. smacof: least stress by majorisation, from the
/// classical start. sgd: least stress with weights 1 / distance^2, by stochastic gradients, from the classical start.
enum class MdsMethod { classical, smacof, sgd };

struct MdsOptions {
  MdsMethod method = MdsMethod::classical;
  Index components = 2;
  Index max_iterations = 300;         // of smacof
  double tolerance = 1e-6;            // smacof ends when a step lowers the squared stress by no larger part of it
  Index epochs = 15;                  // of sgd: passes over all pairs
  Metric metric = Metric::euclidean;  // between points; distances are taken as they are
};

/// Multidimensional scaling: coordinates whose Euclidean distances are near given ones.
///
/// Classical is exact, to rounding, for distances of points in a space of `components` dimensions, and their principal
/// components else. Eigenvalues that are not positive give a coordinate 0. Smacof never raises the stress
/// sqrt(sum (d - |y_i - y_j|)^2 / sum d^2), step by step; every second step is of double length (de Leeuw and Heiser).
/// It is indifferent to scale and, to rounding, to the numbering of the points; sgd draws the order of the pairs by
/// their numbers. No distance is too large or small. Equal points, one point: coordinates 0.
///
/// Figures: `stress`; of the classical scaling `eigenvalue_ratio` (each over the sum of all), `least_eigenvalue_ratio`
/// (negative: the distances are not Euclidean; known to a thousandth of the largest) and `explained` (squares of those
/// kept over all squares, Mardia's second criterion); `iterations` of smacof.
/// Placing: classical by Gower's formula; otherwise from there to the least stress of the one point.
/// Cost: 12 n^2 bytes and about 100 n^2 operations classical, 10 n^2 components a step or epoch.
/// Throws D106 for no components, iterations, epochs or tolerance; what MetricSpace throws; R302 over the budget.
/// Source: Torgerson 1952, doi:10.1007/BF02288916; Gower 1968, doi:10.1093/biomet/55.3.582; de Leeuw and Heiser 1980,
/// Multidimensional scaling with restrictions on the configuration; Borg and Groenen 2005, doi:10.1007/0-387-28981-X,
/// chapter 8; Zheng, Pawar and Goodman 2018, Graph drawing by stochastic gradient descent,
/// doi:10.1109/TVCG.2018.2859997.
class MdsMap {
 public:
  MdsMap(const DistanceMatrix& training, const MdsOptions& options, const Context& context = {});
  ~MdsMap();
  MdsMap(MdsMap&&) noexcept;
  MdsMap& operator=(MdsMap&&) noexcept;

  const Embedding& embedding() const noexcept { return embedding_; }
  /// Of points by their distances from the training points, one row a point. Throws D102 unless there are so many, D101
  /// on one that is negative or not finite.
  PointCloud place(Index count, const std::vector<double>& distances, const Context& context = {}) const;

 private:
  struct Parts;
  std::unique_ptr<const Parts> parts_;
  Embedding embedding_;
};

Embedding mds(const DistanceMatrix& distances, const Split* split, const MdsOptions& options = {},
              const Context& context = {});
Embedding mds(const PointCloud& points, const Split* split, const MdsOptions& options = {},
              const Context& context = {});

}  // namespace tessera
