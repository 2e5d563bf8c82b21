// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/fitted.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/point_cloud.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// With G_ij = exp(-|x_i - x_j|^2 / (2 sigma^2)) and D its row sums: walk is D^-1/2 G D^-1/2, which has the eigenvalues
/// of the random walk D^-1 G; anisotropic is the same made from D^-1 G D^-1, which discounts the density of the sample
/// (Coifman and Lafon 2006, alpha = 1). Both are positive semidefinite with largest eigenvalue 1.
enum class DiffusionNorm { walk, anisotropic };

/// Exact takes all eigenvalues. Partial takes the leading ones and bounds what the others can change. Automatic is
/// partial for more than 3,000 points when all t are at least 2 and the tolerance is reached, else exact. Up to 96
/// points are always exact.
enum class DiffusionSpectrum { automatic, exact, partial };

struct DiffusionEntropyOptions {
  Quantity sigma{50, Relative::percentile};  // bandwidth, in the unit of the coordinates; or of pairwise distances
  std::vector<double> t{1};                  // diffusion times
  DiffusionNorm norm = DiffusionNorm::walk;
  Index max_points = 0;  // more are sampled without replacement; 0: all are used
  DiffusionSpectrum spectrum = DiffusionSpectrum::automatic;
  double tolerance = 1e-3;  // bits: a partial spectrum grows until every entropy is known this well
};

/// How many directions diffusion on the points keeps apart.
struct DiffusionEntropy {
  static constexpr std::string_view artifact = "DiffusionEntropy";
  static constexpr std::string_view meaning = "the entropy of the spectrum of diffusion on points";

  std::vector<double> t, entropy;  // an entropy, in bits, for every t
  std::vector<double> error;       // the entropy is proven to lie this near; 0 (to rounding) from all eigenvalues
  double maximum = 0;              // log2 of the points used
  double sigma = 0;
  Index points = 0, used = 0;
  Index known_eigenvalues = 0;
  std::vector<double>
      leading;  // the largest known eigenvalues, at most 32, descending; a partial spectrum may miss some
};

/// Diffusion spectral entropy: for every t, -sum p_i log2 p_i with p_i = l_i^t / sum l_j^t over the eigenvalues l_i of
/// the diffusion matrix. 0 for equal points, log2 n for n far ones, log2 k for k far groups of equal points; the more
/// of the noise dies out, the larger t.
///
/// Indifferent to the numbering of the points, to translation and rotation, and with a relative sigma to scale, up to
/// rounding; samples are drawn from the lexicographic order. A relative sigma that resolves to 0 is refused, unless
/// all points are equal. Eigenvalues below 0 are rounding and count as 0.
/// Of a partial spectrum sum l = trace and sum l^2 are exact, which bounds the others by Hoelder and Jensen (outline in
/// the source); multiplicities that the iteration misses are within the bound.
/// Cost: n^2 d / 2 and 4/3 n^3 operations, 8 n^2 bytes (12 n^2 for a percentile); partial: n^2 a leading eigenvalue.
/// Throws D103 without points, D106 for an option out of its range, a sigma of 0, or a partial spectrum with a t
/// below 1 or that misses the tolerance; R302 when the matrix does not fit in the budget.
/// Source: Liao, Liu et al. 2024, Assessing neural network representations during training using noise-resilient
/// diffusion spectral entropy, CISS, arXiv:2312.04823.
DiffusionEntropy diffusion_spectral_entropy(const PointCloud& points, const DiffusionEntropyOptions& options = {},
                                            const Context& context = {});

std::string summary(const DiffusionEntropy& entropy);
FittedValues figures(const DiffusionEntropy& entropy);

}  // namespace tessera
