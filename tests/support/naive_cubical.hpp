// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/persistence/cubical_barcode.hpp"

#include <utility>
#include <vector>

namespace tessera {

/// Every cube of an image's cubical complex, face by face from the definition, and its barcode by the textbook
/// reduction of one big matrix: the slow witness of `cubical_barcode`. Values of superlevel images are negated.
struct NaiveCubical {
  struct Cube {
    int dimension = 0;
    double value = 0;
    Index lowest = 0, highest = 0;                        // corners in the row-major lattice of vertices
    std::vector<std::pair<std::size_t, Index>> boundary;  // numbers of cubes and coefficients, none zero
  };

  std::vector<Cube> cubes;  // faces before cofaces, values increase
  Index field = 2;

  NaiveCubical(const Image& image, const CubicalBarcodeOptions& options);

  /// Bars of positive length up to `max_degree`.
  Barcode barcode(Index max_degree = 4) const;

  /// A cycle as coefficients of the cubes; empty when it names a cube that is not there, or one twice.
  std::vector<Index> chain(const Cycle& cycle, int dimension) const;
  std::vector<Index> boundary(const std::vector<Index>& chain) const;
  /// The rank of the boundaries of the cubes of dimension `degree + 1` with values up to `value`, together with chains.
  std::size_t rank_with_boundaries(int degree, double value, const std::vector<std::vector<Index>>& chains) const;
};

/// The barcode of the construction `top_cells` by GUDHI's bitmap complexes, an outside witness.
Barcode gudhi_cubical_barcode(const Image& image, const CubicalBarcodeOptions& options);

}  // namespace tessera
