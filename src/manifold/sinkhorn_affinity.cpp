// SPDX-License-Identifier: MIT
#include "tessera/manifold/sinkhorn_affinity.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/data/feature_rows.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <Eigen/Core>

namespace tessera {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

void check_request(std::size_t n, const SinkhornOptions& options, const Context& context) {
  const auto require_positive = [](std::string_view name, double value) {
    if (!(value > 0 && std::isfinite(value)))
      throw Error(codes::bad_request, "needs a number > 0, got " + format_double(value)).within(name);
  };
  require_positive("eta", options.eta);
  require_positive("iterations", options.iterations);
  require_positive("tolerance", options.tolerance);
  context.require_memory(3 * sizeof(double) * n * n, "the similarity of all pairs", "take a subsample");
}

/// log sum exp of a row plus u.
double log_sum_exp(const Matrix& scaled, Eigen::Index row, const Eigen::RowVectorXd& u) {
  const Eigen::RowVectorXd exponents = scaled.row(row) + u;
  const double largest = exponents.maxCoeff();
  return largest + std::log((exponents.array() - largest).exp().sum());
}

/// P of S / eta, which becomes it.
void balance(Matrix& scaled, const SinkhornOptions& options, const Context& context) {
  const Eigen::Index n = scaled.rows();
  Eigen::RowVectorXd u = Eigen::RowVectorXd::Zero(n), sums(n);
  double error = infinity;
  for (Index iteration = 0; iteration <= options.iterations; ++iteration) {
    context.check();
    parallel_for(context, std::size_t(n), 1 + 20000 / std::size_t(n + 1),
                 [&](std::size_t i) { sums[Eigen::Index(i)] = log_sum_exp(scaled, Eigen::Index(i), u); });
    error = n > 0 ? (u + sums).cwiseAbs().maxCoeff() : 0;  // of the logarithm of a row's sum
    if (error <= options.tolerance || iteration == options.iterations) break;
    u = (u - sums) / 2;
  }
  if (error > options.tolerance)
    context.warn(fmt::format("after {} iterations a row sums to 1 within {:.2g} only", options.iterations, error));
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j <= i; ++j) scaled(i, j) = scaled(j, i) = std::exp(scaled(i, j) + (u[i] + u[j]));
}

KernelMatrix balanced(Matrix scaled, std::vector<std::string> ids, const SinkhornOptions& options,
                      const Context& context) {
  if (!scaled.allFinite())
    throw Error(codes::bad_value, "similarities over eta are not finite", "rescale them, or enlarge eta");
  balance(scaled, options, context);
  return KernelMatrix(std::move(ids), {scaled.data(), scaled.data() + scaled.size()});
}

KernelMatrix affinity_of(const PointCloud& points, std::vector<std::string> ids, const SinkhornOptions& options,
                         const Context& context) {
  check_request(points.size(), options, context);
  const PointCloud rows = normalized_rows(points, options.normalize).points;
  const Eigen::Map<const Matrix> x(rows.coordinates().data(), rows.size(), rows.dimension());
  Matrix scaled(rows.size(), rows.size());
  for (Index i = 0; i < rows.size(); ++i) {
    context.check();
    for (Index j = 0; j <= i; ++j) {
      const double similarity = options.similarity == PairSimilarity::negative_squared_distance
                                    ? -(x.row(i) - x.row(j)).squaredNorm()
                                    : x.row(i).dot(x.row(j));
      const bool is_absolute = options.similarity == PairSimilarity::absolute_inner_product;
      scaled(i, j) = scaled(j, i) = (is_absolute ? std::abs(similarity) : similarity) / options.eta;
    }
  }
  return balanced(std::move(scaled), std::move(ids), options, context);
}

}  // namespace

KernelMatrix sinkhorn_affinity(const PointCloud& points, const SinkhornOptions& options, const Context& context) {
  std::vector<std::string> ids;
  for (Index i = 0; i < points.size(); ++i) ids.push_back(std::to_string(i));
  return affinity_of(points, std::move(ids), options, context);
}

KernelMatrix sinkhorn_affinity(const FeatureMatrix& features, const SinkhornOptions& options, const Context& context) {
  return affinity_of(rows_as_points(features), features.ids, options, context);
}

KernelMatrix sinkhorn_affinity(const KernelMatrix& similarities, const SinkhornOptions& options,
                               const Context& context) {
  check_request(similarities.size(), options, context);
  const Eigen::Map<const Matrix> values(similarities.values().data(), similarities.size(), similarities.size());
  return balanced(values / options.eta, similarities.ids(), options, context);
}

}  // namespace tessera
