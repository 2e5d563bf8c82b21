// SPDX-License-Identifier: MIT
#include "persistence/slice_reduction.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>

namespace tessera {

SliceReduction::SliceReduction(Index rows, std::span<const std::uint64_t> offsets, std::span<const Index> entries)
    : offsets_(offsets),
      entries_(entries),
      row_place_(rows),
      column_place_(offsets.size() - 1),
      killer_(rows),
      working_(rows),
      slot_(offsets.size() - 1) {}

Index SliceReduction::last_row(std::span<const Index> rows) const {
  Index last = none, place = 0;
  for (const Index row : rows)
    if (last == none || row_place_[row] > place) {
      last = row;
      place = row_place_[row];
    }
  return last;
}

void SliceReduction::add(std::span<const Index> rows) {
  for (const Index row : rows) working_.toggle(row_place_[row]);
  work_ += rows.size();
}

/// The sum is one of columns that come before this one; what does not enter comes last.
bool SliceReduction::still_holds(Index column) const {
  return std::ranges::all_of(added_[column],
                             [&](Index summand) { return column_place_[summand] < column_place_[column]; });
}

void SliceReduction::reduce_anew(std::span<const Index> row_order, std::span<const Index> column_order) {
  arena_ = {};
  std::ranges::fill(slot_, ColumnArena::Slot{});
  const auto rows_of = [&](Index column) { return slot_[column].length > 0 ? arena_[slot_[column]] : given(column); };
  for (const Index column : column_order) {
    Index pivot = last_row(given(column));
    work_ += given(column).size();
    if (pivot == none) continue;
    if (killer_[pivot] == none) {
      killer_[pivot] = column;
      continue;
    }
    add(given(column));
    while (pivot != none && killer_[pivot] != none) {
      add(rows_of(killer_[pivot]));
      pivot = working_.is_zero() ? none : row_order[working_.pivot()];
    }
    if (pivot == none) continue;
    killer_[pivot] = column;
    slot_[column] = arena_.append_with([&](std::vector<Index>& out) {
      const std::size_t begin = out.size();
      working_.drain(out);
      for (std::size_t at = begin; at < out.size(); ++at) out[at] = row_order[out[at]];
    });
  }
}

/// Without anything kept this is a reduction anew that keeps what it does.
void SliceReduction::reduce_warm(std::span<const Index> row_order, std::span<const Index> column_order) {
  for (const Index column : column_order) {
    auto& rows = reduced_[column];
    auto& added = added_[column];
    if (!still_holds(column)) {
      rows.assign(given(column).begin(), given(column).end());
      added.clear();
    }
    work_ += rows.size() + added.size() + 1;
    Index pivot = last_row(rows);
    if (pivot == none) continue;
    if (killer_[pivot] == none) {
      killer_[pivot] = column;
      continue;
    }

    add(rows);
    summands_.add(added);
    while (pivot != none && killer_[pivot] != none) {
      const Index other = killer_[pivot];
      add(reduced_[other]);
      summands_.add(added_[other]);
      summands_.toggle(other);
      work_ += added_[other].size() + 1;
      pivot = working_.is_zero() ? none : row_order[working_.pivot()];
    }
    rows.clear();
    working_.drain(rows);
    for (Index& row : rows) row = row_order[row];
    added.clear();
    summands_.drain(added);
    if (pivot != none) killer_[pivot] = column;
  }
}

const std::vector<Index>& SliceReduction::pairs(std::span<const Index> row_order, std::span<const Index> column_order,
                                                Start start) {
  std::ranges::fill(row_place_, none);
  std::ranges::fill(column_place_, none);
  std::ranges::fill(killer_, none);
  for (Index place = 0; place < row_order.size(); ++place) row_place_[row_order[place]] = place;
  for (Index place = 0; place < column_order.size(); ++place) column_place_[column_order[place]] = place;

  // Reading what is kept costs about four times the matrix: warm is worth a try when additions cost more than that. If
  // it turns out dearer than anew did, sixteen orders go by before the next try.
  constexpr Index pause = 16;
  work_ = 0;
  if (start == Start::automatic) {
    const bool pays = work_anew_ > 4 * entries_.size() && rest_ == 0;
    start = pays ? Start::warm : Start::anew;
    if (rest_ > 0) --rest_;
  }
  if (start == Start::anew) {
    reduce_anew(row_order, column_order);
    work_anew_ = work_;
    return killer_;
  }

  const bool is_first = !is_warm_;
  if (is_first) {
    reduced_.resize(slot_.size());
    added_.resize(slot_.size());
    for (Index column = 0; column < slot_.size(); ++column)
      reduced_[column].assign(given(column).begin(), given(column).end());
    summands_.resize(Index(slot_.size()));
    is_warm_ = true;
  }
  reduce_warm(row_order, column_order);
  if (!is_first && work_ > work_anew_) {
    is_warm_ = false;
    reduced_.clear();
    added_.clear();
    rest_ = pause;
  }
  return killer_;
}

}  // namespace tessera
