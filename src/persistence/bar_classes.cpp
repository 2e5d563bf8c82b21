// SPDX-License-Identifier: MIT
#include "persistence/bar_classes.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

void add(const Bar& bar, InfiniteBars infinite_bars, BarClasses& classes) {
  if (!(bar.birth <= bar.death))
    throw Error(codes::bad_value, fmt::format("needs bars with birth <= death, got [{}, {}) of degree {}", bar.birth,
                                              bar.death, bar.degree));
  if (bar.birth == bar.death) return;

  const bool begins = bar.birth != -infinity, ends = bar.death != infinity;
  if (begins && ends)
    classes.finite.push_back({bar.birth, bar.death});
  else if (infinite_bars == InfiniteBars::ignore)
    return;
  else if (begins)
    classes.births.push_back(bar.birth);
  else if (ends)
    classes.deaths.push_back(bar.death);
  else
    ++classes.lines;
}

}  // namespace

std::map<Index, std::vector<BarClasses>> bars_by_degree(std::span<const Barcode* const> barcodes,
                                                        std::optional<Index> degree, InfiniteBars infinite_bars) {
  std::map<Index, std::vector<BarClasses>> degrees;
  for (std::size_t sample = 0; sample < barcodes.size(); ++sample)
    for (const Bar& bar : barcodes[sample]->bars) {
      if (degree && bar.degree != *degree) continue;
      auto& classes = degrees[bar.degree];
      classes.resize(barcodes.size());
      add(bar, infinite_bars, classes[sample]);
    }
  for (auto& [number, sides] : degrees)
    for (BarClasses& classes : sides) {
      std::ranges::sort(classes.finite);
      std::ranges::sort(classes.births);
      std::ranges::sort(classes.deaths);
    }
  return degrees;
}

bool have_equal_ends(const BarClasses& a, const BarClasses& b) {
  return a.births.size() == b.births.size() && a.deaths.size() == b.deaths.size() && a.lines == b.lines;
}

double half_length(const Point<2>& bar) {
  const double length = bar[1] - bar[0];
  return length < infinity ? length / 2 : bar[1] / 2 - bar[0] / 2;
}

}  // namespace tessera
