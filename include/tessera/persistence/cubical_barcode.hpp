// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid.hpp"
#include "tessera/core/context.hpp"
#include "tessera/data/image.hpp"
#include "tessera/filtration/cubical_construction.hpp"
#include "tessera/persistence/barcode.hpp"

#include <optional>
#include <vector>

namespace tessera {

struct CubicalBarcodeOptions {
  CubicalConstruction construction = CubicalConstruction::vertices;
  std::vector<Index> periodic;                // axes whose two ends are glued
  Direction direction = Direction::sublevel;  // superlevel: bars of minus the image, so that births precede deaths
  std::optional<Index> max_degree;            // absent: all degrees
  Index field = 2;                            // characteristic of the coefficients, a prime below 65536
  bool cycles = false;                        // also give a representative cycle for every bar
};

/// Barcode of an image of one to four axes under the filtration by its values.
///
/// Exact: the multiset of bars of the cubical complex, those of length zero left out. Equal pixels are ordered by their
/// position, which decides representatives and no bar. The same bits for every number of threads.
///
/// Field: degree 0, and one less than the number of axes, are components of a graph, the same over every field; so an
/// image of at most two axes has one barcode. Others may depend on it, without any torsion in the sublevel sets: a loop
/// that winds twice around a solid torus dies with it over Z/2 and lives on over Z/3.
/// Degenerate: an axis of one pixel spans nothing and is left out, unless it is periodic: then it is a circle, which
/// doubles the bars (a bar of degree k brings one of degree k + 1), and whose cells have no corners to name them by:
/// cycles are refused. A periodic axis of two pixels has two edges between the same vertices.
/// Cycles: a cube is its lowest and its highest corner as positions in the lattice of vertices, which for top_cells has
/// one vertex more than pixels along an axis that is not periodic; where an edge passes the end of a periodic axis, the
/// "highest" corner is the one it leads to. Cubes are oriented by the order of the axes. Of degree 0 the cycle is the
/// vertex born; in one less than the number of axes it is the boundary of the component of the complement that fills.
///
/// Method: a discrete gradient on the lower star of every pixel; degree 0 and its dual by union-find on the critical
/// cells, so images need no matrix; between them the Morse complex, reduced with clearing from above and below.
/// Cost: O(n) for the gradient of n pixels, c log c for c critical cells, and the reduction (cubic in c at worst).
/// Memory: about 16 bytes a pixel and 16 a critical cell for one or two axes, 24 and 36 more for three and four.
/// Throws Error D102 for other than 1 to 4 axes or no pixels, D106 on a bad `periodic` or `field`, R302 over the memory
/// budget, R303 when the cubes pass 2^32.
/// Sources: Robins, Wood and Sheppard, doi:10.1109/TPAMI.2011.95 (gradient); Bleile, Garin, Heiss, Maggs and Robins,
/// arXiv:2102.11397 (both constructions are dual); Guillou, Vidal and Tierny,
/// doi:10.1109/TVCG.2023.3238008 (order of the steps).
Barcode cubical_barcode(const Image& image, const CubicalBarcodeOptions& options, const Context& context);

}  // namespace tessera
