// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/index.hpp"

#include <vector>

#include <Eigen/Dense>

namespace tessera {

struct SoftmaxModel {
  Eigen::MatrixXd weights;        // columns x classes
  Eigen::RowVectorXd intercepts;  // one a class
  Eigen::MatrixXd scores(const Eigen::MatrixXd& rows) const { return (rows * weights).rowwise() + intercepts; }
};

/// The minimum of sum over rows of -log softmax(class) + penalty / 2 |weights|^2 (intercepts are free). For two classes
/// the penalty is that of logistic regression, whose one vector of weights is the difference of the two here.
/// Newton's method with conjugate gradients and backtracking, to a gradient of 1e-6 of that at 0; the loss is convex.
/// Throws X101 when 200 steps do not reach it. Cost: O(rows columns classes) a product with the Hessian.
SoftmaxModel softmax_regression(const Eigen::MatrixXd& rows, const std::vector<Index>& classes, Index class_count,
                                double penalty, const Context& context);

}  // namespace tessera
