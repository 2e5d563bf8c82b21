// SPDX-License-Identifier: MIT
#include "tessera/clustering/tomato.hpp"

#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

using OfPoints = Tomato (*)(const PointCloud&, const ScalarField*, const TomatoOptions&, const Context&);
using OfGraph = Tomato (*)(const WeightedGraph&, const ScalarField&, const TomatoOptions&, const Context&);

constexpr OfPoints of_points = &tomato;

}  // namespace

StageSpec clustering_tomato() {
  using Options = TomatoOptions;
  return stage("clustering.tomato", of_points)
      .overload(on_rows<of_points>)
      .overload(OfGraph(&tomato))
      .summary("Clusters as basins of the prominent peaks of a density on a graph.")
      .source(
          "Chazal, Guibas, Oudot and Skraba 2013, Persistence-based clustering in Riemannian manifolds, "
          "doi:10.1145/2535927")
      .theorem(
          "there are as many clusters as peaks with a prominence of at least the threshold; prominences move by at "
          "most twice what the density moves")
      .input("points", "points, rows of a table, or a graph")
      .input("density", "one value a point; absent: -log of the root mean squared distance to the neighbors")
      .output("labels", &Tomato::labels, "the cluster of every point")
      .output("density", &Tomato::density, "as given, or as computed")
      .output("prominences", &Tomato::prominences, "of the peaks; 0 of other points")
      .param(&Options::threshold, "threshold", "peaks of less prominence are merged into higher ones", at_least(0),
             absent_means("by clusters, or the largest gap"))
      .param(&Options::clusters, "clusters", "how many peaks are kept", at_least(1), absent_means("by threshold"))
      .param(&Options::neighbors, "neighbors", "each point is joined to so many nearest ones (graphs have edges)",
             at_least(1));
}

}  // namespace tessera::stages
