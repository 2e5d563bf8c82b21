// SPDX-License-Identifier: MIT
#include "tessera/persistence/rank_invariant.hpp"

#include "stages/persistence/sampling_parameters.hpp"

namespace tessera::stages {
namespace {

using Options = RankInvariantOptions;

template <int N, class Sample>
constexpr StageFunction<RankInvariant<N>, Options, Sample> of = &rank_invariant<N>;

}  // namespace

StageSpec persistence_rank_invariant() {
  auto declared =
      stage<1, 4>("persistence.rank_invariant", [](auto n) { return of<n(), FilteredComplex<n()>>; })
          .overload(of<1, Presentation<1>>)
          .overload(of<2, Presentation<2>>)
          .overload(of<3, Presentation<3>>)
          .overload(of<4, Presentation<4>>)
          .summary("Rank of the map from a to b for all grades a <= b of a grid; coefficients Z/2.")
          .source(
              "Carlsson and Zomorodian 2009, The theory of multidimensional persistence; Cerri, Di Fabio, Ferri, "
              "Frosini, Landi 2013")
          .theorem(
              "Exact at every pair of grid points. At interleaving distance e, rank M(a - e) -> M(b + e) is at most "
              "rank N(a) -> N(b), and the other way round.")
          .note("A presentation that comes in keeps its own degree.")
          .note("Memory grows as the 2 N-th power of the resolution: an over-large grid is refused with its forecast.")
          .input("in", "what carries the module")
          .param(&Options::degree, "degree", "k of H_k of a complex, unreduced", between(0, 16));
  return fitted_on_modules(fitted_on_complexes(with_sampling(std::move(declared))));
}

}  // namespace tessera::stages
