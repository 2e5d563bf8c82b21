// SPDX-License-Identifier: MIT
#include "tessera/geometry/graph_geodesics.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/geometry/graph_algorithms.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace tessera {
namespace {

[[noreturn]] void refuse_pair(std::size_t u, std::size_t v) {
  throw Error(codes::bad_value, fmt::format("needs a path between any two vertices, {} and {} have none", u, v),
              "give unreachable, or take one component");
}

void check_unreachable(double unreachable, double longest) {
  if (!std::isfinite(unreachable) || !(unreachable >= longest / 2))
    throw Error(codes::bad_request, fmt::format("needs a finite distance of at least {}, half the longest, got {}",
                                                format_double(longest / 2), format_double(unreachable)))
        .within("unreachable");
}

}  // namespace

DistanceMatrix graph_geodesics(const WeightedGraph& graph, const GraphGeodesicsOptions& options,
                               const Context& context) {
  const std::size_t n = graph.size(), pairs = n ? n * (n - 1) / 2 : 0;
  context.require_memory(2 * pairs * sizeof(double), fmt::format("the distances of {} vertices", n),
                         "take a smaller graph");
  auto edges = graph.edges();
  if (!options.weighted)
    for (auto& edge : edges) edge.weight = 1;

  // Row u holds the rounded sums from u; those from v may differ in the last bits. The lesser of the two is kept.
  std::vector<double> lower(pairs), upper(pairs);
  shortest_paths(
      WeightedGraph(graph.size(), std::move(edges)),
      [&](Index source, std::span<const double> lengths) {
        for (std::size_t v = 0; v < source; ++v) lower[std::size_t{source} * (source - 1) / 2 + v] = lengths[v];
        for (std::size_t v = source + 1; v < n; ++v) upper[v * (v - 1) / 2 + source] = lengths[v];
      },
      context);

  double longest = 0;
  bool is_connected = true;
  for (std::size_t v = 1, pair = 0; v < n; ++v)
    for (std::size_t u = 0; u < v; ++u, ++pair) {
      lower[pair] = std::min(lower[pair], upper[pair]);
      if (std::isfinite(lower[pair])) {
        longest = std::max(longest, lower[pair]);
        continue;
      }
      if (!options.unreachable) refuse_pair(u, v);
      is_connected = false;
    }
  if (options.unreachable) check_unreachable(*options.unreachable, longest);
  if (!is_connected)
    for (double& length : lower)
      if (!std::isfinite(length)) length = *options.unreachable;
  return DistanceMatrix(graph.size(), std::move(lower));
}

}  // namespace tessera
