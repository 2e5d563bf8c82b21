// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/labels.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/data/weighted_graph.hpp"

#include <optional>

namespace tessera {

struct TomatoOptions {
  std::optional<double> threshold;  // peaks of less prominence are merged; absent: see `clusters`
  std::optional<Index> clusters;    // how many peaks to keep; absent too: those above the largest gap of prominences
  Index neighbors = 10;             // of points: each is joined to so many nearest, which measure density too
};

/// Clusters "0", "1", ... by size descending, equally large ones by their first point in lexicographic order (first
/// vertex, of a graph).
struct Tomato {
  Labels labels;
  ScalarField density;      // as given, or as computed
  ScalarField prominences;  // of each peak; 0 of what is none; of a component's highest peak, down to its lowest point
  double threshold = 0;     // that was used; infinite where only components are told apart
};

/// Clusters as basins of the peaks of a density on a graph, less prominent peaks merged into higher ones.
///
/// Points come by density descending, equal ones in lexicographic order. One without higher neighbors is a peak,
/// another joins the cluster of its highest neighbor; where clusters meet at v, one whose peak is less than f(v) +
/// threshold is merged into the one with the higher peak. The prominences are the persistence of the superlevel sets'
/// components, so there are as many clusters as peaks of prominence >= threshold (highest peaks of components always
/// among them). Without threshold and count, the threshold lies in the middle of the largest gap between consecutive
/// prominences, 0 being the last and highest peaks of components left out; without any, components are the clusters.
///
/// Without a density of the points it is -log of the root mean squared distance to the `neighbors` nearest others (a
/// log density up to factor and summand: prominences are then log ratios, whatever the scale); 0 of equal points counts
/// as half the least positive. The graph joins each point to its nearest ones, and them to it.
/// Renumbering points permutes the result (equal ones may be exchanged).
/// Throws D102 for densities of another number, D103 without points or no more than `neighbors`, D106 when threshold
/// and clusters are both given or the count is less than the components or more than the peaks. Cost: nearest_neighbors
/// and O(n log n + edges).
/// Theorem: with enough points, a threshold in the gap gives the peaks of the true density, and the clusters its basins
/// where prominent. Source: Chazal, Guibas, Oudot and Skraba 2013, Persistence-based clustering in Riemannian
/// manifolds, doi:10.1145/2535927.
Tomato tomato(const PointCloud& points, const ScalarField* density = nullptr, const TomatoOptions& options = {},
              const Context& context = {});
/// Weights of edges are not looked at.
Tomato tomato(const WeightedGraph& graph, const ScalarField& density, const TomatoOptions& options = {},
              const Context& context = {});

}  // namespace tessera
