// SPDX-License-Identifier: MIT
#pragma once

#include "algebra/bit_system.hpp"
#include "decomposition/work_limit.hpp"
#include "tessera/algebra/grade.hpp"

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace tessera {

/// The vector space of a block at one grade: a basis of generators, and what every generator there is in it.
struct FiberSpace {
  std::vector<Index> basis;            // local generators
  std::vector<BitVector> coordinates;  // by local generator, those that are there

  Index dimension() const { return Index(basis.size()); }
  /// Of a sum of generators, all of which are there.
  BitVector of(const BitVector& sum) const;
};

/// A summand of a presented module: its generators and relations, numbered locally.
template <int N>
class ModuleBlock {
 public:
  std::vector<Index> generators;  // as numbered in the module, increasing
  std::vector<Grade<N>> generator_grades;
  std::vector<Grade<N>> relation_grades;
  std::vector<BitVector> relations;  // over the local generators

  Index size() const { return Index(generators.size()); }
  void add_relation(const Grade<N>& grade, BitVector relation) {
    relation_grades.push_back(grade);
    relations.push_back(std::move(relation));
    spaces_.clear();
  }
  /// The space at a grade; kept until a relation comes.
  const FiberSpace& at(const Grade<N>& grade) const;

 private:
  FiberSpace computed(const Grade<N>& grade) const;
  mutable std::map<std::array<Index, N>, FiberSpace> spaces_;
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

  /// The work is held against the limit before it is begun.
  HomSystem(const std::vector<const ModuleBlock<N>*>& sources, const ModuleBlock<N>& target,
            const std::optional<Elements>& elements, WorkLimit& limit);

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
