// SPDX-License-Identifier: MIT
#include "tessera/persistence/hilbert_function.hpp"

#include "persistence/coarsening.hpp"
#include "persistence/measure_sums.hpp"
#include "tessera/persistence/signed_measures.hpp"

namespace tessera {
namespace {

template <int N>
HilbertFunction<N> summed(const SignedBarcode<N>& measure, const Grid<N>& grid, const AxisValues& values,
                          const Context& context) {
  const auto sums = sums_below(measure, values, "the Hilbert function", context);
  return {.grid = with_values(grid, values), .dimensions = {sums.begin(), sums.end()}, .degree = measure.degree};
}

/// `measure_of` finds the measure of what it is given: of the sample itself for an exact grid, else of the sample on
/// the grid, where equal grades cancel early.
template <int N, class Sample, class Measure>
HilbertFunction<N> sampled(const Sample& sample, const SamplingOptions& options, const Measure& measure_of,
                           const Context& context) {
  if (is_exact(options)) {
    const auto measure = measure_of(sample);
    return summed(measure, sample.grid, sampled_values(options, sample.grid, value_counts(measure)), context);
  }
  const auto values = sampled_values(options, sample.grid, value_counts(sample));
  point_count(values, sizeof(std::int64_t) + sizeof(Index), "the Hilbert function", context);
  return summed(measure_of(on_values(sample, values)), sample.grid, values, context);
}

}  // namespace

template <int N>
HilbertFunction<N> hilbert_function(const FilteredComplex<N>& complex, const HilbertFunctionOptions& options,
                                    const Context& context) {
  const auto measure = [&](const FilteredComplex<N>& on_grid) {
    return hilbert_measure(on_grid, options.degree, context);
  };
  return sampled<N>(complex, options, measure, context);
}

template <int N>
HilbertFunction<N> hilbert_function(const Presentation<N>& module, const HilbertFunctionOptions& options,
                                    const Context& context) {
  const auto measure = [&](const Presentation<N>& on_grid) { return hilbert_measure(on_grid, context); };
  return sampled<N>(module, options, measure, context);
}

#define TESSERA_HILBERT_FUNCTION(N)                                                                      \
  template HilbertFunction<N> hilbert_function(const FilteredComplex<N>&, const HilbertFunctionOptions&, \
                                               const Context&);                                          \
  template HilbertFunction<N> hilbert_function(const Presentation<N>&, const HilbertFunctionOptions&, const Context&);
TESSERA_HILBERT_FUNCTION(1)
TESSERA_HILBERT_FUNCTION(2)
TESSERA_HILBERT_FUNCTION(3)
TESSERA_HILBERT_FUNCTION(4)
#undef TESSERA_HILBERT_FUNCTION

}  // namespace tessera
