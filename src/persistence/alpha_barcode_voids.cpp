// SPDX-License-Identifier: MIT
#include "persistence/alpha_barcode_voids.hpp"

#include <algorithm>
#include <numeric>

namespace tessera {

Voids::Voids(const RadiusComplex::Block& cells, const RadiusComplex::Block& facets, std::size_t top,
             std::span<const Index> order, const PrimeField& field, bool has_boundaries)
    : cells_(cells), facets_(facets), width_(Index(top + 1)), field_(field), elder_(cells.size() + 1) {
  std::iota(elder_.begin(), elder_.end(), Index{0});
  if (!has_boundaries) return;
  next_.assign(cells.size(), none);
  last_.resize(cells.size());
  std::iota(last_.begin(), last_.end(), Index{0});
  place_.resize(order.size());
  for (Index i = 0; i < order.size(); ++i) place_[order[i]] = i;
  coefficient_.assign(facets.size(), 0);
  orient();
}

void Voids::join(Index younger, Index elder) {
  elder_[younger] = elder;
  if (next_.empty() || elder == cells_.size()) return;
  next_[last_[elder]] = younger;
  last_[elder] = last_[younger];
}

std::vector<ChainEntry> Voids::boundary(Index name) {
  std::vector<Index> touched;
  for (Index cell = name; cell != none; cell = next_[cell])
    for (Index i = 0; i < width_; ++i) {
      const Index facet = cells_.faces[std::size_t{cell} * width_ + i];
      const Index sign = is_negative(i) != bool(is_flipped_[cell]) ? field_.negative(1) : 1;
      touched.push_back(facet);
      coefficient_[facet] = field_.sum(coefficient_[facet], sign);
    }
  std::vector<ChainEntry> chain;
  for (const Index facet : touched)
    if (const Index coefficient = std::exchange(coefficient_[facet], 0); coefficient != 0)
      chain.push_back({facet, coefficient});
  std::ranges::sort(chain, std::ranges::greater{}, [&](const ChainEntry& entry) { return place_[entry.row]; });
  return chain;
}

/// Every inner facet gets opposite signs from its two cells: a search across facets from cell 0, for the triangulation
/// of a convex region is connected across them.
void Voids::orient() {
  is_flipped_.assign(cells_.size(), 0);
  std::vector<char> is_reached(cells_.size(), 0);
  std::vector<Index> reached{0};
  is_reached[0] = 1;
  for (std::size_t at = 0; at < reached.size(); ++at) {
    const Index cell = reached[at];
    for (Index i = 0; i < width_; ++i)
      for (const Index source : facets_.cofaces_of(cells_.faces[std::size_t{cell} * width_ + i])) {
        const Index other = source / width_;
        if (is_reached[other]) continue;
        is_reached[other] = 1;
        reached.push_back(other);
        const bool is_equal = is_negative(i) == is_negative(source % width_);
        is_flipped_[other] = char(is_equal != bool(is_flipped_[cell]));
      }
  }
}

}  // namespace tessera
