// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/filtration/filtered_complex.hpp"
#include "tessera/persistence/barcode.hpp"

namespace tessera {

struct ExtendedBarcodeOptions {
  /// Coefficients are the integers modulo this prime, below 65536.
  Index field = 2;
};

/// The four kinds of bars of a function f that goes up through its sublevel sets and comes down through its superlevel
/// sets. Each bar is [lower value, higher value); the kind says which of the two is the birth.
struct ExtendedBarcode {
  Barcode ordinary;        // born and dead on the way up
  Barcode relative;        // born at the higher value and dead at the lower, both on the way down
  Barcode extended_plus;   // born on the way up at the lower value, dead on the way down at the higher: components
  Barcode extended_minus;  // born on the way up at the higher value, dead on the way down at the lower: loops of graphs

  friend bool operator==(const ExtendedBarcode&, const ExtendedBarcode&) = default;
};

/// Extended persistence of a complex filtered by the lower stars of a function on its vertices: homology of the
/// sublevel sets, then of the pairs (whole complex, superlevel set), from the highest value down. A relative bar has
/// the degree of its relative homology. Every class of the whole complex is one extended bar: no bar is infinite.
///
/// Bars without length are left out, among them extended ones: a component, or a sphere, on which f is constant.
/// Guarantees (Cohen-Steiner, Edelsbrunner, Harer): each kind moves, in bottleneck distance, by at most the largest
/// change of a value. For -f, ordinary bars of degree k and relative ones of degree k + 1 change places and extended
/// ones stay, all mirrored. On a closed manifold of dimension n ordinary bars of degree k are the relative ones of
/// degree n - k, and extended_plus of degree k is extended_minus of degree n - k. On a graph the field does not matter.
/// Exact: bars hold values of the axis (of a superlevel axis negated, as the axis holds them), and no numbering of the
/// cells changes them. A complex without cells has no bars.
///
/// Cost: on graphs O(m log m) for m edges, by union-find and a dynamic tree, in about 120 bytes an edge; else the
/// barcode of the cone, twice as many cells. Throws D105 unless the complex is whole and cells enter with their last
/// vertex; D106 when field is no prime below 65536; R302; and what `barcode` throws. Source: Cohen-Steiner,
/// Edelsbrunner and Harer 2009, Extending persistence using Poincare and Lefschetz duality,
/// doi:10.1007/s10208-008-9027-z.
ExtendedBarcode extended_barcode(const FilteredComplex<1>& complex, const ExtendedBarcodeOptions& options = {},
                                 const Context& context = {});

}  // namespace tessera
