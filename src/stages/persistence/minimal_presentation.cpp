// SPDX-License-Identifier: MIT
#include "tessera/persistence/minimal_presentation.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec persistence_minimal_presentation() {
  using Options = MinimalPresentationOptions;
  return stage("persistence.minimal_presentation",
               StageFunction<Presentation<2>, Options, FilteredComplex<2>>(&tessera::minimal_presentation))
      .overload(StageFunction<Presentation<2>, Options, Presentation<2>>(&tessera::minimal_presentation))
      .overload(StageFunction<Presentation<1>, Options, FilteredComplex<1>>(&tessera::minimal_presentation))
      .overload(StageFunction<Presentation<3>, Options, FilteredComplex<3>>(&tessera::minimal_presentation))
      .overload(StageFunction<Presentation<4>, Options, FilteredComplex<4>>(&tessera::minimal_presentation))
      .overload(StageFunction<Presentation<1>, Options, Presentation<1>>(&tessera::minimal_presentation))
      .overload(StageFunction<Presentation<3>, Options, Presentation<3>>(&tessera::minimal_presentation))
      .overload(StageFunction<Presentation<4>, Options, Presentation<4>>(&tessera::minimal_presentation))
      .summary(
          "Minimal presentation of the homology of a filtered complex, or of a presented module; coefficients Z/2.")
      .source(
          "Lesnick and Wright 2022, Computing minimal presentations and bigraded Betti numbers; Kerber and Rolle 2021")
      .theorem(
          "Generators and relations are counted by the Betti numbers beta_0 and beta_1: their grades do not depend on "
          "the order of the cells, nor on the preprocessing.")
      .note("A presentation that comes in keeps its own degree.")
      .input("in", "what carries the module")
      .param(&Options::degree, "degree", "k of H_k, unreduced", between(0, 16))
      .param(&Options::preprocessing, "preprocessing",
             "what makes the boundary matrices of a two-parameter complex smaller first",
             choices<Preprocessing>({{"automatic", Preprocessing::automatic},
                                     {"plain", Preprocessing::plain},
                                     {"chunk", Preprocessing::chunk},
                                     {"flag", Preprocessing::flag}}))
      .param(&Options::cycles, "cycles", "also give a representative cycle for every generator");
}

}  // namespace tessera::stages
