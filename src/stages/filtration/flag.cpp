// SPDX-License-Identifier: MIT
#include "tessera/filtration/flag_complex.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec filtration_flag();

StageSpec filtration_flag() {
  using Options = FlagComplexOptions;
  const auto directions =
      choices<Direction>({{"sublevel", Direction::sublevel}, {"superlevel", Direction::superlevel}});
  return stage("filtration.flag", &flag_complex<2>, values_count(1))
      .overload(&flag_complex<3>, values_count(2))
      .overload(&flag_complex<4>, values_count(3))
      .overload(&flag_complex<1>, values_count(0))
      .summary("Cliques of a graph, filtered by the weights of their edges and by functions on the vertices.")
      .source("Petri et al. 2013, Topological strata of weighted complex networks, doi:10.1371/journal.pone.0066506")
      .theorem("when no edge comes or goes, d_I is at most the largest change of a weight or of a value")
      .note("Vertices enter at the least of 0 and all weights (superlevel: all negated weights).")
      .input("graph", "a weighted graph")
      .input("values", "up to three functions on the vertices; axis 0 is the weight, then these in their order")
      .param(&Options::weights, "weights",
             "which edges come first: those of small weight (sublevel), as for distances, or of large, as for "
             "similarities",
             directions)
      .param(&Options::max_dimension, "max_dimension", "largest dimension of a simplex; homology is right below it",
             between(1, 8))
      .param(&Options::direction, "direction", "order in which each function's values enter; one entry serves all",
             directions)
      .param(&Options::collapse, "collapse",
             "which dominated edges leave before cliques are formed; changes no homology",
             choices<Collapse>({{"off", Collapse::off}, {"strong", Collapse::strong}, {"full", Collapse::full}}));
}

}  // namespace tessera::stages
