// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid_box.hpp"
#include "tessera/core/collection.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/kernel_matrix.hpp"
#include "tessera/persistence/sampling_grid.hpp"

#include <optional>

namespace tessera {

struct MultiparameterKernelOptions {
  /// Angles of the lines, evenly spaced inside the quarter from flat to vertical, in scaled units.
  Index directions = 10;
  /// Lines of each angle, through evenly spaced points of the antidiagonal of the box.
  Index lines = 10;
  /// s > 0, the standard deviation of the Gaussians around bars, in scaled units or percent_range of the scaled box's
  /// longest side; s^2 / 2 is the time of the heat equation.
  Quantity bandwidth{10, Relative::percent_range};
  /// What divides each axis: the side of the box along it, or 1.
  AxisScaling axis_scale = AxisScaling::range;
  /// The box that lines pass, as the two ends of each axis; absent: fitted on the collection.
  std::optional<SamplingGrid> fit;
};

/// The range of all grades of generators and relations; an axis without range is widened upwards by 1.
SamplingGrid fit_multiparameter_kernel(const Collection<Presentation<2>>& modules,
                                       const MultiparameterKernelOptions& options, const Context& context);

/// The persistence scale space kernel, integrated over lines of positive slope through a box:
///   k(M, N) = mean over the lines of w^2 K(M|line, N|line),
///   K(X, Y) = sum over bars p of X, q of Y of (exp(-|p - q|^2 / 4 s^2) - exp(-|p - mirrored q|^2 / 4 s^2)) / (4 pi
///   s^2),
/// w the slope or its inverse, whichever is at most 1 (in scaled units: the weight with which bars of a line are
/// compared in the matching distance; it weighs the feature map, hence the square). Bars are measured in scaled length
/// along the longer side of the direction and cut where the line leaves the box, and where the module ceases to be
/// known: so infinite bars end. The mean is the midpoint rule for uniform angle and uniform place on the antidiagonal.
///
/// Positive semidefinite whatever the lines are: a sum of such kernels.
/// Stability of the feature map Phi, |Phi(M) - Phi(N)|^2 = k(M, M) + k(N, N) - 2 k(M, N), for the lines used (proofs:
/// src/vectorization/kernel_stability.md): |Phi(M) - Phi(N)|^2 <= mean of (w W_1(M|line, N|line))^2 / (2 pi s^4), W_1
/// with q = infinity, for all modules; hence |Phi(M) - Phi(N)| <= (m + n) d_I(M, N) / (sqrt(2 pi) s^2), in scaled
/// units, if no line of the family has more than m bars of M and n of N. Without such a bound there is no theorem.
/// Cost: the slices; for each pair of samples and line the product of the numbers of bars. 16 bytes a bar and line.
/// Throws Error D106 for a bad bandwidth, no line, a bad box, modules that differ in degree or axes; R302.
/// Source: Corbet, Fugacci, Kerber, Landi, Wang 2019, A kernel for multi-parameter persistent homology,
/// doi:10.1016/j.cagx.2019.100005; Reininghaus, Huber, Bauer, Kwitt 2015, A stable multi-scale kernel for topological
/// machine learning, doi:10.1109/CVPR.2015.7299106.
KernelMatrix multiparameter_kernel(const Collection<Presentation<2>>& modules,
                                   const MultiparameterKernelOptions& options, const Context& context);

}  // namespace tessera
