// SPDX-License-Identifier: MIT
// With the Laplacian V of the weights and B(Y) that of w_ij d_ij / |y_i - y_j|, the stress is majorized at Y by a
// quadratic form whose minimum is V^+ B(Y) Y. Columns of B(Y) Y add up to 0, so that V + c 11' solves as V^+ does.
#include "manifold/weighted_stress.hpp"

#include "tessera/core/parallel.hpp"

#include <cmath>

#include <Eigen/Cholesky>

namespace tessera {
namespace {

using Columns = Eigen::MatrixXd;
using Row = Eigen::Map<const Eigen::ArrayXd>;

constexpr std::size_t parts = 32;  // of the rows, whatever the number of threads: sums are folded in their order

struct Pass {
  double misfit = 0, squares = 0;
  Columns pull;  // B(Y) Y
};

Pass passed(const DistanceMatrix& distances, const std::vector<double>& weights, double unit, const Columns& points,
            const Context& context) {
  const std::size_t n = distances.size();
  const auto first_row = [&](std::size_t part) {
    return std::size_t(double(n) * std::sqrt(double(part) / double(parts)));
  };
  const auto map = [&](std::size_t begin, std::size_t end) {
    Pass pass{0, 0, Columns::Zero(points.rows(), points.cols())};
    Eigen::ArrayXd lengths(points.rows()), pulls(points.rows());
    for (std::size_t i = std::max<std::size_t>(1, first_row(begin)); i < first_row(end); ++i) {
      const auto at = Eigen::Index(i);
      const Row distance(distances.lower().data() + i * (i - 1) / 2, at), weight(weights.data() + i * (i - 1) / 2, at);
      auto length = lengths.head(at), pull = pulls.head(at);
      length.setZero();
      for (auto column : points.colwise()) length += (column.head(at).array() - column(at)).square();
      length = length.sqrt();
      pass.misfit += (weight * (distance * unit - length).square()).sum();
      pass.squares += (weight * (distance * unit).square()).sum();
      length = (length > 0).select(weight * (distance * unit) / length.max(1e-300), 0);
      for (Eigen::Index k = 0; k < points.cols(); ++k) {
        pull = length * (points(at, k) - points.col(k).head(at).array());
        pass.pull(at, k) += pull.sum();
        pass.pull.col(k).head(at).array() -= pull;
      }
    }
    return pass;
  };
  return parallel_reduce(context, parts, 1, Pass{0, 0, Columns::Zero(points.rows(), points.cols())}, map,
                         [](Pass sum, const Pass& one) {
                           sum.misfit += one.misfit;
                           sum.squares += one.squares;
                           sum.pull += one.pull;
                           return sum;
                         });
}

/// Of V + c 11', c the mean weight.
Eigen::LLT<Columns> factored_laplacian(Eigen::Index n, const std::vector<double>& weights) {
  double mean = 0;
  for (const double w : weights) mean += w / double(weights.size());
  Columns laplacian = Columns::Constant(n, n, mean);
  const double* weight = weights.data();
  for (Eigen::Index i = 1; i < n; ++i)
    for (Eigen::Index j = 0; j < i; ++j, ++weight) {
      laplacian(i, j) -= *weight;  // the factor reads the lower triangle
      laplacian(i, i) += *weight;
      laplacian(j, j) += *weight;
    }
  return Eigen::LLT<Columns>(std::move(laplacian));
}

}  // namespace

Majorized majorized_stress(const DistanceMatrix& distances, const std::vector<double>& weights, int exponent,
                           RowMatrix start, Index max_iterations, double tolerance, const Context& context) {
  constexpr double perfect = 1e-28;  // of the squares: rounding
  const std::uint64_t n = distances.size();
  context.require_memory(16 * n * n, "the weights of the stress", "take equal weights, or fewer points");
  Majorized result;
  Columns points = start;
  const double unit = std::ldexp(1, -exponent);
  auto pass = passed(distances, weights, unit, points, context);
  if (pass.misfit <= perfect * pass.squares) return {std::move(start), 0, 0, true};

  const auto factor = factored_laplacian(Eigen::Index(n), weights);
  for (; result.iterations < max_iterations && !result.has_converged; ++result.iterations) {
    context.check();
    Columns next = factor.solve(pass.pull);
    if (result.iterations % 2 == 1) next = 2 * next - points;
    auto after = passed(distances, weights, unit, next, context);
    result.has_converged = pass.misfit - after.misfit <= tolerance * pass.misfit;
    if (after.misfit >= pass.misfit) continue;
    points = std::move(next);
    pass = std::move(after);
  }
  result.stress = std::sqrt(pass.misfit / pass.squares);
  points.rowwise() -= points.colwise().mean().eval();
  result.points = points;
  return result;
}

}  // namespace tessera
