// SPDX-License-Identifier: MIT
#include "geometry/heat_solvers.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/geometry/heat_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr Index most_rows = 256;
constexpr double tolerance = 1e-8;  // of entries of H, of which p log p is taken

/// Evenly spaced in the order of (degree, number).
std::vector<Index> rows_looked_at(const WeightedGraph& graph) {
  const auto degrees = weighted_degrees(graph);
  std::vector<Index> order(graph.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::stable_sort(order, {}, [&](Index v) { return degrees[v]; });
  const Index count = std::min(graph.size(), most_rows);
  std::vector<Index> rows(count);
  for (Index k = 0; k < count; ++k) rows[k] = order[(2 * std::size_t{k} + 1) * graph.size() / (2 * std::size_t{count})];
  return rows;
}

double entropy_of(const HeatBlock& block, Eigen::Index columns) {
  double entropy = 0;
  for (Eigen::Index row = 0; row < block.rows(); ++row)
    for (Eigen::Index column = 0; column < columns; ++column)
      if (const double heat = block(row, column); heat > 0) entropy -= heat * std::log(heat);
  return entropy;
}

/// Of a concave, increasing curve over evenly spaced times.
std::size_t knee_of(const std::vector<double>& curve) {
  const auto [low, high] = std::ranges::minmax_element(curve);
  const double range = *high - *low, step = 1 / double(curve.size() - 1);
  std::vector<double> height(curve.size(), 0.0);  // over the chord, both axes in [0, 1]
  if (range > 0)
    for (std::size_t k = 0; k < curve.size(); ++k) height[k] = (curve[k] - *low) / range - double(k) * step;

  constexpr double sensitivity = 0.5;
  for (std::size_t k = 1, peak = 0; k + 1 < curve.size(); ++k) {
    if (height[k] > height[k - 1] && height[k] >= height[k + 1]) peak = k;
    if (peak > 0 && height[k + 1] < height[peak] - sensitivity * step) return peak;
  }
  return std::size_t(std::ranges::max_element(height) - height.begin());
}

}  // namespace

HeatEntropy heat_entropy(const WeightedGraph& graph, const HeatTimeOptions& options, const Context& context) {
  if (!(options.shortest >= 0 && options.shortest < options.longest && std::isfinite(options.longest)))
    throw Error(codes::bad_request, fmt::format("needs 0 <= shortest < longest, both finite, got {} and {}",
                                                format_double(options.shortest), format_double(options.longest)))
        .within("longest");
  if (options.times < 3)
    throw Error(codes::bad_request, fmt::format("needs at least 3 times, got {}", options.times)).within("times");
  if (graph.size() == 0) throw Error(codes::too_few, "needs a vertex, got none");

  HeatEntropy entropy;
  for (Index k = 0; k < options.times; ++k)
    entropy.times.push_back(options.shortest + (options.longest - options.shortest) * k / (options.times - 1));

  // One sequence of polynomials serves all times.
  const auto laplacian = bounded_laplacian(graph, options.laplacian);
  std::vector<std::vector<double>> coefficients;
  std::size_t degrees = 0;
  for (const double time : entropy.times) {
    coefficients.push_back(chebyshev_expansion(time * laplacian.bound / 2, tolerance).coefficients);
    degrees = std::max(degrees, coefficients.back().size());
  }

  const auto rows = rows_looked_at(graph);
  const std::size_t times = entropy.times.size();
  const auto entropies_of = [&](std::size_t begin, std::size_t end) {
    HeatBlock block = HeatBlock::Zero(graph.size(), heat_width);
    for (std::size_t k = begin; k < end; ++k) block(rows[k], Eigen::Index(k - begin)) = 1;
    std::vector<HeatBlock> heat(times, HeatBlock::Zero(graph.size(), heat_width));
    for_each_chebyshev(laplacian, block, degrees, [&](std::size_t degree, const HeatBlock& term) {
      if (degree % 64 == 0) context.check();
      for (std::size_t t = 0; t < times; ++t)
        if (degree < coefficients[t].size()) heat[t] += coefficients[t][degree] * term;
    });
    std::vector<double> sums(times);
    for (std::size_t t = 0; t < times; ++t) sums[t] = entropy_of(heat[t], Eigen::Index(end - begin));
    return sums;
  };
  entropy.entropies = parallel_reduce(context, rows.size(), heat_width, std::vector<double>(times, 0.0), entropies_of,
                                      [](std::vector<double> total, const std::vector<double>& part) {
                                        for (std::size_t t = 0; t < part.size(); ++t) total[t] += part[t];
                                        return total;
                                      });
  for (double& value : entropy.entropies) value /= double(rows.size());
  entropy.knee = entropy.times[knee_of(entropy.entropies)];
  return entropy;
}

}  // namespace tessera
