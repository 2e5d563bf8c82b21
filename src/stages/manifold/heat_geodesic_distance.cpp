// SPDX-License-Identifier: MIT
#include "stages/manifold/heat_geodesic_choices.hpp"
#include "stages/rows.hpp"

namespace tessera::stages {
namespace {

template <class In>
using Distance = DistanceMatrix (*)(const In&, const HeatDistanceOptions&, const Context&);

constexpr Distance<PointCloud> of_points = &tessera::heat_geodesic_distance;
constexpr Distance<WeightedGraph> of_graph = &tessera::heat_geodesic_distance;

}  // namespace

StageSpec manifold_heat_geodesic_distance();

StageSpec manifold_heat_geodesic_distance() {
  return with_heat_distance_parameters(
      stage("manifold.heat_geodesic_distance", of_points)
          .overload(on_rows<of_points>)
          .overload(of_graph)
          .summary("Distances by how little heat flows between points: near geodesics, and wary of short cuts.")
          .source("Huguet et al. 2023, arXiv:2305.19043; Varadhan 1967, doi:10.1002/cpa.3160200210")
          .theorem("Varadhan: on a manifold, as time falls to 0, the distance tends to the geodesic one")
          .note("points between which no heat flows are at a finite distance that only the floor and the time decide")
          .input("points", "points, rows of features, or a graph of affinities"));
}

}  // namespace tessera::stages
