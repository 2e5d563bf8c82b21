// SPDX-License-Identifier: MIT
// 1. At a centre t the bars that hold it rise (t - b <= d - t, value t - b) or fall (value d - t). Of those that rise
//    the largest values belong to the least births, of those that fall to the largest deaths.
// 2. So t goes up with the rising sides in a list by birth: a bar enters at the end of the list when t passes its
//    birth and leaves when it begins to fall. The first `count` of the list are what is wanted.
// 3. A bar that has left is taken out when the walk down the list meets it, once: O(bars + count x centres).
// 4. The same for the falling sides, with t going down and deaths instead of births.
// 5. The landscapes at t are the first `count` of the two lists merged.
#include "tessera/vectorization/landscape_1d.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "vectorization/time_grid.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace tessera {
namespace {

/// One side of a tent, open for the steps [enter, leave) of a sweep.
struct Side {
  double end;  // the birth or death that its values are measured from
  Index enter, leave;
};

/// visit(step, ends) with the ends of the first `count` open sides, for steps 0, 1, ... while there are any sides
/// ahead. `sides` stand in the order wanted and enter in that order.
template <class Visit>
void sweep(const std::vector<Side>& sides, Index steps, Index count, const Visit& visit) {
  constexpr Index none = ~Index{0};
  const auto size = Index(sides.size());
  std::vector<Index> next(std::size_t{size} + 1, none);  // of a list that begins behind entry `size`
  Index tail = size, entered = 0;
  std::vector<double> ends;
  for (Index step = 0; step < steps; ++step) {
    for (; entered < size && sides[entered].enter <= step; ++entered) {
      next[tail] = entered;
      tail = entered;
    }
    ends.clear();
    for (Index before = size; ends.size() < count && next[before] != none;) {
      const Index side = next[before];
      if (sides[side].leave > step) {
        ends.push_back(sides[side].end);
        before = side;
      } else {
        next[before] = next[side];
        if (tail == side) tail = before;
      }
    }
    visit(step, ends);
  }
}

std::vector<Side> rising_sides(const std::vector<FiniteBar>& bars, const TimeGrid& grid) {
  std::vector<Side> sides;
  for (const FiniteBar& bar : bars) {
    const Side side{bar.birth, grid.first_above(bar.birth), grid.first_falling(bar)};
    if (side.enter < side.leave) sides.push_back(side);
  }
  return sides;
}

/// In the steps of a sweep that goes down: step s is at centre size - 1 - s.
std::vector<Side> falling_sides(const std::vector<FiniteBar>& bars, const TimeGrid& grid) {
  std::vector<Side> sides;
  for (const FiniteBar& bar : bars) {
    const Index first = std::max(grid.first_falling(bar), grid.first_above(bar.birth));
    const Side side{bar.death, grid.size() - grid.first_from(bar.death), grid.size() - first};
    if (side.enter < side.leave) sides.push_back(side);
  }
  std::ranges::sort(sides, [](const Side& a, const Side& b) {
    return a.end != b.end ? a.end > b.end : a.leave != b.leave ? a.leave > b.leave : a.enter < b.enter;
  });
  return sides;
}

/// Merges `values`, descending, into the column of landscapes at one centre.
void merge_column(std::span<double> landscapes, Index centre, Index cells, const std::vector<double>& values) {
  const std::size_t count = landscapes.size() / cells;
  std::vector<double> column(count);
  for (std::size_t k = 0; k < count; ++k) column[k] = landscapes[k * cells + centre];
  for (std::size_t k = 0, rising = 0, falling = 0; k < count; ++k) {
    const bool falls = falling < values.size() && values[falling] > column[rising];
    landscapes[k * cells + centre] = falls ? values[falling++] : column[rising++];
  }
}

void landscapes_of(const std::vector<FiniteBar>& bars, const TimeGrid& grid, Index count, std::span<double> row) {
  const Index cells = grid.size();
  sweep(rising_sides(bars, grid), cells, count, [&](Index centre, const std::vector<double>& births) {
    for (std::size_t k = 0; k < births.size(); ++k) row[k * cells + centre] = grid.centre(centre) - births[k];
  });
  std::vector<double> values;
  sweep(falling_sides(bars, grid), cells, count, [&](Index step, const std::vector<double>& deaths) {
    const Index centre = cells - 1 - step;
    values.clear();
    for (const double death : deaths) values.push_back(death - grid.centre(centre));
    merge_column(row, centre, cells, values);
  });
}

}  // namespace

FeatureMatrix landscape_1d(const Collection<Barcode>& barcodes, const Landscape1dOptions& options,
                           const Context& context) {
  if (options.count == 0) throw Error(codes::bad_request, "needs one landscape at least, got 0").within("count");
  const BarRange range = options.fit ? *options.fit : fit_bar_range(barcodes, options, context);
  const TimeGrid grid(range, options.resolution);

  std::vector<std::string> ranks;
  FeatureAxis landscapes{"landscape", "", {1, double(options.count)}, {}};
  for (Index k = 1; k <= options.count; ++k) {
    landscapes.values.push_back(k);
    ranks.push_back("lambda" + std::to_string(k));
  }
  auto features = empty_features(barcodes, {ranks, grid.cell_names()}, context);
  features.axes = {std::move(landscapes), grid.axis()};
  fill_rows(
      features, barcodes, {options.degree, options.infinite_bars, range},
      [&](const std::vector<FiniteBar>& bars, std::span<double> row) { landscapes_of(bars, grid, options.count, row); },
      context);
  features.stability = {
      1,
      "Landscapes: |lambda_k(t) - lambda'_k(t)| <= d_B at every k and t, constant 1, tight; d_B the bottleneck "
      "distance of the barcodes in this degree, no hypothesis. " +
          distance_clause(options.infinite_bars)};
  return features;
}

}  // namespace tessera
