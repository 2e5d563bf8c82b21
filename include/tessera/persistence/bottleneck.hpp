// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/persistence/barcode.hpp"

namespace tessera {

/// The bottleneck distance of two barcodes in the l-infinity metric, bars of different degrees never matched; infinity
/// when the numbers of infinite bars of a degree differ. Exact: a value |p - q| or length / 2 of the bars at hand.
/// Cost: O(k^2 log k) for the k bars the barcodes do not share, plus matchings among the bars within that distance.
double bottleneck_distance(const Barcode& a, const Barcode& b);

}  // namespace tessera
