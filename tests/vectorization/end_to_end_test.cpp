// SPDX-License-Identifier: MIT
#include "tessera/decomposition/summands.hpp"
#include "tessera/filtration/function_rips.hpp"
#include "tessera/persistence/minimal_presentation.hpp"
#include "tessera/vectorization/summand_image.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <cmath>

using namespace tessera;

namespace {

struct Sample {
  std::vector<double> coordinates, values;
};

Sample random_circle(RandomStream& random, Index size) {
  Sample sample;
  for (Index point = 0; point < size; ++point) {
    const double angle = 6.283185307179586 * random.uniform(), radius = 1 + 0.2 * random.normal();
    sample.coordinates.insert(sample.coordinates.end(), {radius * std::cos(angle), radius * std::sin(angle)});
    sample.values.push_back(random.uniform());
  }
  return sample;
}

/// Points move by h at most, values by e at most.
Sample moved(Sample sample, double h, double e, RandomStream& random) {
  for (std::size_t k = 0; k < sample.coordinates.size(); k += 2) {
    const double angle = 6.283185307179586 * random.uniform(), length = h * random.uniform();
    sample.coordinates[k] += length * std::cos(angle);
    sample.coordinates[k + 1] += length * std::sin(angle);
  }
  for (double& value : sample.values) value += e * (2 * random.uniform() - 1);
  return sample;
}

Decomposition<2> decomposed(const Sample& sample, Index degree, const SummandsOptions& options) {
  const PointCloud points(Index(sample.values.size()), 2, sample.coordinates);
  const ScalarField values(sample.values);
  const auto complex = function_rips<2>(points, {{"values", &values}}, {}, {});
  return summands(minimal_presentation(complex, {.degree = degree}, {}), options, {});
}

}  // namespace

TEST_CASE("from points to V_infinity the change is at most that of the filtration over delta",
          "[vectorization][stability][law]") {
  RandomStream random(23, 0);
  const SummandsOptions unscaled{.fit = AxisScale<2>{{1, 1}}};
  double largest = 0, largest_mean = 0;
  for (int trial = 0; trial < 60; ++trial) {
    const double h = 0.03 * random.uniform(), e = 2 * h;  // function-Rips: d_I <= max(2 h, e)
    const auto before = random_circle(random, 14), after = moved(before, h, e, random);
    for (const Index degree : {0, 1}) {
      Collection<Decomposition<2>> pair;
      pair.add("before", decomposed(before, degree, unscaled));
      pair.add("after", decomposed(after, degree, unscaled));
      SummandImageOptions options{
          .p = infinity, .bandwidth = 0.15, .resolution = {12, 12}, .fit = GridBox<2>{{0, 0}, {2, 1}}};
      const auto ratio = [&] {
        const auto features = summand_image(pair, options, {});
        double change = 0;
        for (Index k = 0; k < features.width(); ++k)
          change = std::max(change, std::abs(features.row(0)[k] - features.row(1)[k]));
        return change / (e / 0.15);
      };
      const double observed = ratio();
      INFO("trial " << trial << " degree " << degree);
      REQUIRE(pair[0].certificate.bound() == 0);
      REQUIRE(observed <= 1 + 1e-9);
      largest = std::max(largest, observed);
      options.p = 1;
      largest_mean = std::max(largest_mean, ratio());
    }
  }
  CHECK(largest > 0.5);
  CHECK(largest_mean > 1);  // no theorem end to end for p = 1, and none could have this constant
}
