// SPDX-License-Identifier: MIT
// The parts of t-SNE: affinities of points, and the gradient of their divergence from those of positions.
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/geometry/nearest_neighbors.hpp"

#include <span>
#include <vector>

#include <Eigen/SparseCore>

namespace tessera {

using RowSparse = Eigen::SparseMatrix<double, Eigen::RowMajor>;

/// p_j proportional to exp(-beta d_j^2), of sum 1, with the beta that makes exp(entropy) the perplexity, to 1e-9 of it.
/// Distances are ascending. The limits where no beta does: equal ones over the nearest, or over all.
std::vector<double> affinities_of_perplexity(std::span<const double> distances, double perplexity);

/// (p_j|i + p_i|j) / 2n: symmetric to the last bit, of sum 1, without diagonal.
RowSparse joint_affinities(const NeighborGraph& graph, double perplexity, const Context& context);

/// Positions: row after row of `dimension` coordinates.
struct Positions {
  std::span<const double> coordinates;
  Index dimension = 0;

  Index size() const noexcept { return Index(coordinates.size() / dimension); }
  const double* operator[](std::size_t point) const noexcept { return coordinates.data() + point * dimension; }
};

enum class Repulsion { all_pairs, tree };  // the tree: of 2 or 3 dimensions

/// With q_ij = 1 / (1 + |y_i - y_j|^2) and Z their sum over i != j, row i of the gradient is
/// 4 sum_j (exaggeration p_ij - q_ij / Z) q_ij (y_i - y_j). Returns Z. The tree takes a cell for one point from where
/// its width is less than `angle` times its distance.
double tsne_gradient(const RowSparse& affinities, const Positions& positions, double exaggeration, Repulsion repulsion,
                     double angle, std::span<double> gradient, const Context& context);

/// sum p_ij log(p_ij Z / q_ij), in nats, for the Z of the positions.
double tsne_divergence(const RowSparse& affinities, const Positions& positions, double normalization);

}  // namespace tessera
