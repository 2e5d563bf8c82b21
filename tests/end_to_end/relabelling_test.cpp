// SPDX-License-Identifier: MIT
// From points to features: how the points are numbered changes no bit. bench/peers/relabel.py is the long form.
#include "tessera/decomposition/summands.hpp"
#include "tessera/filtration/function_rips.hpp"
#include "tessera/geometry/kernel_density.hpp"
#include "tessera/persistence/minimal_presentation.hpp"
#include "tessera/persistence/rips_presentation.hpp"
#include "tessera/vectorization/summand_image.hpp"

#include "support/catch.hpp"
#include "tessera/core/random.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

using namespace tessera;

namespace {

const Context context;
constexpr Index size = 60;
constexpr double diameter = 0.7;

/// An annulus with outliers; points of a lattice, with repetitions; points spread evenly.
PointCloud cloud(RandomStream& random, int kind) {
  std::vector<double> coordinates;
  for (Index point = 0; point < size; ++point) {
    const double radius = 0.8 + 0.4 * random.uniform(), angle = 2 * std::numbers::pi * random.uniform();
    const double x = 2 * random.uniform() - 1, y = 2 * random.uniform() - 1;
    if (kind == 0 && point % 5 > 0)
      coordinates.insert(coordinates.end(), {radius * std::cos(angle), radius * std::sin(angle)});
    else if (kind == 1)
      coordinates.insert(coordinates.end(), {std::round(5 * x) / 5, std::round(5 * y) / 5});
    else
      coordinates.insert(coordinates.end(), {x, y});
  }
  return PointCloud(size, 2, std::move(coordinates));
}

PointCloud renumbered(RandomStream& random, const PointCloud& points) {
  std::vector<Index> order(points.size());
  std::iota(order.begin(), order.end(), Index{0});
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  std::vector<double> coordinates;
  for (const Index point : order) coordinates.insert(coordinates.end(), points[point].begin(), points[point].end());
  return PointCloud(points.size(), points.dimension(), std::move(coordinates));
}

Presentation<2> module_of(const PointCloud& points, bool is_straight) {
  const ScalarField density = kernel_density(points, {.bandwidth = 0.2}, context);
  if (is_straight)
    return rips_presentation(points, density, {.max_diameter = diameter, .direction = Direction::superlevel}, context);
  return minimal_presentation(
      function_rips<2>(points, {{"density", &density}},
                       {.max_diameter = diameter, .direction = {Direction::superlevel}}, context),
      {.degree = 1}, context);
}

FeatureMatrix image_of(const Decomposition<2>& decomposition, SummandKernel kernel) {
  Collection<Decomposition<2>> one;
  one.add("cloud", decomposition);
  return summand_image(one, {.kernel = kernel, .resolution = {20, 20}, .fit = {}}, context);
}

}  // namespace

TEST_CASE("points in another order give the same summands and features, to the bit, by every route",
          "[end_to_end][relabelling][law]") {
  RandomStream random(61, 0);
  std::size_t summand_count = 0, approximate = 0;
  for (int trial = 0; trial < 9; ++trial) {
    const PointCloud points = cloud(random, trial % 3);
    for (int numbering = 0; numbering < 3; ++numbering) {
      const PointCloud other = renumbered(random, points);
      for (const bool is_straight : {false, true}) {
        const auto module = module_of(points, is_straight), same = module_of(other, is_straight);
        for (const auto route : {SummandsRoute::indecomposables, SummandsRoute::whole})
          for (const auto sweep : {DiagonalSweep::events, DiagonalSweep::grid}) {
            const SummandsOptions options{.route = route, .sweep = sweep, .fit = {}};
            const auto one = summands(module, options, context), two = summands(same, options, context);
            INFO("trial " << trial << ", route " << int(route) << ", sweep " << int(sweep));
            REQUIRE(one.summands == two.summands);
            REQUIRE(one.certificate == two.certificate);
            REQUIRE(one.axis_scale == two.axis_scale);
            for (const auto kernel : {SummandKernel::interleaving, SummandKernel::volume})
              REQUIRE(image_of(one, kernel).values == image_of(two, kernel).values);
            summand_count += one.summands.size();
            approximate += std::size_t(std::ranges::count_if(one.summands, [](const auto& s) { return !s.is_exact; }));
          }
      }
    }
  }
  CHECK(summand_count > 500);
  CHECK(approximate > 0);
}
