// SPDX-License-Identifier: MIT
// Which lines. Every diagonal line meets the boundary of the quadrant above `low` in one point v; grades meet the line
// at max_k (p_k - v_k), and coordinates with v_k >= high_k never attain it, so v_k may be replaced by high_k. What is
// left are the lines with v <= high. A line is kept if v_k <= high_k + 3 spacing for all k: then the lines near one
// with v <= high that differ from it by less than the spacing are kept, and cubes of lines around it that lie beyond
// high.
#include "decomposition/line_lattice.hpp"

#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace tessera {
namespace {

/// Where the lattice begins, in spacings: irrational, so that lines do not run through grades or through crossings of
/// them, where bars coincide that have nothing to do with one another.
constexpr std::array<double, 4> shifts{0, 0.38196601125010515, 0.73205080756887729, 0.58578643762690495};
constexpr double margin = 3;  // spacings

template <int N>
std::vector<Grade<N>> distinct_grades(const GradedMatrix<N>& matrix) {
  auto grades = matrix.row_grades;
  grades.insert(grades.end(), matrix.column_grades.begin(), matrix.column_grades.end());
  std::ranges::sort(grades, {}, &Grade<N>::rank);
  grades.erase(std::unique(grades.begin(), grades.end()), grades.end());
  return grades;
}

/// Numbers among the distinct grades: their order extends that of grades, and breaks ties in time.
template <int N>
std::vector<Index> numbers_of(const std::vector<Grade<N>>& grades, const std::vector<Grade<N>>& distinct) {
  std::vector<Index> numbers;
  numbers.reserve(grades.size());
  for (const auto& grade : grades)
    numbers.push_back(Index(std::ranges::lower_bound(distinct, grade.rank, {}, &Grade<N>::rank) - distinct.begin()));
  return numbers;
}

LineBars sorted_bars(std::vector<std::pair<Bar, LineBars::Label>> items) {
  std::ranges::sort(items, {},
                    [](const auto& item) { return std::tuple(item.first.birth, item.first.death, item.second); });
  LineBars result;
  for (const auto& [bar, label] : items) {
    result.bars.push_back(bar);
    result.labels.push_back(label);
  }
  return result;
}

}  // namespace

template <int N>
LineLattice<N>::LineLattice(const Point<N>& low, const Point<N>& high, double spacing, std::uint64_t line_limit)
    : low_(low), high_(high), spacing_(spacing) {
  // The box of offsets holds at most twice as many lines as are kept for N = 3 and 4 equal ranges.
  const auto lines_in_box = [&] {
    double lines = 1;
    for (int axis = 1; axis < N; ++axis)
      lines *= (high_[axis] - low_[axis] + high_[0] - low_[0]) / spacing_ + 2 * margin;
    return lines;
  };
  while (lines_in_box() > 16 * double(line_limit)) spacing_ *= 1.05;
  for (choose_lines(); places_.size() > line_limit; choose_lines()) spacing_ *= 1.02;

  next_.assign(places_.size(), {});
  for (auto& next : next_) next.fill(none);
  for (int axis = 1; axis < N; ++axis)
    for (Index line = 0; line < size(); ++line) {
      Place place = places_[line];
      ++place[axis];
      const auto found = std::ranges::lower_bound(places_, place);
      if (found != places_.end() && *found == place) next_[line][axis] = Index(found - places_.begin());
    }
}

template <int N>
void LineLattice<N>::choose_lines() {
  Point<N> first{};
  Place counts;
  counts.fill(1);
  for (int axis = 1; axis < N; ++axis) {
    first[axis] = low_[axis] - high_[0] - (margin - shifts[axis]) * spacing_;
    counts[axis] = Index(std::ceil((high_[axis] - low_[0] - first[axis]) / spacing_ + margin));
  }
  places_.clear();
  offsets_.clear();
  Place place{};
  for (;;) {
    Point<N> offset{};
    double foot = low_[0];  // the parameter at which the line meets the quadrant
    for (int axis = 1; axis < N; ++axis) {
      offset[axis] = first[axis] + spacing_ * double(place[axis]);
      foot = std::max(foot, low_[axis] - offset[axis]);
    }
    bool is_kept = true;
    for (int axis = 0; axis < N; ++axis) is_kept = is_kept && foot + offset[axis] <= high_[axis] + margin * spacing_;
    if (is_kept) {
      places_.push_back(place);
      offsets_.push_back(offset);
    }
    int axis = N - 1;
    while (axis > 0 && ++place[axis] == counts[axis]) place[axis--] = 0;
    if (axis == 0) return;
  }
}

template <int N>
std::vector<Index> LineLattice<N>::rows() const {
  std::vector<Index> starts;
  for (Index line = 0; line < size(); ++line)
    if (line == 0 || next_[line - 1][N - 1] != line) starts.push_back(line);
  starts.push_back(size());
  return starts;
}

template <int N>
DiagonalSlicer<N>::DiagonalSlicer(const GradedMatrix<N>& matrix, const std::array<std::vector<double>, N>& scaled)
    : reduction_(matrix) {
  const auto distinct = distinct_grades(matrix);
  for (const auto& grade : distinct) {
    grades_.emplace_back();
    for (int axis = 0; axis < N; ++axis) grades_.back()[axis] = scaled[axis][grade[axis]];
  }
  times_.resize(grades_.size());
  row_numbers_ = numbers_of(matrix.row_grades, distinct);
  column_numbers_ = numbers_of(matrix.column_grades, distinct);
  rows_.resize(row_numbers_.size());
  columns_.resize(column_numbers_.size());
  std::iota(rows_.begin(), rows_.end(), Index{0});
  std::iota(columns_.begin(), columns_.end(), Index{0});
}

template <int N>
LineBars DiagonalSlicer<N>::bars(const Point<N>& offset) {
  for (std::size_t i = 0; i < grades_.size(); ++i) times_[i] = LineLattice<N>::pushed(grades_[i], offset);
  const auto by_time = [&](const std::vector<Index>& numbers) {
    return [&](Index i) { return std::tuple(times_[numbers[i]], numbers[i], i); };
  };
  std::ranges::sort(rows_, {}, by_time(row_numbers_));
  std::ranges::sort(columns_, {}, by_time(column_numbers_));

  const auto& killer = reduction_.pairs(rows_, columns_);
  std::vector<std::pair<Bar, LineBars::Label>> items;
  for (const Index row : rows_) {
    const Index generator = row_numbers_[row], relation = killer[row] == none ? none : column_numbers_[killer[row]];
    const double birth = times_[generator], death = relation == none ? infinity : times_[relation];
    if (birth < death) items.push_back({{birth, death, 0}, {generator, relation}});
  }
  return sorted_bars(std::move(items));
}

template <int N>
std::vector<LineBars> bars_on_lattice(const DiagonalSlicer<N>& slicer, const LineLattice<N>& lattice,
                                      const Context& context) {
  std::vector<LineBars> result(lattice.size());
  const auto starts = lattice.rows();
  parallel_for(context, starts.size() - 1, 1, [&](std::size_t row) {
    auto own = slicer;
    for (Index line = starts[row]; line < starts[row + 1]; ++line) {
      context.check();
      result[line] = own.bars(lattice.offset(line));
    }
  });
  return result;
}

#define TESSERA_LINE_LATTICE(N)     \
  template class LineLattice<N>;    \
  template class DiagonalSlicer<N>; \
  template std::vector<LineBars> bars_on_lattice(const DiagonalSlicer<N>&, const LineLattice<N>&, const Context&);
TESSERA_LINE_LATTICE(3)
TESSERA_LINE_LATTICE(4)
#undef TESSERA_LINE_LATTICE

}  // namespace tessera
