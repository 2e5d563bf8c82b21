// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/feature_matrix.hpp"
#include "tessera/data/kernel_matrix.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/geometry/normalized_rows.hpp"

namespace tessera {

/// S_ij of two points: <x, y>, |<x, y>| (points on lines and subspaces, whichever way they point), or -|x - y|^2.
enum class PairSimilarity { inner_product, absolute_inner_product, negative_squared_distance };

struct SinkhornOptions {
  PairSimilarity similarity = PairSimilarity::inner_product;  // of points; kernels hold their own
  RowNormalization normalize = RowNormalization::l2;          // of points
  double eta = 0.1;                                           // in the unit of the similarity: less is sharper
  Index iterations = 1000;
  double tolerance = 1e-12;  // a row's sum is 1 within this
};

/// The doubly stochastic matrix nearest to exp(S / eta) in relative entropy: symmetric, positive, every row and column
/// sums to 1. It maximises <S, P> + eta * entropy(P): as eta grows it tends to 1 / n everywhere, as eta falls to a
/// convex combination of permutations of greatest similarity.
///
/// Symmetric Sinkhorn iteration in the log domain, u <- (u - log sum exp(S / eta + u)) / 2, so nothing overflows.
/// Symmetric to the last bit. A warning says when `iterations` ended it, with the error of the rows; small eta
/// may need many. Ids of points are "0", "1", ...
/// Throws D106 unless eta, iterations and tolerance are positive, D101 where a similarity over eta is not finite, R302
/// when the matrix does not fit. Cost: O(n^2) time an iteration and memory.
/// Source: Sinkhorn and Knopp 1967; Knight, Ruiz and Ucar 2014, doi:10.1137/110825753 (symmetric); Ding et al. 2023,
/// Unsupervised manifold linearizing and clustering, ICCV.
KernelMatrix sinkhorn_affinity(const PointCloud& points, const SinkhornOptions& options = {},
                               const Context& context = {});
KernelMatrix sinkhorn_affinity(const FeatureMatrix& features, const SinkhornOptions& options = {},
                               const Context& context = {});
/// Of similarities as they are.
KernelMatrix sinkhorn_affinity(const KernelMatrix& similarities, const SinkhornOptions& options = {},
                               const Context& context = {});

}  // namespace tessera
