// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/many.hpp"
#include "tessera/data/image.hpp"
#include "tessera/filtration/cubical_construction.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <vector>

namespace tessera {

struct CubicalComplexOptions {
  CubicalConstruction construction = CubicalConstruction::vertices;
  std::vector<Index> periodic;  // axes of the images whose two ends are glued
  /// One entry a channel; a single entry serves all.
  std::vector<Direction> direction = {Direction::sublevel};
};

/// The cubical complex of N channels of one image of one to four axes, filtered by all of them.
///
/// `vertices`: a pixel is a vertex and enters at its values; a cube enters at the join of its vertices. At a grade z
/// the complex is the full subcomplex on the pixels with all values up to z.
/// `top_cells`: a pixel is a cube of full dimension; a face enters at the meet of the pixels it lies in, the least
/// value on every axis by itself. For N = 1 the complex at z is the union of the closed pixels up to z. For N > 1 it is
/// the intersection, over the channels k, of the unions of closed pixels with values up to z_k in channel k. That has
/// one grade a cell, and contains the union of the pixels up to z in all channels, which has not: a corner that two
/// pixels share is there as soon as one is low in the first channel and the other in the second.
/// So every restriction to one channel (the other values large) is the filtration of `cubical_barcode`.
///
/// Pixels where `mask` (if any, of the same shape) is zero are absent: no vertex, and for top_cells no cube.
/// The complex is whole. For `vertices`, vertex v is the v-th pixel in row-major order among those present, as
/// vertex_point says where there is a mask. Axis k of the grid is channel k, under its name.
/// Stable: changing every value by at most e moves the module by at most e in the interleaving distance.
///
/// Degenerate: an axis of one pixel spans nothing and is left out, unless it is periodic: then it is a circle, of
/// loops without boundary. A periodic axis of two pixels has two edges between the same vertices. No pixel present
/// gives no cell.
/// Cost: sorting the values, then linear in the cells, of which there are about 2^d a pixel for d axes.
/// Memory: 4 N bytes a cell and 4 a face, about (2 N + d) 2^(d + 2) / 2 a pixel; 28 N a pixel while the values are
/// sorted; with a mask 4 more a cell.
/// Throws Error D102 unless there are N channels of one shape, with 1 to 4 axes and a pixel, and the mask has it too;
/// D106 on `periodic` or `direction`; R302 over the memory budget; R303 when the cubes of one dimension pass 2^32.
/// Source: Robins, Wood and Sheppard, doi:10.1109/TPAMI.2011.95; Bleile, Garin, Heiss, Maggs and Robins,
/// arXiv:2102.11397 (the two constructions are dual).
template <int N>
FilteredComplex<N> cubical_complex(const Many<Image>& channels, const Image* mask, const CubicalComplexOptions& options,
                                   const Context& context);

extern template FilteredComplex<1> cubical_complex(const Many<Image>&, const Image*, const CubicalComplexOptions&,
                                                   const Context&);
extern template FilteredComplex<2> cubical_complex(const Many<Image>&, const Image*, const CubicalComplexOptions&,
                                                   const Context&);
extern template FilteredComplex<3> cubical_complex(const Many<Image>&, const Image*, const CubicalComplexOptions&,
                                                   const Context&);
extern template FilteredComplex<4> cubical_complex(const Many<Image>&, const Image*, const CubicalComplexOptions&,
                                                   const Context&);

}  // namespace tessera
