// SPDX-License-Identifier: MIT
#pragma once

#include "algebra/bit_system.hpp"
#include "tessera/algebra/grade.hpp"

#include <map>
#include <vector>

namespace tessera {

/// Increasing indices of the ones of a vector over Z/2.
using IndexSet = std::vector<Index>;

inline BitVector bits_of(const IndexSet& set, std::size_t size) {
  BitVector result(size);
  for (const Index i : set) result.toggle(i);
  return result;
}

inline IndexSet set_of(const BitVector& bits) {
  IndexSet result;
  bits.for_each([&](Index i) { result.push_back(i); });
  return result;
}

/// The relations of a block in echelon form at every grade: columns that span the relations there, no two of them with
/// the same last generator. Relations must be added in colexicographic order of their grades.
///
/// One and two parameters: for the value of the last axis reached so far, the columns are kept as persistence along
/// the first axis has them, each a sum of relations up to its own value there; a new relation may take the place of a
/// column of a larger value, which then goes on with another last generator. What a place held before stays, so that
/// every earlier grade can be asked for too. More parameters: each grade that is asked for is eliminated by itself.
template <int N>
class RelationEchelon {
 public:
  /// Returns the work, in entries.
  std::size_t add(const Grade<N>& grade, const IndexSet& relation, Index generators);
  /// The other block's relations, its generators numbered on from `shift`.
  void append(RelationEchelon other, Index shift);
  /// Whether a column of the form at the grade ends in this generator.
  bool has_column(Index last, const Grade<N>& grade) const {
    if constexpr (N <= 2) {
      if (last >= newest_.size() || newest_[last].value > grade[0]) return false;  // so were older ones
      if (newest_[last].since <= grade[N - 1]) return true;
    }
    return column(last, grade) != nullptr;
  }
  /// The column of the form at the grade that ends in this generator; null if there is none.
  const IndexSet* column(Index last, const Grade<N>& grade) const;

 private:
  /// From `since` on in the last axis, at `value` in the first.
  struct Stamp {
    Index since = 0, value = none;
  };
  struct Version {
    Stamp stamp;
    IndexSet column;
  };
  void place(Index last, Version version);

  std::vector<std::vector<Version>> versions_;  // by last generator; later ones have smaller values
  std::vector<Stamp> newest_;                   // by last generator; value none: never was one

  // N > 2
  std::vector<Grade<N>> grades_;
  std::vector<IndexSet> relations_;
  mutable std::map<std::array<Index, N>, std::map<Index, IndexSet>> forms_;
};

extern template class RelationEchelon<1>;
extern template class RelationEchelon<2>;
extern template class RelationEchelon<3>;
extern template class RelationEchelon<4>;

}  // namespace tessera
