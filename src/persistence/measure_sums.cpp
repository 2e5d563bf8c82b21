// SPDX-License-Identifier: MIT
#include "persistence/measure_sums.hpp"

#include <limits>

namespace tessera {

std::size_t point_count(const AxisValues& values, std::uint64_t bytes, const char* what, const Context& context) {
  double points = 1;
  for (const auto& axis : values) points *= double(axis.size());
  const double total = points * double(bytes);
  constexpr auto most = std::numeric_limits<std::uint64_t>::max();
  context.require_memory(total < 1e19 ? std::uint64_t(total) : most, what, "sample a coarser grid: a lower resolution");
  return std::size_t(points);
}

template <int N>
std::vector<std::int64_t> sums_below(const SignedBarcode<N>& measure, const AxisValues& values, const char* what,
                                     const Context& context) {
  std::vector<std::int64_t> sums(point_count(values, sizeof(std::int64_t) + sizeof(Index), what, context), 0);
  if (sums.empty()) return sums;

  std::array<std::vector<Index>, N> place;
  std::array<std::size_t, N> stride;
  std::size_t step = 1;
  for (int axis = N - 1; axis >= 0; --axis) {
    place[axis] = rounded_up(measure.grid.axes[axis].values, values[axis]);
    stride[axis] = step;
    step *= values[axis].size();
  }
  for (const auto& bar : measure.bars) {
    std::size_t at = 0;
    bool is_seen = true;
    for (int axis = 0; axis < N; ++axis) {
      const Index along = place[axis][bar.birth[axis]];
      is_seen = is_seen && along < values[axis].size();
      at += along * stride[axis];
    }
    if (is_seen) sums[at] += bar.multiplicity;
  }

  for (int axis = 0; axis < N; ++axis) {
    context.check();
    const std::size_t row = stride[axis] * values[axis].size();
    for (std::size_t first = 0; first < sums.size(); first += row)
      for (std::size_t at = first + stride[axis]; at < first + row; ++at) sums[at] += sums[at - stride[axis]];
  }
  return sums;
}

template <int N>
std::vector<ValueCounts> value_counts(const SignedBarcode<N>& measure) {
  std::vector<Grade<N>> births;
  for (const auto& bar : measure.bars) births.push_back(bar.birth);
  return value_counts<N>(measure.grid, {&births});
}

#define TESSERA_MEASURE_SUMS(N)                                                                          \
  template std::vector<std::int64_t> sums_below(const SignedBarcode<N>&, const AxisValues&, const char*, \
                                                const Context&);                                         \
  template std::vector<ValueCounts> value_counts(const SignedBarcode<N>&);
TESSERA_MEASURE_SUMS(1)
TESSERA_MEASURE_SUMS(2)
TESSERA_MEASURE_SUMS(3)
TESSERA_MEASURE_SUMS(4)
#undef TESSERA_MEASURE_SUMS

}  // namespace tessera
