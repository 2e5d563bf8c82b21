// SPDX-License-Identifier: MIT
#include "persistence/relation_sweep.hpp"

#include <algorithm>

namespace tessera {

void RelationSweep::make_room(std::span<const Index> rows) {
  for (const Index row : rows)
    if (row >= owner_.size()) {
      owner_.resize(std::max<std::size_t>(2 * owner_.size(), std::size_t{row} + 64), none);
      working_.resize(Index(owner_.size()));
    }
}

Index RelationSweep::settled_pivot(Index column) {
  Index pivot = working_.pivot();
  while (pivot != none && owner_[pivot] != none && precedes(owner_[pivot], column)) {
    working_.add(reduced(owner_[pivot]));
    pivot = working_.pivot();
  }
  return pivot;
}

void RelationSweep::normal_form(std::span<const Index> rows, Index y, std::vector<Index>& result) {
  make_room(rows);
  working_.add(rows);
  const std::size_t first = result.size();
  for (Index pivot = working_.pivot(); pivot != none; pivot = working_.pivot()) {
    if (owner_[pivot] != none && y_[owner_[pivot]] <= y) {
      working_.add(reduced(owner_[pivot]));
    } else {
      result.push_back(pivot);
      working_.toggle(pivot);
    }
  }
  std::reverse(result.begin() + std::ptrdiff_t(first), result.end());
}

bool RelationSweep::keep_if_new(std::span<const Index> rows, Index y) {
  make_room(rows);
  const Index arrived = size();
  y_.push_back(y);
  slots_.push_back({});
  working_.add(rows);

  Index pivot = settled_pivot(arrived);
  if (pivot == none) {
    y_.pop_back();
    slots_.pop_back();
    return false;
  }

  // The new column may take the pivot of a later one, which is then reduced again, and so on, the least first.
  const auto later = [this](Index a, Index b) { return precedes(b, a); };
  for (Index column = arrived;;) {
    if (pivot != none) {
      if (owner_[pivot] != none) {
        waiting_.push_back(owner_[pivot]);
        std::ranges::push_heap(waiting_, later);
      }
      owner_[pivot] = column;
      slots_[column].offset = entries_.size();
      working_.drain(entries_);
      slots_[column].length = Index(entries_.size() - slots_[column].offset);
    }
    if (waiting_.empty()) return true;

    std::ranges::pop_heap(waiting_, later);
    column = waiting_.back();
    waiting_.pop_back();
    working_.add(reduced(column));
    pivot = settled_pivot(column);
  }
}

}  // namespace tessera
