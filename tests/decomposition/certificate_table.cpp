// SPDX-License-Identifier: MIT
// What certificates promise and what is seen: tessera_certificates [MODULES] [LINES], by default 200 and 1000.
// Modules of five kinds are decomposed in four ways and compared with their decompositions along random diagonals that
// no sweep used. What is called exact is counted point by point where the module is small enough for it, and must be
// among the intervals that splitting finds. Exits with 1 when a distance is above its bound or a summand is refuted.
#include "support/certificate_check.hpp"
#include "tessera/decomposition/summands.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <tuple>
#include <vector>

using namespace tessera;

namespace {

std::vector<Interval<2>> exact_of(const Decomposition<2>& decomposition) {
  std::vector<Interval<2>> supports;
  for (const auto& summand : decomposition.summands)
    if (summand.is_exact) supports.push_back(summand.support);
  return supports;
}

/// Rows of the table: over the modules of one kind, decomposed in one way.
struct Row {
  int modules = 0, summands = 0, exact = 0, checked = 0, unsupported = 0, above = 0;
  double delta = 0, gap = 0, bound = 0, distance = 0;

  void add(const Presentation<2>& module, const Decomposition<2>& decomposition, const Decomposition<2>& split,
           double largest) {
    const auto& certificate = decomposition.certificate;
    ++modules;
    summands += int(decomposition.summands.size());
    exact += int(std::ranges::count_if(decomposition.summands, &Summand<2>::is_exact));
    delta = std::max(delta, certificate.line_spacing);
    gap = std::max(gap, certificate.line_gap);
    bound = std::max(bound, certificate.bound());
    distance = std::max(distance, largest);
    // Corners of a grid are sums of rounded numbers; the others are copied.
    above += largest > certificate.bound() + (certificate.bound() > 0 ? 1e-14 : 0);
    const auto check = check_exactness(module, decomposition);
    checked += check.checked;
    unsupported += check.unsupported + !std::ranges::includes(exact_of(split), exact_of(decomposition));
  }
};

}  // namespace

int main(int count, char** words) {
  const int modules = count > 1 ? std::atoi(words[1]) : 200, lines = count > 2 ? std::atoi(words[2]) : 1000;
  const Context context;
  RandomStream random(93, 0);
  std::map<std::tuple<std::string, std::string, std::string, double>, Row> table;
  for (const auto& [kind, module] : modules_of_many_kinds(random, modules)) {
    const auto minimal = minimal_presentation(module, {}, context);
    const auto split = summands(minimal, {.route = SummandsRoute::indecomposables, .fit = {}}, context);
    const auto measure = [&](SummandsRoute route, DiagonalSweep sweep, double percent) {
      const auto decomposition = summands(
          minimal, {.route = route, .sweep = sweep, .line_spacing = {percent, Relative::percent_range}, .fit = {}},
          context);
      auto& row = table[{kind, route == SummandsRoute::whole ? "whole" : "indecomposables",
                         sweep == DiagonalSweep::events ? "events" : "grid", percent}];
      row.add(minimal, decomposition, split, largest_diagonal_distance(random, minimal, decomposition, lines));
    };
    for (const auto route : {SummandsRoute::whole, SummandsRoute::indecomposables}) {
      measure(route, DiagonalSweep::events, 1);
      for (const double percent : {1.0, 10.0}) measure(route, DiagonalSweep::grid, percent);
    }
  }

  std::printf("%d modules, %d diagonals each; lengths in scaled units\n\n", modules, lines);
  std::printf(
      "| module | route | sweep | modules | delta | measured_gap | bound | largest distance | summands | exact | "
      "of these checked | refuted |\n|---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
  int wrong = 0;
  for (const auto& [key, row] : table) {
    const auto& [kind, route, sweep, percent] = key;
    std::printf("| %s | %s | %s | %d | %g | %.3g | %g | %.3g | %d | %d | %d | %d |\n", kind.c_str(), route.c_str(),
                sweep.c_str(), row.modules, row.delta, row.gap, row.bound, row.distance, row.summands, row.exact,
                row.checked, row.unsupported);
    wrong += row.above + row.unsupported;
  }
  std::printf("\n%s\n",
              wrong ? "something is above its bound or refuted" : "nothing is above its bound, nothing refuted");
  return wrong ? 1 : 0;
}
