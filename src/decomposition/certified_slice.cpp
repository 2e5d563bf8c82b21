// SPDX-License-Identifier: MIT
#include "decomposition/certified_slice.hpp"

#include <algorithm>
#include <numeric>

/// Why rises and drops hold.
///  1. D is the presentation, R_j = D_j + sum of the R_k added to it the reduced columns. Times t' of rows and columns
///  are
///     *good* if t'(k) <= t'(j) where R_k was added to R_j, t'(i) <= t'(pivot of j) for rows i of R_j, and t'(pivot of
///     j)
///     <= t'(j). Then all of this is a change of graded bases, and the pairs are the bars, [t'(pivot of j), t'(j)).
///  2. Let t be the times along some line of the box, t' >= t the least good ones above: t'(q) is the largest t(p) over
///  q
///     and all p that conditions t'(p) <= ... <= t'(q) put below it. Of these only such need be kept that exceed q on
///     some line of the box, `above(q)`: where t(p) <= t(q) on all lines, q stands for p further up. rise(q) is the
///     largest difference of one of them and q on the box. Grades with a positive rise are *movers*.
///  3. Move the rows from t' down to t, then the columns. D stays graded, so bars vary continuously, and an end of a
///  bar
///     is always at the time of a row (a column): it moves only with a mover that it has met, and then down.
///  4. Rows. Times change their order only inside blocks: rows whose t' lies in one component of the union of all
///     [t, t'] of movers. Columns with pivot in a block have independent restrictions to it, and nothing above it, so
///     the reduction in the new order adds columns only to those whose restrictions are linked by common rows:
///     components of the graph with an edge from every pivot to the rows of its column, restricted to the block. Births
///     change places only within a component, and follow only its movers. Their columns form a class from then on.
///  5. Columns. D_j is R_j plus the R_k added to it, and each of these a sum of reduced columns (in the new order) of
///  its
///     class. Modulo the columns before its block, D_j is thus a sum over columns of the block in the classes of j and
///     of what was added to j. Pivots of such sums are pivots of their terms: classes that no such link connects,
///     within the block, never collide. Deaths change places only within these components, and follow only their
///     movers.
///  6. An end that follows movers of a component ends at no less than its start less the largest rise, and at no less
///     than the lowest time of these movers, `below`: drop is the smaller of both. For all lines of the box at once,
///     blocks are replaced by all grades that can meet a mover of one group, movers of different groups never meeting.
namespace tessera {
namespace {

constexpr std::size_t many_movers = 16;

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
      working_(rows_) {
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
  above_.resize(times_.size());
  below_.resize(times_.size());
  std::iota(row_order_.begin(), row_order_.end(), Index{0});
  std::iota(column_order_.begin(), column_order_.end(), Index{0});
}

/// The reduced column's pivot, none if it is zero; keeps its rows and the columns added.
Index CertifiedSlice::reduced_pivot(Index column) {
  added_[column].clear();
  for (const Index row : module_.matrix.column(column)) working_.toggle(row_place_[row]);
  while (!working_.is_zero()) {
    const Index pivot = row_order_[working_.pivot()], other = killer_[pivot];
    if (other == none) break;
    for (const Index row : reduced_[other]) working_.toggle(row_place_[row]);
    added_[column].push_back(other);
  }
  auto& rows = reduced_[column];
  rows.clear();
  working_.drain(rows);
  for (Index& row : rows) row = row_order_[row];
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

/// t'(above) >= t'(grade), and what is above the one is above the other.
void CertifiedSlice::raise(Index grade, Index above) {
  auto& list = above_[above];
  const auto take = [&](Index higher) {
    if (std::ranges::find(list, higher) != list.end()) return;
    const double rise = largest_difference(place(higher), place(above), box_);
    if (rise <= 0) return;
    list.push_back(higher);
    rise_[above] = std::max(rise_[above], rise);
  };
  take(grade);
  for (const Index higher : above_[grade]) take(higher);
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
  std::ranges::fill(drop_, 0.0);
  for (auto* lists : {&above_, &below_})
    for (auto& list : *lists) list.clear();
  has_many_below_.assign(drop_.size(), false);
  bound_rows();
  bound_columns();

  const auto columns = Index(column_order_.size());
  coupled_columns_.reset(columns);
  coupled_rows_.reset(rows_);
  for (const Index pivot : row_order_)
    if (killer_[pivot] != none)
      for (const Index row : reduced_[killer_[pivot]])
        if (row != pivot) coupled_rows_.couple(row, pivot);
  coupled_rows_.finish();
  bound_drops(coupled_rows_, 0, rows_, [&](const std::vector<Index>& rows) {
    Index last = none;
    for (const Index row : rows) {
      if (killer_[row] == none) continue;
      if (last != none) coupled_columns_.join(last, killer_[row]);
      last = killer_[row];
    }
  });

  for (Index column = 0; column < columns; ++column)
    for (const Index other : added_[column]) coupled_columns_.couple(other, column);
  coupled_columns_.finish();
  bound_drops(coupled_columns_, rows_, columns, [](const std::vector<Index>&) {});
}

/// Can [t(p), t(p) + rise] meet [t(q), t(q) + rise] on some line of the box?
bool CertifiedSlice::can_meet(Index p, Index q) const {
  return largest_difference(place(p), place(q), box_) >= -rise_[p] &&
         largest_difference(place(q), place(p), box_) >= -rise_[q];
}

/// Numbers of those of `count` grades from `first` on that move, in groups such that members of different groups never
/// meet; in one group when they are many.
std::vector<std::vector<Index>> CertifiedSlice::groups_of_movers(Index first, Index count) const {
  std::vector<Index> movers;
  for (Index k = 0; k < count; ++k)
    if (rise_[first + k] > 0) movers.push_back(k);
  constexpr std::size_t many = 64;
  if (movers.size() > many) return {movers};

  std::vector<std::vector<Index>> groups;
  for (const Index k : movers) {
    std::vector<Index> merged{k};
    std::erase_if(groups, [&](const std::vector<Index>& group) {
      if (std::ranges::none_of(group, [&](Index other) { return can_meet(first + k, first + other); })) return false;
      merged.insert(merged.end(), group.begin(), group.end());
      return true;
    });
    groups.push_back(std::move(merged));
  }
  return groups;
}

template <class Visit>
void CertifiedSlice::bound_drops(Coupling& coupling, Index first, Index count, const Visit& visit) {
  std::vector<Index> movers;
  for (const auto& group : groups_of_movers(first, count)) {
    const auto is_within_reach = [&](Index k) {
      return std::ranges::any_of(group, [&](Index mover) { return can_meet(first + k, first + mover); });
    };
    coupling.spread(group, is_within_reach, [&](const std::vector<Index>& component) {
      movers.clear();
      double largest_rise = 0;
      for (const Index k : component) {
        if (!(rise_[first + k] > 0)) continue;
        movers.push_back(first + k);
        largest_rise = std::max(largest_rise, rise_[first + k]);
      }
      for (const Index k : component) lower(first + k, std::min(largest_rise, largest_drop(first + k, movers)), movers);
      visit(component);
    });
  }
}

/// An end at this grade may follow these movers, down by `drop`.
void CertifiedSlice::lower(Index grade, double drop, const std::vector<Index>& movers) {
  if (drop <= 0) return;
  drop_[grade] = std::max(drop_[grade], drop);
  if (movers.size() > many_movers) has_many_below_[grade] = true;
  auto& list = below_[grade];
  list.insert(list.end(), movers.begin(), movers.end());
  if (has_many_below_[grade]) list.clear();
}

/// How far below its own time an end at this grade may come that follows `movers`; 0 if it meets none. Many movers are
/// not looked at one by one: what they rise bounds the drop as well then.
double CertifiedSlice::largest_drop(Index grade, const std::vector<Index>& movers) const {
  if (movers.size() > many_movers) return infinity;
  if (std::ranges::none_of(movers, [&](Index mover) { return can_meet(grade, mover); })) return 0;
  double drop = 0;
  for (const Index mover : movers) drop = std::max(drop, largest_difference(place(grade), place(mover), box_));
  return drop;
}

}  // namespace tessera
