// SPDX-License-Identifier: MIT
#include "tessera/vectorization/bar_range.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "vectorization/finite_bars.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

Error no_bar(const Bar& bar) {
  return {codes::bad_value,
          fmt::format("needs bars with birth <= death, got [{}, {}) of degree {}", bar.birth, bar.death, bar.degree)};
}

bool is_endless(const Bar& bar) { return bar.birth == -infinity || bar.death == infinity; }

}  // namespace

FittedValues BarRange::values() const { return {{"low", {low}}, {"high", {high}}}; }

BarRange BarRange::from_values(const FittedValues& values) {
  const BarRange range{fitted_list(values, "low", 1)[0], fitted_list(values, "high", 1)[0]};
  check(range);
  return range;
}

void check(const BarRange& range) {
  if (!(range.low < range.high) || !std::isfinite(range.high - range.low))
    throw Error(codes::bad_request, fmt::format("needs a range with low < high, got {} and {}",
                                                format_double(range.low), format_double(range.high)))
        .within("fit");
}

BarRange fit_bar_range(const Collection<Barcode>& barcodes, Index degree, EndlessBars infinite_bars) {
  BarRange range{infinity, -infinity};
  for (Index sample = 0; sample < barcodes.size(); ++sample)
    for (const Bar& bar : barcodes[sample].bars) {
      if (!(bar.birth <= bar.death)) throw no_bar(bar).within(fmt::format("sample '{}'", barcodes.id(sample)));
      if (bar.degree != degree || bar.birth == bar.death) continue;
      if (infinite_bars == EndlessBars::ignore && is_endless(bar)) continue;
      for (const double end : {bar.birth, bar.death}) {
        if (!std::isfinite(end)) continue;
        range.low = std::min(range.low, end);
        range.high = std::max(range.high, end);
      }
    }
  if (range.low > range.high) return {0, 1};
  if (range.low == range.high) range.high += std::max(1.0, std::abs(range.low) * 0x1p-40);  // 1, where 1 is seen at all
  return range;
}

std::vector<FiniteBar> finite_bars(const Barcode& barcode, Index degree, EndlessBars infinite_bars,
                                   const BarRange& range) {
  std::vector<FiniteBar> bars;
  for (const Bar& bar : barcode.bars) {
    if (!(bar.birth <= bar.death)) throw no_bar(bar);
    if (bar.degree != degree || bar.birth == bar.death) continue;
    FiniteBar finite{bar.birth, bar.death};
    if (is_endless(bar)) {
      if (infinite_bars == EndlessBars::ignore) continue;
      if (bar.birth == -infinity) finite.birth = range.low;
      if (bar.death == infinity) finite.death = range.high;
      if (finite.birth >= finite.death) continue;
    }
    bars.push_back(finite);
  }
  if (!std::ranges::is_sorted(bars)) std::ranges::sort(bars);
  return bars;
}

double longest(const std::vector<FiniteBar>& bars) {
  double length = 0;
  for (const FiniteBar& bar : bars) length = std::max(length, bar.length());
  return length;
}

std::string distance_clause(EndlessBars infinite_bars) {
  return infinite_bars == EndlessBars::cut
             ? "Infinite bars are matched with infinite bars by the end they have; the range at which they are cut is "
               "fixed."
             : "Infinite bars are left out, of the distance too.";
}

}  // namespace tessera
