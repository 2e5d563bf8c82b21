// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/kernel_matrix.hpp"
#include "tessera/data/weighted_graph.hpp"
#include "tessera/geometry/graph_laplacian.hpp"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace tessera {

/// How exp(-tL) is found. Errors are in the spectral norm, hence bounds for every entry, besides rounding.
///
/// exact: all eigenpairs of a dense matrix; 24 n^2 bytes, about 10 n^3 operations once, 4 n a number of a result.
/// chebyshev: a polynomial of degree m in L. With L <= b and s = tb/2, the terms beyond m of the expansion of exp(-tx)
///   in Chebyshev polynomials of x on [0, b] add up to at most P(|S| > m) = 2 sum_{k > m} e^-s I_k(s), where S is
///   the difference of two Poisson numbers of mean s/2; by Bernstein's inequality that is at most
///   2 exp(-m^2 / (2 (s + m/3))). The least m that brings the sum to the tolerance is taken: about sqrt(2 s
///   log(2/tol)). b is 2, or the largest sum of the degrees of adjacent vertices (Anderson and Morley). m products with
///   L.
/// euler: (I + t/m L)^-m in m steps, by a sparse Cholesky factor. At most min((tb)^2 / (2m), .2707 (1/m + (m + 2) /
///   ((m - 1)(m - 2)))), the second for m > 2: an average of heat kernels over times of mean t and variance t^2/m.
/// low_rank: the k smallest eigenpairs; at most exp(-t l) with the next eigenvalue l.
/// automatic: exact up to 500 vertices, else chebyshev.
enum class HeatMethod { automatic, exact, chebyshev, euler, low_rank };

struct HeatOptions {
  Laplacian laplacian = Laplacian::combinatorial;
  HeatMethod method = HeatMethod::automatic;
  double tolerance = 1e-10;  // of chebyshev
  Index steps = 30;          // m of euler
  Index eigenpairs = 100;    // k of low_rank, capped by n
};

/// exp(-tL) of a graph whose weights are affinities, prepared once, then applied to vectors and blocks of them, or
/// asked for some of its rows. Symmetric; entries are at least 0 up to the error; rows of the combinatorial one sum to
/// 1; blocks of different connected components are 0. At time 0 it is the identity. Copies share what was prepared.
class HeatOperator {
 public:
  /// Throws D106 unless the time is at least 0 and finite and the options make sense, D101 on negative weights, R302
  /// over the budget, R303 for a polynomial of a degree beyond 20,000, X101 when eigenvalues do not converge.
  HeatOperator(const WeightedGraph& graph, double time, const HeatOptions& options = {}, const Context& context = {});
  /// At another time: eigenpairs are not found again.
  HeatOperator at(double time, const Context& context = {}) const;

  Index size() const noexcept;
  double time() const noexcept;
  /// In the spectral norm, as said above.
  double error_bound() const noexcept;

  /// exp(-tL) times a row-major size() x width matrix. Throws D102 on a wrong count.
  std::vector<double> apply(std::span<const double> columns, Index width, const Context& context = {}) const;
  /// These rows of exp(-tL), row-major vertices.size() x size(). Throws D102 on a vertex out of range.
  std::vector<double> rows(std::span<const Index> vertices, const Context& context = {}) const;

  struct State;

 private:
  explicit HeatOperator(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

struct HeatTimeOptions {
  Laplacian laplacian = Laplacian::combinatorial;
  double shortest = 0.05, longest = 50;
  Index times = 20;  // evenly spaced between them
};

/// How spread heat is after each of some times: -sum H log H over rows of H = exp(-tL), natural logarithm, a vertex.
struct HeatEntropy {
  std::vector<double> times, entropies;
  double knee = 0;  // one of the times
};

/// The entropies, and where their curve bends: the knee of Satopaa et al. with sensitivity 1/2, else the time of the
/// largest height over the chord of the curve. Over at most 256 rows: of more vertices, evenly spaced ones in the order
/// of degree. Throws D106 unless 0 <= shortest < longest are finite and there are at least 3 times; D103 without
/// vertices. Source: Huguet et al. 2023, A heat diffusion perspective on geodesic preserving dimensionality reduction,
/// arXiv:2305.19043; Satopaa et al. 2011, Finding a kneedle in a haystack, doi:10.1109/ICDCSW.2011.20.
HeatEntropy heat_entropy(const WeightedGraph& graph, const HeatTimeOptions& options = {}, const Context& context = {});

struct HeatKernelOptions {
  std::optional<double> time;  // absent: the knee of the entropy
  double longest_time = 50;    // that is looked at for the knee
  Laplacian laplacian = Laplacian::combinatorial;
  HeatMethod method = HeatMethod::automatic;
  double tolerance = 1e-10;
  Index steps = 30, eigenpairs = 100;  // as in HeatOptions
};

/// All of exp(-tL), symmetric to the last bit, under the names of the vertices, or their numbers. Reports the time and
/// the error bound as resolved values. Throws what HeatOperator and heat_entropy throw.
/// Cost for n = 5,000 and 10 neighbors each: bench/neighbor_graph.
KernelMatrix heat_kernel(const WeightedGraph& graph, const HeatKernelOptions& options = {},
                         const Context& context = {});

}  // namespace tessera
