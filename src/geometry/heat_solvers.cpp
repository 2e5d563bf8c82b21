// SPDX-License-Identifier: MIT
#include "geometry/heat_solvers.hpp"

#include "tessera/core/error.hpp"
#include "tessera/geometry/symmetric_eigenpairs.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <Eigen/SparseCholesky>

namespace tessera {
namespace {

constexpr double highest_degree = 20000;

/// exp(-tL) = V exp(-t values) V', exactly or on the smallest eigenvalues.
class SpectralHeat final : public HeatSolver {
 public:
  SpectralHeat(std::shared_ptr<const Eigenpairs> pairs, double next, double time)
      : pairs_(std::move(pairs)), next_(next), decay_((-time * pairs_->values.array().max(0.0)).exp()), time_(time) {}

  HeatBlock applied(const HeatBlock& block) const override {
    const HeatBlock waves = decay_.asDiagonal() * (pairs_->vectors.transpose() * block);
    return pairs_->vectors * waves;
  }
  double error_bound() const override { return std::isinf(next_) ? 0 : std::exp(-time_ * next_); }
  std::shared_ptr<const HeatSolver> at(double time, const Context&) const override {
    return std::make_shared<SpectralHeat>(pairs_, next_, time);
  }

 private:
  std::shared_ptr<const Eigenpairs> pairs_;
  double next_;  // the eigenvalue after the last; infinite: there is none
  Eigen::VectorXd decay_;
  double time_;
};

class ChebyshevSolver final : public HeatSolver {
 public:
  ChebyshevSolver(std::shared_ptr<const BoundedLaplacian> laplacian, double time, double tolerance)
      : laplacian_(std::move(laplacian)),
        expansion_(chebyshev_expansion(time * laplacian_->bound / 2, tolerance)),
        tolerance_(tolerance) {}

  HeatBlock applied(const HeatBlock& block) const override {
    HeatBlock sum = HeatBlock::Zero(block.rows(), heat_width);
    const auto& coefficients = expansion_.coefficients;
    for_each_chebyshev(*laplacian_, block, coefficients.size(),
                       [&](std::size_t degree, const HeatBlock& term) { sum += coefficients[degree] * term; });
    return sum;
  }
  double error_bound() const override { return expansion_.left_out; }
  std::shared_ptr<const HeatSolver> at(double time, const Context&) const override {
    return std::make_shared<ChebyshevSolver>(laplacian_, time, tolerance_);
  }

 private:
  std::shared_ptr<const BoundedLaplacian> laplacian_;
  ChebyshevHeat expansion_;
  double tolerance_;
};

class EulerSolver final : public HeatSolver {
 public:
  EulerSolver(std::shared_ptr<const BoundedLaplacian> laplacian, double time, Index steps, const Context& context)
      : laplacian_(std::move(laplacian)), time_(time), steps_(steps) {
    context.check();
    Eigen::SparseMatrix<double> step = laplacian_->matrix * (time / steps);
    for (Eigen::Index row = 0; row < step.rows(); ++row) step.coeffRef(row, row) += 1;
    Eigen::SimplicialLLT<Eigen::SparseMatrix<double>> cholesky;
    cholesky.compute(step);
    if (cholesky.info() != Eigen::Success)
      throw Error(codes::internal, "the Cholesky factor of I + t/m L does not exist");
    factor_ = cholesky.matrixL();
    order_ = cholesky.permutationP().indices();
  }

  HeatBlock applied(const HeatBlock& block) const override {
    HeatBlock x(block.rows(), heat_width), result(block.rows(), heat_width);
    for (Eigen::Index row = 0; row < block.rows(); ++row) x.row(order_[row]) = block.row(row);
    for (Index step = 0; step < steps_; ++step) solve(x);
    for (Eigen::Index row = 0; row < block.rows(); ++row) result.row(row) = x.row(order_[row]);
    return result;
  }
  double error_bound() const override {
    const double x = time_ * laplacian_->bound, m = steps_;
    const double small = std::min(1.0, x * x / (2 * m));
    return m > 2 ? std::min(small, 0.2707 * (1 / m + (m + 2) / ((m - 1) * (m - 2)))) : small;
  }
  std::shared_ptr<const HeatSolver> at(double time, const Context& context) const override {
    return std::make_shared<EulerSolver>(laplacian_, time, steps_, context);
  }

 private:
  /// x becomes (L L')^-1 x. The diagonal is the first entry of every column of the factor.
  void solve(HeatBlock& x) const {
    const auto* starts = factor_.outerIndexPtr();
    const auto* rows = factor_.innerIndexPtr();
    const double* values = factor_.valuePtr();
    for (Eigen::Index column = 0; column < factor_.cols(); ++column) {
      const Eigen::Matrix<double, 1, heat_width> entry = x.row(column) / values[starts[column]];
      x.row(column) = entry;
      for (auto at = starts[column] + 1; at < starts[column + 1]; ++at) x.row(rows[at]) -= values[at] * entry;
    }
    for (Eigen::Index column = factor_.cols(); column-- > 0;) {
      Eigen::Matrix<double, 1, heat_width> entry = x.row(column);
      for (auto at = starts[column] + 1; at < starts[column + 1]; ++at) entry -= values[at] * x.row(rows[at]);
      x.row(column) = entry / values[starts[column]];
    }
  }

  std::shared_ptr<const BoundedLaplacian> laplacian_;
  double time_;
  Index steps_;
  Eigen::SparseMatrix<double> factor_;
  Eigen::VectorXi order_;
};

}  // namespace

BoundedLaplacian bounded_laplacian(const WeightedGraph& graph, Laplacian kind) {
  BoundedLaplacian laplacian{graph_laplacian(graph, kind), 0};
  const auto degrees = weighted_degrees(graph);
  for (const auto& [u, v, weight] : graph.edges())
    if (weight > 0)
      laplacian.bound = std::max(laplacian.bound, kind == Laplacian::normalized ? 2 : degrees[u] + degrees[v]);
  if (!std::isfinite(laplacian.bound))
    throw Error(codes::bad_value, "needs degrees with finite sums, two of adjacent vertices overflow",
                "scale the weights down");
  laplacian.bound *= 1 + 0x1p-40;  // over the rounding of the degrees
  return laplacian;
}

std::shared_ptr<const HeatSolver> spectral_heat(const BoundedLaplacian& laplacian, double time, Index eigenpairs,
                                                const Context& context) {
  const Index n = Index(laplacian.matrix.rows());
  double next = infinity;
  auto pairs = std::make_shared<Eigenpairs>();
  if (eigenpairs >= n) {
    *pairs = symmetric_eigenpairs(Eigen::MatrixXd(laplacian.matrix), {.count = n}, context);
  } else {
    *pairs = symmetric_eigenpairs(laplacian.matrix, {.count = eigenpairs + 1}, context);
    next = std::max(0.0, pairs->values[eigenpairs]);
    pairs->values.conservativeResize(eigenpairs);
    pairs->vectors.conservativeResize(Eigen::NoChange, eigenpairs);
  }
  return std::make_shared<SpectralHeat>(std::move(pairs), next, time);
}

std::shared_ptr<const HeatSolver> chebyshev_heat(std::shared_ptr<const BoundedLaplacian> laplacian, double time,
                                                 double tolerance) {
  return std::make_shared<ChebyshevSolver>(std::move(laplacian), time, tolerance);
}

std::shared_ptr<const HeatSolver> euler_heat(std::shared_ptr<const BoundedLaplacian> laplacian, double time,
                                             Index steps, const Context& context) {
  return std::make_shared<EulerSolver>(std::move(laplacian), time, steps, context);
}

ChebyshevHeat chebyshev_expansion(double s, double tolerance) {
  if (s < 0x1p-60) return {{1}, s};  // P(|S| > 0) is less than s

  // Bernstein: beyond m the sum is below 2 exp(-m^2 / (2 (s + m/3))). Here the exponent is `digits`.
  const auto degree_for = [&](double digits) {
    return std::ceil(digits / 3 + std::sqrt(digits * digits / 9 + 2 * s * digits)) + 1;
  };
  if (const double degree = degree_for(std::log(2 / tolerance)); !(degree <= highest_degree))
    throw Error(codes::over_cap,
                fmt::format("needs a polynomial of degree at most {}, got {:.0f}", highest_degree, degree),
                "take a shorter time, smaller weights, the normalized Laplacian, or method = \"euler\"");

  // Miller: e^-s I_k(s) falls off so fast that its recurrence, run downwards from where it is below the smallest
  // double, gives it up to a factor, which e^-s (I_0 + 2 I_1 + 2 I_2 + ...) = 1 fixes.
  const auto last = std::size_t(degree_for(760));
  std::vector<double> bessel(last + 2, 0.0);
  bessel[last] = 0x1p-1000;
  for (std::size_t k = last; k > 0; --k) {
    bessel[k - 1] = 2 * double(k) / s * bessel[k] + bessel[k + 1];
    if (bessel[k - 1] > 0x1p900)
      for (std::size_t j = k - 1; j <= last; ++j) bessel[j] *= 0x1p-900;
  }
  double total = 0;
  for (std::size_t k = last; k > 0; --k) total += 2 * bessel[k];
  total += bessel[0];

  double left_out = 0;
  std::size_t degree = last;
  while (degree > 0 && left_out + 2 * bessel[degree] / total <= tolerance) left_out += 2 * bessel[degree--] / total;
  ChebyshevHeat expansion{std::vector<double>(degree + 1), left_out};
  for (std::size_t k = 0; k <= degree; ++k)
    expansion.coefficients[k] = (k == 0 ? 1.0 : k % 2 == 1 ? -2.0 : 2.0) * (bessel[k] / total);
  return expansion;
}

}  // namespace tessera
