// SPDX-License-Identifier: MIT
// From the committed digits to features: what must not matter does not.
#include "tessera/decomposition/summands.hpp"
#include "tessera/exchange/images.hpp"
#include "tessera/filtration/function_rips.hpp"
#include "tessera/geometry/ink_points.hpp"
#include "tessera/persistence/minimal_presentation.hpp"
#include "tessera/vectorization/summand_image.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

using namespace tessera;

namespace {

const Context context({.threads = 2});

using Sample = std::pair<PointCloud, ScalarField>;
using Change = std::function<Sample(const Sample&, Index sample)>;

/// Features of the first digits in one degree, after a change of every sample.
FeatureMatrix features_of(Index count, Index degree, SummandKernel kernel, double p, const Change& change) {
  const auto digits = exchange::read_images(
      {.path = TESSERA_SOURCE_DIR "/datasets/digits/digits.csv.gz", .shape = {8, 8}, .labels = "-1", .first = count},
      context);
  Collection<Presentation<2>> modules;
  for (Index sample = 0; sample < digits.images.size(); ++sample) {
    const auto ink = ink_points(digits.images[sample], {}, context);
    const auto [points, values] = change({ink.points, ink.values}, sample);
    const auto complex = function_rips<2>(points, {{"ink", &values}}, {.direction = {Direction::superlevel}}, context);
    modules.add(digits.images.id(sample), minimal_presentation(complex, {.degree = degree}, context));
  }
  const SummandsOptions options{.fit = fit_axis_scale(modules, {}, context)};
  Collection<Decomposition<2>> decompositions;
  for (Index sample = 0; sample < modules.size(); ++sample)
    decompositions.add(modules.id(sample), summands(modules[sample], options, context));
  return summand_image(decompositions, {.kernel = kernel, .p = p, .resolution = {20, 20}}, context);
}

Sample unchanged(const Sample& sample, Index) { return sample; }

Sample shuffled(const Sample& sample, Index number) {
  const auto& [points, values] = sample;
  std::vector<Index> order(points.size());
  for (Index i = 0; i < order.size(); ++i) order[i] = i;
  RandomStream random(99, number);
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  std::vector<double> coordinates, ink;
  for (const Index point : order) {
    coordinates.insert(coordinates.end(), points[point].begin(), points[point].end());
    ink.push_back(values[point]);
  }
  return {PointCloud(points.size(), points.dimension(), coordinates), ScalarField(ink, values.unit())};
}

Change scaled(double lengths, double function) {
  return [=](const Sample& sample, Index) -> Sample {
    auto coordinates = sample.first.coordinates();
    auto ink = sample.second.values();
    for (double& x : coordinates) x *= lengths;
    for (double& v : ink) v *= function;
    return {PointCloud(sample.first.size(), sample.first.dimension(), coordinates),
            ScalarField(ink, sample.second.unit())};
  };
}

}  // namespace

TEST_CASE("numbering the points of every digit anew changes no feature", "[end_to_end][law]") {
  for (const Index degree : {0u, 1u})
    for (const auto kernel : {SummandKernel::interleaving, SummandKernel::volume, SummandKernel::rectangle})
      for (const double p : {0.0, 1.0, infinity}) {
        const auto before = features_of(150, degree, kernel, p, unchanged),
                   after = features_of(150, degree, kernel, p, shuffled);
        INFO("degree " << degree << ", p " << p);
        REQUIRE(before.values == after.values);
      }
}

TEST_CASE("a power of two on either axis changes no feature", "[end_to_end][law]") {
  for (const auto& [lengths, function] : {std::pair{0x1p10, 1.0}, std::pair{1.0, 0x1p-12}, std::pair{0x1p-3, 0x1p7}}) {
    const auto before = features_of(100, 1, SummandKernel::interleaving, 1, unchanged);
    const auto after = features_of(100, 1, SummandKernel::interleaving, 1, scaled(lengths, function));
    REQUIRE(before.values == after.values);
  }
}

TEST_CASE("ink matters: without it the features are others", "[end_to_end]") {
  const auto before = features_of(50, 1, SummandKernel::interleaving, 1, unchanged);
  const auto after = features_of(50, 1, SummandKernel::interleaving, 1, [](const Sample& sample, Index) -> Sample {
    return {sample.first, ScalarField(std::vector<double>(sample.second.size(), 16), "ink")};
  });
  CHECK(before.values != after.values);
  CHECK(std::ranges::any_of(before.values, [](double v) { return v > 0; }));
}
