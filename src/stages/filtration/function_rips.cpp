// SPDX-License-Identifier: MIT
#include "tessera/filtration/function_rips.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

template <int N, class Space>
constexpr StageFunction<FilteredComplex<N>, FunctionRipsOptions, Space, Many<ScalarField>> from = &function_rips<N>;

}  // namespace

StageSpec filtration_function_rips();

StageSpec filtration_function_rips() {
  using Options = FunctionRipsOptions;
  return stage("filtration.function_rips", from<2, PointCloud>, values_count(1))
      .overload(from<3, PointCloud>, values_count(2))
      .overload(from<4, PointCloud>, values_count(3))
      .overload(from<1, PointCloud>, values_count(0))
      .overload(from<2, DistanceMatrix>, values_count(1))
      .overload(from<3, DistanceMatrix>, values_count(2))
      .overload(from<4, DistanceMatrix>, values_count(3))
      .overload(from<1, DistanceMatrix>, values_count(0))
      .summary("Rips complex filtered by the longest edge and by functions on the points.")
      .source(
          "Carlsson and Zomorodian 2009, The theory of multidimensional persistence; Alonso, Kerber and Pritam 2023, "
          "Filtration-domination in bifiltered graphs (the collapse)")
      .theorem(
          "stable: if a correspondence of points changes distances and functions by at most e, then d_I <= e (points "
          "moved by "
          "h: e = 2h, or the change of the functions where that is more), as long as max_diameter cuts nothing")
      .note(
          "without max_diameter nothing is lost: for no function it is the enclosing radius, for one the largest "
          "enclosing radius of "
          "its sublevel sets, for more the diameter; beyond it every level is a cone")
      .note("with a smaller max_diameter the module is known below it only, and boxes are clipped there")
      .note(
          "the collapse removes strongly filtration-dominated edges: another complex, the same module up to "
          "isomorphism, however the "
          "points are numbered")
      .input("points", "a point cloud with the Euclidean metric, or pairwise distances")
      .input("values", "up to three functions on the points; axis 0 is the scale, then these in their order")
      .param(&Options::max_diameter, "max_diameter", "longest edge kept, in the unit of the coordinates", positive(),
             or_infinite(), quantity(Relative::percent_diameter, Relative::percentile),
             absent_means("the least length that loses nothing"))
      .param(&Options::max_dimension, "max_dimension", "largest dimension of a simplex; homology is right below it",
             between(1, 8))
      .param(&Options::direction, "direction", "order in which each function's values enter; one entry serves all",
             choices<Direction>({{"sublevel", Direction::sublevel}, {"superlevel", Direction::superlevel}}))
      .param(&Options::collapse, "collapse",
             "which dominated edges leave before cliques are formed; changes no homology",
             choices<Collapse>({{"off", Collapse::off}, {"strong", Collapse::strong}, {"full", Collapse::full}}));
}

}  // namespace tessera::stages
