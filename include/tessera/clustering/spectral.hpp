// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/kernel_matrix.hpp"
#include "tessera/data/labels.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/weighted_graph.hpp"

#include <vector>

namespace tessera {

/// How like two points are. self_tuning: exp(-d^2 / (s_i s_j)), s_i the distance to the k-th neighbor. gaussian:
/// exp(-d^2 / (2 bandwidth^2)). nearest_neighbors: 1 where each is among the k nearest of the other, 1/2 where one is.
enum class SpectralAffinity { self_tuning, gaussian, nearest_neighbors };

/// How clusters are read off the eigenvectors. cluster_qr: by a column-pivoted QR factorisation, without chance and
/// whatever the basis of the eigenspace. k_means: of the rows scaled to norm 1.
enum class SpectralAssignment { cluster_qr, k_means };

struct SpectralOptions {
  Index clusters = 8;
  SpectralAffinity affinity = SpectralAffinity::nearest_neighbors;
  Index neighbors = 10;                                // of nearest_neighbors and self_tuning
  Quantity bandwidth{10, Relative::percent_diameter};  // of gaussian; or a length, or a percentile of the distances
  SpectralAssignment assignment = SpectralAssignment::cluster_qr;
  Index restarts = 10;  // of k_means
};

/// Clusters "0", "1", ... by size descending, equally large ones by their first point in lexicographic order (first
/// vertex or sample, where there are no points).
struct SpectralClustering {
  Labels labels;
  PointCloud embedding;             // a row a point: its entries in the eigenvectors, largest entry of each positive
  std::vector<double> eigenvalues;  // of the normalised Laplacian, ascending
};

/// Clusters from the eigenvectors of the `clusters` least eigenvalues of the normalised Laplacian I - D^-1/2 W D^-1/2
/// of a symmetric affinity W >= 0, whose diagonal is not looked at. The multiplicity of 0 is the number of connected
/// components; a vertex without affinity is one. Where there are more components than clusters the eigenvectors
/// are not determined: a warning says so. Fewer clusters than asked for may come out.
/// Scaling W, and with points scaling them, changes nothing. From points, renumbering them permutes the result (equal
/// points may be exchanged); from graphs and kernels up to rounding and ties. Equal points: a distance of 0 to the k-th
/// neighbor counts as half the least positive one.
/// Throws D103 for fewer points than clusters or no more than `neighbors`, D101 for a negative affinity, D106 for a
/// bandwidth that is not positive, R303 for more than 3000 points: all eigenvectors of a dense matrix are computed,
/// O(n^3) time, O(n^2) memory.
/// Source: Ng, Jordan and Weiss 2002, On spectral clustering: analysis and an algorithm, NIPS 14; Damle, Minden and
/// Ying 2019, Simple, direct and efficient multi-way spectral clustering, doi:10.1093/imaiai/iay008; Zelnik-Manor and
/// Perona 2004, Self-tuning spectral clustering, NIPS 17.
SpectralClustering spectral_clustering(const PointCloud& points, const SpectralOptions& options = {},
                                       const Context& context = {});
/// Weights are similarities, not lengths.
SpectralClustering spectral_clustering(const WeightedGraph& similarities, const SpectralOptions& options = {},
                                       const Context& context = {});
SpectralClustering spectral_clustering(const KernelMatrix& similarities, const SpectralOptions& options = {},
                                       const Context& context = {});

}  // namespace tessera
