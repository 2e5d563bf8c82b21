// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/persistence/sampling_grid.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// dim M(z) on a product of values of the axes, an entry for every grade of `grid`, axis 0 slowest. An entry holds from
/// its point up to the next values of the axes if the grid is exact.
template <int N>
struct HilbertFunction {
  static constexpr std::string_view artifact = "HilbertFunction";
  static constexpr std::string_view meaning = "the dimension of homology at every grade of a grid";
  static constexpr int parameters = N;

  Grid<N> grid;  // its axes hold the values that were sampled
  std::vector<Index> dimensions;
  Index degree = 0;

  Index operator()(const Grade<N>& z) const noexcept {
    std::size_t place = 0;
    for (int axis = 0; axis < N; ++axis) place = place * grid.axes[axis].values.size() + z[axis];
    return dimensions[place];
  }
  std::string brief() const { return "dimensions at " + std::to_string(dimensions.size()) + " grades"; }

  friend bool operator==(const HilbertFunction&, const HilbertFunction&) = default;
};

struct HilbertFunctionOptions : SamplingOptions {
  /// k of H_k of a complex, unreduced; a module keeps its own degree.
  Index degree = 1;
};

/// The Hilbert function of H_degree of a complex (coefficients Z/2), without a presentation: the Hilbert measure of the
/// complex with its grades rounded up to the grid, summed up along the axes. Exact at every point of the grid. An exact
/// grid has the values of the measure; a zero module then gives no values, and zeros on any other grid.
/// Cost: the measure, and N passes over the grid. Throws D106 when degree >= complete_dimension or the sampling does
/// not fit (sampling_grid.hpp); R302 when the grid passes the memory budget.
template <int N>
HilbertFunction<N> hilbert_function(const FilteredComplex<N>& complex, const HilbertFunctionOptions& options,
                                    const Context& context);

/// The same of a presented module. A grid that is not exact is fitted to its generators and relations.
template <int N>
HilbertFunction<N> hilbert_function(const Presentation<N>& module, const HilbertFunctionOptions& options,
                                    const Context& context);

#define TESSERA_HILBERT_FUNCTION(N)                                                                             \
  extern template HilbertFunction<N> hilbert_function(const FilteredComplex<N>&, const HilbertFunctionOptions&, \
                                                      const Context&);                                          \
  extern template HilbertFunction<N> hilbert_function(const Presentation<N>&, const HilbertFunctionOptions&,    \
                                                      const Context&);
TESSERA_HILBERT_FUNCTION(1)
TESSERA_HILBERT_FUNCTION(2)
TESSERA_HILBERT_FUNCTION(3)
TESSERA_HILBERT_FUNCTION(4)
#undef TESSERA_HILBERT_FUNCTION

}  // namespace tessera
