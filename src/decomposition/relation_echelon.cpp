// SPDX-License-Identifier: MIT
#include "decomposition/relation_echelon.hpp"

#include <utility>

namespace tessera {
namespace {

void shift_all(IndexSet& set, Index shift) {
  for (Index& i : set) i += shift;
}

void toggle_all(BitVector& bits, const IndexSet& set) {
  for (const Index i : set) bits.toggle(i);
}

/// The relations at a grade in echelon form, by last generator.
template <int N>
std::map<Index, IndexSet> eliminated(const std::vector<Grade<N>>& grades, const std::vector<IndexSet>& relations,
                                     const Grade<N>& grade) {
  std::map<Index, IndexSet> form;
  Index size = 0;
  for (const IndexSet& relation : relations) size = std::max(size, relation.empty() ? 0 : relation.back() + 1);
  for (std::size_t r = 0; r < relations.size(); ++r) {
    if (!precedes(grades[r], grade)) continue;
    BitVector bits = bits_of(relations[r], size);
    for (Index last = bits.last(); last != none; last = bits.last()) {
      const auto [place, is_new] = form.try_emplace(last);
      if (is_new) {
        place->second = set_of(bits);
        break;
      }
      toggle_all(bits, place->second);
    }
  }
  return form;
}

}  // namespace

template <int N>
std::size_t RelationEchelon<N>::add(const Grade<N>& grade, const IndexSet& relation, Index generators) {
  if constexpr (N > 2) {
    grades_.push_back(grade);
    relations_.push_back(relation);
    forms_.clear();
    return relation.size();
  } else {
    versions_.resize(generators);
    newest_.resize(generators);
    Stamp stamp{N == 1 ? 0 : grade[N - 1], grade[0]};
    BitVector bits = bits_of(relation, generators);
    std::size_t work = generators / 64 + 1;
    for (Index last = bits.last(); last != none; last = bits.last()) {
      const auto& versions = versions_[last];
      if (newest_[last].value <= stamp.value) {
        toggle_all(bits, versions.back().column);
        work += versions.back().column.size();
        continue;
      }
      Version placed{stamp, set_of(bits)};
      work += placed.column.size();
      const bool is_free = versions.empty();
      if (!is_free) {  // the column that was here goes on
        stamp.value = newest_[last].value;
        toggle_all(bits, versions.back().column);
      }
      place(last, std::move(placed));
      if (is_free) break;
    }
    return work;
  }
}

template <int N>
void RelationEchelon<N>::place(Index last, Version version) {
  newest_[last] = version.stamp;
  auto& versions = versions_[last];
  if (!versions.empty() && versions.back().stamp.since == version.stamp.since)
    versions.back() = std::move(version);
  else
    versions.push_back(std::move(version));
}

template <int N>
void RelationEchelon<N>::append(RelationEchelon other, Index shift) {
  if constexpr (N > 2) {
    for (std::size_t r = 0; r < other.relations_.size(); ++r) {
      shift_all(other.relations_[r], shift);
      relations_.push_back(std::move(other.relations_[r]));
      grades_.push_back(other.grades_[r]);
    }
    forms_.clear();
  } else {
    if (other.versions_.empty()) return;
    versions_.resize(shift);
    newest_.resize(shift);
    newest_.insert(newest_.end(), other.newest_.begin(), other.newest_.end());
    for (auto& versions : other.versions_) {
      for (auto& version : versions) shift_all(version.column, shift);
      versions_.push_back(std::move(versions));
    }
  }
}

template <int N>
const IndexSet* RelationEchelon<N>::column(Index last, const Grade<N>& grade) const {
  if constexpr (N > 2) {
    const auto [form, is_new] = forms_.try_emplace(grade.rank);
    if (is_new) form->second = eliminated(grades_, relations_, grade);
    const auto place = form->second.find(last);
    return place == form->second.end() ? nullptr : &place->second;
  } else {
    if (last >= versions_.size() || newest_[last].value > grade[0]) return nullptr;
    const auto& versions = versions_[last];
    for (std::size_t v = versions.size(); v-- > 0;) {
      const auto& [stamp, column] = versions[v];
      if (N == 2 && stamp.since > grade[N - 1]) continue;
      return stamp.value <= grade[0] ? &column : nullptr;
    }
    return nullptr;
  }
}

template class RelationEchelon<1>;
template class RelationEchelon<2>;
template class RelationEchelon<3>;
template class RelationEchelon<4>;

}  // namespace tessera
