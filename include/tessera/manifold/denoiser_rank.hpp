// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/fitted.hpp"
#include "tessera/data/point_cloud.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <Eigen/Core>

namespace tessera {

/// E[x0 | x] of a mixture of normal distributions on linear subspaces: x = x0 + gamma e, x0 ~ sum over k of
/// weight_k N(0, U_k U_k'), e standard normal, U_k orthonormal.
///
///   E[x0 | x] = 1 / (1 + gamma^2) sum w_k U_k U_k' x,   w_k ~ weight_k (gamma^2 / (1 + gamma^2))^(d_k / 2)
///                                                             exp(|U_k' x|^2 / (2 gamma^2 (1 + gamma^2)))
///
/// over the sum of these, computed by their logarithms. Bases are columns; gamma > 0. (A scale s of x0 is gamma / s.)
struct SubspaceDenoiser {
  std::vector<Eigen::MatrixXd> bases;
  std::vector<double> weights;  // > 0

  Eigen::VectorXd mean(const Eigen::VectorXd& x, double gamma) const;
  /// Its derivative at x: symmetric, the posterior covariance over gamma^2.
  Eigen::MatrixXd jacobian(const Eigen::VectorXd& x, double gamma) const;

 private:
  std::vector<double> posterior(const Eigen::VectorXd& x, double gamma) const;
};

struct DenoiserRank {
  static constexpr std::string_view artifact = "DenoiserRank";
  static constexpr std::string_view meaning = "how many directions a denoiser keeps, at every level of noise";

  std::vector<double> gammas;
  std::vector<double> mean_ranks;  // of the Jacobian at noised points
  std::vector<Index> least_ranks, greatest_ranks;
  Index points = 0, subspaces = 0;
};

struct DenoiserRankOptions {
  std::vector<double> gammas{0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10};  // standard deviations of the noise
  Index dimension = 1;                                           // rows of the bases that belong to one subspace
  double energy = 0.99;  // a rank is the fewest directions with more than this share of the squared singular values
};

/// Numerical rank of the Jacobian of the denoiser of a mixture on the given subspaces, each with the same weight, at
/// the points with noise of standard deviation gamma times their root mean square norm / sqrt(dimension of subspaces),
/// so that gamma is in units of a coordinate within a subspace. Low noise: the dimension of one subspace; high noise:
/// that of their sum.
///
/// `bases` hold `dimension` orthonormal rows for each subspace, one after the other, as clustering.subspaces gives
/// them; rows of zeros are left out.
/// Throws D103 without points or bases, D102 when bases are of another space or not
/// a multiple of `dimension` rows, D101 when rows of one are not
/// orthonormal to 1e-6 or all points are zero, D106 unless gammas lie in [1e-6, 1e6] and energy
/// in (0, 1).
/// Cost: O(points * gammas * d^3).
/// Source: Wang et al. 2024, Diffusion models learn low-dimensional distributions via subspace clustering,
/// arXiv:2409.02426.
DenoiserRank denoiser_rank(const PointCloud& points, const PointCloud& bases, const DenoiserRankOptions& options = {},
                           const Context& context = {});

/// A few lines for people.
std::string summary(const DenoiserRank& rank);
/// The numbers, by name, for the record of a run.
FittedValues figures(const DenoiserRank& rank);

}  // namespace tessera
