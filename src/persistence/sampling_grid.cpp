// SPDX-License-Identifier: MIT
#include "tessera/persistence/sampling_grid.hpp"

#include "persistence/sampled_values.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

void check_axis(const std::vector<double>& values, std::size_t axis) {
  const auto rises = [](double a, double b) { return !(a < b); };
  if (values.empty() || !std::ranges::all_of(values, [](double v) { return std::isfinite(v); }) ||
      std::ranges::adjacent_find(values, rises) != values.end())
    throw Error(codes::bad_request,
                fmt::format("needs finite, strictly increasing values, got others on axis {}", axis))
        .within("fit");
}

/// The number of values asked for on an axis of N.
Index resolution_of(const SamplingOptions& options, std::size_t axis) {
  if (options.resolution.empty()) return SamplingOptions::default_resolution;
  return options.resolution.size() == 1 ? options.resolution[0] : options.resolution[axis];
}

std::vector<double> regular_values(double low, double high, Index count) {
  if (low == high) high += 1;
  std::vector<double> values;
  for (Index i = 0; i + 1 < count; ++i) values.push_back(low + (high - low) * (double(i) / double(count - 1)));
  values.push_back(high);
  return distinct_sorted(std::move(values));
}

/// Order statistics at equal steps of the rank, from the least to the largest.
std::vector<double> quantile_values(const ValueCounts& counts, Index count) {
  std::uint64_t total = 0;
  for (const auto& [value, times] : counts) total += times;
  std::vector<double> values;
  std::uint64_t below = 0;  // grades before `at`
  auto at = counts.begin();
  for (Index i = 0; i < count; ++i) {
    const auto rank = count == 1 ? total - 1 : std::uint64_t(double(total - 1) * (double(i) / double(count - 1)) + 0.5);
    while (below + at->second <= rank) below += (at++)->second;
    if (values.empty() || values.back() < at->first) values.push_back(at->first);
  }
  return values;
}

std::vector<double> axis_values(const SamplingOptions& options, std::size_t axis, const ValueCounts& counts) {
  std::vector<double> values;
  if (options.grid == GridKind::exact) {
    for (const auto& [value, times] : counts) values.push_back(value);
    return values;
  }
  const Index resolution = resolution_of(options, axis);
  if (counts.empty()) return regular_values(0, 1, resolution);
  return options.grid == GridKind::regular ? regular_values(counts.front().first, counts.back().first, resolution)
                                           : quantile_values(counts, resolution);
}

/// Adds the counts of `more` to `counts`, both sorted.
void merge(ValueCounts& counts, const ValueCounts& more) {
  ValueCounts both;
  both.reserve(counts.size() + more.size());
  std::ranges::merge(counts, more, std::back_inserter(both));
  counts.clear();
  for (const auto& [value, times] : both) {
    if (!counts.empty() && counts.back().first == value)
      counts.back().second += times;
    else
      counts.emplace_back(value, times);
  }
}

template <int N, class Sample>
SamplingGrid fitted(const Collection<Sample>& samples, const SamplingOptions& options, const Context& context) {
  check_resolution(options, N);
  if (options.grid == GridKind::exact) return {};

  std::vector<ValueCounts> counts(N);
  for (Index sample = 0; sample < samples.size(); ++sample) {
    context.check();
    const auto of_sample = value_counts(samples[sample]);
    for (int axis = 0; axis < N; ++axis) merge(counts[axis], of_sample[axis]);
  }
  SamplingGrid grid;
  for (int axis = 0; axis < N; ++axis) grid.axes.push_back(axis_values(options, std::size_t(axis), counts[axis]));
  return grid;
}

}  // namespace

void check_resolution(const SamplingOptions& options, std::size_t axes) {
  const auto& resolution = options.resolution;
  if (resolution.empty()) return;
  if (options.grid == GridKind::exact)
    throw Error(codes::bad_request, "an exact grid takes every value, got a resolution",
                "ask for grid = \"regular\" or \"quantile\", or leave the resolution out")
        .within("resolution");
  if (resolution.size() != 1 && resolution.size() != axes)
    throw Error(codes::bad_request,
                fmt::format("needs one number, or one for each of {} axes, got {}", axes, resolution.size()))
        .within("resolution");
  if (std::ranges::count(resolution, Index{0}) > 0)
    throw Error(codes::bad_request, "needs one point at least on each axis, got 0").within("resolution");
}

FittedValues SamplingGrid::values() const {
  FittedValues lists;
  for (std::size_t axis = 0; axis < axes.size(); ++axis) lists[fmt::format("axis{}", axis)] = axes[axis];
  return lists;
}

SamplingGrid SamplingGrid::from_values(const FittedValues& values) {
  SamplingGrid grid;
  for (std::size_t axis = 0; axis < values.size(); ++axis) {
    const auto list = values.find(fmt::format("axis{}", axis));
    if (list == values.end())
      throw Error(codes::bad_request, fmt::format("needs the values of axis {}, got none", axis)).within("fit");
    check_axis(list->second, axis);
    grid.axes.push_back(list->second);
  }
  return grid;
}

template <int N>
SamplingGrid fit_sampling_grid(const Collection<Presentation<N>>& modules, const SamplingOptions& options,
                               const Context& context) {
  return fitted<N>(modules, options, context);
}

template <int N>
SamplingGrid fit_sampling_grid(const Collection<FilteredComplex<N>>& complexes, const SamplingOptions& options,
                               const Context& context) {
  return fitted<N>(complexes, options, context);
}

template <int N>
std::vector<ValueCounts> value_counts(const Grid<N>& grid, const std::vector<const std::vector<Grade<N>>*>& lists) {
  std::vector<ValueCounts> counts(N);
  for (int axis = 0; axis < N; ++axis) {
    const auto& values = grid.axes[axis].values;
    std::vector<std::uint64_t> times(values.size(), 0);
    for (const auto* grades : lists)
      for (const auto& grade : *grades) ++times[grade[axis]];
    for (std::size_t rank = 0; rank < values.size(); ++rank)
      if (times[rank] > 0) counts[axis].emplace_back(values[rank], times[rank]);
  }
  return counts;
}

template <int N>
std::vector<ValueCounts> value_counts(const Presentation<N>& module) {
  return value_counts<N>(module.grid, {&module.matrix.row_grades, &module.matrix.column_grades});
}

template <int N>
std::vector<ValueCounts> value_counts(const FilteredComplex<N>& complex) {
  std::vector<const std::vector<Grade<N>>*> lists;
  for (const auto& block : complex.blocks) lists.push_back(&block.grades);
  return value_counts<N>(complex.grid, lists);
}

template <int N>
AxisValues sampled_values(const SamplingOptions& options, const Grid<N>& grid, const std::vector<ValueCounts>& counts) {
  check_resolution(options, N);
  AxisValues values(N);
  if (!options.fit || options.fit->axes.empty()) {
    for (int axis = 0; axis < N; ++axis) values[axis] = axis_values(options, std::size_t(axis), counts[axis]);
    return values;
  }

  if (options.fit->axes.size() != N)
    throw Error(codes::bad_request, fmt::format("needs values for {} axes, got {}", N, options.fit->axes.size()))
        .within("fit");
  for (int axis = 0; axis < N; ++axis) {
    values[axis] = options.fit->axes[axis];
    check_axis(values[axis], std::size_t(axis));
    if (const auto& known = grid.axes[axis]; values[axis].back() > known.known_below)
      throw Error(codes::bad_request,
                  fmt::format("reaches {} on axis '{}', but the module is known below {} only",
                              format_double(values[axis].back()), known.name, format_double(known.known_below)),
                  "raise max_diameter of the filtration, or fit the grid on this collection")
          .within("fit");
  }
  return values;
}

std::vector<Index> rounded_up(const std::vector<double>& values, const std::vector<double>& onto) {
  std::vector<Index> places;
  places.reserve(values.size());
  Index place = 0;
  for (const double value : values) {
    while (place < onto.size() && onto[place] < value) ++place;
    places.push_back(place);
  }
  return places;
}

#define TESSERA_SAMPLING_GRID(N)                                                                                       \
  template SamplingGrid fit_sampling_grid(const Collection<Presentation<N>>&, const SamplingOptions&, const Context&); \
  template SamplingGrid fit_sampling_grid(const Collection<FilteredComplex<N>>&, const SamplingOptions&,               \
                                          const Context&);                                                             \
  template std::vector<ValueCounts> value_counts(const Grid<N>&, const std::vector<const std::vector<Grade<N>>*>&);    \
  template std::vector<ValueCounts> value_counts(const Presentation<N>&);                                              \
  template std::vector<ValueCounts> value_counts(const FilteredComplex<N>&);                                           \
  template AxisValues sampled_values(const SamplingOptions&, const Grid<N>&, const std::vector<ValueCounts>&);
TESSERA_SAMPLING_GRID(1)
TESSERA_SAMPLING_GRID(2)
TESSERA_SAMPLING_GRID(3)
TESSERA_SAMPLING_GRID(4)
#undef TESSERA_SAMPLING_GRID

}  // namespace tessera
