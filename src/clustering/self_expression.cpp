// SPDX-License-Identifier: MIT
#include "clustering/self_expression.hpp"

#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <Eigen/Cholesky>

namespace tessera {

Eigen::MatrixXd elastic_net_coefficients(const Eigen::MatrixXd& gram, double fidelity, double sparsity, Index sweeps,
                                         const Context& context) {
  const Eigen::Index n = gram.rows();
  Eigen::MatrixXd coefficients = Eigen::MatrixXd::Zero(n, n);
  parallel_for(context, std::size_t(n), 1, [&](std::size_t point) {
    const auto i = Eigen::Index(point);
    Eigen::VectorXd others = gram.col(i).cwiseAbs();
    others[i] = 0;
    const double largest = others.maxCoeff();
    if (!(largest > 0)) return;

    const double gamma = fidelity * sparsity / largest;
    auto c = coefficients.col(i);
    Eigen::VectorXd correlation = gram.col(i);  // of every vector with the residual
    std::vector<Eigen::Index> active, all;
    for (Eigen::Index j = 0; j < n; ++j)
      if (j != i) all.push_back(j);
    const auto sweep = [&](const std::vector<Eigen::Index>& over) {
      double moved = 0;
      for (const Eigen::Index j : over) {
        const double pull = gamma * (correlation[j] + gram(j, j) * c[j]);
        const double next = std::copysign(std::max(0.0, std::abs(pull) - sparsity), pull) /
                            (gamma * gram(j, j) + 1 - sparsity + 1e-300);
        const double step = next - c[j];
        if (step == 0) continue;
        correlation -= step * gram.col(j);
        c[j] = next;
        moved = std::max(moved, std::abs(step));
      }
      return moved;
    };
    // Sweeps over all coefficients find those that are not 0; sweeps over these alone are cheap.
    for (Index round = 0; round < sweeps && sweep(all) > 1e-7; ++round) {
      active.clear();
      for (const Eigen::Index j : all)
        if (c[j] != 0) active.push_back(j);
      for (int inner = 0; inner < 100 && sweep(active) > 1e-7; ++inner) {}
    }
  });
  return coefficients;
}

Eigen::MatrixXd pursuit_coefficients(const Eigen::MatrixXd& gram, Index terms, const Context& context) {
  const Eigen::Index n = gram.rows();
  Eigen::MatrixXd coefficients = Eigen::MatrixXd::Zero(n, n);
  parallel_for(context, std::size_t(n), 16, [&](std::size_t point) {
    const auto i = Eigen::Index(point);
    std::vector<Eigen::Index> support;
    Eigen::VectorXd correlation = gram.col(i), solution;
    for (Index term = 0; term < terms; ++term) {
      Eigen::VectorXd strength = correlation.cwiseAbs();
      strength[i] = 0;
      for (const Eigen::Index j : support) strength[j] = 0;
      Eigen::Index strongest = 0;
      if (!(strength.maxCoeff(&strongest) > 1e-12)) break;
      support.push_back(strongest);
      const Eigen::MatrixXd inner = gram(support, support);
      const Eigen::VectorXd wanted = gram(support, i);
      solution = inner.ldlt().solve(wanted);
      correlation = gram.col(i) - gram(Eigen::all, support) * solution;
      if (gram(i, i) - wanted.dot(solution) < 1e-12) break;  // the residual's squared norm
    }
    for (std::size_t k = 0; k < support.size(); ++k) coefficients(support[k], i) = solution[Eigen::Index(k)];
  });
  return coefficients;
}

Eigen::MatrixXd coefficient_affinity(Eigen::MatrixXd coefficients) {
  coefficients = coefficients.cwiseAbs().eval();
  for (Eigen::Index i = 0; i < coefficients.cols(); ++i)
    if (const double largest = coefficients.col(i).maxCoeff(); largest > 0) coefficients.col(i) /= largest;
  return coefficients + coefficients.transpose();
}

}  // namespace tessera
