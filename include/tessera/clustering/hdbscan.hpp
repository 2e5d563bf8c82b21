// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/labels.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/geometry/metric.hpp"

#include <optional>

namespace tessera {

/// Which clusters of the condensed tree are taken. excess_of_mass: disjoint ones of greatest total stability. leaf:
/// those that split no further, more and smaller ones.
enum class ClusterSelection { excess_of_mass, leaf };

struct HdbscanOptions {
  Index min_cluster_size = 5;
  std::optional<Index> min_samples;  // neighbors, the point itself among them, that measure density; min_cluster_size
  ClusterSelection selection = ClusterSelection::excess_of_mass;
  bool allow_single_cluster = false;  // then all points may be one cluster, and none of them is noise
  Metric metric = Metric::euclidean;  // of points
};

/// Clusters "0", "1", ... by size descending, equally large ones by their first point in lexicographic order (first
/// point, of distances); noise is "-1".
struct Hdbscan {
  Labels labels;
  ScalarField probabilities;   // how deep in its cluster a point is: its lambda over the cluster's largest; noise 0
  ScalarField outlier_scores;  // GLOSH, in [0, 1): 0 in the densest part around
};

/// Hierarchical density-based clusters. With core(x) the distance to the `min_samples`-th nearest point, x itself being
/// the first, the hierarchy is single linkage for the mutual reachability max(core(x), core(y), d(x, y)). Going down
/// it, components of fewer than `min_cluster_size` points fall out; a cluster ends where two or more large parts
/// remain. Its stability is the sum over its points of lambda when they leave less lambda when it began, lambda = 1 /
/// distance. A point that leaves with the split belongs to no part.
///
/// Equal distances merge at once, so the result is a function of the distances, whatever the numbering (with points to
/// the last bit). Scaling changes nothing. A distance of 0 (equal points) counts as half the least positive one of the
/// hierarchy, so that densities are finite. Fewer points than min_cluster_size are all noise.
/// Throws D103 for fewer than `min_samples` points or none, D106 for min_cluster_size < 2 or min_samples 0, and what
/// MetricSpace throws. Cost: from points O(n^2 d) time and O(n) memory.
/// Source: Campello, Moulavi and Sander 2013, Density-based clustering based on hierarchical density estimates,
/// doi:10.1007/978-3-642-37456-2_14; Campello et al. 2015, doi:10.1145/2733381 (GLOSH); McInnes and Healy 2017,
/// Accelerated hierarchical density based clustering, doi:10.1109/ICDMW.2017.12 (probabilities).
Hdbscan hdbscan(const PointCloud& points, const HdbscanOptions& options = {}, const Context& context = {});
Hdbscan hdbscan(const DistanceMatrix& distances, const HdbscanOptions& options = {}, const Context& context = {});

}  // namespace tessera
