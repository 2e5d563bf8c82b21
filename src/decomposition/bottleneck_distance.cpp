// SPDX-License-Identifier: MIT
#include "tessera/decomposition/bottleneck_distance.hpp"

#include "decomposition/infinite_distance.hpp"
#include "decomposition/summand_matching.hpp"
#include "persistence/all_pairs.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"

#include <fmt/format.h>

namespace tessera {
namespace {

void check_pair(const Decomposition<2>& a, const Decomposition<2>& b) {
  if (a.degree != b.degree)
    throw Error(codes::bad_request,
                fmt::format("needs decompositions of one degree, got {} and {}", a.degree, b.degree));
  for (int axis = 0; axis < 2; ++axis) {
    if (a.axis_scale[axis] != b.axis_scale[axis])
      throw Error(codes::bad_request,
                  fmt::format("needs decompositions with one scale of axis {}, got {} and {}", axis,
                              format_double(a.axis_scale[axis]), format_double(b.axis_scale[axis])),
                  "decompose the modules in one collection, or with axis_scale = \"none\"");
    if (a.axes[axis].direction != b.axes[axis].direction)
      throw Error(codes::bad_request,
                  fmt::format("needs axis {} of both decompositions in one direction, got both directions", axis));
  }
}

std::vector<Interval<2>> scaled_supports(const Decomposition<2>& decomposition) {
  std::vector<Interval<2>> supports;
  for (const auto& summand : decomposition.summands)
    supports.push_back(scaled(summand.support, decomposition.axis_scale));
  return supports;
}

}  // namespace

double bottleneck_distance(const Decomposition<2>& first, const Decomposition<2>& second, const Context& context) {
  check_pair(first, second);
  return SummandMatching(scaled_supports(first), scaled_supports(second), context).least_cost();
}

DistanceMatrix bottleneck_distances(const Collection<Decomposition<2>>& decompositions,
                                    const BottleneckDistancesOptions&, const Context& context) {
  for (Index sample = 1; sample < decompositions.size(); ++sample)
    check_pair(decompositions[0], decompositions[sample]);
  return all_pairs(decompositions, infinite_distance_remedy, context, [&](Index i, Index j) {
    return bottleneck_distance(decompositions[i], decompositions[j], context);
  });
}

}  // namespace tessera
