// SPDX-License-Identifier: MIT
#include "manifold/layout.hpp"

#include "manifold/leading_eigenpairs.hpp"
#include "tessera/geometry/graph_laplacian.hpp"
#include "tessera/geometry/symmetric_eigenpairs.hpp"
#include "tessera/manifold/pca.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <Eigen/Eigenvalues>

namespace tessera {

using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

namespace {

/// Ritz vectors of the Laplacian with the smallest values, the vector of value 0 taken out: one a column. Every vector
/// of the basis is kept orthogonal to all before, twice is enough (Parlett 1998, The symmetric eigenvalue problem).
Eigen::MatrixXd smallest_ritz_vectors(const Eigen::SparseMatrix<double>& laplacian, const Eigen::VectorXd& kernel,
                                      Eigen::Index count, RandomStream random, const Context& context) {
  const Eigen::Index n = laplacian.rows(), most = std::min(n - 1, std::max<Eigen::Index>(200, 4 * count));
  context.require_memory(8 * std::uint64_t(n) * std::uint64_t(most + 2 * count),
                         fmt::format("{} Lanczos vectors", most), "take fewer points or components");
  Eigen::MatrixXd basis(n, most + 1);
  basis.col(0) = kernel.normalized();
  Eigen::VectorXd next = Eigen::VectorXd::NullaryExpr(n, [&] { return random.normal(); }), diagonal(most), side(most);
  Eigen::Index steps = 0;
  for (; steps < most; ++steps) {
    context.check();
    const auto before = basis.leftCols(steps + 1);
    for (int pass = 0; pass < 2; ++pass) next -= before * (before.transpose() * next);
    const double length = next.norm();
    if (!(length > 1e-10)) break;  // nothing is left to find
    if (steps > 0) side[steps - 1] = length;
    basis.col(steps + 1) = next / length;
    next = laplacian * basis.col(steps + 1);
    diagonal[steps] = next.dot(basis.col(steps + 1));
  }
  Eigen::MatrixXd found = Eigen::MatrixXd::Zero(n, count);
  if (steps == 0) return found;
  Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver;
  solver.computeFromTridiagonal(diagonal.head(steps), side.head(steps - 1));
  const Eigen::Index kept = std::min(count, steps);
  found.leftCols(kept) = basis.middleCols(1, steps) * solver.eigenvectors().leftCols(kept);
  return found;
}

}  // namespace

std::vector<double> spectral_layout(const WeightedGraph& graph, Index components, RandomStream random,
                                    const Context& context) {
  constexpr Index few = 1000;
  const auto laplacian = graph_laplacian(graph, Laplacian::normalized);
  Eigen::MatrixXd vectors;
  if (graph.size() <= few) {
    const auto pairs = symmetric_eigenpairs(
        laplacian, {.count = components + 1, .end = SpectrumEnd::smallest, .tolerance = 1e-8}, context);
    vectors = pairs.vectors.rightCols(components);
  } else {
    const auto degrees = weighted_degrees(graph);
    const Eigen::VectorXd kernel = Eigen::Map<const Eigen::VectorXd>(degrees.data(), graph.size()).cwiseSqrt();
    vectors = smallest_ritz_vectors(laplacian, kernel, components, random, context);
    orient(vectors);
  }
  std::vector<double> layout(std::size_t{graph.size()} * components);
  Eigen::Map<RowMatrix>(layout.data(), graph.size(), components) = vectors;
  return layout;
}

std::vector<double> principal_layout(const PointCloud& points, Index components, RandomStream random,
                                     const Context& context) {
  const std::size_t n = points.size(), width = components;
  std::vector<double> layout(n * width);
  const Index known = std::min(components, points.dimension());
  std::vector<double> deviations(width, 0.0);
  if (known > 0) {
    const auto found = pca(points, nullptr, {.components = known, .variance_share = {}}, context);
    std::ranges::copy(found.figures.at("standard_deviation"), deviations.begin());
    for (std::size_t i = 0; i < n; ++i)
      for (Index k = 0; k < known; ++k)
        if (deviations[k] > 0) layout[i * width + k] = found.points[Index(i)][k] / deviations[0];
  }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t k = 0; k < width; ++k)
      if (deviations[k] == 0) layout[i * width + k] = random.normal();
  return layout;
}

PointCloud centered_layout(const std::vector<double>& positions, Index components, const std::vector<Index>& order) {
  Eigen::MatrixXd columns = Eigen::Map<const RowMatrix>(positions.data(), Eigen::Index(order.size()), components);
  columns.rowwise() -= columns.colwise().mean().eval();
  orient(columns);
  std::vector<double> coordinates(positions.size());
  for (std::size_t row = 0; row < order.size(); ++row)
    for (Index k = 0; k < components; ++k)
      coordinates[std::size_t{order[row]} * components + k] = columns(Eigen::Index(row), k);
  return PointCloud(Index(order.size()), components, std::move(coordinates));
}

}  // namespace tessera
