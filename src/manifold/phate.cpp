// SPDX-License-Identifier: MIT
#include "tessera/manifold/phate.hpp"

#include "manifold/row_distances.hpp"
#include "manifold/symmetric_eigenvalues.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/geometry/graph_algorithms.hpp"
#include "tessera/geometry/graph_laplacian.hpp"
#include "tessera/geometry/neighbor_graph.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

using Transitions = Eigen::SparseMatrix<double, Eigen::RowMajor>;

constexpr Eigen::Index together = 32;  // columns of the power: a row of them fills whole vector registers

void check_request(const PhateOptions& options) {
  if (options.time && *options.time == 0) throw Error(codes::bad_request, "needs at least 1, got 0").within("time");
  if (!(options.floor > 0 && options.floor < 1))
    throw Error(codes::bad_request, fmt::format("needs a number in (0, 1), got {}", format_double(options.floor)))
        .within("floor");
}

/// The squared misfit of the least-squares line through (k, curve[k]), first <= k <= last.
double line_misfit(const std::vector<double>& curve, std::size_t first, std::size_t last) {
  const double count = double(last - first + 1);
  double mean_k = 0, mean = 0, kk = 0, kc = 0, cc = 0;
  for (std::size_t k = first; k <= last; ++k) mean_k += double(k) / count, mean += curve[k] / count;
  for (std::size_t k = first; k <= last; ++k) {
    kk += (double(k) - mean_k) * (double(k) - mean_k);
    kc += (double(k) - mean_k) * (curve[k] - mean);
    cc += (curve[k] - mean) * (curve[k] - mean);
  }
  return kk > 0 ? std::max(0.0, cc - kc * kc / kk) : 0;
}

std::size_t knee_of(const std::vector<double>& curve) {
  std::size_t knee = 0;
  double least = infinity;
  for (std::size_t k = 1; k + 1 < curve.size(); ++k) {
    const double misfit = std::sqrt(line_misfit(curve, 0, k)) + std::sqrt(line_misfit(curve, k, curve.size() - 1));
    if (misfit >= least) continue;
    least = misfit;
    knee = k;
  }
  return knee;
}

double entropy_of(const Eigen::ArrayXd& powers) {
  const double sum = powers.sum();
  double entropy = 0;
  for (const double power : powers)
    if (power > 0) entropy -= power / sum * std::log(power / sum);
  return entropy;
}

/// The rows of -log(P^t + floor). Of the columns of P^t a block at a time.
PointCloud potentials(const Transitions& step, Index time, double floor, const Context& context) {
  const auto n = std::size_t(step.rows());
  std::vector<double> rows(n * n);
  parallel_for_blocks(context, n, together, [&](std::size_t begin, std::size_t end) {
    using Block = Eigen::Matrix<double, Eigen::Dynamic, together, Eigen::RowMajor>;
    Block block = Block::Zero(step.rows(), together), next(step.rows(), together);
    for (std::size_t k = begin; k < end; ++k) block(Eigen::Index(k), Eigen::Index(k - begin)) = 1;
    for (Index t = 0; t < time; ++t) {
      context.check();
      for (Eigen::Index row = 0; row < step.rows(); ++row) {
        Eigen::Matrix<double, 1, together> sum = Eigen::Matrix<double, 1, together>::Zero();
        for (Transitions::InnerIterator entry(step, row); entry; ++entry) sum += entry.value() * block.row(entry.col());
        next.row(row) = sum;
      }
      block.swap(next);
    }
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t k = begin; k < end; ++k)
        rows[i * n + k] = -std::log(block(Eigen::Index(i), Eigen::Index(k - begin)) + floor);
  });
  return PointCloud(Index(n), Index(n), std::move(rows));
}

struct Potential {
  DistanceMatrix distances;
  FittedValues figures;
};

Potential found_potential(const WeightedGraph& graph, const PhateOptions& options, const Context& context) {
  check_request(options);
  const std::uint64_t n = graph.size();
  if (n == 0) return {};
  context.require_memory(24 * n * n, fmt::format("the potentials of {} points", n), "take fewer points");
  Potential result;
  const auto component = connected_components(graph);
  const Index pieces = *std::ranges::max_element(component) + 1;
  if (pieces > 1)
    context.warn(
        fmt::format("the graph is in {} pieces that no walk joins: the floor decides how far they are", pieces));
  const Index time = options.time ? *options.time : walk_entropy(graph, options.longest_time, context).knee;
  result.figures = {{"time", {double(time)}}, {"graph_components", {double(pieces)}}};
  const Transitions step = diffusion_operator(graph).transitions();
  result.distances = row_distances(potentials(step, time, options.floor, context), graph.names(), context);
  return result;
}

}  // namespace

WalkEntropy walk_entropy(const WeightedGraph& graph, Index longest_time, const Context& context) {
  if (longest_time == 0) throw Error(codes::bad_request, "needs at least 1, got 0").within("longest_time");
  const std::uint64_t n = graph.size();
  context.require_memory(8 * n * n, fmt::format("the spectrum of {} points", n), "give the time");
  const Eigen::ArrayXd eigenvalues =
      symmetric_eigenvalues(Eigen::MatrixXd(diffusion_operator(graph).symmetric), context).array().abs();

  WalkEntropy entropy;
  Eigen::ArrayXd powers = Eigen::ArrayXd::Ones(eigenvalues.size());
  for (Index time = 1; time <= longest_time; ++time) {
    powers *= eigenvalues;
    entropy.times.push_back(time);
    entropy.entropies.push_back(entropy_of(powers));
  }
  entropy.knee = entropy.times[knee_of(entropy.entropies)];
  return entropy;
}

DistanceMatrix potential_distance(const WeightedGraph& graph, const PhateOptions& options, const Context& context) {
  auto found = found_potential(graph, options, context);
  for (const auto& [name, values] : found.figures) context.resolved(name, values.front());
  return std::move(found.distances);
}

Embedding phate(const WeightedGraph& graph, const PhateOptions& options, const Context& context) {
  if (options.components == 0) throw Error(codes::bad_request, "needs at least 1, got 0").within("components");
  if (options.max_iterations == 0) throw Error(codes::bad_request, "needs at least 1, got 0").within("max_iterations");
  if (!(options.stress_tolerance > 0 && std::isfinite(options.stress_tolerance)))
    throw Error(codes::bad_request,
                fmt::format("needs a positive number, got {}", format_double(options.stress_tolerance)))
        .within("stress_tolerance");

  const auto found = found_potential(graph, options, context);
  auto embedding = MdsMap(found.distances,
                          {.method = options.scaling,
                           .components = options.components,
                           .max_iterations = options.max_iterations,
                           .tolerance = options.stress_tolerance},
                          context)
                       .embedding();
  embedding.figures.insert(found.figures.begin(), found.figures.end());
  return embedding;
}

Embedding phate(const PointCloud& points, const PhateOptions& options, const Context& context) {
  check_request(options);
  const auto graph = neighbor_graph(points,
                                    {.kind = NeighborGraphKind::alpha_decay,
                                     .neighbors = options.neighbors,
                                     .radius = {},
                                     .decay = options.decay,
                                     .bandwidth = {},
                                     .metric = options.metric},
                                    context);
  return phate(graph, options, context);
}

}  // namespace tessera
