// SPDX-License-Identifier: MIT
#pragma once

#include "decomposition/relation_echelon.hpp"
#include "decomposition/work_limit.hpp"
#include "tessera/algebra/grade.hpp"
#include "tessera/core/context.hpp"

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace tessera {

/// A summand of a presented module: its generators and relations, numbered locally.
template <int N>
class ModuleBlock {
 public:
  std::vector<Index> generators;  // as numbered in the module
  std::vector<Grade<N>> generator_grades;
  std::vector<Grade<N>> relation_grades;
  std::vector<IndexSet> relations;  // over the local generators

  Index size() const { return Index(generator_grades.size()); }
  void add_generator(Index number, const Grade<N>& grade);
  /// Relations come in colexicographic order of their grades. Returns the work.
  std::size_t add_relation(const Grade<N>& grade, IndexSet relation);
  /// This block becomes the sum of both; the other's generators are numbered on.
  void append(ModuleBlock other);

  /// Precedes all generators: where it does not, the block is zero.
  const Grade<N>& lower() const { return lower_; }
  /// Generators that are a basis of the space of the block at a grade; kept until the block changes.
  const std::vector<Index>& basis_at(const Grade<N>& grade) const;
  /// A sum of generators that are there, as numbers of elements of the basis at the grade.
  IndexSet coordinates(BitVector sum, const Grade<N>& grade) const;

 private:
  RelationEchelon<N> echelon_;
  Grade<N> lower_{};
  mutable std::map<std::array<Index, N>, std::vector<Index>> bases_;
};

/// Homomorphisms from blocks to one block as a linear system. A homomorphism gives every generator an element of the
/// space of the target at its grade such that every relation goes to zero: unknowns are pairs of a generator and a
/// basis element there, equations the coordinates of the images of relations.
template <int N>
class HomSystem {
 public:
  /// A generator of a source and the generator of the target that it goes to.
  struct Unknown {
    std::size_t source;
    Index generator, image;
  };
  /// Elements of the sources at one grade, to be given a sum of images: elements[i][source].
  struct Elements {
    Grade<N> grade;
    std::vector<std::vector<BitVector>> of;
  };

  /// The work is held against the limit as it is done, memory before it is taken (R302).
  HomSystem(const std::vector<const ModuleBlock<N>*>& sources, const ModuleBlock<N>& target,
            const std::optional<Elements>& elements, WorkLimit& limit, const Context& context);

  /// Homomorphisms of the sources whose sum takes elements i to targets[i], a sum of generators of the target.
  std::optional<std::vector<Unknown>> mapping_to(const std::vector<BitVector>& targets) const;
  /// A basis of all of them.
  std::vector<std::vector<Unknown>> all() const;

 private:
  std::vector<Unknown> chosen(const BitVector& set) const;

  const ModuleBlock<N>& target_;
  Grade<N> grade_{};
  std::size_t first_element_ = 0;  // row of the equations of elements
  std::size_t rows_ = 0;
  std::vector<Unknown> unknowns_;
  std::optional<BitSystem> system_;
};

extern template class ModuleBlock<1>;
extern template class ModuleBlock<2>;
extern template class ModuleBlock<3>;
extern template class ModuleBlock<4>;
extern template class HomSystem<1>;
extern template class HomSystem<2>;
extern template class HomSystem<3>;
extern template class HomSystem<4>;

}  // namespace tessera
