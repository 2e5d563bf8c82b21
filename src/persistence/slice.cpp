// SPDX-License-Identifier: MIT
#include "tessera/persistence/slice.hpp"

#include "algebra/bit_tree_column.hpp"
#include "algebra/column_arena.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tessera {
namespace {

void check_line(const Line& line) {
  for (const double d : line.direction)
    if (!(d >= 0) || !std::isfinite(d))
      throw Error(codes::bad_request,
                  fmt::format("a line needs a direction >= 0 in both axes, got {}", format_double(d)));
  if (line.direction[0] == 0 && line.direction[1] == 0)
    throw Error(codes::bad_request, "a line needs a direction that is not zero, got (0, 0)");
  for (const double b : line.base)
    if (!std::isfinite(b))
      throw Error(codes::bad_request, fmt::format("a line needs a finite base, got {}", format_double(b)));
}

/// Numbers of what enters at all, in the order of time.
std::vector<Index> by_time(std::span<const double> times) {
  std::vector<Index> order;
  for (Index i = 0; i < times.size(); ++i)
    if (times[i] < infinity) order.push_back(i);
  std::ranges::stable_sort(order, {}, [&](Index i) { return times[i]; });
  return order;
}

}  // namespace

double Line::push(const Point<2>& p) const noexcept {
  double t = -infinity;
  for (int axis = 0; axis < 2; ++axis) {
    if (direction[axis] > 0)
      t = std::max(t, (p[axis] - base[axis]) / direction[axis]);
    else if (p[axis] > base[axis])
      return infinity;
  }
  return t;
}

std::vector<Bar> bars_at_times(const GradedMatrix<2>& matrix, std::span<const double> rows,
                               std::span<const double> columns, Index degree) {
  const auto row_order = by_time(rows), column_order = by_time(columns);
  std::vector<Index> place(rows.size(), none);
  for (Index i = 0; i < row_order.size(); ++i) place[row_order[i]] = i;

  BitTreeColumn working(Index(row_order.size()));
  ColumnArena arena;
  std::vector<ColumnArena::Slot> owner(row_order.size());
  std::vector<Bar> bars;
  for (const Index column : column_order) {
    for (const Index row : matrix.column(column)) working.toggle(place[row]);
    Index pivot = working.pivot();
    while (pivot != none && owner[pivot].length > 0) {
      working.add(arena[owner[pivot]]);
      pivot = working.pivot();
    }
    if (pivot == none) continue;
    owner[pivot] = arena.append_with([&](std::vector<Index>& out) { working.drain(out); });
    bars.push_back({rows[row_order[pivot]], columns[column], degree});
  }
  for (Index i = 0; i < row_order.size(); ++i)
    if (owner[i].length == 0) bars.push_back({rows[row_order[i]], infinity, degree});
  return bars;
}

Barcode slice(const Presentation<2>& module, const Line& line) {
  check_line(line);
  const auto times = [&](const std::vector<Grade<2>>& grades) {
    std::vector<double> pushes;
    pushes.reserve(grades.size());
    for (const auto& grade : grades) pushes.push_back(line.push(module.grid(grade)));
    return pushes;
  };
  return barcode_of(
      bars_at_times(module.matrix, times(module.matrix.row_grades), times(module.matrix.column_grades), module.degree));
}

FiberedBarcode slices(const Presentation<2>& module, const SliceOptions& options, const Context& context) {
  if (options.lines.empty() || options.lines.size() % 4 != 0)
    throw Error(codes::bad_request,
                fmt::format("needs four numbers a line (base and direction), got {}", options.lines.size()))
        .within("lines");
  FiberedBarcode result;
  for (std::size_t i = 0; i < options.lines.size(); i += 4)
    result.lines.push_back({{options.lines[i], options.lines[i + 1]}, {options.lines[i + 2], options.lines[i + 3]}});
  result.barcodes.resize(result.lines.size());
  parallel_for(context, result.lines.size(), 1,
               [&](std::size_t i) { result.barcodes[i] = slice(module, result.lines[i]); });
  return result;
}

}  // namespace tessera
