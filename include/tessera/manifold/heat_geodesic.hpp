// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/distance_matrix.hpp"
#include "tessera/geometry/heat_kernel.hpp"
#include "tessera/geometry/neighbor_graph.hpp"
#include "tessera/manifold/mds.hpp"

#include <vector>

namespace tessera {

struct HeatDistanceOptions {
  NeighborGraphKind graph = NeighborGraphKind::alpha_decay;  // of points; its affinities carry the heat
  Index neighbors = 10;
  Metric metric = Metric::euclidean;
  /// None: the knee of heat_entropy. Of several, distances are averaged, t by the share 1 - t / sum of all.
  std::vector<double> times;
  double longest_time = 50;  // that is looked at for the knee
  Laplacian laplacian = Laplacian::combinatorial;
  HeatMethod method = HeatMethod::automatic;
  double tolerance = 1e-15;            // of chebyshev: logarithms see small heat
  Index steps = 30, eigenpairs = 100;  // of euler and low_rank, as in HeatOptions
  double harnack = 0;                  // sigma: how much of the volume that heat has spread over is made up for
  double floor = 1e-16;                // added to all heat: none at all is then at a finite distance
  double exponent = 1;                 // of the distance at one time
  double denoise = 0;                  // rho: the part that is taken from how differently two points see all others
};

/// The heat-geodesic distance of the vertices of a graph of affinities: by H = exp(-tL), without its negative rounding,
///   d_t(i, j)^2 = max(0, -4t log(H_ij + floor) + sigma 4t log((H_ii + H_jj) / 2 + floor)),
/// averaged over times. By Varadhan, -4t log H tends to the squared geodesic of a manifold as t falls; at larger t it
/// is less sure of short cuts. With rho > 0 it is (1 - rho) D + rho E, with E_ij the Euclidean distance of rows i and j
/// of D: at rho = 1 a potential distance.
///
/// Symmetric, 0 on the diagonal by definition; the triangle inequality need not hold. No unit: affinities have none,
/// and the scale of the points does not matter. The numbering of the vertices matters only where heat is as small as
/// the error of H. With sigma = 1 equal rows of H are at distance 0; copies of a point are near, not equal.
/// Vertices that no heat joins, those of different components above all, are at the largest distance, sqrt(-4t log
/// floor) before the volume: finite, and a matter of the floor. A graph in pieces is warned of.
/// Resolved: `time` (of one), `error_bound` (of H), `graph_components`, `floored` (share of pairs whose heat is not
/// above the floor: at too short a time most of them).
/// Cost: HeatOperator for n rows; 12 n^2 bytes; rho > 0: n^3 operations and 24 n^2 bytes.
/// Throws what neighbor_graph, HeatOperator and heat_entropy throw; D106 within "times" on a time that is not positive,
/// "harnack" (from 0 on), "floor" (in (0, 1)), "exponent" (positive), "denoise" (in [0, 1]); R302 over the budget.
/// Source: Huguet et al. 2023, A heat diffusion perspective on geodesic preserving dimensionality reduction,
/// arXiv:2305.19043; Varadhan 1967, doi:10.1002/cpa.3160200210.
DistanceMatrix heat_geodesic_distance(const WeightedGraph& graph, const HeatDistanceOptions& options = {},
                                      const Context& context = {});
DistanceMatrix heat_geodesic_distance(const PointCloud& points, const HeatDistanceOptions& options = {},
                                      const Context& context = {});

/// Which misfits of the stress count more. heat: those of pairs between which heat flows, w_ij = H_ij + 1e-3 / n.
enum class StressWeights { equal, heat };

struct HeatGeodesicOptions : HeatDistanceOptions {
  Index components = 2;
  MdsMethod scaling = MdsMethod::smacof;
  StressWeights weights = StressWeights::equal;
  Index max_iterations = 300;      // of smacof
  double stress_tolerance = 1e-6;  // smacof ends when a step lowers the squared stress by no larger part of it
};

/// Coordinates whose distances are near the heat-geodesic ones. Not for further points, which would change the heat.
/// Figures: those above and of MdsMap; `weighted_stress`, sqrt(sum w (d - |y_i - y_j|)^2 / sum w d^2), with weights.
/// Cost besides: that of MdsMap; weights take n^3 / 3 operations once and 2 n^2 a coordinate and step.
/// Throws what these throw, and D106 within "weights" on weights without smacof.
Embedding heat_geodesic(const WeightedGraph& graph, const HeatGeodesicOptions& options = {},
                        const Context& context = {});
Embedding heat_geodesic(const PointCloud& points, const HeatGeodesicOptions& options = {}, const Context& context = {});

}  // namespace tessera
