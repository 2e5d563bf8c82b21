// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid.hpp"
#include "tessera/exchange/file.hpp"
#include "tessera/filtration/filtered_complex.hpp"
#include "tessera/filtration/multicritical_complex.hpp"

#include <array>
#include <string>

namespace tessera::exchange {

/// What a file of RIVET begins with: flags, one a line (1.1), or the name of the data and a label for each axis (1.0).
///
///   --datatype bifiltration          bifiltration
///   --xlabel scale                   scale
///   --ylabel density                 [-] density
///   --yreverse
///   0 ; 0 5
///   1 ; 0 4
///   0 1 ; 0.5 4                      vertices ; the bigrades at which the simplex appears
///   ...
///
/// An axis that decreases is a superlevel axis; its values enter negated.
struct RivetHeader {
  enum class Kind { bifiltration, firep };

  Kind kind = Kind::bifiltration;
  std::array<std::string, 2> labels;
  std::array<Direction, 2> directions{};
  bool is_multicritical = false;  // of a bifiltration: whether some line lists several bigrades
};

/// Reads the header; of a bifiltration also looks at every line once. Throws Error D201/D202/D203 naming the line.
RivetHeader probe_rivet(Source source);

/// The complex of a bifiltration, each cell with the minimal ones of the bigrades on its line, where a simplex may
/// have several. Cells keep the order of the file. The complex is whole unless a note says otherwise (rivet_of's does).
///
/// RIVET trusts its input; here every simplex needs all its faces, each there no later than it, whatever the order of
/// the lines. Throws Error naming the line: D201 on what is not vertices, ';' and pairs of numbers, D101 on nan or
/// infinity, D105 on a face that is missing or comes later, a simplex or a vertex given twice; D106 when the file is a
/// firep (parse_scc_complex reads it).
/// Cost: O((m d + g) log(m + g)) for m simplices of at most d vertices with g bigrades.
/// Source: The RIVET Developers 2020, RIVET, input data files.
MulticriticalComplex<2> parse_rivet_multicritical(Source source);

/// The same where every simplex has one minimal bigrade; D106 names the first line that has several, incomparable.
/// Vertices may carry any numbers, which `vertex_point` keeps.
FilteredComplex<2> parse_rivet_bifiltration(Source source);

/// The bifiltration as RIVET 1.1 reads it: flags, then a line a simplex, dimension by dimension. Numbers are the
/// shortest that read back the same, values of superlevel axes as they were; what the flags cannot say (units, where
/// the complex is complete) travels in comments that begin with "#!". Vertices carry the numbers of `vertex_point`
/// where there are such. Reading gives the same complex again when every value of every axis is in use and no vertex
/// stands for several points. Throws Error D106 where a cell is no simplex.
std::string rivet_of(const FilteredComplex<2>& complex);
std::string rivet_of(const MulticriticalComplex<2>& complex);

}  // namespace tessera::exchange
