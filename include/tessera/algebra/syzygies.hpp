// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/graded_matrix.hpp"
#include "tessera/core/context.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tessera {

/// A Groebner basis of a graded submodule of a free module over Z/2, for the order of the generators of that module:
/// every chain of the submodule has a leading (largest) generator, and if it lives at z then an element with the same
/// leading generator lives at a grade <= z. So the submodule has, at z, as many dimensions as there are generators that
/// lead an element at or below z.
template <int N>
struct GroebnerBasis {
  std::vector<std::uint64_t> first;       // elements led by generator g are first[g] .. first[g + 1]
  std::vector<Grade<N>> grades;           // one an element; those of one leader form an antichain
  std::vector<std::uint64_t> offsets{0};  // element i is chains[offsets[i] .. offsets[i + 1])
  std::vector<Index> chains;              // generators, decreasing: the leader first

  Index size() const noexcept { return Index(grades.size()); }
  bool has_chains() const noexcept { return offsets.size() == grades.size() + 1; }
  std::span<const Index> chain(std::uint64_t i) const noexcept {
    return {chains.data() + offsets[i], std::size_t(offsets[i + 1] - offsets[i])};
  }
  /// The first element led by `generator` that lives at z, or size().
  std::uint64_t led_by(Index generator, const Grade<N>& z) const noexcept {
    for (std::uint64_t i = first[generator]; i < first[generator + 1]; ++i)
      if (precedes(grades[i], z)) return i;
    return size();
  }
  bool leads_at(Index generator, const Grade<N>& z) const noexcept { return led_by(generator, z) < size(); }
};

struct SyzygyOptions {
  bool with_chains = true;  // false: only the leading terms, which is all that dimensions need
};

/// A Groebner basis of the kernel of a map of free N-graded modules: syzygies of its columns, as chains of columns.
///
/// The columns must be sorted so that their last ranks do not decrease (colexicographic order will do). They are added
/// one at a time, and each is reduced at every grade at which its pivot can change: a Groebner basis of the image grows
/// alongside. For N <= 2 the kernel is free and every column leads at most one element: then this is the kernel sweep
/// of Lesnick and Wright with the axes exchanged. An empty matrix has an empty kernel.
///
/// `boundaries`, if given, is a basis over the columns of `matrix` of chains known to lie in the kernel (the `image` of
/// the map before): they are taken over instead of being found again. `image`, if given, receives the basis of the
/// image, its grades without regard to the last axis: an element lives from that grade on and, on the last axis, from
/// where its own entries do. Rows must then be colexicographic if it is to serve as `boundaries`.
/// Cost: exponential in no case, but the basis may be larger than the matrix by the power N - 1 of the ranks of an
/// axis. Throws R302 when the columns held pass the memory budget.
/// Source: Lesnick and Wright 2022, doi:10.1137/20M1388425, for N = 2; Gao, Volny, Wang 2016, A new framework for
/// computing Groebner bases, doi:10.1090/mcom/2969 (a column is reduced by columns of smaller signature only).
template <int N>
GroebnerBasis<N> syzygies(const GradedMatrix<N>& matrix, const GroebnerBasis<N>* boundaries, GroebnerBasis<N>* image,
                          const SyzygyOptions& options, const Context& context);

/// The columns of `chains` written in `basis`, a basis over the rows of `chains`: each must lie in the submodule at its
/// own grade. Rows of the result are elements of the basis.
template <int N>
GradedMatrix<N> coordinates(const GroebnerBasis<N>& basis, const GradedMatrix<N>& chains, const Context& context);

/// The elements of a basis as the columns of a map into the free module on generators of these grades.
template <int N>
GradedMatrix<N> inclusion(const GroebnerBasis<N>& basis, const std::vector<Grade<N>>& generator_grades);

/// The numbers, ascending, of columns that generate the image of a matrix minimally. Columns sorted
/// colexicographically.
template <int N>
std::vector<Index> minimal_generators(const GradedMatrix<N>& matrix, const Context& context);

/// The kernel of a matrix, generated minimally, as a map into its columns: columns colexicographic, as the columns of
/// `matrix` must be.
template <int N>
GradedMatrix<N> minimal_kernel(const GradedMatrix<N>& matrix, const Context& context);

#define TESSERA_SYZYGIES(N)                                                                                     \
  extern template GroebnerBasis<N> syzygies(const GradedMatrix<N>&, const GroebnerBasis<N>*, GroebnerBasis<N>*, \
                                            const SyzygyOptions&, const Context&);                              \
  extern template GradedMatrix<N> coordinates(const GroebnerBasis<N>&, const GradedMatrix<N>&, const Context&); \
  extern template GradedMatrix<N> inclusion(const GroebnerBasis<N>&, const std::vector<Grade<N>>&);             \
  extern template std::vector<Index> minimal_generators(const GradedMatrix<N>&, const Context&);                \
  extern template GradedMatrix<N> minimal_kernel(const GradedMatrix<N>&, const Context&);
TESSERA_SYZYGIES(1)
TESSERA_SYZYGIES(2)
TESSERA_SYZYGIES(3)
TESSERA_SYZYGIES(4)
#undef TESSERA_SYZYGIES

}  // namespace tessera
