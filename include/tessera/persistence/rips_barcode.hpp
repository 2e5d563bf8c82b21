// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/persistence/barcode.hpp"

#include <optional>

namespace tessera {

/// How a Rips barcode is found; never what it is.
enum class RipsRoute {
  automatic,   // by forecast
  cohomology,  // the graph as it is
  collapse,    // dominated edges leave first
};

struct RipsBarcodeOptions {
  /// Bars of degree 0 .. max_degree.
  Index max_degree = 1;
  /// The longest edge kept: a length, "10 %diameter", or "p25" of the pairwise distances. Empty: the enclosing radius,
  /// which loses nothing.
  std::optional<Quantity> max_diameter = std::nullopt;
  /// The characteristic of the coefficients, a prime below 65536.
  Index field = 2;
  /// Also give a representative cycle for every bar.
  bool cycles = false;
  RipsRoute route = RipsRoute::automatic;
};

/// The barcode of the Rips filtration: a simplex enters at its longest edge, vertices at 0.
///
/// Straight from the distances: no complex is written down. Lengths are Euclidean, compared as the doubles they are;
/// duplicates are joined by edges of length 0. From the enclosing radius min_x max_y d(x, y) on the complex is a cone,
/// so longer edges change nothing, and max_diameter is cut down to it where it is known. Bars that have not died by a
/// smaller max_diameter are infinite. The length used is reported as "max_diameter", the route as "route" (1
/// cohomology, 2 collapse).
///
/// The barcode is the same, bit for bit, for every route and number of threads. The cycle of a finite bar is born with
/// the bar and bounds when it dies; the cycles of the bars alive at any scale are a basis of the homology there. Which
/// cycle of its class is given depends on the route and on the numbering of the points, not on the threads. A collapsed
/// graph has fewer simplices, so its cycles may be longer; they are cycles of the whole complex all the same.
///
/// Cost: n^2 distances (a grid of cells where max_diameter is small), one sweep over the edges that takes n / 64 words
/// an edge, then cohomology on the few simplices whose longest edge has a link that is no cone. Memory: 4 n^2 bytes for
/// a dense graph, 30 bytes an edge for a sparse one.
/// Throws: D106 on a field that is no prime below 65536, a max_diameter that is no length, or a max_degree above 16;
/// R303 when simplices of dimension max_degree + 1 do not fit numbers of 64 bits; D101 when a distance overflows; R302
/// over the memory budget.
/// Source: de Silva, Morozov and Vejdemo-Johansson 2011, doi:10.1088/0266-5611/27/12/124003; Bauer 2021, Ripser,
/// doi:10.1007/s41468-021-00071-5; Cufar and Virk 2023 for cycles, doi:10.1007/s10208-022-09570-y.
Barcode rips_barcode(const PointCloud& points, const RipsBarcodeOptions& options, const Context& context = {});

/// The same for given distances; the triangle inequality is not needed.
Barcode rips_barcode(const DistanceMatrix& distances, const RipsBarcodeOptions& options, const Context& context = {});

}  // namespace tessera
