// SPDX-License-Identifier: MIT
#include "tessera/persistence/cubical_barcode.hpp"

#include "core/large_vector.hpp"
#include "core/value_order.hpp"
#include "persistence/cubical_cycles.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>

namespace tessera {
namespace {

/// Calls visit(number, bar) for the bars of positive length of one degree.
template <class Visit>
void for_each_bar(const CubicalPairing& pairing, std::size_t degree, const Visit& visit) {
  const CriticalList& cells = pairing.gradient.cells[degree];
  for (Index number = 0; number < cells.size(); ++number) {
    if (pairing.birth_of[degree][number] != none) continue;
    const Index killer = pairing.death_of[degree][number];
    const double death = killer == none ? infinity : pairing.gradient.cells[degree + 1].value[killer];
    if (cells.value[number] < death) visit(number, Bar{cells.value[number], death, Index(degree)});
  }
}

/// By degree, birth, death.
std::vector<Bar> sorted_bars(const CubicalPairing& pairing) {
  struct Ends {
    LargeVector<double> births, deaths;
  };
  std::vector<Ends> ends(std::size_t(pairing.top) + 1);
  std::size_t count = 0;
  for (std::size_t degree = 0; degree < ends.size(); ++degree) {
    auto& [births, deaths] = ends[degree];
    births.resize(pairing.gradient.cells[degree].size());
    deaths.resize(births.size());
    std::size_t here = 0;
    for_each_bar(pairing, degree, [&](Index, const Bar& bar) {
      births[here] = bar.birth;
      deaths[here++] = bar.death;
    });
    births.resize(here);
    deaths.resize(here);
    count += here;
  }

  std::vector<Bar> bars;
  bars.reserve(count);
  for (std::size_t degree = 0; degree < ends.size(); ++degree) {
    const auto& [births, deaths] = ends[degree];
    const auto order = order_by_value(births);
    const auto start = std::ptrdiff_t(bars.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      const Index ahead = order[std::min(i + 16, order.size() - 1)];
      __builtin_prefetch(&births[ahead]);
      __builtin_prefetch(&deaths[ahead]);
      bars.push_back({births[order[i]], deaths[order[i]], Index(degree)});
    }
    for (auto begin = bars.begin() + start, end = begin; begin != bars.end(); begin = end) {
      end = std::find_if(begin, bars.end(), [&](const Bar& bar) { return bar.birth != begin->birth; });
      if (end - begin > 1) std::sort(begin, end, [](const Bar& a, const Bar& b) { return a.death < b.death; });
    }
  }
  return bars;
}

Barcode with_cycles(const CubicalPairing& pairing, CubicalCycles cycles_of, Index field, const Context& context) {
  std::vector<Bar> bars;
  std::vector<Cycle> cycles;
  for (int degree = 0; degree <= pairing.top; ++degree)
    for_each_bar(pairing, std::size_t(degree), [&](Index number, const Bar& bar) {
      if (bars.size() % 64 == 0) context.check();
      bars.push_back(bar);
      cycles.push_back(cycles_of.of(degree, number));
    });
  return barcode_of(std::move(bars), field, std::move(cycles));
}

/// The bars of a product with a circle: each once more, a degree higher (Kuenneth).
void multiply_by_circle(std::vector<Bar>& bars) {
  const std::size_t count = bars.size();
  for (std::size_t i = 0; i < count; ++i) {
    Bar bar = bars[i];
    ++bar.degree;
    bars.push_back(bar);
  }
}

Index periodic_axes_of_one(const Image& image, const CubicalBarcodeOptions& options) {
  return Index(std::ranges::count_if(options.periodic, [&](Index axis) { return image.shape()[axis] == 1; }));
}

}  // namespace

Barcode cubical_barcode(const Image& image, const CubicalBarcodeOptions& options, const Context& context) {
  const PrimeField field(options.field);
  const CubicalFrame frame = cubical_frame(image, options, context);
  const Index circles = periodic_axes_of_one(image, options);
  if (circles > 0 && options.cycles)
    throw Error(codes::bad_request,
                "needs periodic axes of two pixels or more to name the cells of cycles, got one of one",
                "leave cycles out, or the axis out of 'periodic'")
        .within("cycles");

  const Index top = options.max_degree.value_or(Index(image.shape().size()));
  Barcode barcode{.bars = {}, .field = options.field, .cycles = {}};
  if (frame.dimension == 0) {
    barcode.bars.push_back({frame.values[0], infinity, 0});
    if (options.cycles) barcode.cycles.push_back({.cell_size = 2, .cells = {0, 0}, .coefficients = {1}});
  } else {
    const auto pairing =
        cubical_pairing(frame, int(std::min(top, Index(frame.dimension))), field, options.cycles, context);
    if (options.cycles)
      return with_cycles(pairing, CubicalCycles(frame, image.shape(), pairing, field), options.field, context);
    barcode.bars = sorted_bars(pairing);
  }
  if (circles == 0) return barcode;

  for (Index i = 0; i < circles; ++i) multiply_by_circle(barcode.bars);
  std::erase_if(barcode.bars, [&](const Bar& bar) { return bar.degree > top; });
  return barcode_of(std::move(barcode.bars), options.field);
}

}  // namespace tessera
