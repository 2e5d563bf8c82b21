// SPDX-License-Identifier: MIT
#include "tessera/decomposition/interval_approximation.hpp"

#include "decomposition/axis_ranges.hpp"
#include "decomposition/lattice_completion.hpp"
#include "decomposition/lattice_tracks.hpp"
#include "decomposition/line_lattice.hpp"
#include "tessera/core/error.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr std::uint64_t line_limit = 20000;

template <int N>
Quantity asked_spacing(const IntervalApproximationOptions<N>& options) {
  constexpr double percent = N == 2 ? 1 : N == 3 ? 3 : 10;
  return options.line_spacing.value_or(Quantity{percent, Relative::percent_range});
}

Decomposition<2> approximation(const Presentation<2>& module, const IntervalApproximationOptions<2>& options,
                               const Context& context) {
  return summands(module,
                  {.route = SummandsRoute::whole,
                   .axis_scale = options.axis_scale,
                   .sweep = options.sweep,
                   .line_spacing = asked_spacing(options),
                   .event_limit = options.event_limit,
                   .fit = options.fit},
                  context);
}

/// Values of the axes after scaling.
template <int N>
std::array<std::vector<double>, N> scaled_values(const Grid<N>& grid, const std::array<double, N>& scale) {
  std::array<std::vector<double>, N> scaled;
  for (int axis = 0; axis < N; ++axis)
    for (const double value : grid.axes[axis].values) scaled[axis].push_back(value / scale[axis]);
  return scaled;
}

template <int N>
LineLattice<N> lattice_of(const Presentation<N>& module, const std::array<double, N>& scale,
                          const IntervalApproximationOptions<N>& options, const Context& context) {
  AxisRanges<N> ranges;
  ranges.widen(module);
  Point<N> low, high;
  double range = 0;
  for (int axis = 0; axis < N; ++axis) {
    low[axis] = ranges.ends[axis][0] / scale[axis];
    high[axis] = ranges.ends[axis][1] / scale[axis];
    range = std::max(range, high[axis] - low[axis]);
  }
  return LineLattice<N>(low, high, chosen_spacing(asked_spacing(options), range, context), line_limit);
}

template <int N>
Interval<N> unscaled(Interval<N> interval, const std::array<std::vector<double>, N>& scaled, const Grid<N>& grid,
                     const std::array<double, N>& scale) {
  for (auto* corners : {&interval.births, &interval.deaths})
    for (auto& corner : *corners)
      for (int axis = 0; axis < N; ++axis) {
        const auto place = std::ranges::lower_bound(scaled[axis], corner[axis]);
        const bool is_value = place != scaled[axis].end() && *place == corner[axis];
        corner[axis] =
            is_value ? grid.axes[axis].values[std::size_t(place - scaled[axis].begin())] : corner[axis] * scale[axis];
      }
  return interval;
}

void warn_of(const Monodromy& monodromy, const Context& context) {
  if (monodromy == Monodromy{}) return;
  context.warn(fmt::format(
      "bars cannot be followed consistently over the lines: {} bars change places around {} squares, and {} matched "
      "pairs are left out; a smaller line_spacing tells bars that are only close from those that do",
      monodromy.bars, monodromy.squares, monodromy.unjoined));
}

template <int N>
Decomposition<N> approximation(const Presentation<N>& given, const IntervalApproximationOptions<N>& options,
                               const Context& context) {
  if (options.sweep == DiagonalSweep::events)
    throw Error(codes::bad_request, fmt::format("events needs two parameters, got {}", N),
                "leave it out, or set sweep = \"grid\"")
        .within("sweep");
  const Presentation<N> module = minimal_presentation(given, {}, context);
  Decomposition<N> result;
  result.axis_scale = chosen_scale<N>(module, options).scale;
  result.axes = module.grid.axes;
  result.degree = module.degree;
  auto& certificate = result.certificate;
  certificate.route = DecompositionCertificate::Route::whole;
  certificate.parameters = N;
  if (module.matrix.row_count() == 0) return result;

  const auto lattice = lattice_of<N>(module, result.axis_scale, options, context);
  constexpr std::uint64_t bytes_a_bar = 120;
  context.require_memory(std::uint64_t{lattice.size()} * module.matrix.row_count() * bytes_a_bar,
                         "the bars on a lattice of lines", "set a larger line_spacing, or coarsen the module");
  const auto scaled = scaled_values<N>(module.grid, result.axis_scale);
  const DiagonalSlicer<N> slicer(module.matrix, scaled);
  const auto lines = bars_on_lattice<N>(slicer, lattice, context);
  const auto [tracks, monodromy] = tracks_on_lattice<N>(lattice, lines, slicer, context);
  const auto intervals = completed_tracks<N>(tracks, lines, lattice, scaled, context);

  certificate.sweep = DecompositionCertificate::Sweep::grid;
  certificate.line_gap = largest_gap<N>(intervals, tracks, lines, lattice, context);
  certificate.line_spacing = lattice.spacing();
  certificate.lines = lattice.size();
  certificate.is_exactness_decided = false;
  certificate.monodromy = monodromy;
  warn_of(monodromy, context);
  for (const auto& interval : intervals)
    if (!interval.births.empty())
      result.summands.push_back({unscaled<N>(interval, scaled, module.grid, result.axis_scale), /*is_exact=*/false});
  std::ranges::sort(result.summands, {}, &Summand<N>::support);
  return result;
}

}  // namespace

template <int N>
Decomposition<N> interval_approximation(const Presentation<N>& module, const IntervalApproximationOptions<N>& options,
                                        const Context& context) {
  return approximation(module, options, context);
}

template <int N>
AxisScale<N> fit_approximation_scale(const Collection<Presentation<N>>& modules,
                                     const IntervalApproximationOptions<N>& options, const Context&) {
  return scale_of_collection(modules, options);
}

#define TESSERA_INTERVAL_APPROXIMATION(N)                                                                          \
  template Decomposition<N> interval_approximation(const Presentation<N>&, const IntervalApproximationOptions<N>&, \
                                                   const Context&);                                                \
  template AxisScale<N> fit_approximation_scale(const Collection<Presentation<N>>&,                                \
                                                const IntervalApproximationOptions<N>&, const Context&);
TESSERA_INTERVAL_APPROXIMATION(2)
TESSERA_INTERVAL_APPROXIMATION(3)
TESSERA_INTERVAL_APPROXIMATION(4)
#undef TESSERA_INTERVAL_APPROXIMATION

}  // namespace tessera
