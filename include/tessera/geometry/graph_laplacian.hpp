// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/weighted_graph.hpp"

#include <vector>

#include <Eigen/SparseCore>

namespace tessera {

/// With the weights A (1 for every edge, unless they count) and the degrees D = sums of rows of A: D - A, or
/// D^-1/2 (D - A) D^-1/2 where the rows of vertices of degree 0 are 0. Eigenvalues are at least 0; normalized, at most
/// 2. The multiplicity of 0 is the number of connected components (over edges of positive weight).
enum class Laplacian { combinatorial, normalized };

// All of these take weights as affinities: throw D101 on a negative one, and on degrees that are not finite. Cost and
// memory are linear in vertices and edges. Matrices of a graph on n vertices are n x n, compressed, rows ascending.

/// D: the sum of the weights at each vertex.
std::vector<double> weighted_degrees(const WeightedGraph& graph);

/// The symmetric matrix of weights, zero on the diagonal.
Eigen::SparseMatrix<double> affinity_matrix(const WeightedGraph& graph);

/// The symmetric Laplacian; symmetric to the last bit. Every diagonal entry is stored.
Eigen::SparseMatrix<double> graph_laplacian(const WeightedGraph& graph, Laplacian kind = Laplacian::combinatorial);

/// I - D^-1 A, not symmetric, with the spectrum of the normalized one; rows sum to 0. Rows of degree 0 are 0.
Eigen::SparseMatrix<double> random_walk_laplacian(const WeightedGraph& graph);

struct DiffusionOperatorOptions {
  /// alpha: how much of the density of the points is divided out. 0: none; 1/2: Fokker-Planck; 1: only geometry.
  double density_exponent = 0;
  /// The affinity of every vertex to itself, which a graph does not hold: 1 for kernels with k(x, x) = 1.
  double self_affinity = 1;
};

/// The Markov chain of diffusion maps. With the affinities K (self_affinity on the diagonal), Q = row sums of K,
/// K' = Q^-alpha K Q^-alpha and D = row sums of K', its transition matrix is P = D^-1 K' = D^-1/2 S D^1/2.
struct DiffusionOperator {
  Eigen::SparseMatrix<double> symmetric;  // S = D^-1/2 K' D^-1/2, eigenvalues in [-1, 1], symmetric to the last bit
  std::vector<double> degrees;            // D: the stationary distribution is proportional to it

  /// P, rows sum to 1. Its right eigenvectors are D^-1/2 times those of S.
  Eigen::SparseMatrix<double> transitions() const;
};

/// A vertex without affinities, its own included, stays where it is: its row of S is that of the identity, its degree
/// 1. Degrees are in units that bring the largest row sum of K to 1, which changes neither S nor P. Throws D106 unless
/// 0 <= self_affinity and the exponent is in [0, 1]; D101 as above.
/// Source: Coifman and Lafon 2006, Diffusion maps, doi:10.1016/j.acha.2006.04.006, section 3.
DiffusionOperator diffusion_operator(const WeightedGraph& graph, const DiffusionOperatorOptions& options = {});

}  // namespace tessera
