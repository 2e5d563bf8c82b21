// SPDX-License-Identifier: MIT
#pragma once

#include "decomposition/module_block.hpp"
#include "decomposition/work_limit.hpp"
#include "tessera/core/context.hpp"

#include <vector>

namespace tessera {

/// A block split into indecomposables.
template <int N>
struct Splitting {
  struct Part {
    ModuleBlock<N> block;          // `generators` are not numbered
    std::vector<BitVector> basis;  // its generators as sums of those of the block that was split
    bool is_proven = true;         // indecomposable; else no way was found to split it
  };
  std::vector<Part> parts;
};

/// Splits a block by idempotents of its endomorphism ring. The block must be presented minimally; so are the parts.
///
/// The ring acts on the block modulo what comes from below, one space for each grade at which generators come: the
/// kernel of that is nilpotent, so the block is indecomposable exactly if no element acts as an idempotent other than 0
/// and 1, and one that does so becomes idempotent itself when squared often enough. An element that keeps one lone
/// generator of a grade and takes another to zero leads to one; else the algebra that acts is searched
/// (matrix_algebra.hpp), which proves it when there is none.
/// Cost, held against the limit: a linear system with one unknown for each generator and dimension of the block at its
/// grade. Source: Fitting 1933; Lux and Szoke 2003, doi:10.1080/10586458.2003.10504505 (endomorphism rings modulo
/// the radical).
template <int N>
Splitting<N> split_by_endomorphisms(const ModuleBlock<N>& block, WorkLimit& limit, const Context& context);

extern template Splitting<1> split_by_endomorphisms(const ModuleBlock<1>&, WorkLimit&, const Context&);
extern template Splitting<2> split_by_endomorphisms(const ModuleBlock<2>&, WorkLimit&, const Context&);
extern template Splitting<3> split_by_endomorphisms(const ModuleBlock<3>&, WorkLimit&, const Context&);
extern template Splitting<4> split_by_endomorphisms(const ModuleBlock<4>&, WorkLimit&, const Context&);

}  // namespace tessera
