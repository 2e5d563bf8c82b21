// SPDX-License-Identifier: MIT
// End to end: an annulus with outliers is jittered, h per point, and every vector of its H1 is compared with that
// before. One JSON line a vector: the largest change over the distance that the data moved (2 h, or what the function
// moved if that is more), the constant of the theorem where one holds end to end, and the ratio of the two. Where none
// holds, the ratio is to the constant for decompositions, and may pass 1.
#include "annulus.hpp"
#include "measurement.hpp"

#include "tessera/core/random.hpp"
#include "tessera/decomposition/summands.hpp"
#include "tessera/filtration/function_rips.hpp"
#include "tessera/geometry/knn_codensity.hpp"
#include "tessera/persistence/minimal_presentation.hpp"
#include "tessera/vectorization/multiparameter_image.hpp"
#include "tessera/vectorization/summand_image.hpp"
#include "tessera/vectorization/summand_landscape.hpp"
#include "tessera/vectorization/summand_smoothing.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace {

using namespace tessera;

constexpr Index points = 100;
constexpr int clouds = 10, jitters = 100;
constexpr double longest = 0.7;

struct Sample {
  Decomposition<2> summands;
  ScalarField codensity;
};

Sample decomposed(const PointCloud& cloud, const Context& context) {
  SummandsOptions unscaled;
  unscaled.axis_scale = AxisScaling::unscaled;
  Sample sample;
  sample.codensity = knn_codensity(cloud, {.neighbors = 10}, context);
  const auto complex = function_rips<2>(cloud, {{"codensity", &sample.codensity}}, {.max_diameter = longest}, context);
  sample.summands = summands(minimal_presentation(complex, {.degree = 1}, context), unscaled, context);
  return sample;
}

PointCloud jittered(const PointCloud& cloud, double h, RandomStream& random) {
  std::vector<double> coordinates;
  for (Index p = 0; p < cloud.size(); ++p) {
    const double angle = 6.283185307179586 * random.uniform(), length = h * random.uniform();
    coordinates.push_back(cloud[p][0] + length * std::cos(angle));
    coordinates.push_back(cloud[p][1] + length * std::sin(angle));
  }
  return PointCloud(cloud.size(), 2, std::move(coordinates));
}

struct Vector {
  std::string name;
  bool is_end_to_end;
  std::function<FeatureMatrix(const Collection<Decomposition<2>>&)> of;
  double largest = 0, largest_ratio = 0, constant = 0;
};

std::vector<Vector> vectors(const GridBox<2>& box, const Context& context) {
  std::vector<Vector> all;
  for (const auto& [kernel, name] : {std::pair{SummandKernel::interleaving, "interleaving"},
                                     {SummandKernel::volume, "volume"},
                                     {SummandKernel::rectangle, "rectangle"}})
    for (const double p : {0.0, 1.0, 2.0, infinity})
      all.push_back({fmt::format("summand_image {} p={}", name, p),
                     p == infinity && kernel == SummandKernel::interleaving, [=](const auto& pair) {
                       return summand_image(
                           pair, {.kernel = kernel, .p = p, .bandwidth = 0.05, .resolution = {20, 20}, .fit = box},
                           context);
                     }});
  for (const double p : {1.0, infinity}) {
    const SummandSmoothingOptions options{.p = p, .bandwidth = 0.05, .resolution = {20, 20}, .fit = box};
    all.push_back({fmt::format("summand_gaussian p={}", p), false,
                   [=](const auto& pair) { return summand_gaussian(pair, options, context); }});
    all.push_back({fmt::format("summand_exponential p={}", p), false,
                   [=](const auto& pair) { return summand_exponential(pair, options, context); }});
  }
  all.push_back({"summand_landscape", true, [=](const auto& pair) {
                   return summand_landscape(pair, {.count = 3, .resolution = {20, 20}, .fit = box}, context);
                 }});
  all.push_back({"multiparameter_image", false, [=](const auto& pair) {
                   return multiparameter_image(pair, {.bandwidth = 0.05, .resolution = {20, 20}, .fit = box}, context);
                 }});
  return all;
}

}  // namespace

int main() {
  const Context context;
  auto all = vectors({{0, 0.05}, {longest, 0.4}}, context);
  RandomStream random(5, 0);
  for (int cloud = 0; cloud < clouds; ++cloud) {
    const PointCloud before = bench::noisy_annulus(points, std::uint64_t(cloud));
    const Sample still = decomposed(before, context);
    for (int k = 0; k < jitters; ++k) {
      const double h = std::pow(10, -4 + 2.3 * random.uniform());
      const Sample moved = decomposed(jittered(before, h, random), context);
      double distance = 2 * h;
      for (Index p = 0; p < points; ++p)
        distance = std::max(distance, std::abs(still.codensity[p] - moved.codensity[p]));
      Collection<Decomposition<2>> pair;
      pair.add("still", still.summands);
      pair.add("moved", moved.summands);
      for (auto& vector : all) {
        const auto features = vector.of(pair);
        double change = 0;
        for (Index column = 0; column < features.width(); ++column)
          change = std::max(change, std::abs(features.row(0)[column] - features.row(1)[column]));
        vector.largest = std::max(vector.largest, change / distance);
        vector.largest_ratio = std::max(vector.largest_ratio, change / distance / features.stability.constant);
        vector.constant = std::max(vector.constant, features.stability.constant);
      }
    }
  }
  for (const auto& vector : all)
    fmt::print(
        R"({{"bench":"jittered_vectors","vector":"{}","end_to_end":{},"pairs":{},"largest_change_per_distance":{:.4g},)"
        R"("constant":{},"ratio":{}}})"
        "\n",
        vector.name, vector.is_end_to_end, clouds * jitters, vector.largest,
        vector.constant > 0 ? fmt::format("{:.4g}", vector.constant) : "null",
        vector.constant > 0 ? fmt::format("{:.4g}", vector.largest_ratio) : "null");
}
