// SPDX-License-Identifier: MIT
#include "tessera/filtration/lower_star.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

template <int N, class Data>
constexpr auto builder = StageFunction<FilteredComplex<N>, LowerStarOptions, Data, Many<ScalarField>>(&lower_star<N>);

}  // namespace

StageSpec filtration_lower_star();

StageSpec filtration_lower_star() {
  using Options = LowerStarOptions;
  return stage("filtration.lower_star", builder<2, Mesh>, values_count(2))
      .overload(builder<1, Mesh>, values_count(1))
      .overload(builder<3, Mesh>, values_count(3))
      .overload(builder<4, Mesh>, values_count(4))
      .overload(builder<1, WeightedGraph>, values_count(1))
      .overload(builder<2, WeightedGraph>, values_count(2))
      .overload(builder<3, WeightedGraph>, values_count(3))
      .overload(builder<4, WeightedGraph>, values_count(4))
      .summary("Lower star filtration of functions on the vertices of a graph or a mesh, one parameter each.")
      .source("Edelsbrunner and Harer 2010, Computational Topology, VI.3")
      .theorem("d_I is at most the largest change of a value")
      .input("from", "a graph or a mesh")
      .input("values", "one to four functions on the vertices, the axes in their order")
      .param(&Options::direction, "direction", "order in which each function's values enter; one entry serves all",
             choices<Direction>({{"sublevel", Direction::sublevel}, {"superlevel", Direction::superlevel}}));
}

}  // namespace tessera::stages
