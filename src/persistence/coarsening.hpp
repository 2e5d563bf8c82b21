// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/sampled_values.hpp"

namespace tessera {

/// Grades rounded up to the values given. An axis on which some grade lies beyond the last of them ends with one value
/// more, the sample's largest: what has that rank is seen by no grid point.
template <int N>
FilteredComplex<N> on_values(const FilteredComplex<N>& complex, const AxisValues& values);
template <int N>
Presentation<N> on_values(const Presentation<N>& module, const AxisValues& values);

}  // namespace tessera
