// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/persistence/sampling_grid.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// The pairs a <= b of one axis of n values, numbered a by a: (0, 0), (0, 1), ..., (0, n - 1), (1, 1), ...
struct AxisPairs {
  Index size = 0;  // n

  std::size_t count() const noexcept { return std::size_t{size} * (size + std::size_t{1}) / 2; }
  std::size_t operator()(Index a, Index b) const noexcept { return first(a) + b; }
  /// What b is added to.
  std::size_t first(Index a) const noexcept {
    return std::size_t{a} * size - std::size_t{a} * (a + std::size_t{1}) / 2;
  }
};

/// rank M(a) -> M(b) for all a <= b of a product of values of the axes. The pairs a <= b are the product of the pairs
/// a_k <= b_k of the axes, so an array of shape (pairs of axis 0, pairs of axis 1, ...) holds them without a gap.
template <int N>
struct RankInvariant {
  static constexpr std::string_view artifact = "RankInvariant";
  static constexpr std::string_view meaning = "the ranks of the maps between all pairs of grades of a grid";
  static constexpr int parameters = N;

  Grid<N> grid;              // its axes hold the values that were sampled
  std::vector<Index> ranks;  // an entry for every a <= b, pairs of axis 0 slowest
  Index degree = 0;

  AxisPairs pairs(int axis) const noexcept { return {Index(grid.axes[axis].values.size())}; }
  /// Where the rank from a to b stands, a <= b.
  std::size_t place(const Grade<N>& a, const Grade<N>& b) const noexcept {
    std::size_t at = 0;
    for (int axis = 0; axis < N; ++axis) at = at * pairs(axis).count() + pairs(axis)(a[axis], b[axis]);
    return at;
  }
  Index operator()(const Grade<N>& a, const Grade<N>& b) const noexcept { return ranks[place(a, b)]; }
  std::string brief() const { return "ranks at " + std::to_string(ranks.size()) + " pairs of grades"; }

  friend bool operator==(const RankInvariant&, const RankInvariant&) = default;
};

struct RankInvariantOptions : SamplingOptions {
  RankInvariantOptions() { grid = GridKind::regular; }
  /// k of H_k of a complex, unreduced; a module keeps its own degree.
  Index degree = 1;
};

/// Exact at every pair of grid points. The presentation is rounded up to the grid and minimised; then one sweep over
/// the relations serves, for fixed a_2, ..., a_N and b_2, ..., b_(N-1), all a_1, b_1 and b_N at once.
/// Cost: g^(2N - 3) sweeps for g values an axis (one for N = 1) and (g (g + 1) / 2)^N numbers of 4 bytes; the sweeps
/// run in parallel. An exact grid has the values of the minimal presentation. The zero module has ranks 0.
/// Stability: at distance e in the interleaving distance, rank M(a - e) -> M(b + e) <= rank N(a) -> N(b), and vice
/// versa. Throws D106 when the sampling does not fit (sampling_grid.hpp), R302 over the memory budget.
/// Source: Carlsson and Zomorodian 2009, The theory of multidimensional persistence, doi:10.1007/s00454-009-9176-0;
/// Cerri, Di Fabio, Ferri, Frosini, Landi 2013, doi:10.1002/mma.2704 (stability).
template <int N>
RankInvariant<N> rank_invariant(const Presentation<N>& module, const RankInvariantOptions& options,
                                const Context& context);

/// The same of H_degree of a complex, by a minimal presentation of the complex rounded up to the grid, which is smaller
/// than that of the complex itself. Throws D106 when degree >= complete_dimension.
template <int N>
RankInvariant<N> rank_invariant(const FilteredComplex<N>& complex, const RankInvariantOptions& options,
                                const Context& context);

#define TESSERA_RANK_INVARIANT(N)                                                                         \
  extern template RankInvariant<N> rank_invariant(const Presentation<N>&, const RankInvariantOptions&,    \
                                                  const Context&);                                        \
  extern template RankInvariant<N> rank_invariant(const FilteredComplex<N>&, const RankInvariantOptions&, \
                                                  const Context&);
TESSERA_RANK_INVARIANT(1)
TESSERA_RANK_INVARIANT(2)
TESSERA_RANK_INVARIANT(3)
TESSERA_RANK_INVARIANT(4)
#undef TESSERA_RANK_INVARIANT

}  // namespace tessera
