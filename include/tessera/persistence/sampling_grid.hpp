// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/core/fitted.hpp"
#include "tessera/filtration/filtered_complex.hpp"
#include "tessera/persistence/presentation.hpp"

#include <optional>
#include <vector>

namespace tessera {

/// Which values of each axis an invariant is sampled at.
enum class GridKind {
  exact,     // every value at which it can change: nothing is lost
  regular,   // evenly spaced from the least to the largest grade
  quantile,  // order statistics of the grades: between any two values lie equally many of them
};

/// The values at which the samples of a collection are sampled, in the internal sign of the axes: one strictly
/// increasing list an axis, the same for every sample, so that results can be compared. No list at all: every sample at
/// its own values, as an exact grid has it.
struct SamplingGrid {
  std::vector<std::vector<double>> axes;

  FittedValues values() const;
  /// Throws Error D106 when an axis is missing, empty, or not strictly increasing and finite.
  static SamplingGrid from_values(const FittedValues& values);
  friend bool operator==(const SamplingGrid&, const SamplingGrid&) = default;
};

/// What all sampled invariants share. An invariant at a grid point is exact whatever the grid: a coarser grid only
/// looks at fewer points, and the algebra is done on grades rounded up to it, which changes nothing that it sees.
struct SamplingOptions {
  static constexpr Index default_resolution = 50;

  GridKind grid = GridKind::exact;
  /// Points per axis of a regular or quantile grid, both ends included (a single point: the upper end); one entry
  /// serves all axes. Empty: default_resolution.
  std::vector<Index> resolution;
  /// Fitted on a collection; absent: on the sample itself.
  std::optional<SamplingGrid> fit;
};

/// Throws Error D106 when `resolution` does not fit so many axes, holds a zero, or is given for an exact grid.
void check_resolution(const SamplingOptions& options, std::size_t axes);

/// A grid fitted to the grades of all modules together (of all cells of all complexes). An axis where all grades agree
/// is widened upwards by 1; a collection without grades gets [0, 1]. Equal quantiles appear once, so an axis may
/// have fewer values than asked for. An exact grid is left to each sample.
/// Throws what check_resolution throws. Cost: one pass over the grades, and a sort of the distinct values.
template <int N>
SamplingGrid fit_sampling_grid(const Collection<Presentation<N>>& modules, const SamplingOptions& options,
                               const Context& context);
template <int N>
SamplingGrid fit_sampling_grid(const Collection<FilteredComplex<N>>& complexes, const SamplingOptions& options,
                               const Context& context);

#define TESSERA_SAMPLING_GRID(N)                                                                                \
  extern template SamplingGrid fit_sampling_grid(const Collection<Presentation<N>>&, const SamplingOptions&,    \
                                                 const Context&);                                               \
  extern template SamplingGrid fit_sampling_grid(const Collection<FilteredComplex<N>>&, const SamplingOptions&, \
                                                 const Context&);
TESSERA_SAMPLING_GRID(1)
TESSERA_SAMPLING_GRID(2)
TESSERA_SAMPLING_GRID(3)
TESSERA_SAMPLING_GRID(4)
#undef TESSERA_SAMPLING_GRID

}  // namespace tessera
