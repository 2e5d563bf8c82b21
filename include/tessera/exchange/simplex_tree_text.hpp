// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/exchange/file.hpp"
#include "tessera/filtration/filtered_complex.hpp"

namespace tessera::exchange {

/// A filtered simplicial complex in the text form of GUDHI's simplex trees: a line a simplex, its dimension, its
/// vertices, its filtration value.
///
///   0 3 0.5
///   0 7 0.5
///   1 3 7 1.25
///
/// Cells keep the order of the file; vertices may carry any numbers, which `vertex_point` keeps. The complex is whole.
/// GUDHI takes what it is given; here every simplex needs all its faces, none of them later than it. Blank lines and
/// comments ('#') are skipped. Throws Error naming the line: D201 on what is not a dimension, that many vertices and
/// one more, and a value, D101 on nan or infinity, D105 on a face that is missing or comes later, a simplex or a
/// vertex given twice.
/// Cost: O(m d log m) for m simplices of at most d vertices.
/// Source: The GUDHI Project, GUDHI User and Reference Manual, file formats.
FilteredComplex<1> parse_simplex_tree(Source source);

}  // namespace tessera::exchange
