// SPDX-License-Identifier: MIT
#include "tessera/separability/supervised.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_geometry.hpp"

using namespace tessera;

TEST_CASE("Thornton's index is the share of points whose nearest neighbor has their class",
          "[separability][supervised][example]") {
  const PointCloud line(4, 1, {0, 1, 3, 7});
  CHECK(thornton_index(line, Labels({"a", "a", "b", "b"})) == 0.75);
  CHECK(thornton_index(line, Labels({"a", "b", "a", "b"})) == 0);
  // Both neighbors of the middle point are equally near: one of them counts half.
  CHECK(thornton_index(PointCloud(3, 1, {0, 1, 2}), Labels({"a", "a", "b"})) == Approx(1.5 / 3));
}

TEST_CASE("Fisher's ratio is the scatter between classes over the scatter within",
          "[separability][supervised][example]") {
  // Means 1 and 6, total 3.5: between 4 * 2.5^2 = 25, within 1 + 1 + 1 + 1 = 4.
  const PointCloud line(4, 1, {0, 2, 5, 7});
  CHECK(fisher_ratio(line, Labels({"a", "a", "b", "b"})) == Approx(6.25));
  CHECK(fisher_ratio(PointCloud(4, 1, {0, 2e300, 5e300, 7e300}), Labels({"a", "a", "b", "b"})) == Approx(6.25));
  CHECK(fisher_ratio(PointCloud(2, 1, {0, 1}), Labels({"a", "b"})) == infinity);
}

TEST_CASE("supervised figures do not depend on the order of the points", "[separability][supervised][law]") {
  std::mt19937 gen(61);
  const auto points = random_lattice_cloud(gen, 90, 2, 6);
  std::vector<std::string> names, moved;
  for (int i = 0; i < 90; ++i) names.push_back(std::to_string(gen() % 3));
  const auto order = random_permutation(gen, 90);
  for (const Index i : order) moved.push_back(names[i]);
  CHECK(thornton_index(relabelled(points, order), Labels(moved)) == thornton_index(points, Labels(names)));
  CHECK(fisher_ratio(relabelled(points, order), Labels(moved)) == Approx(fisher_ratio(points, Labels(names))));
}

TEST_CASE("supervised figures refuse missing labels, classes and points", "[separability][supervised][error]") {
  const PointCloud pair(2, 1, {0, 1});
  CHECK(reason_of([&] { thornton_index(pair, Labels({"a"})); }) == "2 points need as many labels, got 1");
  CHECK(reason_of([&] { fisher_ratio(pair, Labels({"a", "a"})); }) == "needs at least 2 classes, got 1");
  CHECK(reason_of([&] {
          fisher_ratio(PointCloud(2, 1, {1, 1}), Labels({"a", "b"}));
        }) == "needs two different points, got 2 equal ones");
  CHECK(code_of([&] { thornton_index(PointCloud(1, 1, {0}), Labels({"a"})); }) == "D103");
}
