// SPDX-License-Identifier: MIT
#include "tessera/manifold/lle.hpp"

#include "manifold/leading_eigenpairs.hpp"
#include "manifold/nearest_training.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/geometry/graph_algorithms.hpp"
#include "tessera/geometry/nearest_neighbors.hpp"
#include "tessera/geometry/symmetric_eigenpairs.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <Eigen/SparseCore>

namespace tessera {
namespace {

using Matrix = Eigen::MatrixXd;
using Sparse = Eigen::SparseMatrix<double>;

void check_regularization(double regularization) {
  if (!(regularization >= 0 && std::isfinite(regularization)))
    throw Error(codes::bad_request, fmt::format("needs a number from 0 on, got {}", format_double(regularization)))
        .within("regularization");
}

/// The weights of the rows `neighbors` of the points.
Eigen::VectorXd weights(std::span<const double> point, const PointCloud& points, std::span<const Index> neighbors,
                        double regularization) {
  const auto k = Eigen::Index(neighbors.size()), d = Eigen::Index(points.dimension());
  // Differences of magnitude 1: their products neither over- nor underflow. Halves, lest the difference overflow.
  Matrix differences(d, k);
  for (Eigen::Index j = 0; j < k; ++j)
    for (Eigen::Index axis = 0; axis < d; ++axis)
      differences(axis, j) = points[neighbors[std::size_t(j)]][std::size_t(axis)] / 2 - point[std::size_t(axis)] / 2;
  const double largest = differences.size() == 0 ? 0 : differences.cwiseAbs().maxCoeff();
  if (largest == 0) return Eigen::VectorXd::Constant(k, 1 / double(k));
  int exponent = 0;
  std::frexp(largest, &exponent);
  for (double& x : differences.reshaped()) x = std::ldexp(x, -exponent);

  Matrix gram = differences.transpose() * differences;
  const double trace = gram.trace();
  gram.diagonal().array() += std::max(regularization, 1e-14) * trace;  // singular for more neighbors than dimensions
  const Eigen::VectorXd solution = gram.ldlt().solve(Eigen::VectorXd::Ones(k));
  return solution / solution.sum();
}

void require_one_piece(const NeighborGraph& graph) {
  std::vector<WeightedEdge> edges;
  for (Index i = 0; i < graph.size(); ++i)
    for (const Index j : graph.neighbors_of(i)) {
      const auto back = graph.neighbors_of(j);
      if (j > i || std::ranges::find(back, i) == back.end()) edges.push_back({std::min(i, j), std::max(i, j), 1});
    }
  const auto component = connected_components(WeightedGraph(graph.size(), std::move(edges)));
  const Index pieces = component.empty() ? 0 : *std::ranges::max_element(component) + 1;
  if (pieces > 1)
    throw Error(codes::bad_value, fmt::format("needs a connected neighbor graph, got one in {} pieces", pieces),
                "take more neighbors, or embed one piece");
}

/// I - W, row after row.
Sparse misfit_matrix(const PointCloud& points, const NeighborGraph& graph, double regularization,
                     const Context& context) {
  const Index n = points.size();
  std::vector<Eigen::VectorXd> rows(n);
  parallel_for(context, n, 64, [&](std::size_t i) {
    rows[i] = weights(points[Index(i)], points, graph.neighbors_of(Index(i)), regularization);
  });
  std::vector<Eigen::Triplet<double>> entries;
  for (Index i = 0; i < n; ++i) {
    entries.emplace_back(int(i), int(i), 1);
    for (Eigen::Index k = 0; k < rows[i].size(); ++k)
      entries.emplace_back(int(i), int(graph.neighbors_of(i)[std::size_t(k)]), -rows[i][k]);
  }
  Sparse matrix(n, n);
  matrix.setFromTriplets(entries.begin(), entries.end());
  return matrix;
}

/// The pairs without the constant vector. It is an eigenvector, but where other eigenvalues are as small the solver may
/// have mixed it with theirs: it is taken out of the space of all, and the rest is diagonalised again.
LeadingEigenpairs without_constant(const Sparse& misfit, const Matrix& vectors) {
  const Eigen::RowVectorXd part = vectors.colwise().sum() / std::sqrt(double(vectors.rows()));
  const Eigen::HouseholderQR<Matrix> factors(Matrix(part.transpose()));
  const Matrix turn = factors.householderQ() * Matrix::Identity(vectors.cols(), vectors.cols());
  Matrix basis = vectors * turn.rightCols(vectors.cols() - 1);
  basis.rowwise() -= basis.colwise().mean().eval();  // 0 but for rounding, unless more vectors were as small
  basis = Eigen::HouseholderQR<Matrix>(basis).householderQ() * Matrix::Identity(basis.rows(), basis.cols());
  const Matrix images = misfit * basis;  // the smallest values keep their digits: squares are taken here
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(images.transpose() * images);
  return {solver.eigenvalues(), basis * solver.eigenvectors(), 0};
}

}  // namespace

std::vector<double> barycentric_weights(std::span<const double> point, const PointCloud& neighbors,
                                        double regularization) {
  check_regularization(regularization);
  if (point.size() != neighbors.dimension())
    throw Error(codes::bad_shape,
                fmt::format("needs neighbors of dimension {}, got {}", point.size(), neighbors.dimension()));
  std::vector<Index> all(neighbors.size());
  for (Index j = 0; j < neighbors.size(); ++j) all[j] = j;
  if (all.empty()) return {};
  const auto found = weights(point, neighbors, all, regularization);
  return {found.begin(), found.end()};
}

LleMap::LleMap(const PointCloud& training, const LleOptions& options, const Context& context)
    : training_(training), options_(options) {
  check_regularization(options.regularization);
  if (options.components == 0) throw Error(codes::bad_request, "needs at least 1, got 0").within("components");
  if (training.size() < std::uint64_t{options.components} + 2)
    throw Error(codes::too_few, fmt::format("needs at least {} points for {} components, got {}",
                                            std::uint64_t{options.components} + 2, options.components, training.size()))
        .within("components");

  const auto graph =
      nearest_neighbors(training, {.neighbors = options.neighbors, .metric = Metric::euclidean}, context);
  require_one_piece(graph);
  const Sparse misfit = misfit_matrix(training, graph, options.regularization, context);
  const Sparse product = misfit.transpose() * misfit;
  const auto pairs = symmetric_eigenpairs(
      product, {.count = options.components + 1, .end = SpectrumEnd::smallest, .tolerance = 1e-8}, context);
  auto found = without_constant(misfit, pairs.vectors);
  orient(found.vectors);

  const Index n = training.size();
  std::vector<double> coordinates(std::size_t{n} * options.components);
  for (Index i = 0; i < n; ++i)
    for (Index k = 0; k < options.components; ++k)
      coordinates[std::size_t{i} * options.components + k] = found.vectors(i, k) * std::sqrt(double(n));
  embedding_.points = PointCloud(n, options.components, std::move(coordinates));
  embedding_.figures["eigenvalues"] = {found.values.begin(), found.values.end()};
}

PointCloud LleMap::place(const PointCloud& others, const Context& context) const {
  const std::size_t width = options_.components;
  std::vector<double> coordinates(others.size() * width);
  const auto visit = [&](Index other, std::span<const std::pair<double, Index>> nearest) {
    std::vector<Index> neighbors;
    for (const auto& [distance, point] : nearest) neighbors.push_back(point);
    const auto shares = weights(others[other], training_, neighbors, options_.regularization);
    for (std::size_t j = 0; j < neighbors.size(); ++j)
      for (std::size_t k = 0; k < width; ++k)
        coordinates[other * width + k] += shares[Eigen::Index(j)] * embedding_.points[neighbors[j]][k];
  };
  for_nearest_training(training_, others, options_.neighbors, Metric::euclidean, visit, context);
  return PointCloud(others.size(), Index(width), std::move(coordinates));
}

Embedding lle(const PointCloud& points, const Split* split, const LleOptions& options, const Context& context) {
  return embedded_with<LleMap>(points, split, options, context);
}

}  // namespace tessera
