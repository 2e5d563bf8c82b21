// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/fitted.hpp"
#include "tessera/data/point_cloud.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

struct SpectralGeometryOptions {
  bool center = true;            // eigenvalues of the covariance; false: of the second moments
  Index first = 12, last = 100;  // eigenvalues, counted from 1, that the decay is fitted to
  Index window = 20;             // consecutive ones of which each local slope is taken
  Index max_eigenvalues = 2048;  // the largest are kept
  double energy = 0.95;          // of the variance, for the numerical rank
};

/// How a representation fills its space, from the spectrum of its covariance.
struct SpectralGeometry {
  static constexpr std::string_view artifact = "SpectralGeometry";
  static constexpr std::string_view meaning = "how the variance of a representation is spread over directions";

  struct Decay {
    double alpha = 0;           // weighted least squares slope of ln l_i on -ln i, weights 1 / i
    double robust_alpha = 0;    // median of the slopes over windows
    double r_squared = 0;       // unweighted, of the fit on its own range
    double long_r_squared = 0;  // of the same line up to the 500th eigenvalue
    Index first = 0, last = 0;  // the range that was there
  };

  double rankme = 0;           // of eigenvalues
  double rankme_singular = 0;  // of singular values of the points as they are
  double effective_rank = 0;
  double participation_ratio = 0;
  double stable_rank = 0;
  Index numerical_rank = 0, rank = 0;
  std::optional<Decay> decay;  // none where fewer than two positive eigenvalues lie in the range
  Index points = 0, dimension = 0;
  std::vector<double> leading;  // shares of the variance, at most 32, descending
};

/// With eigenvalues l_1 >= l_2 >= ... of the covariance, p = l / sum l, and singular values s = sqrt l:
/// rankme is exp(-sum q ln q) with q = p + 1e-7 (the source's floor, not normalised again; rankme_singular the same of
/// singular values of the uncentred points: Garrido et al. 2023, arXiv:2210.02885); effective_rank exp of the entropy
/// of s / sum s (Roy and Vetterli 2007); participation_ratio (sum l)^2 / sum l^2; stable_rank sum l / l_1;
/// numerical_rank the least r whose l_1 .. l_r have more than `energy` of the sum; rank the number of positive ones.
/// Flat spectra of n directions give n throughout.
///
/// Eigenvalues come from the smaller of the two Gram matrices; those below max(n, d) 2^-52 l_1 are rounding and count
/// as 0. Scale does not matter, nor numbering or rotation beyond rounding. Cost: n d min(n, d) + 4/3 min(n, d)^3
/// operations, 16 min(n, d)^2 + 16 n d bytes. Throws D103 for no points or no variance; D106 for an option out of its
/// range; R302 over the budget. Source: Li, Agrawal, Ghosh et al. 2025, Tracing the representation geometry of language
/// models, arXiv:2509.23024; alpha: Agrawal et al. 2022, alpha-ReQ.
SpectralGeometry spectral_geometry(const PointCloud& points, const SpectralGeometryOptions& options = {},
                                   const Context& context = {});

/// The same, of a spectrum: eigenvalues in any order, negative ones count as 0; `rankme_singular` is of their roots.
SpectralGeometry geometry_of_spectrum(std::vector<double> eigenvalues, const SpectralGeometryOptions& options = {});

std::string summary(const SpectralGeometry& geometry);
FittedValues figures(const SpectralGeometry& geometry);

}  // namespace tessera
