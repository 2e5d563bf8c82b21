// SPDX-License-Identifier: MIT
// Minimal presentations of bifiltered complexes that are given: function-Rips of a noisy circle, full and collapsed,
// and function-alpha of random points in space; every preprocessing, one and two threads. H_0 of random graphs.
// One JSON line a case: {"input":..., "degree":..., "preprocessing":..., "columns":..., "swept":..., "wall_s":...,
// "added_mb":..., "bytes_per_column":...}; columns are the (degree + 1)-cells, added_mb the peak above the input.
#include "tessera/filtration/function_rips.hpp"
#include "tessera/persistence/minimal_presentation.hpp"
#ifdef TESSERA_WITH_CGAL
#include "tessera/filtration/function_alpha.hpp"
#endif

#include "annulus.hpp"
#include "measurement.hpp"
#include "tessera/core/random.hpp"

#include <cmath>
#include <numbers>

#include <fmt/format.h>
#include <malloc.h>

using namespace tessera;

namespace {

/// Minus a Gaussian kernel density, without its constant.
ScalarField codensity(const PointCloud& points, double twice_squared_bandwidth) {
  std::vector<double> values(points.size(), 0);
  for (Index i = 0; i < points.size(); ++i)
    for (Index j = 0; j < points.size(); ++j) {
      double squared = 0;
      for (Index axis = 0; axis < points.dimension(); ++axis) squared += std::pow(points[i][axis] - points[j][axis], 2);
      values[i] -= std::exp(-squared / twice_squared_bandwidth);
    }
  return ScalarField(std::move(values));
}

ScalarField unrelated(Index count) {
  RandomStream random(2, count);
  std::vector<double> values(count);
  for (double& value : values) value = random.uniform();
  return ScalarField(std::move(values));
}

FilteredComplex<2> rips(Index count, bool is_random, Collapse collapse) {
  const PointCloud points = bench::noisy_circle(count);
  const ScalarField values = is_random ? unrelated(count) : codensity(points, 0.08);
  return function_rips<2>(points, {{"f", &values}}, {.max_diameter = Quantity(infinity), .collapse = collapse},
                          Context());
}

#ifdef TESSERA_WITH_CGAL
FilteredComplex<2> alpha(Index count, bool is_random) {
  RandomStream random(5, count);
  std::vector<double> coordinates(std::size_t{3} * count);
  for (double& coordinate : coordinates) coordinate = random.uniform();
  const PointCloud points(count, 3, std::move(coordinates));
  const ScalarField values = is_random ? unrelated(count) : codensity(points, 0.02);
  return function_alpha<2>(points, {{"f", &values}}, {}, Context());
}
#endif

/// `edges` random edges with random grades on a tenth as many vertices, which all enter at (0, 0).
FilteredComplex<2> random_graph(Index edges) {
  constexpr Index ranks = 10000;
  RandomStream random(6, edges);
  FilteredComplex<2> graph;
  for (auto& axis : graph.grid.axes)
    for (Index rank = 0; rank < ranks; ++rank) axis.values.push_back(rank);
  graph.blocks.resize(2);
  graph.blocks[0].grades.resize(edges / 10);
  graph.blocks[1].stride = 2;
  while (graph.blocks[1].size() < edges) {
    const Index u = Index(random.below(edges / 10)), v = Index(random.below(edges / 10));
    if (u == v) continue;
    graph.blocks[1].grades.push_back({{Index(random.below(ranks)), Index(random.below(ranks))}});
    graph.blocks[1].faces.insert(graph.blocks[1].faces.end(), {std::min(u, v), std::max(u, v)});
  }
  return graph;
}

/// A line of /proc/self/status, in MB.
double status_mb(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(name)) return std::stod(line.substr(name.size() + 1)) / 1024;
  return 0;
}

void measure(const std::string& input, const FilteredComplex<2>& complex, MinimalPresentationOptions options,
             unsigned threads) {
  double swept = 0;
  const Context context({.threads = threads, .resolved = [&](const ResolvedValue& value) {
                           if (value.name == "columns") swept = value.value;
                         }});
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << 5;  // the peak starts anew
  const double before = status_mb("VmRSS:");
  auto module = minimal_presentation(complex, options, context);
  const double added = status_mb("VmHWM:") - before;
  const double seconds = bench::median_seconds(5, [&] { module = minimal_presentation(complex, options, context); });

  constexpr const char* names[] = {"automatic", "plain", "chunk", "flag"};
  const Index columns = complex.blocks[options.degree + 1].size();
  fmt::print(
      "{{\"bench\":\"presentations\",\"input\":\"{}\",\"degree\":{},\"preprocessing\":\"{}\",\"threads\":{},"
      "\"columns\":{},\"swept\":{:.0f},\"generators\":{},\"relations\":{},\"wall_s\":{:.5f},\"added_mb\":{:.1f},"
      "\"bytes_per_column\":{:.1f},\"cpu\":\"{}\"}}\n",
      input, options.degree, names[int(options.preprocessing)], threads, columns, swept, module.matrix.row_count(),
      module.matrix.column_count(), seconds, added, added * 1048576 / columns, bench::cpu_name());
  std::fflush(stdout);
}

struct Case {
  std::string input;
  std::function<FilteredComplex<2>()> complex;
  Index degree;
  std::vector<Preprocessing> ways;
};

}  // namespace

int main() {
  using enum Preprocessing;
  const std::vector<Case> cases = {
      {"full function-Rips, circle 150, codensity",
       [] { return rips(150, false, Collapse::off); },
       1,
       {automatic, plain, chunk}},
      {"full function-Rips, circle 150, random",
       [] { return rips(150, true, Collapse::off); },
       1,
       {automatic, plain, chunk}},
      {"full function-Rips, circle 400, codensity", [] { return rips(400, false, Collapse::off); }, 1, {automatic}},
      {"collapsed function-Rips, circle 400, codensity",
       [] { return rips(400, false, Collapse::strong); },
       1,
       {automatic, plain}},
      {"collapsed function-Rips, circle 800, codensity",
       [] { return rips(800, false, Collapse::strong); },
       1,
       {automatic, plain}},
#ifdef TESSERA_WITH_CGAL
      {"function-alpha, 20000 in R^3, codensity", [] { return alpha(20000, false); }, 1, {automatic, plain}},
      {"function-alpha, 20000 in R^3, codensity", [] { return alpha(20000, false); }, 2, {automatic, plain}},
      {"function-alpha, 20000 in R^3, random", [] { return alpha(20000, true); }, 1, {automatic, plain}},
#endif
      {"random graph, 10^5 edges", [] { return random_graph(100000); }, 0, {automatic}},
      {"random graph, 10^6 edges", [] { return random_graph(1000000); }, 0, {automatic}},
  };
  for (const auto& [input, complex, degree, ways] : cases)
    for (const auto way : ways)
      for (const unsigned threads : {1u, 2u})
        if (!bench::in_own_process(
                [&] { measure(input, complex(), {.degree = degree, .preprocessing = way}, threads); }))
          return 1;
}
