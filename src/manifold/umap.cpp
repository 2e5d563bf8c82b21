// SPDX-License-Identifier: MIT
// 1. Points in lexicographic order: their numbering has no say in the order of moves and of random numbers.
// 2. The fuzzy neighbor graph; its weights, as parts of the largest, are how often neighbors pull.
// 3. Start: eigenvectors of the normalized Laplacian, or principal components, brought to a box of side 10.
// 4. Epochs: every point moves by umap_move among the positions of the epoch before, with its own random stream.
#include "tessera/manifold/umap.hpp"

#include "manifold/layout.hpp"
#include "manifold/nearest_training.hpp"
#include "manifold/umap_layout.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/data/point_order.hpp"
#include "tessera/geometry/graph_algorithms.hpp"
#include "tessera/geometry/neighbor_graph.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr double side = 10;  // of the box of the start

void require(bool holds, const char* name, const char* what, double got) {
  if (!holds) throw Error(codes::bad_request, fmt::format("needs {}, got {}", what, format_double(got))).within(name);
}

void check_request(const UmapOptions& options) {
  require(options.components >= 1, "components", "at least 1", options.components);
  require(!options.epochs || *options.epochs >= 1, "epochs", "at least 1", options.epochs.value_or(1));
  require(options.learning_rate >= 0 && options.learning_rate <= 1000, "learning_rate", "a number in [0, 1000]",
          options.learning_rate);
  require(options.repulsion >= 0 && options.repulsion <= 1000, "repulsion", "a number in [0, 1000]", options.repulsion);
}

/// Neighbors of every point, row after row, with their rates.
struct Pulls {
  std::vector<std::size_t> offsets;
  std::vector<UmapPull> list;
  std::span<const UmapPull> of(std::size_t point) const {
    return {list.data() + offsets[point], offsets[point + 1] - offsets[point]};
  }
};

Pulls pulls_of(const WeightedGraph& graph, Index epochs) {
  double largest = 0;
  for (const auto& edge : graph.edges()) largest = std::max(largest, edge.weight);
  const auto rate = [&](const WeightedEdge& edge) { return edge.weight / largest; };
  const auto is_kept = [&](const WeightedEdge& edge) { return epochs * rate(edge) >= 1; };

  Pulls pulls{std::vector<std::size_t>(std::size_t{graph.size()} + 1, 0), {}};
  for (const auto& edge : graph.edges())
    if (is_kept(edge)) ++pulls.offsets[edge.u + 1], ++pulls.offsets[edge.v + 1];
  std::partial_sum(pulls.offsets.begin(), pulls.offsets.end(), pulls.offsets.begin());
  pulls.list.resize(pulls.offsets.back());
  auto next = pulls.offsets;
  for (const auto& edge : graph.edges()) {
    if (!is_kept(edge)) continue;
    pulls.list[next[edge.u]++] = {edge.v, rate(edge)};
    pulls.list[next[edge.v]++] = {edge.u, rate(edge)};
  }
  return pulls;
}

/// Step 3. A millionth of the box is noise: copies of a point, and what the start lays on one spot, come apart.
std::vector<double> start_of(const PointCloud& points, const WeightedGraph& graph, Index pieces,
                             const UmapOptions& options, const Context& context) {
  const std::size_t n = points.size(), width = options.components;
  auto random = context.random(0);
  auto layout = pieces > 1 || n < width + 2 ? principal_layout(points, options.components, random, context)
                                            : spectral_layout(graph, options.components, random, context);
  for (std::size_t k = 0; k < width; ++k) {
    double low = infinity, high = -infinity;
    for (std::size_t i = 0; i < n; ++i) {
      low = std::min(low, layout[i * width + k]);
      high = std::max(high, layout[i * width + k]);
    }
    const double factor = high > low ? side / (high - low) : 0;
    for (std::size_t i = 0; i < n; ++i)
      layout[i * width + k] = (layout[i * width + k] - low) * factor + 1e-6 * side * random.normal();
  }
  return layout;
}

/// Step 4.
std::vector<double> laid_out(std::vector<double> positions, const Pulls& pulls, Index epochs, const UmapForces& forces,
                             double learning_rate, Index width, const Context& context) {
  const std::size_t n = positions.size() / width;
  std::vector<RandomStream> random;
  for (std::size_t i = 0; i < n; ++i) random.push_back(context.random(std::uint32_t(i) + 1));
  std::vector<double> moved = positions;
  for (Index epoch = 1; epoch <= epochs; ++epoch) {
    const double rate = learning_rate * (1 - double(epoch - 1) / epochs);
    parallel_for_blocks(context, n, 64, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i)
        umap_move(std::span(moved).subspan(i * width, width), positions, Index(i), pulls.of(i), epoch, rate, forces,
                  random[i]);
    });
    positions = moved;
    context.progress(epoch, epochs);
  }
  return positions;
}

double target(double r, double min_dist) { return r <= min_dist ? 1 : std::exp(-(r - min_dist)); }

/// The sum of squares of the misfit in the unit of spread, its gradient and the Gauss-Newton matrix, by (log a, b).
struct CurveFit {
  double misfit = 0, gradient[2]{}, matrix[3]{};

  CurveFit(double log_a, double b, double min_dist) {
    for (int k = 1; k < 300; ++k) {  // at 0 both are 1
      const double r = 3.0 * k / 299;
      const double term = std::exp(log_a + 2 * b * std::log(r)), value = 1 / (1 + term);
      const double difference = value - target(r, min_dist);
      const double by_log_a = -term * value * value, by_b = by_log_a * 2 * std::log(r);
      misfit += difference * difference;
      gradient[0] += by_log_a * difference;
      gradient[1] += by_b * difference;
      matrix[0] += by_log_a * by_log_a;
      matrix[1] += by_log_a * by_b;
      matrix[2] += by_b * by_b;
    }
  }
};

/// exp(-max(0, d - nearest) / sigma) for ascending distances, with the sigma that makes their sum log2 of their number;
/// divided by that sum.
std::vector<double> memberships(std::span<const std::pair<double, Index>> nearest) {
  const double unit = nearest.back().first, first = nearest.front().first;
  std::vector<double> shares(nearest.size(), 1.0);
  const double wanted = std::max(1.0, std::log2(double(nearest.size())));
  const auto sum_at = [&](double inverse_width) {
    double sum = 0;
    for (std::size_t k = 0; k < shares.size(); ++k)
      sum += shares[k] = std::exp(-inverse_width * (nearest[k].first / unit - first / unit));
    return sum;
  };
  double sum = double(shares.size());
  if (unit > first) {
    double low = 0, high = 1;
    while (sum_at(high) > wanted && high < 1000) high *= 2;
    for (int step = 0; step < 50; ++step) {
      const double middle = low + (high - low) / 2;
      (sum_at(middle) > wanted ? low : high) = middle;
    }
    sum = sum_at(high);
  }
  for (double& share : shares) share /= sum;
  return shares;
}

}  // namespace

UmapCurve umap_curve(double min_dist, double spread) {
  require(spread >= 1e-3 && spread <= 1e3, "spread", "a number in [0.001, 1000]", spread);
  require(min_dist >= 0 && min_dist <= spread, "min_dist", "a number from 0 to spread", min_dist);
  // Levenberg's method on (log a, b), which converges from here in about ten steps.
  double log_a = 0, b = 1, damping = 1e-3;
  CurveFit fit(log_a, b, min_dist / spread);
  for (int step = 0; step < 200 && damping < 1e12; ++step) {
    const double m00 = fit.matrix[0] * (1 + damping), m11 = fit.matrix[2] * (1 + damping), m01 = fit.matrix[1];
    const double determinant = m00 * m11 - m01 * m01;
    const double log_a_step = (m01 * fit.gradient[1] - m11 * fit.gradient[0]) / determinant;
    const double b_step = (m01 * fit.gradient[0] - m00 * fit.gradient[1]) / determinant;
    const CurveFit next(log_a + log_a_step, b + b_step, min_dist / spread);
    if (next.misfit < fit.misfit) {
      log_a += log_a_step, b += b_step, damping /= 10;
      fit = next;
    } else {
      damping *= 10;
    }
  }
  return {std::exp(log_a - 2 * b * std::log(spread)), b};
}

UmapMap::UmapMap(const PointCloud& training, const UmapOptions& options, const Context& context)
    : training_(training), options_(options), curve_(umap_curve(options.min_dist, options.spread)) {
  check_request(options);
  const auto [sorted, order] = in_lexicographic_order(training);
  const auto graph = neighbor_graph(sorted,
                                    {.kind = NeighborGraphKind::fuzzy,
                                     .neighbors = options.neighbors,
                                     .radius = {},
                                     .decay = {},
                                     .bandwidth = {},
                                     .metric = options.metric},
                                    context);
  const auto component = connected_components(graph);
  const Index pieces = component.empty() ? 0 : *std::ranges::max_element(component) + 1;
  if (pieces > 1)
    context.warn(fmt::format("the neighbor graph is in {} pieces: the start is principal components", pieces));

  epochs_ = options.epochs.value_or(training.size() <= 10'000 ? 500 : 200);
  const auto start = start_of(sorted, graph, pieces, options, context);
  const UmapForces forces(curve_, options.repulsion, options.negative_samples, 2);
  const auto positions =
      laid_out(start, pulls_of(graph, epochs_), epochs_, forces, options.learning_rate, options.components, context);
  embedding_.points = centered_layout(positions, options.components, order);
  embedding_.figures["a"] = {curve_.a};
  embedding_.figures["b"] = {curve_.b};
  embedding_.figures["graph_components"] = {double(pieces)};
}

PointCloud UmapMap::place(const PointCloud& others, const Context& context) const {
  const std::size_t width = options_.components;
  const auto& standing = embedding_.points.coordinates();
  const Index epochs = (epochs_ + 2) / 3;
  const UmapForces forces(curve_, options_.repulsion, options_.negative_samples, 1);
  std::vector<double> coordinates(others.size() * width);
  const auto visit = [&](Index other, std::span<const std::pair<double, Index>> nearest) {
    const auto shares = memberships(nearest);
    const auto position = std::span(coordinates).subspan(other * width, width);
    std::vector<UmapPull> pulls;
    for (std::size_t j = 0; j < nearest.size(); ++j) {
      pulls.push_back({nearest[j].second, shares[j] / shares[0]});
      for (std::size_t k = 0; k < width; ++k) position[k] += shares[j] * standing[nearest[j].second * width + k];
    }
    // Every point draws the same numbers: where it comes to lie is its own affair.
    auto random = context.random(0);
    for (Index epoch = 1; epoch <= epochs; ++epoch) {
      const double rate = options_.learning_rate / 4 * (1 - double(epoch - 1) / epochs);
      umap_move(position, standing, none, pulls, epoch, rate, forces, random);
    }
  };
  for_nearest_training(training_, others, options_.neighbors, options_.metric, visit, context);
  return PointCloud(others.size(), Index(width), std::move(coordinates));
}

Embedding umap(const PointCloud& points, const Split* split, const UmapOptions& options, const Context& context) {
  return embedded_with<UmapMap>(points, split, options, context);
}

}  // namespace tessera
