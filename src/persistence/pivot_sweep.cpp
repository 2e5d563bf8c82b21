// SPDX-License-Identifier: MIT
#include "persistence/pivot_sweep.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace tessera {

PivotSweep::PivotSweep(Index row_count, const BigradedColumns& columns)
    : columns_(columns),
      order_(columns.size()),
      place_in_order_(columns.size()),
      owner_(row_count, none),
      is_reduced_(columns.size(), false),
      slot_(columns.size()),
      working_(row_count) {
  std::iota(order_.begin(), order_.end(), Index{0});
  std::ranges::stable_sort(order_, {}, [&](Index j) { return columns.y[j]; });
  for (Index place = 0; place < order_.size(); ++place) {
    const Index x = columns.x[order_[place]];
    place_in_order_[order_[place]] = place;
    if (x >= entering_.size()) entering_.resize(std::size_t{x} + 1);
    entering_[x].push_back(place);
  }
}

Index PivotSweep::first_pivot(Index column) const noexcept {
  const auto all = rows(column);
  return all.empty() ? none : is_reduced_[column] ? all.front() : std::ranges::max(all);
}

void PivotSweep::claim(Index column, Index pivot) {
  if (owner_[pivot] != none) {
    queue_.push_back(place_in_order_[owner_[pivot]]);
    std::ranges::push_heap(queue_, std::greater{});
  }
  owner_[pivot] = column;
}

/// Adds columns that the order puts before this one until its pivot is free or held by a later one.
void PivotSweep::reduce(Index column) {
  Index pivot = first_pivot(column);
  const auto is_blocked = [&] {
    return pivot != none && owner_[pivot] != none && place_in_order_[owner_[pivot]] < place_in_order_[column];
  };
  if (pivot == none) return;
  if (!is_blocked()) return claim(column, pivot);

  working_.add(rows(column));
  while (is_blocked()) {
    working_.add(rows(owner_[pivot]));
    pivot = working_.pivot();
  }
  slot_[column] = arena_.append_with([&](std::vector<Index>& out) { working_.drain(out); });
  is_reduced_[column] = true;
  if (pivot != none) claim(column, pivot);
}

void PivotSweep::advance(Index x, const Context& context) {
  if (x >= entering_.size()) return;
  const auto& entering = entering_[x];
  std::size_t next = 0, done = 0;
  while (next < entering.size() || !queue_.empty()) {
    if (++done % 4096 == 0) context.check();
    if (!queue_.empty() && (next == entering.size() || queue_.front() < entering[next])) {
      const Index place = queue_.front();
      std::ranges::pop_heap(queue_, std::greater{});
      queue_.pop_back();
      reduce(order_[place]);
    } else {
      reduce(order_[entering[next++]]);
    }
  }
}

}  // namespace tessera
