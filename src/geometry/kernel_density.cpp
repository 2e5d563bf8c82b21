// SPDX-License-Identifier: MIT
#include "tessera/geometry/kernel_density.hpp"

#include "geometry/ordered_sum.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/geometry/pairwise_distances.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <Eigen/Core>

namespace tessera {
namespace {

using Row =
    Eigen::Array<double, MetricSpace::side, 1>;  // one row of a block: fixed size, worked on by vector instructions

/// exp(-x) for x in [0, 700], to about 2^-53, absolute, and at most 1. Ours because it has no branch and no call, so a
/// loop over it is vectorised, and because the same bits come out with every C library.
/// exp(-x) = 2^k exp(r), |r| <= log(2) / 2, log(2) in two parts; then 13 terms of the series of exp(r).
double exp_of_minus(double x) {
  constexpr double log2_high = 0x1.62e42fefa0000p-1, log2_low = 0x1.cf79abc9e3b3ap-40;
  constexpr double to_integer = 0x1.8p52;  // adding it rounds to an integer, found in the low bits
  const double shifted = x * -std::numbers::log2e + to_integer;
  const double k = shifted - to_integer;
  const double r = (-x - k * log2_high) - k * log2_low;

  double series = 1.0 / 6227020800;  // 1 / 13!
  constexpr std::array<double, 13> factorials{479001600, 39916800, 3628800, 362880, 40320, 5040, 720,
                                              120,       24,       6,       2,      1,     1};
  for (const double factorial : factorials) series = series * r + 1 / factorial;
  return series * std::bit_cast<double>((std::bit_cast<std::uint64_t>(shifted) + 1023) << 52);
}

// One kernel each: replaces distances over the bandwidth, u, by K(u) in [0, 1].
struct Gaussian {
  void operator()(Row& u) const {
    u = (u.square() / 2).min(700.0);  // exp(-700) is 0 at our precision
    for (double& x : u) x = exp_of_minus(x);
  }
};
struct Epanechnikov {
  void operator()(Row& u) const { u = (1 - u.square()).max(0.0); }
};
struct Triangular {
  void operator()(Row& u) const { u = (1 - u).max(0.0); }
};

/// Exact sum of numbers in [0, 1] rounded to multiples of 2^-52: integers, so their order is irrelevant.
class FixedPointSum {
 public:
  /// round(value * 2^52): value + 1 lies in [1, 2], where doubles are the multiples of 2^-52, and its bits count them.
  static std::uint64_t units(double value) {
    return std::bit_cast<std::uint64_t>(value + 1) - std::bit_cast<std::uint64_t>(1.0);
  }

  void add(std::uint64_t units) {
    low_ += units & 0xffffffff;
    high_ += (units >> 32) + (low_ >> 32);
    low_ &= 0xffffffff;
  }
  double value() const { return (double(high_) * 0x1p32 + double(low_)) * 0x1p-52; }  // one rounding: high_ < 2^53

 private:
  std::uint64_t low_ = 0, high_ = 0;
};

template <class Kernel>
std::vector<double> kernel_means(const MetricSpace& space, double bandwidth, Kernel kernel, const Context& context) {
  constexpr Index side = MetricSpace::side;  // that many values of up to 2^52 units surely fit 64 bits
  const Index n = space.size();
  std::vector<double> means(n);
  parallel_for(context, (n + side - 1) / side, 1, [&](std::size_t block_row) {
    std::array<double, std::size_t{side} * side> block;
    std::array<FixedPointSum, side> sums;
    const Index rows = Index(block_row) * side, row_count = std::min(side, n - rows);
    for (Index columns = 0; columns < n; columns += side) {
      space.distances_between(rows, columns, block.data());
      const Index column_count = std::min(side, n - columns);
      for (Index row = 0; row < row_count; ++row) {
        Row u = Row::Map(block.data() + std::size_t{row} * side) / bandwidth;
        kernel(u);
        std::uint64_t units = 0;
        for (Index k = 0; k < column_count; ++k) units += FixedPointSum::units(u[k]);
        sums[row].add(units);
      }
    }
    for (Index row = 0; row < row_count; ++row) means[rows + row] = sums[row].value() / double(n);
  });
  return means;
}

/// The root of the mean of the coordinates' variances, in a unit in which the widest coordinate has range 1, and that
/// unit. Sums are in ascending order, which no numbering changes.
std::pair<double, double> standard_deviation(const PointCloud& points) {
  const Index n = points.size();
  std::vector<std::vector<double>> columns(points.dimension(), std::vector<double>(n));
  double widest = 0;
  for (Index axis = 0; axis < points.dimension(); ++axis) {
    for (Index point = 0; point < n; ++point) columns[axis][point] = points[point][axis];
    const auto [low, high] = std::ranges::minmax(columns[axis]);
    for (double& x : columns[axis]) x -= low;
    widest = std::max(widest, high - low);
  }
  if (widest == 0) return {0, 0};
  double sum = 0;
  for (auto& column : columns) {
    for (double& x : column) x /= widest;
    const double mean = ordered_sum(column) / n;
    for (double& x : column) x = (x - mean) * (x - mean);
    sum += ordered_sum(column) / n;
  }
  return {std::sqrt(sum / points.dimension()), widest};
}

/// The bandwidth at which a kernel has the standard deviation 1 along an axis.
double spread_as_much(DensityKernel kernel, double d) {
  switch (kernel) {
    case DensityKernel::gaussian:
      break;
    case DensityKernel::epanechnikov:
      return std::sqrt(d + 4);
    case DensityKernel::triangular:
      return std::sqrt((d + 2) * (d + 3) / (d + 1));
  }
  return 1;
}

double bandwidth_by_rule(const PointCloud& points, const KernelDensityOptions& options) {
  if (options.metric != Metric::euclidean)
    throw Error(codes::bad_request, "needs the euclidean metric, whose distances vary as coordinates do")
        .within("rule");
  const double n = points.size(), d = points.dimension();
  const auto [deviation, unit] = standard_deviation(points);
  const double base = options.rule == BandwidthRule::scott ? 1 / n : 4 / ((d + 2) * n);
  const double bandwidth = deviation * std::pow(base, 1 / (d + 4)) * spread_as_much(options.kernel, d) * unit;
  if (!std::isfinite(bandwidth))
    throw Error(codes::bad_value, "needs coordinates whose deviation is a finite number", "rescale the coordinates");
  return bandwidth;
}

double resolved_bandwidth(const PointCloud& points, const KernelDensityOptions& options, const Context& context) {
  if (options.rule != BandwidthRule::given) return bandwidth_by_rule(points, options);
  QuantityReference reference;
  switch (options.bandwidth.relative) {
    case Relative::absolute:
      break;
    case Relative::percent_diameter:
      reference.diameter = diameter(points, options.metric, context);
      break;
    case Relative::percentile: {
      const std::uint64_t pairs = std::uint64_t{points.size()} * (points.size() - 1) / 2;
      context.require_memory(3 * sizeof(double) * pairs, "a percentile of all distances", "give %diameter or a length");
      reference.values = pairwise_distances(points, {options.metric}, context).lower();
      if (pairs == 0) reference.values = {0};
      break;
    }
    case Relative::percent_range:
      throw Error(codes::bad_request, "needs a length, a %diameter or a percentile, got " + options.bandwidth.text())
          .within("bandwidth");
  }
  const double bandwidth = resolve(options.bandwidth, reference);
  const bool all_equal = bandwidth == 0 && options.bandwidth.value > 0 &&
                         options.bandwidth.relative != Relative::absolute &&
                         diameter(points, options.metric, context) == 0;
  if (!all_equal && !(bandwidth > 0 && std::isfinite(bandwidth)))
    throw Error(
        codes::bad_request,
        fmt::format("needs a length > 0, got {}{}", format_double(bandwidth),
                    options.bandwidth.relative == Relative::absolute ? "" : " from " + options.bandwidth.text()))
        .within("bandwidth");
  return bandwidth;
}

/// log of the integral of the kernel over R^d, bandwidth 1.
double log_integral(DensityKernel kernel, Index dimension) {
  const double d = dimension;
  if (kernel == DensityKernel::gaussian) return d / 2 * std::log(2 * std::numbers::pi);

  // Volume of the unit ball: V_0 = 1, V_1 = 2, V_d = 2 pi V_(d-2) / d.
  double log_volume = dimension % 2 ? std::log(2.0) : 0.0;
  for (Index k = dimension % 2 + 2; k <= dimension; k += 2) log_volume += std::log(2 * std::numbers::pi / k);
  return log_volume + (kernel == DensityKernel::epanechnikov ? std::log(2 / (d + 2)) : -std::log(d + 1));
}

double normalizing_factor(const PointCloud& points, const KernelDensityOptions& options, double bandwidth) {
  if (options.metric != Metric::euclidean)
    throw Error(codes::bad_request, "needs the euclidean metric, whose kernels have a known integral")
        .within("normalized");
  const double factor =
      std::exp(-log_integral(options.kernel, points.dimension()) - points.dimension() * std::log(bandwidth));
  if (!(std::isnormal(factor)))
    throw Error(codes::bad_request,
                fmt::format("in dimension {} with bandwidth {} the density is not a finite positive number",
                            points.dimension(), format_double(bandwidth)),
                "leave the density unnormalised")
        .within("normalized");
  return factor;
}

}  // namespace

ScalarField kernel_density(const PointCloud& points, const KernelDensityOptions& options, const Context& context) {
  if (points.size() == 0) return ScalarField({}, "density");

  const double bandwidth = resolved_bandwidth(points, options, context);
  context.resolved("bandwidth", bandwidth);
  const double factor = options.normalized ? normalizing_factor(points, options, bandwidth) : 1.0;
  if (bandwidth == 0) return ScalarField(std::vector<double>(points.size(), 1.0), "density");

  const MetricSpace space(points, options.metric);
  std::vector<double> density;
  switch (options.kernel) {
    case DensityKernel::gaussian:
      density = kernel_means(space, bandwidth, Gaussian{}, context);
      break;
    case DensityKernel::epanechnikov:
      density = kernel_means(space, bandwidth, Epanechnikov{}, context);
      break;
    case DensityKernel::triangular:
      density = kernel_means(space, bandwidth, Triangular{}, context);
      break;
  }
  for (double& value : density) value *= factor;
  return ScalarField(std::move(density), "density");
}

}  // namespace tessera
