// SPDX-License-Identifier: MIT
#include "tessera/persistence/coarsening.hpp"

#include "persistence/coarsening.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {
namespace {

/// The values, and the largest that occurs where it lies beyond them.
AxisValues reaching(AxisValues values, const std::vector<ValueCounts>& counts) {
  for (std::size_t axis = 0; axis < values.size(); ++axis) {
    if (counts[axis].empty()) continue;
    const double largest = counts[axis].back().first;
    if (values[axis].empty() || values[axis].back() < largest) values[axis].push_back(largest);
  }
  return values;
}

/// Old rank -> new rank on every axis. Values that no grade has may lie beyond the last and are never asked for.
template <int N>
class Rounding {
 public:
  Rounding(const Grid<N>& grid, const AxisValues& values) {
    for (int axis = 0; axis < N; ++axis) rank_[axis] = rounded_up(grid.axes[axis].values, values[axis]);
  }

  std::vector<Grade<N>> operator()(std::vector<Grade<N>> grades) const {
    for (auto& grade : grades)
      for (int axis = 0; axis < N; ++axis) grade[axis] = rank_[axis][grade[axis]];
    return grades;
  }

 private:
  std::array<std::vector<Index>, N> rank_;
};

/// Of every axis the largest distance from a value that occurs to the next of the grid.
void report_rounding(const std::vector<ValueCounts>& counts, const AxisValues& values, const Context& context) {
  for (std::size_t axis = 0; axis < values.size(); ++axis) {
    double largest = 0;
    for (const auto& [value, times] : counts[axis])
      largest = std::max(largest, *std::ranges::lower_bound(values[axis], value) - value);
    context.resolved(fmt::format("rounding.axis{}", axis), largest);
  }
}

template <class Sample>
Sample coarsened(const Sample& sample, const CoarseningOptions& options, const Context& context) {
  const auto counts = value_counts(sample);
  const auto values = sampled_values(options, sample.grid, counts);
  report_rounding(counts, reaching(values, counts), context);
  return on_values(sample, values);
}

}  // namespace

template <int N>
FilteredComplex<N> on_values(const FilteredComplex<N>& complex, const AxisValues& values) {
  const auto reached = reaching(values, value_counts(complex));
  const Rounding<N> rounded(complex.grid, reached);
  FilteredComplex<N> result = complex;
  result.grid = with_values(complex.grid, reached);
  for (auto& block : result.blocks) block.grades = rounded(std::move(block.grades));
  return result;
}

template <int N>
Presentation<N> on_values(const Presentation<N>& module, const AxisValues& values) {
  const auto reached = reaching(values, value_counts(module));
  const Rounding<N> rounded(module.grid, reached);
  Presentation<N> result = module;
  result.grid = with_values(module.grid, reached);
  result.matrix.row_grades = rounded(std::move(result.matrix.row_grades));
  result.matrix.column_grades = rounded(std::move(result.matrix.column_grades));
  result.is_minimal = false;
  return result;
}

template <int N>
FilteredComplex<N> coarsen(const FilteredComplex<N>& complex, const CoarseningOptions& options,
                           const Context& context) {
  return coarsened(complex, options, context);
}

template <int N>
Presentation<N> coarsen(const Presentation<N>& module, const CoarseningOptions& options, const Context& context) {
  return coarsened(module, options, context);
}

#define TESSERA_COARSENING(N)                                                                               \
  template FilteredComplex<N> on_values(const FilteredComplex<N>&, const AxisValues&);                      \
  template Presentation<N> on_values(const Presentation<N>&, const AxisValues&);                            \
  template FilteredComplex<N> coarsen(const FilteredComplex<N>&, const CoarseningOptions&, const Context&); \
  template Presentation<N> coarsen(const Presentation<N>&, const CoarseningOptions&, const Context&);
TESSERA_COARSENING(1)
TESSERA_COARSENING(2)
TESSERA_COARSENING(3)
TESSERA_COARSENING(4)
#undef TESSERA_COARSENING

}  // namespace tessera
