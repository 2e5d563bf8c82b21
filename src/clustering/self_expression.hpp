// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"

#include <Eigen/Core>

namespace tessera {

/// Coefficients of each unit vector in the others, from their Gram matrix: column i minimises
///   sparsity |c|_1 + (1 - sparsity) / 2 |c|^2 + gamma / 2 |x_i - X c|^2,   c_i = 0,
/// gamma = fidelity * sparsity / max over j of |<x_i, x_j>|: below that (fidelity <= 1) the minimum is 0.
/// Cyclic coordinate descent, at most `sweeps` over all coefficients, until none moves by more than 1e-7.
Eigen::MatrixXd elastic_net_coefficients(const Eigen::MatrixXd& gram, double fidelity, double sparsity, Index sweeps,
                                         const Context& context);

/// The same by orthogonal matching pursuit: at most `terms` others each, until the residual's norm is below 1e-6.
Eigen::MatrixXd pursuit_coefficients(const Eigen::MatrixXd& gram, Index terms, const Context& context);

/// |C| + |C|', each column over its largest absolute entry first.
Eigen::MatrixXd coefficient_affinity(Eigen::MatrixXd coefficients);

}  // namespace tessera
