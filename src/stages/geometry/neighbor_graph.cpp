// SPDX-License-Identifier: MIT
#include "tessera/geometry/neighbor_graph.hpp"

#include "stages/geometry/metric_choices.hpp"
#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_neighbor_graph();

StageSpec geometry_neighbor_graph() {
  using Options = NeighborGraphOptions;
  return stage("geometry.neighbor_graph", &tessera::neighbor_graph)
      .overload(on_rows<&tessera::neighbor_graph>)
      .summary("The graph of near points, with affinities: nearest neighbors, a radius, alpha decay, or UMAP's.")
      .source(
          "Moon et al. 2019, doi:10.1038/s41587-019-0336-3 (alpha decay); McInnes, Healy and Melville 2018, "
          "arXiv:1802.03426 (fuzzy); Malkov and Yashunin 2020, doi:10.1109/TPAMI.2018.2889473 (approximate search)")
      .note("fuzzy counts the point itself among its neighbors, as umap-learn does; the other kinds do not")
      .input("points", "points, or rows of features")
      .param(&Options::kind, "kind", "which points are joined",
             choices<NeighborGraphKind>({{"knn", NeighborGraphKind::knn},
                                         {"mutual", NeighborGraphKind::mutual},
                                         {"radius", NeighborGraphKind::radius},
                                         {"alpha_decay", NeighborGraphKind::alpha_decay},
                                         {"fuzzy", NeighborGraphKind::fuzzy}}))
      .param(&Options::neighbors, "neighbors", "how many nearest points a point has", at_least(1))
      .param(&Options::radius, "radius", "how far apart points of a radius graph may be, in the unit of the points",
             positive(), absent_means("the least by which every point has a neighbor"))
      .param(&Options::weights, "weights", "what the weight of an edge is",
             choices<EdgeWeight>(
                 {{"affinity", EdgeWeight::affinity}, {"distance", EdgeWeight::distance}, {"unit", EdgeWeight::unit}}))
      .param(&Options::decay, "decay", "exponent p of the affinity exp(-(d/bandwidth)^p)", positive(),
             absent_means("40 for alpha_decay, else 2"))
      .param(&Options::bandwidth, "bandwidth", "the distance at which an affinity is exp(-1)", positive(),
             absent_means("the radius, or each point's distance to its last neighbor"))
      .param(&Options::metric, "metric", "how distances are measured", metric_choices())
      .param(&Options::search, "search", "how neighbors are found; only approximate may miss some",
             choices<NeighborSearch>({{"automatic", NeighborSearch::automatic},
                                      {"kd_tree", NeighborSearch::kd_tree},
                                      {"blocked", NeighborSearch::blocked},
                                      {"approximate", NeighborSearch::approximate}}))
      .param(&Options::search_width, "search_width", "how many candidates an approximate search looks at",
             between(2, 10000));
}

}  // namespace tessera::stages
