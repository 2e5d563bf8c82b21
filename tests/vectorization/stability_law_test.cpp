// SPDX-License-Identifier: MIT
// Ten thousand perturbations a theorem, in its own metric: every change is within constant x distance, and some come
// near it. `tessera_vectorization_tests "[stability][law]" -s` shows the largest ratios.
#include "tessera/vectorization/multiparameter_image.hpp"
#include "tessera/vectorization/summand_image.hpp"
#include "tessera/vectorization/summand_landscape.hpp"
#include "tessera/vectorization/summand_smoothing.hpp"

#include "support/catch.hpp"
#include "support/random_intervals.hpp"
#include "tessera/decomposition/bottleneck_distance.hpp"
#include "tessera/decomposition/interval_distance.hpp"
#include "tessera/decomposition/summands.hpp"
#include "tessera/filtration/function_rips.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

using namespace tessera;

namespace {

using Vectorizer = std::function<FeatureMatrix(const Collection<Decomposition<2>>&)>;

constexpr int perturbations = 10000;
constexpr GridBox<2> box{{0, 0}, {10, 10}};
constexpr double delta = 1.5;
constexpr std::array<Index, 2> resolution{5, 5};  // a pixel in the middle

Interval<2> square(double low, double high) { return {{{low, low}}, {{high, high}}}; }

struct Pair {
  Decomposition<2> before, after;
};

/// Corners moved; summands of low weight that come from nothing; or one large square around the middle eroded, alone or
/// beside another that grows, which is where the constants come from.
Pair random_pair(RandomStream& random) {
  const double e = 0.01 + 0.5 * random.uniform() * random.uniform();
  if (random.below(4) == 0) {
    const double r = delta * (0.6 + 0.6 * random.uniform());
    Pair pair{decomposition_of({square(5 - r, 5 + r)}), decomposition_of({square(5 - r + e, 5 + r - e)})};
    if (random.below(2) == 0)
      pair = {decomposition_of({square(0, 10), square(10 - e, 20)}),
              decomposition_of({square(e, 10 - e), square(10, 20)})};
    return pair;
  }
  Pair pair{random_decomposition(random, 1 + int(random.below(5)), 10, 4, 0.1), {}};
  std::vector<Interval<2>> moved;
  for (const auto& summand : pair.before.summands) moved.push_back(jittered(summand.support, e, random));
  for (std::uint64_t extra = random.below(3); extra > 0; --extra) {
    const double x = 9 * random.uniform(), side = 2 * e * random.uniform();
    moved.push_back({{{x, 9 - x}}, {{x + side, 9 - x + side}}});
  }
  pair.after = decomposition_of(std::move(moved));
  return pair;
}

/// The 1-Wasserstein distance of the summands, over all matchings of so few.
double wasserstein_distance(const Decomposition<2>& first, const Decomposition<2>& second) {
  const std::size_t n = first.summands.size(), m = second.summands.size();
  std::vector<double> best(std::size_t{1} << m, infinity);  // of the summands so far, by the set of partners taken
  best[0] = 0;
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<double> next(best.size(), infinity), costs;
    for (const auto& summand : second.summands)
      costs.push_back(interleaving_distance(first.summands[i].support, summand.support));
    for (std::size_t taken = 0; taken < best.size(); ++taken) {
      if (best[taken] == infinity) continue;
      next[taken] = std::min(next[taken], best[taken] + interval_weight(first.summands[i].support));
      for (std::size_t j = 0; j < m; ++j)
        if (!(taken >> j & 1)) {
          double& cost = next[taken | std::size_t{1} << j];
          cost = std::min(cost, best[taken] + costs[j]);
        }
    }
    best = std::move(next);
  }
  double least = infinity;
  for (std::size_t taken = 0; taken < best.size(); ++taken) {
    double cost = best[taken];
    for (std::size_t j = 0; j < m; ++j)
      if (!(taken >> j & 1)) cost += interval_weight(second.summands[j].support);
    least = std::min(least, cost);
  }
  return least;
}

double change(const FeatureMatrix& features) {
  double largest = 0;
  for (Index k = 0; k < features.width(); ++k)
    largest = std::max(largest, std::abs(features.row(0)[k] - features.row(1)[k]));
  return largest;
}

Collection<Decomposition<2>> both(const Pair& pair) {
  Collection<Decomposition<2>> collection;
  collection.add("before", pair.before);
  collection.add("after", pair.after);
  return collection;
}

struct Law {
  std::string name;
  Vectorizer vectorizer;
  double largest = 0;  // change / (constant x distance), the constant of the matrix itself
};

/// Every law on the same pairs.
template <class Distance>
void hold(std::vector<Law> laws, const Distance& distance, int count) {
  RandomStream random(41, 0);
  for (int trial = 0; trial < count; ++trial) {
    const auto pair = random_pair(random);
    const double moved = distance(pair.before, pair.after);
    const auto collection = both(pair);
    for (auto& law : laws) {
      const auto features = law.vectorizer(collection);
      const double allowed = features.stability.constant * moved;
      if (!(change(features) <= allowed * (1 + 1e-9) + 1e-12)) {
        INFO(law.name << ", trial " << trial);
        REQUIRE(change(features) <= allowed * (1 + 1e-9) + 1e-12);
      }
      if (moved > 0) law.largest = std::max(law.largest, change(features) / allowed);
    }
  }
  for (const auto& law : laws) {
    INFO(law.name);
    CHECK(law.largest >= 0.05);
    CHECK(law.largest <= 1 + 1e-9);
  }
}

const auto bottleneck = [](const Decomposition<2>& a, const Decomposition<2>& b) { return bottleneck_distance(a, b); };

std::string named(const char* what, double p) { return what + std::string(", p = ") + std::to_string(p); }

Vectorizer template_of(SummandRepresentationOptions options) {
  options.bandwidth = delta;
  options.resolution = resolution;
  options.fit = box;
  return [options](const auto& collection) { return summand_representation(collection, options, {}); };
}

constexpr SummandMap lipschitz_maps[] = {SummandMap::interleaving, SummandMap::volume,      SummandMap::rectangle,
                                         SummandMap::gaussian,     SummandMap::exponential, SummandMap::landscape};

}  // namespace

TEST_CASE("vectors of summands move by their constant times the bottleneck distance of the decompositions, at most",
          "[vectorization][stability][law]") {
  std::vector<Law> laws;
  for (const double p : {1.0, 2.0, infinity}) {
    for (const auto& [kernel, name] : {std::pair{SummandKernel::interleaving, "interleaving"},
                                       {SummandKernel::volume, "volume"},
                                       {SummandKernel::rectangle, "rectangle"}})
      laws.push_back({named(name, p), [=](const auto& collection) {
                        return summand_image(
                            collection,
                            {.kernel = kernel, .p = p, .bandwidth = delta, .resolution = resolution, .fit = box}, {});
                      }});
    const SummandSmoothingOptions options{.p = p, .bandwidth = delta, .resolution = resolution, .fit = box};
    laws.push_back({named("gaussian", p), [=](const auto& all) { return summand_gaussian(all, options, {}); }});
    laws.push_back({named("exponential", p), [=](const auto& all) { return summand_exponential(all, options, {}); }});
  }
  laws.push_back({"landscape", [](const auto& all) {
                    return summand_landscape(all, {.count = 3, .resolution = resolution, .fit = box}, {});
                  }});
  for (const auto operation : {SummandOperation::largest, SummandOperation::mean})
    laws.push_back({"weighted by area", template_of({.operation = operation, .weight = SummandWeight::area})});
  hold(std::move(laws), bottleneck, perturbations);
}

TEST_CASE("sums move by their constant times the 1-Wasserstein distance of the decompositions, at most",
          "[vectorization][stability][law]") {
  std::vector<Law> laws;
  for (const auto map : lipschitz_maps)
    for (const auto weight : {SummandWeight::one, SummandWeight::interleaving, SummandWeight::area})
      if (map != SummandMap::landscape || weight == SummandWeight::one)
        laws.push_back({std::to_string(int(map)) + " by weight " + std::to_string(int(weight)),
                        template_of({.operation = SummandOperation::sum, .weight = weight, .map = map})});
  hold(std::move(laws), wasserstein_distance, perturbations);
}

TEST_CASE("what has no theorem claims none, and a thin strip shows why for distances", "[vectorization][stability]") {
  const auto strip = [](double e) { return Interval<2>{{{0, 9 - 2 * e}, {6, 2}}, {{9, 9}}}; };
  const MultiparameterImageOptions options{.bandwidth = 0.5, .resolution = resolution, .fit = box};
  Collection<Decomposition<2>> collection;
  collection.add("with", decomposition_of({strip(0.001)}));
  collection.add("without", decomposition_of({{{{6, 2}}, {{9, 9}}}}));
  CHECK(bottleneck(collection[0], collection[1]) < 0.0021);
  const auto features = multiparameter_image(collection, options, {});
  CHECK(change(features) > 1);  // the area, 21, times almost 1
  CHECK(std::isnan(features.stability.constant));
  CHECK(features.stability.statement.starts_with("No theorem"));
}

TEST_CASE(
    "from points to features: landscapes and the interleaving maximum move by the distortion of points and values",
    "[vectorization][stability][law]") {
  // Points move by h at most and a copy of one may appear within h: distortion 2 h. Values move by e <= 2 h. So d_I <=
  // 2 h.
  RandomStream random(43, 0);
  constexpr Index points = 9;
  constexpr double far = 3;
  const auto module = [&](const std::vector<double>& coordinates, const std::vector<double>& values) {
    const PointCloud cloud(Index(values.size()), 2, coordinates);
    const ScalarField field(values);
    const auto complex = function_rips<2>(cloud, {{"value", &field}}, {.max_diameter = far}, {});
    return summands(minimal_presentation(complex, {.degree = 0}, {}), {.axis_scale = AxisScaling::unscaled}, {});
  };
  double largest_image = 0, largest_landscape = 0;
  for (int trial = 0; trial < perturbations; ++trial) {
    const double h = 0.002 + 0.1 * random.uniform() * random.uniform();
    std::vector<double> coordinates, values, moved, changed;
    for (Index p = 0; p < points; ++p) {
      for (int axis = 0; axis < 2; ++axis) coordinates.push_back(random.uniform());
      values.push_back(random.uniform());
    }
    const bool grows = random.below(2) == 0;
    for (Index p = 0; p < points + (grows ? 1 : 0); ++p) {
      const double angle = 6.283 * random.uniform(), length = random.below(2) == 0 ? h : h * random.uniform();
      const Index from = p % points;
      moved.push_back(coordinates[2 * from] + length * std::cos(angle));
      moved.push_back(coordinates[2 * from + 1] + length * std::sin(angle));
      changed.push_back(values[from] + 2 * h * (random.below(2) == 0 ? 1 : 2 * random.uniform() - 1));
    }
    const auto collection = both({module(coordinates, values), module(moved, changed)});
    const GridBox<2> seen{{0, -0.2}, {1, 1.2}};
    const auto image =
        summand_image(collection, {.p = infinity, .bandwidth = 0.2, .resolution = {4, 4}, .fit = seen}, {});
    const auto landscape = summand_landscape(collection, {.count = 3, .resolution = {4, 4}, .fit = seen}, {});
    REQUIRE(change(image) <= image.stability.constant * 2 * h * (1 + 1e-9));
    REQUIRE(change(landscape) <= 2 * h * (1 + 1e-9));
    largest_image = std::max(largest_image, change(image) / (image.stability.constant * 2 * h));
    largest_landscape = std::max(largest_landscape, change(landscape) / (2 * h));
  }
  CHECK(largest_image >= 0.05);
  CHECK(largest_landscape >= 0.05);
}
