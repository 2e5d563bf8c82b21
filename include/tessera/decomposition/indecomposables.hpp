// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/decomposition/decomposition.hpp"
#include "tessera/persistence/presentation.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tessera {

/// A module as the direct sum of indecomposable modules, each presented minimally on the grid of the module.
template <int N>
struct IndecomposableDecomposition {
  static constexpr std::string_view artifact = "IndecomposableDecomposition";
  static constexpr std::string_view meaning =
      "a module as a direct sum of indecomposable modules, each presented minimally";
  static constexpr int parameters = N;

  struct Block {
    GradedMatrix<N> matrix;
    /// False: no way to split the block was found, but neither is there a proof that none exists.
    bool is_proven = true;
    /// Where asked for, a cycle for every generator, as in Presentation.
    std::vector<Cycle> cycles = {};
    friend bool operator==(const Block&, const Block&) = default;
  };

  Grid<N> grid;
  Index degree = 0;
  std::vector<Block> blocks;
  /// Where asked for, the new generators in the order of the blocks and of the rows within: column i of `basis` lists,
  /// increasing, the generators of the minimal presentation whose sum is new generator i. Grades agree: a new generator
  /// has that of one of its summands, which the others precede.
  GradedMatrix<N> basis;

  std::string brief() const { return std::to_string(blocks.size()) + " indecomposable summands"; }
  friend bool operator==(const IndecomposableDecomposition&, const IndecomposableDecomposition&) = default;
};

struct IndecomposablesOptions {
  /// Also give the change of basis.
  bool change_of_basis = false;
  /// Also give a representative cycle for every generator; the presentation must have them.
  bool cycles = false;
  /// Steps (word operations of linear systems) that may be taken; a nanosecond or less each.
  double work_limit = 1e12;
};

/// The decomposition of a finitely presented module over Z/2 into indecomposables.
///
/// By the theorem of Krull, Schmidt and Azumaya it is unique up to isomorphism and order; blocks come sorted by their
/// Betti grades, so that the grades do not depend on the presentation, while the matrix of a block is one of many. The
/// zero module has no blocks. A presentation that is not minimal is minimised first.
///
/// How: relations enter in batches of one grade, in an order that extends the order of grades, and the decomposition of
/// the module presented so far is kept up. A batch is cleared from a block where homomorphisms of the others carry it
/// there (one linear system, see the sources); what cannot be cleared is joined. A single relation leaves
/// indecomposables then. Of several at once the joined block is split by idempotents of its endomorphism ring.
/// Cost: depends on the blocks: a relation that meets s blocks solves s linear systems with as many unknowns as the
/// other blocks have homomorphisms on generators. Source: Dey, Jendrysiak, Kerber 2025, Decomposing multiparameter
/// persistence modules, doi:10.4230/LIPIcs.SoCG.2025.41; Dey and Xin 2022, doi:10.1007/s41468-022-00087-5.
/// A cycle of a new generator is the sum (Z/2) of the cycles of the old ones that it is the sum of.
/// Throws R302 when the work limit is passed or a linear system is over the memory budget; D106 when cycles are asked
/// for and the presentation has none.
template <int N>
IndecomposableDecomposition<N> indecomposables(const Presentation<N>& module, const IndecomposablesOptions& options,
                                               const Context& context);

/// The support of a module that is an interval module, from a minimal presentation; nothing when it is none. Sound and
/// complete: an indecomposable module of two parameters with dimensions at most 1 is an interval module (Asashiba et
/// al. 2022, doi:10.1016/j.jpaa.2022.107155), and generators in a strict antichain, neighbors joined by exactly one
/// relation at or below their join, are what makes it one. O((m + r) log(m + r)).
std::optional<Interval<2>> as_interval(const Grid<2>& grid, const GradedMatrix<2>& minimal);

extern template IndecomposableDecomposition<1> indecomposables(const Presentation<1>&, const IndecomposablesOptions&,
                                                               const Context&);
extern template IndecomposableDecomposition<2> indecomposables(const Presentation<2>&, const IndecomposablesOptions&,
                                                               const Context&);
extern template IndecomposableDecomposition<3> indecomposables(const Presentation<3>&, const IndecomposablesOptions&,
                                                               const Context&);
extern template IndecomposableDecomposition<4> indecomposables(const Presentation<4>&, const IndecomposablesOptions&,
                                                               const Context&);

}  // namespace tessera
