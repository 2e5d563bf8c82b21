// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/geometry/metric.hpp"

namespace tessera {

/// K(u) for u = distance / bandwidth, with K(0) = 1: gaussian exp(-u^2 / 2), epanechnikov max(0, 1 - u^2),
/// triangular max(0, 1 - u). The last two are compact: farther than the bandwidth they are 0.
enum class DensityKernel { gaussian, epanechnikov, triangular };

/// How the bandwidth comes about: as given, or from n points in R^d whose coordinates have the standard deviation s
/// (the root of the mean of their variances): scott s n^(-1 / (d + 4)), silverman s (4 / ((d + 2) n))^(1 / (d + 4)),
/// the best for a normal distribution and the gaussian kernel. Other kernels get the bandwidth at which they spread as
/// much.
enum class BandwidthRule { given, scott, silverman };

struct KernelDensityOptions {
  Quantity bandwidth{10, Relative::percent_diameter};  // or a length, or a percentile of the pairwise distances
  DensityKernel kernel = DensityKernel::gaussian;
  Metric metric = Metric::euclidean;
  bool normalized = false;  // divide by the kernel's integral: a probability density, of unit 1 / length^d
  BandwidthRule rule = BandwidthRule::given;  // the others do not look at `bandwidth`, and are of each cloud by itself
};

/// The kernel density estimate at the points themselves, each point counting itself:
///
///   f(x) = 1/n  sum over y of  K(d(x, y) / bandwidth),   in [1/n, 1].
///
/// By default not divided by the kernel's integral: a constant factor over one cloud, which under- and overflows in
/// high dimension. `normalized` divides by it (euclidean metric only). Unit "density".
/// To the last bit indifferent to the numbering of the points and the number of threads: kernel values are rounded to
/// multiples of 2^-52 and summed as integers. Error of a value: at most about 2^-52, absolute.
/// The bandwidth used is reported as "bandwidth". When all points are equal and it is relative or by a rule, it is 0
/// and f is 1, its limit; an empty cloud gives no values. Throws D106 when the bandwidth is not positive otherwise, is
/// "%range", when a rule meets another metric than the euclidean, or the normalising factor is not a double; R302 when
/// a percentile's distances do not fit in the budget; and what MetricSpace throws. Cost O(n^2 d) time; a relative
/// bandwidth one more pass. Source: Silverman 1986, Density estimation for statistics and data analysis,
/// sections 2.4, 4.2 and 4.3.2; Scott 1992, Multivariate Density Estimation, doi:10.1002/9780470316849, 6.3.
ScalarField kernel_density(const PointCloud& points, const KernelDensityOptions& options = {},
                           const Context& context = {});

}  // namespace tessera
