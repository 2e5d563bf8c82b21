// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/vectorization/signed_measure_image.hpp"

#include <array>
#include <span>
#include <vector>

namespace tessera {

/// One factor of a product kernel, sampled at evenly spaced nodes. A point is entered in a few consecutive slots; when
/// all points are in, one pass along the axis turns slots into nodes:
///   - plain: a slot is a node, and a point enters all nodes within reach;
///   - exponential: a node has two slots, for what decays upwards and downwards; a point enters those of its
///   neighbours,
///     and two recursive passes carry the sums on, without any error but rounding;
///   - interpolated Gaussian: blocks of one bandwidth with 14 Chebyshev nodes each; a point enters those of its block,
///     and a matrix leads from them to the nodes. Its error is below 3e-14 (2 * 1.09 / (4^14 sqrt(14!)), by Cramer's
///     bound for the derivatives of the Gaussian).
class KernelAxis {
 public:
  KernelAxis(MeasureKernel kernel, double first, double spacing, Index nodes, double bandwidth, bool is_interpolated);

  Index nodes() const noexcept { return nodes_; }
  Index slots() const noexcept { return slots_; }
  /// The most slots that a point enters.
  Index width() const noexcept { return width_; }
  /// Multiplications of `finish` for each of outer * inner.
  std::size_t finishing() const noexcept;

  /// Writes the values that a point of weight 1 adds to slots [first, first + size) and returns first; size may be 0.
  struct Entry {
    Index first = 0, size = 0;
  };
  Entry enter(double coordinate, std::span<double> values) const;

  /// slots: outer x slots() x inner; nodes: outer x nodes() x inner, overwritten.
  void finish(std::span<const double> slots, std::size_t outer, std::size_t inner, std::span<double> nodes) const;

 private:
  static constexpr int order = 14;
  double node(Index k) const noexcept { return first_ + k * spacing_; }
  Entry enter_nodes(double coordinate, std::span<double> values) const;
  Entry enter_neighbours(double coordinate, std::span<double> values) const;
  Entry enter_block(double coordinate, std::span<double> values) const;

  MeasureKernel kernel_;
  double first_, spacing_, bandwidth_, reach_;
  Index nodes_, slots_, width_;
  double decay_ = 0;                                // exponential: over one spacing
  std::vector<double> table_;                       // Gaussian: at multiples of the spacing
  std::array<double, order> places_{}, weights_{};  // interpolated: Chebyshev nodes in (0, 1)
  double blocks_begin_ = 0;                         // interpolated
  std::vector<double> matrix_;                      // interpolated: nodes x slots
  bool is_interpolated_;
};

/// How far the Gaussian reaches, in bandwidths: beyond it is below 2.1e-16.
inline constexpr double gaussian_reach = 8.5;

/// sum over points of weight * product of the factors, at the product of the nodes, axis 0 slowest. Points lie one
/// after another, a coordinate an axis. The way is chosen by cost, which depends on the numbers alone.
class SeparableKernel {
 public:
  /// Nodes at the centres of `pixels[k]` equal parts of [low[k], high[k]].
  SeparableKernel(MeasureKernel kernel, double bandwidth, const std::vector<double>& low,
                  const std::vector<double>& high, const std::vector<Index>& pixels);

  void convolve(std::span<const double> points, std::span<const double> weights, std::span<double> image) const;
  /// Doubles that `convolve` holds at most beside its arguments.
  std::size_t scratch() const noexcept;

 private:
  std::vector<KernelAxis> plain_, interpolated_;  // the second is empty where it is never better
};

}  // namespace tessera
