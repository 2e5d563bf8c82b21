// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/random.hpp"
#include "tessera/persistence/barcode.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace tessera {

/// Bars of degree 1 with births in [low, low + extent] and lengths of all sizes.
inline Barcode random_barcode(RandomStream& random, Index count, double low = 0, double extent = 10) {
  std::vector<Bar> bars;
  for (Index k = 0; k < count; ++k) {
    const double birth = low + extent * random.uniform();
    bars.push_back({birth, birth + extent * random.uniform() * random.uniform(), 1});
  }
  return barcode_of(std::move(bars));
}

/// Every end moves by at most e; `births` bars of length at most 2 e appear, anywhere in [low, low + extent], and bars
/// that cross the diagonal are gone.
inline Barcode jittered(const Barcode& barcode, double e, Index births, RandomStream& random, double low = 0,
                        double extent = 10) {
  std::vector<Bar> bars;
  for (const Bar& bar : barcode.bars) {
    const Bar moved{bar.birth + e * (2 * random.uniform() - 1), bar.death + e * (2 * random.uniform() - 1), bar.degree};
    if (moved.birth < moved.death) bars.push_back(moved);
  }
  for (Index k = 0; k < births; ++k) {
    const double birth = low + extent * random.uniform();
    bars.push_back({birth, birth + 2 * e * random.uniform(), 1});
  }
  return barcode_of(std::move(bars));
}

inline Collection<Barcode> collection_of(std::vector<Barcode> barcodes) {
  Collection<Barcode> collection;
  for (std::size_t k = 0; k < barcodes.size(); ++k) collection.add(std::to_string(k), std::move(barcodes[k]));
  return collection;
}

}  // namespace tessera
