// SPDX-License-Identifier: MIT
#pragma once

#include "filtration/alpha_values.hpp"
#include "persistence/complex_barcode_reduction.hpp"

#include <span>
#include <utility>
#include <vector>

namespace tessera {

/// The voids of a triangulated convex region from which facets are taken away: a union-find over its top cells and the
/// outside. A void is named by its last cell (by radius, then position), the outside by the number of cells.
class Voids {
 public:
  /// `facets` is the order of entry of the facets; `top` the dimension of the cells. With `has_boundaries` the cells of
  /// every void are kept.
  Voids(const RadiusComplex::Block& cells, const RadiusComplex::Block& facets, std::size_t top,
        std::span<const Index> order, const PrimeField& field, bool has_boundaries);

  /// The voids on the two sides of a facet, the one with the earlier last cell first.
  std::pair<Index, Index> beside(Index facet) {
    const auto cofaces = facets_.cofaces_of(facet);
    const Index outside = Index(cells_.size());
    const Index one = name(cofaces[0] / width_),
                other = cofaces.size() == 1 ? name(outside) : name(cofaces[1] / width_);
    return is_earlier(one, other) ? std::pair{one, other} : std::pair{other, one};
  }

  /// The younger becomes a part of the elder.
  void join(Index younger, Index elder);

  /// The boundary of the region of a void, as a chain of facets, the last to enter first.
  std::vector<ChainEntry> boundary(Index name);

 private:
  Index name(Index cell) {
    while (elder_[cell] != cell) cell = elder_[cell] = elder_[elder_[cell]];
    return cell;
  }
  bool is_earlier(Index one, Index other) const {
    if (one == cells_.size() || other == cells_.size()) return other == cells_.size();
    return cells_.squared_radii[one] != cells_.squared_radii[other]
               ? cells_.squared_radii[one] < cells_.squared_radii[other]
               : one < other;
  }
  void orient();
  /// Of facet i of a cell: it omits the (i + 1)-th vertex from the end.
  bool is_negative(Index i) const { return (width_ - 1 - i) % 2 == 1; }

  const RadiusComplex::Block &cells_, &facets_;
  Index width_;
  const PrimeField& field_;
  std::vector<Index> elder_;
  // For boundaries only: cells of a void as a linked list, signs that make all cells one chain without inner boundary,
  // places of facets in the order of entry.
  std::vector<Index> next_, last_, place_;
  std::vector<char> is_flipped_;
  std::vector<Index> coefficient_;  // by facet; zero between calls
};

}  // namespace tessera
