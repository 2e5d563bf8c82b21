// SPDX-License-Identifier: MIT
#include "tessera/persistence/hilbert_function.hpp"

#include "stages/persistence/sampling_parameters.hpp"

namespace tessera::stages {
namespace {

using Options = HilbertFunctionOptions;

template <int N, class Sample>
constexpr StageFunction<HilbertFunction<N>, Options, Sample> of = &hilbert_function<N>;

}  // namespace

StageSpec persistence_hilbert_function() {
  auto declared =
      stage<1, 4>("persistence.hilbert_function", [](auto n) { return of<n(), FilteredComplex<n()>>; })
          .overload(of<1, Presentation<1>>)
          .overload(of<2, Presentation<2>>)
          .overload(of<3, Presentation<3>>)
          .overload(of<4, Presentation<4>>)
          .summary("Dimension of the homology of a complex, or of a module, at the grades of a grid; coefficients Z/2.")
          .source(
              "Oudot and Scoccola 2024, On the stability of multigraded Betti numbers and Hilbert functions; Lesnick "
              "and Wright 2022")
          .theorem(
              "Exact at every point of the grid. For one complex filtered by f and by g, N <= 2 parameters: "
              "KR(f, g) <= N |f - g|_1 between the Hilbert measures, as long as no threshold cuts anything.")
          .note("A presentation that comes in keeps its own degree.")
          .input("in", "what carries the module")
          .param(&Options::degree, "degree", "k of H_k of a complex, unreduced", between(0, 16));
  return fitted_on_modules(fitted_on_complexes(with_sampling(std::move(declared))));
}

}  // namespace tessera::stages
