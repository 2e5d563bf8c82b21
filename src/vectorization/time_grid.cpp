// SPDX-License-Identifier: MIT
#include "vectorization/time_grid.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"
#include "vectorization/product_columns.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {

TimeGrid::TimeGrid(const BarRange& range, Index cells) : range_(range) {
  if (cells == 0) throw Error(codes::bad_request, "needs one cell at least, got 0").within("resolution");
  check(range);
  step_ = (range.high - range.low) / cells;
  centres_ = pixel_axis("", "", range.low, range.high, cells).values;
}

double TimeGrid::place(double time) const noexcept {
  return std::clamp((time - range_.low) / step_, 0.0, double(size()));
}

/// The first cell whose centre is above `time`, up to rounding.
Index TimeGrid::near(double time) const noexcept {
  return Index(std::clamp((time - range_.low) / step_ + 0.5, 0.0, double(size())));
}

Index TimeGrid::first_above(double time) const noexcept {
  Index cell = near(time);
  while (cell > 0 && centres_[cell - 1] > time) --cell;
  while (cell < size() && centres_[cell] <= time) ++cell;
  return cell;
}

Index TimeGrid::first_from(double time) const noexcept {
  Index cell = near(time);
  while (cell > 0 && centres_[cell - 1] >= time) --cell;
  while (cell < size() && centres_[cell] < time) ++cell;
  return cell;
}

Index TimeGrid::first_falling(const FiniteBar& bar) const noexcept {
  const auto falls = [&](Index cell) { return centres_[cell] - bar.birth > bar.death - centres_[cell]; };
  Index cell = near(bar.birth / 2 + bar.death / 2);
  while (cell > 0 && falls(cell - 1)) --cell;
  while (cell < size() && !falls(cell)) ++cell;
  return cell;
}

FeatureAxis TimeGrid::axis() const { return pixel_axis("scale", "", range_.low, range_.high, size()); }

std::vector<std::string> TimeGrid::cell_names() const { return numbered({"t", size()}); }

// Jumps at the ends of bars, summed from left to right in extended precision: O(bars + cells). Where no bar is open the
// sum is 0, not what rounding left of it.
std::vector<double> weighted_count(const std::vector<FiniteBar>& bars, std::span<const double> weights,
                                   const TimeGrid& grid, CellValue value) {
  const Index cells = grid.size();
  std::vector<long double> jumps(std::size_t{cells} + 1, 0);
  std::vector<std::int64_t> opened(std::size_t{cells} + 1, 0);
  std::vector<double> parts(std::size_t{cells} + 1, 0.0);  // of cells that a bar covers in part
  const auto cover = [&](Index first, Index last, double weight) {
    if (first >= last) return;
    jumps[first] += weight;
    jumps[last] -= weight;
    ++opened[first];
    --opened[last];
  };

  for (std::size_t k = 0; k < bars.size(); ++k) {
    const double weight = weights.empty() ? 1 : weights[k];
    if (value == CellValue::point) {
      cover(grid.first_from(bars[k].birth), grid.first_from(bars[k].death), weight);
      continue;
    }
    const double from = grid.place(bars[k].birth), to = grid.place(bars[k].death);
    const Index first = Index(from), last = Index(to);
    if (first == last) {
      parts[first] += weight * (to - from);
      continue;
    }
    parts[first] += weight * (first + 1 - from);
    cover(first + 1, last, weight);
    parts[last] += weight * (to - last);
  }

  std::vector<double> sums(cells);
  long double sum = 0;
  std::int64_t open = 0;
  for (Index cell = 0; cell < cells; ++cell) {
    sum += jumps[cell];
    open += opened[cell];
    sums[cell] = (open > 0 ? double(sum) : 0) + parts[cell];
  }
  return sums;
}

FeatureMatrix empty_features(const Collection<Barcode>& barcodes, const std::vector<std::vector<std::string>>& names,
                             const Context& context) {
  std::uint64_t width = 1;
  for (const auto& entries : names) width *= entries.size();
  constexpr std::uint64_t bytes_of_names = 128;  // of a column, twice while they are checked
  context.require_memory(width * (barcodes.size() * sizeof(double) + bytes_of_names), "the matrix of features",
                         "choose a smaller resolution");
  auto columns = product_columns(context.stage(), names);
  FeatureMatrix features;
  features.ids = barcodes.ids();
  features.units.assign(columns.size(), "");
  features.values.assign(columns.size() * features.ids.size(), 0.0);
  features.columns = std::move(columns);
  return features;
}

void fill_rows(FeatureMatrix& features, const Collection<Barcode>& barcodes, const BarOptions& options,
               const std::function<void(const std::vector<FiniteBar>&, std::span<double>)>& fill,
               const Context& context) {
  check(options.range);
  const std::size_t width = features.columns.size();
  parallel_for(context, barcodes.size(), 1, [&](std::size_t sample) {
    try {
      const auto bars = finite_bars(barcodes[Index(sample)], options.degree, options.infinite_bars, options.range);
      if (!bars.empty()) fill(bars, std::span(features.values).subspan(sample * width, width));
    } catch (const Error& error) {
      throw error.within(fmt::format("sample '{}'", barcodes.id(Index(sample))));
    }
  });
  check(features);
}

FeatureMatrix curve_features(const Collection<Barcode>& barcodes, const BarOptions& options, const TimeGrid& grid,
                             const std::function<void(const std::vector<FiniteBar>&, std::span<double>)>& curve,
                             const Context& context) {
  auto features = empty_features(barcodes, {grid.cell_names()}, context);
  features.axes = {grid.axis()};
  fill_rows(features, barcodes, options, curve, context);
  return features;
}

}  // namespace tessera
