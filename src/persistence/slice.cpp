// SPDX-License-Identifier: MIT
#include "tessera/persistence/slice.hpp"

#include "persistence/line_slicer.hpp"
#include "persistence/sampled_values.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr Index default_count = 20;

/// Numbers of what enters at all, in the order of time.
std::vector<Index> by_time(std::span<const double> times) {
  std::vector<Index> order;
  for (Index i = 0; i < times.size(); ++i)
    if (times[i] < infinity) order.push_back(i);
  std::ranges::stable_sort(order, {}, [&](Index i) { return times[i]; });
  return order;
}

SamplingOptions ends_of_box() {
  SamplingOptions options;
  options.grid = GridKind::regular;
  options.resolution = {2};
  return options;
}

/// i of n values evenly spaced inside (-1/2, 1/2).
double spaced(Index i, Index n) { return (double(i) + 0.5) / double(n) - 0.5; }

template <int N>
std::vector<Line<N>> given_lines(const SliceOptions& options) {
  std::vector<Line<N>> lines(options.lines.size() / (2 * N));
  for (std::size_t k = 0; k < lines.size(); ++k)
    for (int axis = 0; axis < N; ++axis) {
      lines[k].base[axis] = options.lines[2 * N * k + std::size_t(axis)];
      lines[k].direction[axis] = options.lines[2 * N * k + N + std::size_t(axis)];
    }
  return lines;
}

template <int N>
void check_given_lines(const SliceOptions& options) {
  if (options.count || options.directions != 1)
    throw Error(codes::bad_request, "needs lines or a family of lines, got both",
                "leave out count and directions, or the lines")
        .within("lines");
  if (options.lines.size() % (2 * N) != 0)
    throw Error(codes::bad_request,
                fmt::format("needs {} numbers a line (base and direction), got {} in all", 2 * N, options.lines.size()))
        .within("lines");
  try {
    for (const auto& line : given_lines<N>(options)) require_line(line);
  } catch (const Error& error) {
    throw error.within("lines");
  }
}

template <int N>
void check_family(const SliceOptions& options) {
  if (options.count && *options.count == 0)
    throw Error(codes::bad_request, "needs one line at least, got 0").within("count");
  if (options.directions == 0)
    throw Error(codes::bad_request, "needs one direction at least, got 0").within("directions");
  if (N != 2 && options.directions != 1)
    throw Error(codes::bad_request, fmt::format("needs two parameters for several directions, got {} parameters", N),
                "give the lines one by one, or ask for one direction: the diagonals")
        .within("directions");
}

/// Lines of a family in the scaled box [-1/2, 1/2]^N.
template <int N>
std::vector<Line<N>> scaled_family(Index count, Index directions, const Context& context) {
  std::vector<Line<N>> lines;
  const double forecast = N == 2 ? double(count) * directions : std::pow(double(count), N - 1);
  context.require_memory(std::uint64_t(std::min(forecast, 1e17)) * (sizeof(Line<N>) + sizeof(Barcode)),
                         "the lines of the family", "ask for fewer lines: a lower count");
  if constexpr (N == 2) {
    for (Index d = 0; d < directions; ++d) {
      const double angle = (spaced(d, directions) + 0.5) * std::numbers::pi / 2;
      const double longest = std::max(std::cos(angle), std::sin(angle));
      const std::array<double, 2> direction = 2 * d + 1 == directions
                                                  ? Line<2>::diagonal()
                                                  : std::array{std::cos(angle) / longest, std::sin(angle) / longest};
      for (Index i = 0; i < count; ++i) lines.push_back({{spaced(i, count), -spaced(i, count)}, direction});
    }
  } else {
    std::array<Index, N> offsets;
    offsets.fill(count);
    offsets[0] = 1;
    for_each_grade<N>(offsets, [&](const Grade<N>& place) {
      Line<N> line;
      for (int axis = 1; axis < N; ++axis) line.base[axis] = 2 * spaced(place[axis], count);
      const auto [low, high] = std::ranges::minmax(line.base);
      if (high - low < 1) lines.push_back(line);
    });
  }
  return lines;
}

template <int N>
std::vector<Line<N>> family(const Presentation<N>& module, const SliceOptions& options, const Context& context) {
  const Index count = options.count.value_or(default_count);
  auto sampling = ends_of_box();
  sampling.fit = options.fit;
  const auto box = sampled_values(sampling, module.grid, value_counts(module));
  auto lines = scaled_family<N>(count, options.directions, context);
  for (auto& line : lines)
    for (int axis = 0; axis < N; ++axis) {
      const double low = box[std::size_t(axis)].front(), high = box[std::size_t(axis)].back();
      line.base[axis] = (low + high) / 2 + line.base[axis] * (high - low);
      line.direction[axis] *= high - low;
    }
  return lines;
}

}  // namespace

template <int N>
void check_lines(const SliceOptions& options) {
  if (options.lines.empty())
    check_family<N>(options);
  else
    check_given_lines<N>(options);
}

template <int N>
SamplingGrid fit_line_box(const Collection<Presentation<N>>& modules, const SliceOptions&, const Context& context) {
  return fit_sampling_grid(modules, ends_of_box(), context);
}

template <int N>
std::vector<Bar> bars_at_times(const GradedMatrix<N>& matrix, std::span<const double> rows,
                               std::span<const double> columns, Index degree) {
  const auto row_order = by_time(rows), column_order = by_time(columns);
  SliceReduction reduction(matrix);
  const auto& killer = reduction.pairs(row_order, column_order);
  std::vector<Bar> bars;
  for (const Index row : row_order)
    bars.push_back({rows[row], killer[row] == none ? infinity : columns[killer[row]], degree});
  return bars;
}

template <int N>
Barcode slice(const Presentation<N>& module, const std::type_identity_t<Line<N>>& line) {
  return barcode_of(LineSlicer<N>(module).bars(line));
}

template <int N>
FiberedBarcode<N> slices(const Presentation<N>& module, const SliceOptions& options, const Context& context) {
  check_lines<N>(options);
  FiberedBarcode<N> result;
  result.lines = options.lines.empty() ? family(module, options, context) : given_lines<N>(options);
  result.barcodes.resize(result.lines.size());
  for_each_slice<N>(module, result.lines, context,
                    [&](std::size_t line, const std::vector<Bar>& bars) { result.barcodes[line] = barcode_of(bars); });
  return result;
}

#define TESSERA_SLICE(N)                                                                                            \
  template void check_lines<N>(const SliceOptions&);                                                                \
  template SamplingGrid fit_line_box(const Collection<Presentation<N>>&, const SliceOptions&, const Context&);      \
  template Barcode slice(const Presentation<N>&, const Line<N>&);                                                   \
  template FiberedBarcode<N> slices(const Presentation<N>&, const SliceOptions&, const Context&);                   \
  template std::vector<Bar> bars_at_times(const GradedMatrix<N>&, std::span<const double>, std::span<const double>, \
                                          Index);
TESSERA_SLICE(1)
TESSERA_SLICE(2)
TESSERA_SLICE(3)
TESSERA_SLICE(4)
#undef TESSERA_SLICE

}  // namespace tessera
