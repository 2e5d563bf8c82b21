// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/filtration/filtered_complex.hpp"
#include "tessera/persistence/barcode.hpp"
#include "tessera/persistence/presentation.hpp"

#include <optional>

namespace tessera {

struct BarcodeOptions {
  /// The largest degree of a bar. Empty: every degree the complex determines.
  std::optional<Index> max_degree;
  /// Coefficients are the integers modulo this prime, below 65536.
  Index field = 2;
  /// Also give a cycle for every bar.
  bool cycles = false;
};

/// The barcode of the homology of a complex filtered by one parameter, degrees 0 .. max_degree, as values of axis 0 (of
/// a superlevel axis: negated, as the axis holds them). Bars of length zero are left out.
///
/// Coefficients. A complex stores its faces without signs. Over Z/p, p > 2, simplices are oriented by the order of
/// their vertices; cells that are not simplices by making the boundary of each cell a cycle, which determines a regular
/// cell complex (cubes, polytopes). The barcode does not depend on the choice.
///
/// Cycles. A bar's cycle consists of cells that are there at its birth, the youngest with coefficient 1 (cells come
/// youngest first), and bounds at its death and not before; that of a bar without end never bounds. Simplices are named
/// by their points (vertex_point) in increasing order and oriented by it; cells of any other complex by their position,
/// with coefficients for the orientation in which the first facet of a cell has +1 (of an edge: -1).
///
/// No cell gives no bar. Equal values are ordered by dimension and position; bars do not depend on it, cycles may.
/// Cost: without cycles degree 0 is a union-find; else columns are reduced from the highest dimension down with
/// clearing, or, where the cells of the highest dimension are so many that most of their columns would vanish (Rips
/// complexes), as cochains from the lowest up. Linear in the faces for the apparent pairs, cubic at worst. About 16
/// bytes a cell and 4 a face beside the complex, the faces once more for cochains, and the entries of columns that were
/// added to. One thread.
/// Throws: D106 when max_degree >= complete_dimension, when field is no prime below 65536, and for p > 2 when a cell
/// cannot be oriented; R302 when the forecast without fill-in is over the budget.
/// Source: Edelsbrunner, Letscher and Zomorodian 2002, doi:10.1007/s00454-002-2885-2; clearing: Chen and Kerber 2011,
/// Persistent homology computation with a twist (EuroCG); cochains: de Silva, Morozov and Vejdemo-Johansson 2011,
/// doi:10.1088/0266-5611/27/12/124003; apparent pairs: Bauer 2021, doi:10.1007/s41468-021-00071-5.
Barcode barcode(const FilteredComplex<1>& complex, const BarcodeOptions& options, const Context& context);

/// The barcode of a presented module, in its degree. Presentations are over Z/2 and know no cells: throws D106 for
/// another field, for cycles, and for a max_degree below the degree of the module.
Barcode barcode(const Presentation<1>& module, const BarcodeOptions& options, const Context& context);

}  // namespace tessera
