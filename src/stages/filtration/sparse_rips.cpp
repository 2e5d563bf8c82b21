// SPDX-License-Identifier: MIT
#include "tessera/filtration/sparse_rips.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

template <int N, class Space>
constexpr StageFunction<FilteredComplex<N>, SparseRipsOptions, Space, Many<ScalarField>> from = &sparse_rips<N>;

}  // namespace

StageSpec filtration_sparse_rips();

StageSpec filtration_sparse_rips() {
  using Options = SparseRipsOptions;
  return stage("filtration.sparse_rips", from<2, PointCloud>, values_count(1))
      .overload(from<3, PointCloud>, values_count(2))
      .overload(from<4, PointCloud>, values_count(3))
      .overload(from<1, PointCloud>, values_count(0))
      .overload(from<2, DistanceMatrix>, values_count(1))
      .overload(from<3, DistanceMatrix>, values_count(2))
      .overload(from<4, DistanceMatrix>, values_count(3))
      .overload(from<1, DistanceMatrix>, values_count(0))
      .summary(
          "A small complex whose scales are those of the Rips complex up to a factor, with functions on the points.")
      .source(
          "Sheehy 2013, Linear-size approximations to the Vietoris-Rips filtration; Buchet, Chazal, Oudot, Sheehy 2016 "
          "(the constants)")
      .theorem(
          "between the Rips modules at (1 - epsilon) r and at r, for a metric: without functions births and deaths "
          "grow "
          "by a factor of at most 1 / (1 - epsilon); with functions level by level, values exactly")
      .note("of linear size without functions, in a space of bounded dimension; with functions it depends on them")
      .note("distances that break the triangle inequality have no theorem")
      .input("points", "a point cloud with the Euclidean metric, or pairwise distances")
      .input("values", "up to three functions on the points; axis 0 is the scale, then these in their order")
      .param(&Options::epsilon, "epsilon", "scales are right up to the factor 1 / (1 - epsilon)",
             strictly_between(0, 1))
      .param(&Options::max_dimension, "max_dimension", "largest dimension of a simplex; homology is meant below it",
             between(1, 8))
      .param(&Options::direction, "direction", "order in which each function's values enter; one entry serves all",
             choices<Direction>({{"sublevel", Direction::sublevel}, {"superlevel", Direction::superlevel}}));
}

}  // namespace tessera::stages
