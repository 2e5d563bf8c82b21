// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/persistence/barcode.hpp"
#include "tessera/persistence/infinite_bars.hpp"

#include <optional>

namespace tessera {

struct BottleneckDistanceOptions {
  /// Bars of this degree only; absent: of all degrees.
  std::optional<Index> degree;
  InfiniteBars infinite_bars = InfiniteBars::match;
};

/// The bottleneck distance: the least e for which some of the bars of both barcodes can be matched, one to one and
/// within their degree, so that no matched pair differs by more than e in birth or death and every other bar is at most
/// 2 e long. Infinite bars are matched among themselves, by birth; infinity when their numbers in a degree differ.
///
/// Exact to the last bit: the result is a difference of two births, of two deaths, or half a length, as computed in
/// double precision. Symmetric, and 0 exactly for equal multisets (of the bars that count). Two empty barcodes have
/// distance 0. Stability: at most the interleaving distance of the modules, to which it is equal (isometry theorem).
/// Cost: O(k^1.5 log k) for k bars a side and each of about 2 log2 k trials, in practice a few passes of k log k each;
/// 100 bytes a bar. No list of the k^2 pairs is formed.
/// Throws D101 for a bar that is none: a coordinate that is not a number, or death before birth.
/// Source: Efrat, Itai and Katz 2001, Geometry helps in bottleneck matching and related problems,
/// doi:10.1007/s00453-001-0016-8; Kerber, Morozov and Nigmetov 2017, Geometry helps to compare persistence diagrams,
/// doi:10.1145/3064175; Lesnick 2015, doi:10.1007/s10208-015-9255-y (isometry).
double bottleneck_distance(const Barcode& a, const Barcode& b, const BottleneckDistanceOptions& options = {},
                           const Context& context = {});

/// Of all pairs of a collection, in parallel; the same bits for every number of threads.
/// Throws D106 when two samples are infinitely far apart, naming them.
DistanceMatrix bottleneck_distances(const Collection<Barcode>& barcodes, const BottleneckDistanceOptions& options,
                                    const Context& context);

}  // namespace tessera
