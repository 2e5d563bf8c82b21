// SPDX-License-Identifier: MIT
#include "tessera/vectorization/surface_samples.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

using Options = SurfaceSamplesOptions;

template <class Invariant>
constexpr StageFunction<FeatureMatrix, Options, Collection<Invariant>> of = &surface_samples;

}  // namespace

StageSpec vectorization_surface_samples() {
  return stage<1, 4>("vectorization.surface_samples", [](auto n) { return of<HilbertFunction<n()>>; })
      .overload(of<EulerSurface<1>>)
      .overload(of<EulerSurface<2>>)
      .overload(of<EulerSurface<3>>)
      .overload(of<EulerSurface<4>>)
      .overload(of<RankInvariant<1>>)
      .overload(of<RankInvariant<2>>)
      .overload(of<RankInvariant<3>>)
      .overload(of<RankInvariant<4>>)
      .summary("Hilbert functions, Euler surfaces or rank invariants on one grid, a feature a grade or pair of grades.")
      .source(
          "Beltramo, Skraba, Andreeva, Sarkar, Giarratano, Bernabeu 2022, Euler characteristic surfaces, "
          "doi:10.3934/fods.2021027")
      .theorem(
          "Euler surfaces, in the mean only: for f and g on one whole complex, the integral over a box of |chi_f - "
          "chi_g| "
          "is at most the sum over cells and axes of |f_k - g_k| times the sides of the box along the other axes")
      .note("No theorem in the sup norm: counts jump where a grade passes a sampled value.")
      .note(
          "All samples need one grid: sample them with grid = \"regular\" or \"quantile\", which fits it on the "
          "collection.")
      .input("in", "the sampled invariants");
}

}  // namespace tessera::stages
