// SPDX-License-Identifier: MIT
#pragma once

#include "decomposition/rank_module.hpp"
#include "tessera/core/context.hpp"

#include <cstdint>
#include <vector>

namespace tessera {

/// Tracks of the bars of a module along diagonal lines at a fixed spacing, completed to intervals.
struct GridSweep {
  std::vector<Interval<2>> tracks;  // a multiset, scaled coordinates
  double gap = 0;                   // bounds the bottleneck distance between module and tracks on every line, measured
  double spacing = 0;               // of the lines, in scaled units
  std::uint64_t lines = 0;
};

/// `spacing` > 0; widened so that at most `line_limit` lines are drawn. First and last line lie beyond all events.
GridSweep grid_sweep(const RankModule& module, double spacing, std::uint64_t line_limit, const Context& context);

/// [birth, death) of the interval along y = x + c, t = x; empty (birth >= death) if it does not meet the line.
std::pair<double, double> bar_on_diagonal(const Interval<2>& interval, double c);

/// The interval with these births and deaths, of which those that others precede, or follow, are left out.
Interval<2> completed(std::vector<Point<2>> births, std::vector<Point<2>> deaths);

}  // namespace tessera
