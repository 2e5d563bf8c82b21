// SPDX-License-Identifier: MIT
#include "tessera/persistence/cubical_barcode.hpp"

#include "persistence/cubical_cycles.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>

namespace tessera {
namespace {

double death_value(const CubicalPairing& pairing, std::size_t degree, Index rank) {
  const Index death = pairing.death_of[degree][rank];
  return death == none ? infinity : pairing.cells[degree + 1].value[death];
}

/// Calls visit(degree, rank, bar) for the bars of positive length, by degree and birth.
template <class Visit>
void for_each_bar(const CubicalPairing& pairing, const Visit& visit) {
  for (std::size_t degree = 0; degree <= std::size_t(pairing.top); ++degree) {
    const RankedCells& cells = pairing.cells[degree];
    for (Index rank = 0; rank < cells.size(); ++rank) {
      if (pairing.birth_of[degree][rank] != none) continue;
      const double death = death_value(pairing, degree, rank);
      if (cells.value[rank] < death) visit(int(degree), rank, Bar{cells.value[rank], death, Index(degree)});
    }
  }
}

/// Bars that are sorted but for deaths at equal births.
std::vector<Bar> sorted_bars(const CubicalPairing& pairing) {
  std::vector<Bar> bars;
  for_each_bar(pairing, [&](int, Index, const Bar& bar) { bars.push_back(bar); });
  for (auto begin = bars.begin(), end = begin; begin != bars.end(); begin = end) {
    end = std::find_if(begin, bars.end(),
                       [&](const Bar& bar) { return bar.degree != begin->degree || bar.birth != begin->birth; });
    if (end - begin > 1) std::sort(begin, end, [](const Bar& a, const Bar& b) { return a.death < b.death; });
  }
  return bars;
}

Barcode with_cycles(const CubicalPairing& pairing, CubicalCycles cycles_of, Index field, const Context& context) {
  std::vector<Bar> bars;
  std::vector<Cycle> cycles;
  for_each_bar(pairing, [&](int degree, Index rank, const Bar& bar) {
    if (bars.size() % 64 == 0) context.check();
    bars.push_back(bar);
    cycles.push_back(cycles_of.of(degree, rank));
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
