// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/labels.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"

namespace tessera {

/// How points on several linear subspaces are told apart. k_subspaces: points to their nearest subspace, subspaces
/// to the principal directions of their points, in turn. The others make an affinity for spectral clustering: ssc and
/// ensc write each point as a sparse combination of the others (lasso, elastic net), ssc_omp as one of at most
/// `dimension` others chosen greedily, doubly_stochastic balances |<x, y>|.
enum class SubspaceMethod { k_subspaces, ssc, ensc, ssc_omp, doubly_stochastic };

struct SubspaceOptions {
  Index clusters = 2;
  Index dimension = 1;  // of the subspaces
  SubspaceMethod method = SubspaceMethod::doubly_stochastic;
  Index restarts = 20;     // of k_subspaces from random subspaces; one more start is doubly_stochastic's clusters
  double fidelity = 20;    // of ssc, ensc, > 1: weight of the residual, in units of the least that gives a coefficient
  double sparsity = 0.9;   // of ensc, in (0, 1]: weight of |c|_1 against |c|^2 / 2; 1 is ssc
  double eta = 0.1;        // of doubly_stochastic
  Index iterations = 200;  // of k_subspaces, and of coordinate descent over all coefficients of a point
};

/// Clusters "0", "1", ... by size descending, equally large ones by their first point in lexicographic order.
struct SubspaceClustering {
  Labels labels;
  PointCloud bases;       // `dimension` rows a cluster: orthonormal, its leading principal directions, then zeros
  ScalarField residuals;  // of each point, scaled to norm 1, to its subspace; in [0, 1]
  double energy = 0;      // mean of 1 - residual^2: what k_subspaces makes large
};

/// Points near a union of linear subspaces through the origin, clustered by subspace; points are scaled to norm 1
/// first. A cluster that spans fewer than `dimension` directions has rows of zeros for the rest.
///
/// Points without direction (zero) go to cluster 0 with residual 0, and a warning says so. k_subspaces ends in a local
/// optimum; the best of its starts is kept. A subspace that loses all its points restarts at the point that is worst
/// described. When a subspace has no more points than dimensions, any points fit it: more are needed for clusters to be
/// determined. Renumbering the points permutes the result (equal ones may be exchanged); multiplying points by
/// numbers other than 0 changes it by rounding at most.
/// Throws D103 for fewer points than clusters, D106 for options out of their ranges or a dimension beyond the
/// points', R303 for more than 3000 points (not k_subspaces, which then has random starts alone).
/// Cost: k_subspaces O(n k d dimension) an iteration; the others O(n^2 d) and what spectral clustering costs.
/// Source: Bradley and Mangasarian 2000, k-plane clustering, doi:10.1023/A:1008324625522; Elhamifar and Vidal 2013,
/// Sparse subspace clustering, doi:10.1109/TPAMI.2013.57; You, Li, Robinson and Vidal 2016, Oracle based active set
/// algorithm for scalable elastic net subspace clustering, CVPR; You, Robinson and Vidal 2016, Scalable sparse subspace
/// clustering by orthogonal matching pursuit, CVPR; Ding et al. 2023, ICCV (doubly stochastic).
SubspaceClustering cluster_subspaces(const PointCloud& points, const SubspaceOptions& options = {},
                                     const Context& context = {});

}  // namespace tessera
