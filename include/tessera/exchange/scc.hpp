// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/exchange/file.hpp"
#include "tessera/filtration/filtered_complex.hpp"
#include "tessera/persistence/presentation.hpp"

#include <string>
#include <vector>

namespace tessera::exchange {

/// What the first lines of an scc2020 or firep file say. Both list blocks of cells from the highest dimension down.
///
///   scc2020      a chain complex of free modules; here with 2 parameters
///   2
///   1 3 3 0      one cell of dimension 2, three of dimension 1, three of dimension 0; the final 0: no lower block
///   1 1 ; 0 1 2  a line a cell: its grade, its faces as positions in the next block
///   ...
///
/// Two counts and a final 0 are a presentation: relations, then generators. Anything else with three counts or more
/// is a complex. Where the last count is not 0, its block may be written out or (the strict reading, and always in
/// firep) left out: its cells then have no grades. A file cut exactly before that block reads as one that leaves it
/// out; our writer always ends the counts with 0.
struct SccHeader {
  enum class Kind { complex, presentation };

  Kind kind = Kind::complex;
  bool is_firep = false;
  int parameters = 2;
  std::vector<std::uint64_t> counts;  // as listed, the final 0 included
};

/// Reads the header only; `source` may be just the start of a file. Throws Error D201/D202/D203 naming the line.
SccHeader probe_scc(Source source);

/// A complex: blocks[0] is the lowest block, so in a file of three blocks (dimensions k + 1, k, k - 1) degree 1 is the
/// homology at the middle one. Cells keep their order. `complete_dimension` is that of the highest listed block unless
/// the file says otherwise (our writer does). Cells without grades come first of all: the homology at that block means
/// nothing, at all higher ones it is right.
///
/// Throws Error naming the line: D202 when there are fewer lines than the header claims (nothing is allocated from a
/// claim), D201 on what is not a grade and faces, D101 on nan or infinity, D105 when a face does not exist, is given
/// twice or comes after its cell, or when the boundary of a boundary is not zero; D106 when the file has another
/// number of parameters or is a presentation. Blank lines and comments ('#') are skipped.
template <int N>
FilteredComplex<N> parse_scc_complex(Source source);

/// A presentation, generators and relations in the order of the file; is_minimal is false, for a file proves nothing.
/// Throws as parse_scc_complex does.
template <int N>
Presentation<N> parse_scc_presentation(Source source);

/// The canonical scc2020 form. Numbers are the shortest that read back the same, so reading gives the same value again
/// when every value of every axis is in use, but for `is_minimal` and the vertex maps of a complex. Grades are written
/// in the internal sign (superlevel values negated: only so do faces precede cells); degree, directions, names and
/// units travel in comments that begin with "#!" and are left out where they are the default.
template <int N>
std::string scc_of(const FilteredComplex<N>& complex);
template <int N>
std::string scc_of(const Presentation<N>& presentation);

/// The firep of RIVET and mpfree, with labels of the axes: relations, generators, no lower block. Values of superlevel
/// axes are shown as they are under a label that begins with "[-]", as RIVET needs. Reads back the same but for the
/// degree, `is_minimal` and units; an axis without a name is called x or y.
std::string firep_of(const Presentation<2>& presentation);

#define TESSERA_SCC(N)                                               \
  extern template FilteredComplex<N> parse_scc_complex<N>(Source);   \
  extern template Presentation<N> parse_scc_presentation<N>(Source); \
  extern template std::string scc_of<N>(const FilteredComplex<N>&);  \
  extern template std::string scc_of<N>(const Presentation<N>&);
TESSERA_SCC(1)
TESSERA_SCC(2)
TESSERA_SCC(3)
TESSERA_SCC(4)
#undef TESSERA_SCC

}  // namespace tessera::exchange
