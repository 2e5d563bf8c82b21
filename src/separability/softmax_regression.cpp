// SPDX-License-Identifier: MIT
#include "separability/softmax_regression.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>

namespace tessera {
namespace {

using Matrix = Eigen::MatrixXd;

/// Weights with the intercepts as a last row.
class Objective {
 public:
  Objective(const Matrix& rows, const std::vector<Index>& classes, Index class_count, double penalty)
      : rows_(rows), penalty_(class_count == 2 ? 2 * penalty : penalty) {
    targets_ = Matrix::Zero(rows.rows(), class_count);
    for (Eigen::Index row = 0; row < rows.rows(); ++row) targets_(row, classes[row]) = 1;
  }

  /// The loss; leaves the probabilities for gradient() and hessian().
  double operator()(const Matrix& parameters) {
    probabilities_ = scores(parameters);
    const Eigen::VectorXd largest = probabilities_.rowwise().maxCoeff();
    probabilities_.colwise() -= largest;
    const double fit = (probabilities_.array() * targets_.array()).sum();
    probabilities_ = probabilities_.array().exp();
    const Eigen::VectorXd sums = probabilities_.rowwise().sum();
    probabilities_.array().colwise() /= sums.array();
    return sums.array().log().sum() - fit + 0.5 * penalty_ * weights(parameters).squaredNorm();
  }
  Matrix gradient(const Matrix& parameters) const { return pulled_back(probabilities_ - targets_, parameters); }
  Matrix hessian(const Matrix& direction) const {
    Matrix change = scores(direction).cwiseProduct(probabilities_);
    const Eigen::VectorXd sums = change.rowwise().sum();
    change.array() -= probabilities_.array().colwise() * sums.array();
    return pulled_back(change, direction);
  }
  Matrix zero() const { return Matrix::Zero(rows_.cols() + 1, targets_.cols()); }

 private:
  Matrix scores(const Matrix& parameters) const {
    Matrix result = rows_ * weights(parameters);
    result.rowwise() += parameters.row(rows_.cols());
    return result;
  }
  Matrix pulled_back(const Matrix& residual, const Matrix& parameters) const {
    Matrix result(rows_.cols() + 1, targets_.cols());
    result.topRows(rows_.cols()).noalias() = rows_.transpose() * residual + penalty_ * weights(parameters);
    result.bottomRows(1) = residual.colwise().sum();
    return result;
  }
  Eigen::Block<const Matrix> weights(const Matrix& parameters) const {
    return parameters.block(0, 0, rows_.cols(), parameters.cols());
  }

  const Matrix& rows_;
  double penalty_;
  Matrix targets_, probabilities_;
};

double inner(const Matrix& a, const Matrix& b) { return (a.array() * b.array()).sum(); }

/// H step = -gradient, until the residual is a small part of the gradient: superlinear convergence (Nocedal and Wright
/// 2006, Numerical optimization, algorithm 7.1).
Matrix newton_step(const Objective& objective, const Matrix& gradient) {
  const double norm = gradient.norm(), aim = std::min(0.1, std::sqrt(norm)) * norm;
  Matrix step = objective.zero(), residual = -gradient, direction = residual;
  double squared = residual.squaredNorm();
  for (int k = 0; k < 500 && std::sqrt(squared) > aim; ++k) {
    const Matrix image = objective.hessian(direction);
    const double curvature = inner(direction, image);
    if (!(curvature > 1e-300)) break;
    const double length = squared / curvature;
    step += length * direction;
    residual -= length * image;
    const double next = residual.squaredNorm();
    direction = residual + next / squared * direction;
    squared = next;
  }
  return step.isZero(0) ? Matrix(-gradient) : step;
}

}  // namespace

SoftmaxModel softmax_regression(const Matrix& rows, const std::vector<Index>& classes, Index class_count,
                                double penalty, const Context& context) {
  Objective objective(rows, classes, class_count, penalty);
  Matrix parameters = objective.zero();
  double loss = objective(parameters);
  Matrix gradient = objective.gradient(parameters);
  const double aim = 1e-6 * std::max(gradient.norm(), 1e-12);
  for (int iteration = 0; gradient.norm() > aim; ++iteration) {
    context.check();
    if (iteration == 200) throw Error(codes::internal, "logistic regression did not converge in 200 Newton steps");
    const Matrix step = newton_step(objective, gradient);
    const double slope = inner(gradient, step);
    double length = 1, next = objective(parameters + step);
    while (next > loss + 1e-4 * length * slope && length > 1e-12) next = objective(parameters + (length /= 2) * step);
    if (length <= 1e-12) break;  // rounding: no descent is left
    parameters += length * step;
    loss = next;
    gradient = objective.gradient(parameters);
  }
  return {parameters.topRows(rows.cols()), parameters.bottomRows(1)};
}

}  // namespace tessera
