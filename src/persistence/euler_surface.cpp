// SPDX-License-Identifier: MIT
#include "tessera/persistence/euler_surface.hpp"

#include "persistence/measure_sums.hpp"
#include "tessera/persistence/signed_measures.hpp"

namespace tessera {

template <int N>
EulerSurface<N> euler_surface(const FilteredComplex<N>& complex, const EulerSurfaceOptions& options,
                              const Context& context) {
  const auto measure = euler_measure(complex);
  const auto counts = is_exact(options) ? value_counts(measure) : value_counts(complex);
  const auto values = sampled_values(options, complex.grid, counts);
  return {.grid = with_values(complex.grid, values),
          .characteristics = sums_below(measure, values, "the Euler surface", context)};
}

template EulerSurface<1> euler_surface(const FilteredComplex<1>&, const EulerSurfaceOptions&, const Context&);
template EulerSurface<2> euler_surface(const FilteredComplex<2>&, const EulerSurfaceOptions&, const Context&);
template EulerSurface<3> euler_surface(const FilteredComplex<3>&, const EulerSurfaceOptions&, const Context&);
template EulerSurface<4> euler_surface(const FilteredComplex<4>&, const EulerSurfaceOptions&, const Context&);

}  // namespace tessera
