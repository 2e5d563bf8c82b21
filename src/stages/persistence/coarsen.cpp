// SPDX-License-Identifier: MIT
#include "stages/persistence/sampling_parameters.hpp"
#include "tessera/persistence/coarsening.hpp"

namespace tessera::stages {
namespace {

using Options = CoarseningOptions;

template <class Sample>
constexpr StageFunction<Sample, Options, Sample> of = &coarsen;

}  // namespace

StageSpec persistence_coarsen() {
  auto declared =
      stage<1, 4>("persistence.coarsen", [](auto n) { return of<FilteredComplex<n()>>; })
          .overload(of<Presentation<1>>)
          .overload(of<Presentation<2>>)
          .overload(of<Presentation<3>>)
          .overload(of<Presentation<4>>)
          .summary("The same complex or module with its grades rounded up to a grid, so that what follows is smaller.")
          .source(
              "Lesnick and Wright 2015, Interactive visualization of 2-D persistence modules, section on coarsening")
          .theorem(
              "Nothing changes at the points of the grid. Where no grade moves by more than g on any axis, the "
              "interleaving distance to the original is at most g.")
          .note("The largest rounding of every axis is recorded as rounding.axis0, rounding.axis1, ...")
          .note("A presentation is no longer known to be minimal.")
          .input("in", "a complex, or a presented module");
  return fitted_on_modules(fitted_on_complexes(with_sampling(std::move(declared))));
}

}  // namespace tessera::stages
