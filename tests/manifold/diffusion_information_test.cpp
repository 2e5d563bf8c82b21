// SPDX-License-Identifier: MIT
#include "tessera/manifold/diffusion_information.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/gaussian_points.hpp"
#include "support/naive_geometry.hpp"

using namespace tessera;

namespace {

struct Grouped {
  PointCloud points;
  std::vector<std::string> names;
  std::vector<double> numbers;
};

Grouped far_blobs(std::mt19937& gen, Index k, Index each) {
  Grouped data;
  std::vector<double> coordinates;
  for (Index point = 0; point < k * each; ++point) {
    data.names.push_back("group " + std::to_string(point % k));
    data.numbers.push_back(point % k);
    for (int axis = 0; axis < 3; ++axis)
      coordinates.push_back(standard_normal(gen) + (axis == 0 ? 1000.0 * (point % k) : 0.0));
  }
  data.points = PointCloud(k * each, 3, std::move(coordinates));
  return data;
}

DiffusionInformationOptions at(double sigma, double t) {
  DiffusionInformationOptions options;
  options.sigma = sigma;
  options.t = t;
  return options;
}

FeatureMatrix one_column(const std::vector<double>& numbers) {
  FeatureMatrix column{.columns = {"value"}, .units = {""}, .values = numbers};
  for (std::size_t row = 0; row < numbers.size(); ++row) column.ids.push_back(std::to_string(row));
  return column;
}

}  // namespace

TEST_CASE("k far blobs and their numbers share log2 k bits at large times, and a random grouping next to none",
          "[manifold][entropy][example]") {
  std::mt19937 gen(1);
  for (const Index k : {2u, 4u}) {
    const auto data = far_blobs(gen, k, 60);
    const auto told = diffusion_mutual_information(data.points, Labels(data.names), at(20, 5));
    CHECK(told.value == Approx(std::log2(k)).margin(0.03));  // random subsets are not exactly balanced
    CHECK(told.groups.size() == k);
    for (const auto& group : told.groups) CHECK(group.entropy < 1e-4);

    auto shuffled = data.names;
    std::ranges::shuffle(shuffled, gen);
    CHECK(std::abs(diffusion_mutual_information(data.points, Labels(shuffled), at(20, 5)).value) < 0.03);
    const Labels alone(std::vector<std::string>(60 * k, "all"));
    CHECK(diffusion_mutual_information(data.points, alone, at(20, 1)).value == Approx(0).margin(1e-12));
  }
}

TEST_CASE("groups from numbers are those of the bins, as a field or as a column", "[manifold][entropy][law]") {
  std::mt19937 gen(2);
  const auto data = far_blobs(gen, 3, 20);
  auto options = at(20, 1);
  options.bins = 3;
  const double by_label = diffusion_mutual_information(data.points, Labels(data.names), options).value;
  CHECK(diffusion_mutual_information(data.points, ScalarField(data.numbers), options).value == by_label);
  CHECK(diffusion_mutual_information(data.points, one_column(data.numbers), options).value == by_label);
  const auto ten_bins = diffusion_mutual_information(data.points, ScalarField(data.numbers), at(20, 1));
  CHECK(ten_bins.groups.size() == 3);
  const ScalarField constant(std::vector<double>(60, 4.0)), wide(std::vector<double>{-1e308, 1e308, 0});
  CHECK(diffusion_mutual_information(data.points, constant, options).groups.size() == 1);
  CHECK(diffusion_mutual_information(PointCloud(3, 1, {0, 1, 2}), wide, options).groups.size() == 3);
}

TEST_CASE("diffusion information does not see the numbering of the points", "[manifold][entropy][law]") {
  std::mt19937 gen(3);
  const auto data = far_blobs(gen, 3, 15);
  const auto order = random_permutation(gen, 45);
  std::vector<std::string> names;
  for (const Index point : order) names.push_back(data.names[point]);
  CHECK(diffusion_mutual_information(relabelled(data.points, order), Labels(names)).value ==
        diffusion_mutual_information(data.points, Labels(data.names)).value);
}

TEST_CASE("diffusion information refuses groups that do not fit", "[manifold][entropy][error]") {
  const PointCloud points(3, 1, {0, 1, 2});
  CHECK(code_of([&] { diffusion_mutual_information(points, Labels({"a", "b"})); }) == "D102");
  CHECK(code_of([&] { diffusion_mutual_information(points, ScalarField({1, 2})); }) == "D102");
  auto two = one_column({1, 2, 3});
  two.columns = {"a", "b"};
  two.units = {"", ""};
  two.values = {1, 2, 3, 4, 5, 6};
  CHECK(code_of([&] { diffusion_mutual_information(points, two); }) == "D102");
  CHECK(code_of([&] { diffusion_mutual_information(points, Labels({"a", "b", "a"}), at(1, -1)); }) == "D106");
  CHECK(code_of([&] { diffusion_mutual_information(PointCloud(), Labels()); }) == "D103");
}

TEST_CASE("Shannon's entropy counts the cells that hold points", "[manifold][entropy][example]") {
  const PointCloud corners(4, 3, {0, 0, 7, 0, 1, 7, 1, 0, 7, 1, 0, 7});
  const auto entropy = shannon_entropy(corners);
  CHECK(entropy.value == Approx(1.5));
  CHECK(entropy.maximum == 2);
  CHECK(entropy.occupied == 3);
  CHECK(shannon_entropy(PointCloud(5, 2, std::vector<double>(10, 1.0))).value == 0);
  CHECK(shannon_entropy(PointCloud(5, 0, {})).value == 0);
  ShannonEntropyOptions ten;
  ten.bins = 10;
  CHECK(shannon_entropy(PointCloud(10, 1, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}), ten).value == Approx(std::log2(10)));
  CHECK(code_of([] { shannon_entropy(PointCloud()); }) == "D103");
  ten.bins = 0;
  CHECK(code_of([&] { shannon_entropy(corners, ten); }) == "D106");
}
