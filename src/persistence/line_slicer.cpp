// SPDX-License-Identifier: MIT
#include "persistence/line_slicer.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tessera {
namespace {

/// Directions first, then bases, both as numbers: near lines come near each other.
template <int N>
bool is_before(const Line<N>& a, const Line<N>& b) {
  return a.direction != b.direction ? a.direction < b.direction : a.base < b.base;
}

}  // namespace

template <int N>
void require_line(const Line<N>& line) {
  for (const double d : line.direction)
    if (!(d >= 0) || !std::isfinite(d))
      throw Error(codes::bad_request,
                  fmt::format("a line needs a direction >= 0 in every axis, got {}", format_double(d)));
  if (std::ranges::count(line.direction, 0.0) == N)
    throw Error(codes::bad_request, "a line needs a direction that is not zero, got zero in every axis");
  for (const double b : line.base)
    if (!std::isfinite(b))
      throw Error(codes::bad_request, fmt::format("a line needs a finite base, got {}", format_double(b)));
}

template <int N>
LineSlicer<N>::Order::Order(const std::vector<Grade<N>>& of) : grades(of), times(of.size()) {
  for (int axis = 0; axis < N; ++axis) {
    by_axis[axis].resize(grades.size());
    std::iota(by_axis[axis].begin(), by_axis[axis].end(), Index{0});
    std::ranges::stable_sort(by_axis[axis], {}, [&](Index i) { return grades[i][axis]; });
  }
}

/// The time of a grade is its largest push. Those whose largest is that of axis k are in order along axis k already, so
/// the order along the line is a merge of N lists.
template <int N>
void LineSlicer<N>::Order::follow(const std::array<std::vector<double>, N>& pushes) {
  std::vector<std::uint8_t> leading(grades.size(), 0);
  for (Index i = 0; i < grades.size(); ++i) {
    times[i] = pushes[0][grades[i][0]];
    for (int axis = 1; axis < N; ++axis)
      if (const double push = pushes[axis][grades[i][axis]]; push > times[i]) {
        times[i] = push;
        leading[i] = std::uint8_t(axis);
      }
  }
  along.clear();
  for (int axis = 0; axis < N; ++axis) {
    const auto middle = std::ptrdiff_t(along.size());
    for (const Index i : by_axis[axis])
      if (leading[i] == axis && times[i] < infinity) along.push_back(i);
    std::inplace_merge(along.begin(), along.begin() + middle, along.end(),
                       [&](Index p, Index q) { return times[p] < times[q]; });
  }
}

template <int N>
LineSlicer<N>::LineSlicer(const Presentation<N>& module)
    : module_(module),
      rows_(module.matrix.row_grades),
      columns_(module.matrix.column_grades),
      reduction_(module.matrix) {}

template <int N>
const std::vector<Bar>& LineSlicer<N>::bars(const Line<N>& line, SliceReduction::Start start) {
  require_line(line);
  for (int axis = 0; axis < N; ++axis) {
    const auto& values = module_.grid.axes[axis].values;
    pushes_[axis].resize(values.size());
    for (std::size_t rank = 0; rank < values.size(); ++rank) pushes_[axis][rank] = line.push(axis, values[rank]);
  }
  rows_.follow(pushes_);
  columns_.follow(pushes_);

  const auto& killer = reduction_.pairs(rows_.along, columns_.along, start);
  bars_.clear();
  for (const Index row : rows_.along)
    bars_.push_back({rows_.times[row], killer[row] == none ? infinity : columns_.times[killer[row]], module_.degree});
  return bars_;
}

template <int N>
void for_each_slice(const Presentation<N>& module, const std::vector<Line<N>>& lines, const Context& context,
                    const std::function<void(std::size_t, const std::vector<Bar>&)>& body) {
  std::vector<std::size_t> order(lines.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t i, std::size_t j) { return is_before(lines[i], lines[j]); });

  constexpr std::size_t in_a_row = 64;
  parallel_for_blocks(context, lines.size(), in_a_row, [&](std::size_t begin, std::size_t end) {
    LineSlicer<N> slicer(module);
    for (std::size_t i = begin; i < end; ++i) {
      context.check();
      body(order[i], slicer.bars(lines[order[i]]));
    }
  });
}

#define TESSERA_LINE_SLICER(N)                                                                      \
  template void require_line(const Line<N>&);                                                       \
  template class LineSlicer<N>;                                                                     \
  template void for_each_slice(const Presentation<N>&, const std::vector<Line<N>>&, const Context&, \
                               const std::function<void(std::size_t, const std::vector<Bar>&)>&);
TESSERA_LINE_SLICER(1)
TESSERA_LINE_SLICER(2)
TESSERA_LINE_SLICER(3)
TESSERA_LINE_SLICER(4)
#undef TESSERA_LINE_SLICER

}  // namespace tessera
