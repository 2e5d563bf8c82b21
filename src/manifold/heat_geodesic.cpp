// SPDX-License-Identifier: MIT
#include "tessera/manifold/heat_geodesic.hpp"

#include "manifold/row_distances.hpp"
#include "manifold/weighted_stress.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/geometry/graph_algorithms.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tessera {
namespace {

void check_request(const HeatDistanceOptions& options) {
  const auto refuse = [](bool holds, std::string_view needs, double got, std::string_view name) {
    if (!holds)
      throw Error(codes::bad_request, fmt::format("needs {}, got {}", needs, format_double(got))).within(name);
  };
  for (const double time : options.times)
    refuse(time > 0 && std::isfinite(time), "positive, finite times", time, "times");
  refuse(options.harnack >= 0 && std::isfinite(options.harnack), "a finite number from 0 on", options.harnack,
         "harnack");
  refuse(options.floor > 0 && options.floor < 1, "a number in (0, 1)", options.floor, "floor");
  refuse(options.exponent > 0 && std::isfinite(options.exponent), "a positive number", options.exponent, "exponent");
  refuse(options.denoise >= 0 && options.denoise <= 1, "a number in [0, 1]", options.denoise, "denoise");
}

/// Triangles are in the order of DistanceMatrix::lower.
struct HeatDistances {
  DistanceMatrix distances;
  std::vector<double> heat;  // averaged as distances are; empty unless asked for
  FittedValues figures;
};

/// What one time adds to the averages; returns how many pairs have no heat above the floor.
std::size_t add_time(const std::vector<double>& kernel, double time, double share, const HeatDistanceOptions& options,
                     std::vector<double>& lower, std::vector<double>& heat, const Context& context) {
  const std::size_t n = std::size_t(std::sqrt(double(kernel.size())) + 0.5);
  const auto rows = [&](std::size_t begin, std::size_t end) {
    std::size_t floored = 0;
    for (std::size_t i = begin; i < end; ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const std::size_t at = i * (i - 1) / 2 + j;
        const double h = std::max(0.0, (kernel[i * n + j] + kernel[j * n + i]) / 2);
        floored += h <= options.floor;
        double square = -4 * time * std::log(h + options.floor);
        if (options.harnack > 0) {
          const double volume = std::max(0.0, (kernel[i * n + i] + kernel[j * n + j]) / 2);
          square += options.harnack * 4 * time * std::log(volume + options.floor);
        }
        lower[at] += share * std::pow(std::max(0.0, square), options.exponent / 2);
        if (!heat.empty()) heat[at] += share * h;
      }
    return floored;
  };
  return parallel_reduce(context, n, 64, std::size_t{0}, rows, std::plus<>());
}

/// The part rho of D becomes the distances of its rows.
DistanceMatrix denoised(const DistanceMatrix& distances, double part, const Context& context) {
  const std::size_t n = distances.size();
  context.require_memory(24 * std::uint64_t{n} * n, "the rows of the distances", "set denoise to 0");
  std::vector<double> full(n * n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j) full[i * n + j] = full[j * n + i] = distances(Index(i), Index(j));
  const auto between = row_distances(PointCloud(Index(n), Index(n), std::move(full)), {}, context);
  std::vector<double> lower = distances.lower();
  for (std::size_t at = 0; at < lower.size(); ++at) lower[at] = (1 - part) * lower[at] + part * between.lower()[at];
  return DistanceMatrix(distances.size(), std::move(lower), distances.names());
}

void count_pieces(const WeightedGraph& graph, HeatDistances& result, const Context& context) {
  const auto component = connected_components(graph);
  const Index pieces = *std::ranges::max_element(component) + 1;
  result.figures["graph_components"] = {double(pieces)};
  if (pieces > 1)
    context.warn(
        fmt::format("the graph is in {} pieces that no heat joins: their distance is what the floor makes it", pieces));
}

HeatDistances heat_distances(const WeightedGraph& graph, const HeatDistanceOptions& options, bool wants_heat,
                             const Context& context) {
  check_request(options);
  const Index n = graph.size();
  if (n == 0) return {};
  context.require_memory((wants_heat ? 16 : 12) * std::uint64_t{n} * n, fmt::format("the heat of {} vertices", n),
                         "take fewer points");
  HeatDistances result;
  count_pieces(graph, result, context);

  auto times = options.times;
  if (times.empty())
    times = {heat_entropy(graph, {.laplacian = options.laplacian, .longest = options.longest_time}, context).knee};
  const double sum = std::accumulate(times.begin(), times.end(), 0.0);
  const HeatOperator prepared(graph, times.front(),
                              {.laplacian = options.laplacian,
                               .method = options.method,
                               .tolerance = options.tolerance,
                               .steps = options.steps,
                               .eigenpairs = options.eigenpairs},
                              context);
  std::vector<Index> all(n);
  std::iota(all.begin(), all.end(), Index{0});
  std::vector<double> lower(std::size_t{n} * (n - 1) / 2);
  if (wants_heat) result.heat.resize(lower.size());
  double floored = 0, error_bound = 0;
  for (const double time : times) {
    const double share = times.size() == 1 ? 1 : (1 - time / sum) / double(times.size() - 1);
    const auto heat = prepared.at(time, context);
    error_bound = std::max(error_bound, heat.error_bound());
    floored += share * double(add_time(heat.rows(all, context), time, share, options, lower, result.heat, context)) /
               double(std::max<std::size_t>(1, lower.size()));
  }
  result.distances = DistanceMatrix(n, std::move(lower), graph.names());
  if (options.denoise > 0) result.distances = denoised(result.distances, options.denoise, context);
  if (times.size() == 1) result.figures["time"] = times;
  result.figures["error_bound"] = {error_bound};
  result.figures["floored"] = {floored};
  return result;
}

WeightedGraph graph_of(const PointCloud& points, const HeatDistanceOptions& options, const Context& context) {
  check_request(options);
  return neighbor_graph(points,
                        {.kind = options.graph,
                         .neighbors = options.neighbors,
                         .radius = {},
                         .decay = {},
                         .bandwidth = {},
                         .metric = options.metric},
                        context);
}

/// By majorization with weights, from the classical start.
Embedding weighted_embedding(const HeatDistances& found, const HeatGeodesicOptions& options, const Context& context) {
  auto weights = found.heat;
  const double least = 1e-3 / double(found.distances.size());
  for (double& w : weights) w += least;
  const auto scaling = classical_scaling(found.distances, options.components, context);
  const auto majorized = majorized_stress(found.distances, weights, scaling.exponent, scaling.points,
                                          options.max_iterations, options.stress_tolerance, context);
  if (!majorized.has_converged)
    context.warn(fmt::format("the stress was still falling after {} iterations", majorized.iterations));
  Embedding result{scaled_points(majorized.points, scaling.exponent), scaling.figures};
  result.figures["iterations"] = {double(majorized.iterations)};
  result.figures["weighted_stress"] = {majorized.stress};
  result.figures["stress"] = {stress_of(found.distances, scaling.exponent, majorized.points, context)};
  return result;
}

}  // namespace

DistanceMatrix heat_geodesic_distance(const WeightedGraph& graph, const HeatDistanceOptions& options,
                                      const Context& context) {
  auto found = heat_distances(graph, options, false, context);
  for (const auto& [name, values] : found.figures) context.resolved(name, values.front());
  return std::move(found.distances);
}

DistanceMatrix heat_geodesic_distance(const PointCloud& points, const HeatDistanceOptions& options,
                                      const Context& context) {
  return heat_geodesic_distance(graph_of(points, options, context), options, context);
}

Embedding heat_geodesic(const WeightedGraph& graph, const HeatGeodesicOptions& options, const Context& context) {
  const bool is_weighted = options.weights == StressWeights::heat;
  if (is_weighted && options.scaling != MdsMethod::smacof)
    throw Error(codes::bad_request, "only smacof takes weights", "set scaling to smacof, or weights to equal")
        .within("weights");
  if (!(options.stress_tolerance > 0 && std::isfinite(options.stress_tolerance)))
    throw Error(codes::bad_request,
                fmt::format("needs a positive number, got {}", format_double(options.stress_tolerance)))
        .within("stress_tolerance");
  if (options.components == 0) throw Error(codes::bad_request, "needs at least 1, got 0").within("components");
  if (options.max_iterations == 0) throw Error(codes::bad_request, "needs at least 1, got 0").within("max_iterations");

  const auto found = heat_distances(graph, options, is_weighted, context);
  auto embedding = is_weighted ? weighted_embedding(found, options, context)
                               : MdsMap(found.distances,
                                        {.method = options.scaling,
                                         .components = options.components,
                                         .max_iterations = options.max_iterations,
                                         .tolerance = options.stress_tolerance},
                                        context)
                                     .embedding();
  embedding.figures.insert(found.figures.begin(), found.figures.end());
  return embedding;
}

Embedding heat_geodesic(const PointCloud& points, const HeatGeodesicOptions& options, const Context& context) {
  return heat_geodesic(graph_of(points, options, context), options, context);
}

}  // namespace tessera
