// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/geometry/heat_kernel.hpp"

#include <memory>
#include <utility>
#include <vector>

#include <Eigen/Core>
#include <Eigen/SparseCore>

namespace tessera {

/// Vectors are worked on in blocks of this many: row-major n x 32, so that a row fills whole vector registers.
inline constexpr Eigen::Index heat_width = 32;
using HeatBlock = Eigen::Matrix<double, Eigen::Dynamic, heat_width, Eigen::RowMajor>;

/// One way to find exp(-tL), prepared.
class HeatSolver {
 public:
  virtual ~HeatSolver() = default;
  virtual HeatBlock applied(const HeatBlock& block) const = 0;
  virtual double error_bound() const = 0;
  /// At another time.
  virtual std::shared_ptr<const HeatSolver> at(double time, const Context& context) const = 0;
};

/// A Laplacian with an upper bound of its spectrum.
struct BoundedLaplacian {
  Eigen::SparseMatrix<double> matrix;
  double bound = 0;
};
BoundedLaplacian bounded_laplacian(const WeightedGraph& graph, Laplacian kind);

std::shared_ptr<const HeatSolver> spectral_heat(const BoundedLaplacian& laplacian, double time, Index eigenpairs,
                                                const Context& context);
std::shared_ptr<const HeatSolver> chebyshev_heat(std::shared_ptr<const BoundedLaplacian> laplacian, double time,
                                                 double tolerance);
std::shared_ptr<const HeatSolver> euler_heat(std::shared_ptr<const BoundedLaplacian> laplacian, double time,
                                             Index steps, const Context& context);

/// The coefficients of exp(-s (1 + x)) in the Chebyshev polynomials of x in [-1, 1], up to the least degree beyond
/// which their absolute values add up to at most the tolerance, and that sum.
struct ChebyshevHeat {
  std::vector<double> coefficients;
  double left_out = 0;
};
ChebyshevHeat chebyshev_expansion(double s, double tolerance);

/// visit(degree, T_degree(X) block) for degrees from 0, with X = 2 L / bound - 1.
template <class Visit>
void for_each_chebyshev(const BoundedLaplacian& laplacian, const HeatBlock& block, std::size_t degrees, Visit visit) {
  const double scale = laplacian.bound > 0 ? 2 / laplacian.bound : 0;
  const auto multiply = [&](const HeatBlock& from, double factor, HeatBlock& onto) {  // onto = factor X from - onto
    const auto* starts = laplacian.matrix.outerIndexPtr();
    const auto* rows = laplacian.matrix.innerIndexPtr();
    const double* values = laplacian.matrix.valuePtr();
    for (Eigen::Index row = 0; row < from.rows(); ++row) {
      Eigen::Matrix<double, 1, heat_width> sum = -onto.row(row) - factor * from.row(row);
      for (auto at = starts[row]; at < starts[row + 1]; ++at)
        sum.noalias() += (factor * scale * values[at]) * from.row(rows[at]);
      onto.row(row) = sum;
    }
  };

  HeatBlock now = block, last = HeatBlock::Zero(block.rows(), heat_width);
  for (std::size_t degree = 0; degree < degrees; ++degree) {
    visit(degree, std::as_const(now));
    multiply(now, degree == 0 ? 1 : 2, last);
    now.swap(last);
  }
}

}  // namespace tessera
