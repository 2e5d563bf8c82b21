// SPDX-License-Identifier: MIT
// B = -1/2 J D^2 J with J = I - 1/n has B = Y Y' for coordinates Y of zero mean, where there are any: Y = V sqrt(L)
// from the largest eigenvalues is the nearest in the Frobenius norm. A further point at distances d has the products b
// = 1/2 (m - d^2) + constant with the others, m the means of rows of D^2, and eigenvectors do not see the constant.
#include "manifold/classical_scaling.hpp"

#include "manifold/leading_eigenpairs.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

int exponent_above(const std::vector<double>& distances) {
  const double longest = distances.empty() ? 0 : *std::ranges::max_element(distances);
  int exponent = 0;
  if (longest > 0) std::frexp(longest, &exponent);
  return exponent;
}

/// B, in the unit 2^exponent; leaves half the means of rows in `products`.
Eigen::MatrixXd centered_products(const DistanceMatrix& distances, int exponent, std::vector<double>& products,
                                  const Context& context) {
  const Eigen::Index n = distances.size();
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(n, n);
  const double* row = distances.lower().data();
  for (Eigen::Index i = 1; i < n; ++i, row += i - 1)
    for (Eigen::Index j = 0; j < i; ++j) {
      const double length = std::ldexp(row[j], -exponent);
      matrix(j, i) = matrix(i, j) = -length * length / 2;
    }
  context.check();
  const Eigen::VectorXd means = matrix.rowwise().mean();
  const double mean = n == 0 ? 0 : means.mean();
  for (Eigen::Index j = 0; j < n; ++j)
    for (Eigen::Index i = 0; i < n; ++i) matrix(i, j) -= means[i] + means[j] - mean;
  products.assign(means.data(), means.data() + n);
  for (double& x : products) x = -x;
  return matrix;
}

}  // namespace

void ClassicalScaling::place(std::span<const double> distances, double* out) const {
  Eigen::Map<Eigen::RowVectorXd> coordinates(out, placing.cols());
  coordinates.setZero();
  for (std::size_t i = 0; i < distances.size(); ++i) {
    const double length = std::ldexp(distances[i], -exponent);
    coordinates += (products[i] - length * length / 2) * placing.row(Eigen::Index(i));
  }
}

ClassicalScaling classical_scaling(const DistanceMatrix& distances, Index components, const Context& context) {
  const std::uint64_t n = distances.size();
  context.require_memory(8 * n * n + 24 * n * components, fmt::format("the products of {} points", n),
                         "take fewer points, or landmarks where the method has them");
  ClassicalScaling scaling;
  scaling.exponent = exponent_above(distances.lower());
  const auto matrix = centered_products(distances, scaling.exponent, scaling.products, context);
  const double trace = matrix.trace(), squares = matrix.squaredNorm();
  const auto pairs = leading_eigenpairs(matrix, components, context);

  scaling.points = RowMatrix::Zero(Eigen::Index(n), components);
  scaling.placing = scaling.points;
  auto& ratios = scaling.figures["eigenvalue_ratio"];
  const double noise = pairs.values.size() == 0 ? 0 : 1e-15 * double(n) * pairs.values[0];
  double explained = 0;
  for (Eigen::Index k = 0; k < Eigen::Index(components); ++k) {
    const double value = k < pairs.values.size() && std::abs(pairs.values[k]) > noise ? pairs.values[k] : 0;
    ratios.push_back(trace > 0 ? value / trace : 0);
    if (value <= 0) continue;
    explained += value * value;
    scaling.points.col(k) = pairs.vectors.col(k) * std::sqrt(value);
    scaling.placing.col(k) = pairs.vectors.col(k) / std::sqrt(value);
  }
  const double least = std::abs(pairs.least) > noise ? pairs.least : 0;
  scaling.figures["least_eigenvalue_ratio"] = {trace > 0 ? least / trace : 0};
  scaling.figures["explained"] = {squares > 0 ? std::min(1.0, explained / squares) : 1};
  return scaling;
}

PointCloud scaled_points(const RowMatrix& points, int exponent) {
  std::vector<double> coordinates(points.data(), points.data() + points.size());
  for (double& x : coordinates) x = std::ldexp(x, exponent);
  return PointCloud(Index(points.rows()), Index(points.cols()), std::move(coordinates));
}

}  // namespace tessera
