// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/persistence/sampling_grid.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// The Euler characteristic of the cells at z on a product of values of the axes, axis 0 slowest.
template <int N>
struct EulerSurface {
  static constexpr std::string_view artifact = "EulerSurface";
  static constexpr std::string_view meaning = "the Euler characteristic at every grade of a grid";
  static constexpr int parameters = N;

  Grid<N> grid;  // its axes hold the values that were sampled
  std::vector<std::int64_t> characteristics;

  std::int64_t operator()(const Grade<N>& z) const noexcept {
    std::size_t place = 0;
    for (int axis = 0; axis < N; ++axis) place = place * grid.axes[axis].values.size() + z[axis];
    return characteristics[place];
  }
  std::string brief() const { return "Euler characteristics at " + std::to_string(characteristics.size()) + " grades"; }

  friend bool operator==(const EulerSurface&, const EulerSurface&) = default;
};

struct EulerSurfaceOptions : SamplingOptions {};

/// chi(z) = sum over cells of grade <= z of (-1)^dimension, exact at every point of the grid: no algebra. For a whole
/// complex it is the alternating sum of the Betti numbers of all degrees, over any field. An exact grid has the values
/// at which the sum changes.
///
/// Stability: if f and g filter the same whole complex, the sum of |chi_f - chi_g| over the plane between two Euler
/// measures is bounded by the total change of the grades: KR(f, g) <= sum over cells of |f - g|_1, any N. A skeleton
/// (complete_dimension) has the Euler surface of the skeleton, which is not that of the space.
/// Cost: one pass over the cells, N over the grid. Throws D106 when the sampling does not fit; R302 over the budget.
/// Source: Beltramo, Skraba, Andreeva, Sarkar, Giarratano, Bernabeu 2022, Euler characteristic surfaces,
/// doi:10.3934/fods.2021027; Hacquard and Lebovici 2024, Euler characteristic tools for topological data analysis,
/// JMLR.
template <int N>
EulerSurface<N> euler_surface(const FilteredComplex<N>& complex, const EulerSurfaceOptions& options,
                              const Context& context);

extern template EulerSurface<1> euler_surface(const FilteredComplex<1>&, const EulerSurfaceOptions&, const Context&);
extern template EulerSurface<2> euler_surface(const FilteredComplex<2>&, const EulerSurfaceOptions&, const Context&);
extern template EulerSurface<3> euler_surface(const FilteredComplex<3>&, const EulerSurfaceOptions&, const Context&);
extern template EulerSurface<4> euler_surface(const FilteredComplex<4>&, const EulerSurfaceOptions&, const Context&);

}  // namespace tessera
