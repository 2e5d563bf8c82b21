// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/persistence/sampling_grid.hpp"
#include "tessera/pipeline/stage_spec.hpp"

#include <utility>

namespace tessera::stages {

/// Fits the grid of a sampled invariant on a collection of complexes or modules.
template <class Sample, class Options>
SamplingGrid fitted_grid(const Collection<Sample>& samples, const Options& options, const Context& context) {
  return fit_sampling_grid(samples, options, context);
}

template <int N, class Options>
void require_resolution(const Options& options) {
  check_resolution(options, N);
}

/// The parameters of SamplingOptions, which sampled invariants share. Comes after the overloads.
template <class Options>
StageBuilder<Options> with_sampling(StageBuilder<Options> builder) {
  return std::move(builder)
      .param(
          &SamplingOptions::grid, "grid",
          "values of each axis that are sampled: all at which something can change, evenly spaced ones, or quantiles "
          "of the grades",
          choices<GridKind>(
              {{"exact", GridKind::exact}, {"regular", GridKind::regular}, {"quantile", GridKind::quantile}}))
      .param(&SamplingOptions::resolution, "resolution",
             "points per axis of a regular or quantile grid, 50 if none are given; one entry serves all axes",
             between(1, 100000))
      .template check<1, 4>([](auto n) { return &require_resolution<n(), Options>; });
}

/// Grids fitted on complexes, and on modules, of any number of parameters. Comes after the overloads.
template <class Options>
StageBuilder<Options> fitted_on_complexes(StageBuilder<Options> builder) {
  return std::move(builder).template fitted<1, 4>(&SamplingOptions::fit,
                                                  [](auto n) { return &fitted_grid<FilteredComplex<n()>, Options>; });
}
template <class Options>
StageBuilder<Options> fitted_on_modules(StageBuilder<Options> builder) {
  return std::move(builder).template fitted<1, 4>(&SamplingOptions::fit,
                                                  [](auto n) { return &fitted_grid<Presentation<n()>, Options>; });
}

}  // namespace tessera::stages
