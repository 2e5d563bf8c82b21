// SPDX-License-Identifier: MIT
#include "decomposition/certified_slice.hpp"

#include <algorithm>
#include <numeric>

namespace tessera {
namespace {

/// Sorts numbers by time, equal times by number. They were sorted for a line nearby before: insertion is linear then.
void sort_by_time(std::vector<Index>& order, const double* times) {
  const auto is_before = [&](Index p, Index q) { return times[p] != times[q] ? times[p] < times[q] : p < q; };
  std::size_t moves = 0, limit = 8 * order.size();
  for (std::size_t i = 1; i < order.size(); ++i) {
    const Index grade = order[i];
    std::size_t j = i;
    for (; j > 0 && is_before(grade, order[j - 1]); --j) order[j] = order[j - 1];
    order[j] = grade;
    moves += i - j;
    if (moves > limit) {
      std::ranges::sort(order, is_before);
      return;
    }
  }
}

}  // namespace

CertifiedSlice::CertifiedSlice(const Presentation<2>& module, const std::array<double, 2>& scale,
                               const std::array<double, 2>& centre)
    : module_(module),
      rows_(module.matrix.row_count()),
      row_order_(rows_),
      column_order_(module.matrix.column_count()),
      row_place_(rows_),
      killer_(rows_),
      reduced_(column_order_.size()),
      added_(column_order_.size()),
      working_(rows_),
      summands_(Index(column_order_.size())) {
  for (const auto* grades : {&module.matrix.row_grades, &module.matrix.column_grades})
    for (const auto& grade : *grades) {
      const auto point = module.grid(grade);
      const double x = point[0] / scale[0] - centre[0], y = point[1] / scale[1] - centre[1];
      charts_[0].push_back({x, y});
      charts_[1].push_back({y, x});
    }
  times_.resize(charts_[0].size());
  rise_.resize(times_.size());
  drop_.resize(times_.size());
  std::iota(row_order_.begin(), row_order_.end(), Index{0});
  std::iota(column_order_.begin(), column_order_.end(), Index{0});
}

/// The reduced column's pivot, none if it is zero; keeps its rows and the columns added.
Index CertifiedSlice::reduced_pivot(Index column) {
  for (const Index row : module_.matrix.column(column)) working_.toggle(row_place_[row]);
  while (!working_.is_zero()) {
    const Index pivot = row_order_[working_.pivot()], other = killer_[pivot];
    if (other == none) break;
    for (const Index row : reduced_[other]) working_.toggle(row_place_[row]);
    summands_.toggle(other);
    summands_.add(added_[other]);
  }
  auto& rows = reduced_[column];
  rows.clear();
  working_.drain(rows);
  for (Index& row : rows) row = row_order_[row];
  added_[column].clear();
  summands_.drain(added_[column]);
  return rows.empty() ? none : rows.front();
}

void CertifiedSlice::reduce(const LineBox& box, double slope, double offset) {
  placed_ = &charts_[box.is_steep];
  for (Index grade = 0; grade < times_.size(); ++grade) times_[grade] = weighted_push(place(grade), slope, offset);
  sort_by_time(row_order_, times_.data());
  sort_by_time(column_order_, times_.data() + rows_);
  for (Index at = 0; at < rows_; ++at) row_place_[row_order_[at]] = at;

  std::ranges::fill(killer_, none);
  for (const Index column : column_order_)
    if (const Index pivot = reduced_pivot(column); pivot != none) killer_[pivot] = column;

  bars_.clear();
  for (const Index row : row_order_) bars_.push_back({row, killer_[row] == none ? none : rows_ + killer_[row]});
}

/// t'(above) >= t'(grade), so it rises at least as far as the other may stand higher.
void CertifiedSlice::raise(Index grade, Index above) {
  const double rise = rise_[grade] + largest_difference(place(grade), place(above), box_);
  rise_[above] = std::max(rise_[above], rise);
}

void CertifiedSlice::bound_rows() {
  for (const Index pivot : row_order_)
    if (killer_[pivot] != none)
      for (const Index row : reduced_[killer_[pivot]])
        if (row != pivot) raise(row, pivot);
}

void CertifiedSlice::bound_columns() {
  for (const Index column : column_order_) {
    for (const Index summand : added_[column]) raise(rows_ + summand, rows_ + column);
    if (!reduced_[column].empty()) raise(reduced_[column].front(), rows_ + column);
  }
}

void CertifiedSlice::bound(const LineBox& box) {
  box_ = box;
  std::ranges::fill(rise_, 0.0);
  std::ranges::fill(drop_, -1.0);
  bound_rows();
  bound_columns();
  moving_ = {};
  largest_rise_ = {};
  for (Index grade = 0; grade < rise_.size(); ++grade)
    if (rise_[grade] > 0) {
      const bool is_column = grade >= rows_;
      moving_[is_column].push_back(grade);
      largest_rise_[is_column] = std::max(largest_rise_[is_column], rise_[grade]);
    }
}

/// Can [t(grade), t(grade) + rise] meet that of one that moves, on some line of the box?
bool CertifiedSlice::is_within_reach(Index grade, const std::vector<Index>& moving) const {
  return std::ranges::any_of(moving, [&](Index other) {
    return largest_difference(place(grade), place(other), box_) >= -rise_[grade] &&
           largest_difference(place(other), place(grade), box_) >= -rise_[other];
  });
}

double CertifiedSlice::drop(Index grade) {
  const bool is_column = grade >= rows_;
  double& drop = drop_[grade];
  if (drop < 0) drop = rise_[grade] > 0 || is_within_reach(grade, moving_[is_column]) ? largest_rise_[is_column] : 0;
  return drop;
}

}  // namespace tessera
