// SPDX-License-Identifier: MIT
#include "tessera/geometry/graph_laplacian.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/geometry/graph_algorithms.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

using Sparse = Eigen::SparseMatrix<double>;

/// The symmetric matrix with this diagonal, and entry(edge) at both places of every edge.
template <class Entry>
Sparse symmetric_matrix(const WeightedGraph& graph, const std::vector<double>& diagonal, Entry entry) {
  std::vector<Eigen::Triplet<double>> entries;
  entries.reserve(2 * graph.edges().size() + diagonal.size());
  for (std::size_t v = 0; v < diagonal.size(); ++v) entries.emplace_back(v, v, diagonal[v]);
  for (const auto& edge : graph.edges()) {
    const double value = entry(edge);
    entries.emplace_back(edge.u, edge.v, value);
    entries.emplace_back(edge.v, edge.u, value);
  }
  Sparse matrix(graph.size(), graph.size());
  matrix.setFromTriplets(entries.begin(), entries.end());
  return matrix;
}

std::vector<double> inverse_roots(std::vector<double> degrees) {
  for (double& degree : degrees) degree = degree > 0 ? 1 / std::sqrt(degree) : 0;
  return degrees;
}

}  // namespace

std::vector<double> weighted_degrees(const WeightedGraph& graph) {
  require_weights(graph);
  std::vector<double> degrees(graph.size(), 0.0);
  for (const auto& edge : graph.edges()) {
    degrees[edge.u] += edge.weight;
    degrees[edge.v] += edge.weight;
  }
  for (std::size_t v = 0; v < degrees.size(); ++v)
    if (!std::isfinite(degrees[v]))
      throw Error(codes::bad_value, fmt::format("needs weights with finite sums, those at vertex {} overflow", v),
                  "scale the weights down");
  return degrees;
}

Sparse affinity_matrix(const WeightedGraph& graph) {
  require_weights(graph);
  return symmetric_matrix(graph, {}, [](const WeightedEdge& edge) { return edge.weight; });
}

Sparse graph_laplacian(const WeightedGraph& graph, Laplacian kind) {
  const auto degrees = weighted_degrees(graph);
  if (kind == Laplacian::combinatorial)
    return symmetric_matrix(graph, degrees, [](const WeightedEdge& edge) { return -edge.weight; });

  const auto scale = inverse_roots(degrees);
  std::vector<double> diagonal(degrees.size());
  std::ranges::transform(degrees, diagonal.begin(), [](double degree) { return degree > 0 ? 1.0 : 0.0; });
  return symmetric_matrix(graph, diagonal,
                          [&](const WeightedEdge& edge) { return -(edge.weight * scale[edge.u] * scale[edge.v]); });
}

Sparse random_walk_laplacian(const WeightedGraph& graph) {
  const auto degrees = weighted_degrees(graph);
  Sparse matrix = symmetric_matrix(graph, degrees, [](const WeightedEdge& edge) { return -edge.weight; });
  for (Eigen::Index column = 0; column < matrix.outerSize(); ++column)
    for (Sparse::InnerIterator entry(matrix, column); entry; ++entry)
      if (const double degree = degrees[std::size_t(entry.row())]; degree > 0) entry.valueRef() /= degree;
  return matrix;
}

DiffusionOperator diffusion_operator(const WeightedGraph& graph, const DiffusionOperatorOptions& options) {
  const double alpha = options.density_exponent, self = options.self_affinity;
  if (!(alpha >= 0 && alpha <= 1))
    throw Error(codes::bad_request, fmt::format("needs a number in [0, 1], got {}", format_double(alpha)))
        .within("density_exponent");
  if (!(self >= 0 && std::isfinite(self)))
    throw Error(codes::bad_request, fmt::format("needs a finite number of at least 0, got {}", format_double(self)))
        .within("self_affinity");

  auto sums = weighted_degrees(graph);
  for (double& sum : sums) sum += self;
  const double unit = std::max(sums.empty() ? 0 : *std::ranges::max_element(sums), 0x1p-1022);
  std::vector<double> factor(sums.size());  // Q^-alpha
  for (std::size_t v = 0; v < sums.size(); ++v) factor[v] = sums[v] > 0 ? std::pow(sums[v] / unit, -alpha) : 0;

  // K' = Q^-alpha K Q^-alpha, in units of K.
  const auto adjusted = [&](Index u, Index v, double affinity) { return affinity / unit * (factor[u] * factor[v]); };
  DiffusionOperator diffusion{{}, std::vector<double>(sums.size())};
  auto& degrees = diffusion.degrees;
  for (Index v = 0; v < graph.size(); ++v) degrees[v] = adjusted(v, v, self);
  for (const auto& [u, v, weight] : graph.edges()) {
    const double affinity = adjusted(u, v, weight);
    degrees[u] += affinity;
    degrees[v] += affinity;
  }

  const auto scale = inverse_roots(degrees);
  std::vector<double> diagonal(degrees.size());
  for (Index v = 0; v < graph.size(); ++v)
    diagonal[v] = degrees[v] > 0 ? adjusted(v, v, self) * (scale[v] * scale[v]) : 1;
  for (double& degree : degrees)
    if (!(degree > 0)) degree = 1;
  diffusion.symmetric = symmetric_matrix(graph, diagonal, [&](const WeightedEdge& edge) {
    return adjusted(edge.u, edge.v, edge.weight) * (scale[edge.u] * scale[edge.v]);
  });
  return diffusion;
}

Sparse DiffusionOperator::transitions() const {
  Sparse matrix = symmetric;
  for (Eigen::Index column = 0; column < matrix.outerSize(); ++column)
    for (Sparse::InnerIterator entry(matrix, column); entry; ++entry)
      entry.valueRef() *= std::sqrt(degrees[std::size_t(column)] / degrees[std::size_t(entry.row())]);
  return matrix;
}

}  // namespace tessera
