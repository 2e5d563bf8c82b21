// SPDX-License-Identifier: MIT
#include "tessera/filtration/witness_complex.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

template <int N>
constexpr StageFunction<FilteredComplex<N>, WitnessComplexOptions, PointCloud, Many<ScalarField>> from =
    &witness_complex<N>;

}  // namespace

StageSpec filtration_witness();

StageSpec filtration_witness() {
  using Options = WitnessComplexOptions;
  return stage("filtration.witness", from<2>, values_count(1))
      .overload(from<3>, values_count(2))
      .overload(from<4>, values_count(3))
      .overload(from<1>, values_count(0))
      .summary("Witness complex: a few landmarks among the points, joined where a point is near them; with functions.")
      .source("de Silva and Carlsson 2004, Topological estimation using witness complexes")
      .note("no theorem in the points without conditions on the sample")
      .note("in the functions d_I is at most the largest change of a value at a landmark")
      .note("landmarks are chosen by farthest point; which ones does not depend on how points are numbered")
      .input("points", "points in R^d, any d")
      .input("values", "up to three functions on the points; axis 0 is the relaxation, then these in their order")
      .param(&Options::landmarks, "landmarks", "how many landmarks are chosen", at_least(1))
      .param(&Options::kind, "kind", "whether simplices are witnessed one by one, or edges only and then cliques",
             choices<WitnessKind>({{"weak", WitnessKind::weak}, {"lazy", WitnessKind::lazy}}))
      .param(&Options::nu, "nu", "of lazy complexes: which nearest landmark distances are measured from", between(0, 9))
      .param(&Options::max_relaxation, "max_relaxation", "largest relaxation kept, in the unit of the coordinates",
             positive(), or_infinite(), quantity(Relative::percent_diameter), absent_means("every simplex is kept"))
      .param(&Options::max_dimension, "max_dimension", "largest dimension of a simplex; homology is right below it",
             between(1, 8))
      .param(&Options::direction, "direction", "order in which each function's values enter; one entry serves all",
             choices<Direction>({{"sublevel", Direction::sublevel}, {"superlevel", Direction::superlevel}}));
}

}  // namespace tessera::stages
