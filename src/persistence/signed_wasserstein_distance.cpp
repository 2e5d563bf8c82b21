// SPDX-License-Identifier: MIT
#include "tessera/persistence/signed_wasserstein_distance.hpp"

#include "persistence/all_pairs.hpp"
#include "persistence/assignment.hpp"
#include "persistence/point_measure.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

void check_options(const SignedWassersteinDistanceOptions& options) {
  if (!(options.norm >= 1))
    throw Error(codes::bad_request, fmt::format("needs a norm of 1 to inf, got {}", options.norm)).within("norm");
  if (!(options.relative_error >= 0 && options.relative_error < infinity))
    throw Error(codes::bad_request, fmt::format("needs an error >= 0, got {}", options.relative_error))
        .within("relative_error");
}

/// The least work that moves the positive part of a measure of mass zero onto the negative one.
template <int N>
double transport(const PointMeasure<N>& measure, const SignedWassersteinDistanceOptions& options,
                 const Context& context) {
  if constexpr (N == 1) {
    return transport_on_line(measure);
  } else {
    double mass = 0, largest = 0;
    for (const auto& [point, weight] : measure.points) {
      mass += std::max(double(weight), 0.0);
      for (const double x : point) largest = std::max(largest, std::abs(x));
    }
    if (mass == 0) return 0;
    context.require_memory(std::uint64_t(std::min(1e18, 1500 * mass)), "moving every unit of mass",
                           "take fewer or coarser measures: persistence.coarsen, or a regular grid");

    AssignmentProblem<N> problem{.left = {},
                                 .right = {},
                                 .left_alone = {},
                                 .right_alone = {},
                                 .cost = GroundCost(options.norm, 1, std::ldexp(1, std::ilogb(largest)))};
    for (const auto& [point, weight] : measure.points)
      (weight > 0 ? problem.left : problem.right)
          .insert((weight > 0 ? problem.left : problem.right).end(), std::size_t(std::abs(weight)), point);
    if (problem.right < problem.left) std::swap(problem.left, problem.right);  // the same bits both ways
    return problem.cost.length_of(least_cost(problem, options.relative_error, context));
  }
}

}  // namespace

template <int N>
double signed_wasserstein_distance(const SignedBarcode<N>& a, const SignedBarcode<N>& b,
                                   const SignedWassersteinDistanceOptions& options, const Context& context) {
  check_options(options);
  const std::array both{&a, &b};
  const auto measures = scaled_measures<N>(both, options.axis_scale, options.unequal_mass, options.box, context);
  return transport(difference(measures[0], measures[1]), options, context);
}

template <int N>
DistanceMatrix signed_wasserstein_distances(const Collection<SignedBarcode<N>>& measures,
                                            const SignedWassersteinDistanceOptions& options, const Context& context) {
  check_options(options);
  std::vector<const SignedBarcode<N>*> samples;
  for (Index sample = 0; sample < measures.size(); ++sample) samples.push_back(&measures[sample]);
  const auto scaled = scaled_measures<N>(samples, options.axis_scale, options.unequal_mass, options.box, context);
  return all_pairs(measures, {}, context,
                   [&](Index i, Index j) { return transport(difference(scaled[i], scaled[j]), options, context); });
}

#define TESSERA_SIGNED_WASSERSTEIN_DISTANCE(N)                                                          \
  template double signed_wasserstein_distance(const SignedBarcode<N>&, const SignedBarcode<N>&,         \
                                              const SignedWassersteinDistanceOptions&, const Context&); \
  template DistanceMatrix signed_wasserstein_distances(const Collection<SignedBarcode<N>>&,             \
                                                       const SignedWassersteinDistanceOptions&, const Context&);
TESSERA_SIGNED_WASSERSTEIN_DISTANCE(1)
TESSERA_SIGNED_WASSERSTEIN_DISTANCE(2)
TESSERA_SIGNED_WASSERSTEIN_DISTANCE(3)
TESSERA_SIGNED_WASSERSTEIN_DISTANCE(4)
#undef TESSERA_SIGNED_WASSERSTEIN_DISTANCE

}  // namespace tessera
