// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/manifold/embedding.hpp"

#include <optional>
#include <vector>

namespace tessera {

struct PcaOptions {
  Index components = 2;
  /// In (0, 1]: as few components as hold this share of the variance, in place of `components`.
  std::optional<double> variance_share;
  /// Whether the mean is subtracted first. If not, variance is about the origin.
  bool center = true;
  /// Whether every coordinate is divided by its standard deviation (that of the training points).
  bool whiten = false;
};

/// Principal components: the orthonormal directions that hold most of the variance, one after the other.
///
/// Distances to the origin of the data are kept to rounding when all components are. Directions whose standard
/// deviation is below max(n, d) 2^-52 of the largest are rounding: the coordinate is 0, whitened too. So one point, or
/// equal points, have coordinates 0 (not centered: one component), and n < d points at most n - 1 that are not.
/// Translation, scale (1e-150, 1e150) and constant columns do no harm. Placing is exact: the linear map of the training
/// points.
/// Figures: `explained_variance_ratio`; `standard_deviation` of every coordinate before whitening, by n - 1.
/// Up to 512 points or dimensions by singular values (QR first): 2 n d min(n, d) operations. Beyond, by eigenvalues of
/// the smaller Gram matrix: deviations below 1e-6 of the largest are lost to rounding there, and count as 0.
/// Throws D106 for more components than dimensions or a share out of (0, 1], D102 for other points of another
/// dimension, R302 over the budget.
/// Source: Jolliffe 2002, Principal Component Analysis, doi:10.1007/b98835.
class PcaMap {
 public:
  PcaMap(const PointCloud& training, const PcaOptions& options, const Context& context = {});

  const Embedding& embedding() const noexcept { return embedding_; }
  PointCloud place(const PointCloud& others, const Context& context = {}) const;

  /// Component k, of length 1; 0 where the points have no k-th direction.
  std::span<const double> component(Index k) const noexcept {
    return {loadings_.data() + std::size_t{k} * dimension_, dimension_};
  }

 private:
  std::vector<double> in_frame(const PointCloud& points) const;

  Index dimension_ = 0, components_ = 0;
  int first_exponent_ = 0, second_exponent_ = 0;  // powers of two taken out before and after the base
  std::vector<double> base_, mean_;               // a point; the mean less the base
  std::vector<double> loadings_;                  // component after component
  std::vector<double> factors_;                   // by which coordinates are multiplied at the end
  bool whitens_ = false;
  Embedding embedding_;
};

Embedding pca(const PointCloud& points, const Split* split, const PcaOptions& options = {},
              const Context& context = {});

}  // namespace tessera
