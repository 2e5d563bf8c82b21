// SPDX-License-Identifier: MIT
#include "tessera/filtration/witness_complex.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/gudhi_landmarks.hpp"
#include "support/naive_geometry.hpp"
#include "support/simplices_of.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace tessera;

namespace {

const Context context;

FilteredComplex<1> built(const PointCloud& points, const WitnessComplexOptions& options = {}) {
  return witness_complex<1>(points, {}, options, context);
}

double squared_length(const PointCloud& points, Index p, Index q) {
  return std::pow(double(naive_distance(points[p], points[q], Metric::euclidean)), 2);
}

/// Relaxation of a simplex by itself, not of its faces.
double naive_relaxation(const PointCloud& points, const std::vector<Index>& landmarks, const std::vector<Index>& some,
                        const WitnessComplexOptions& options) {
  double least = infinity;
  for (Index w = 0; w < points.size(); ++w) {
    std::vector<double> all, others;
    double farthest = 0;
    for (Index v = 0; v < landmarks.size(); ++v) {
      const double squared = squared_length(points, w, landmarks[v]);
      all.push_back(std::sqrt(squared));
      if (std::ranges::count(some, v) == 0)
        others.push_back(squared);
      else
        farthest = std::max(farthest, squared);
    }
    std::ranges::sort(all);
    if (options.kind == WitnessKind::lazy)
      least = std::min(least, std::max(0.0, std::sqrt(farthest) - (options.nu == 0 ? 0.0 : all[options.nu - 1])));
    else
      least = std::min(least,
                       others.empty() ? 0.0 : std::sqrt(std::max(0.0, farthest - *std::ranges::min_element(others))));
  }
  return least;
}

}  // namespace

TEST_CASE("a point in the middle witnesses the edge of two landmarks", "[filtration][witness][example]") {
  // Landmarks 0 and 8, the ends, then 4. The point at 2 is nearest to 0 and 4; 0 and 8 have 4 between them: from 4 they
  // are 4 away, relaxed by 4.
  const PointCloud line(5, 1, {0, 2, 4, 6, 8});
  const auto complex = built(line, {.landmarks = 3, .max_dimension = 1});
  CHECK(complex.vertex_point == std::vector<Index>{0, 4, 2});
  CHECK(simplices_of(complex) ==
        std::map<std::vector<Index>, double>{{{0}, 0}, {{1}, 0}, {{2}, 0}, {{0, 1}, 4}, {{0, 2}, 0}, {{1, 2}, 0}});
  const auto lazy = simplices_of(built(line, {.landmarks = 3, .kind = WitnessKind::lazy, .nu = 1, .max_dimension = 1}));
  CHECK(lazy.at({0, 1}) == 4);  // from 4: 4 - 0
  CHECK(lazy.at({0, 2}) == 0);  // from 2: 2 - 2
}

TEST_CASE("witnessed simplices are those of the definition", "[filtration][witness][oracle]") {
  std::mt19937 gen(101);
  for (int trial = 0; trial < 60; ++trial) {
    const Index n = 2 + Index(gen() % 12), d = 1 + Index(trial % 3);
    const auto points = trial % 3 == 2 ? random_lattice_cloud(gen, n, d, 4) : random_cloud(gen, n, d);
    const WitnessComplexOptions options{.landmarks = 1 + Index(gen() % 7),
                                        .kind = trial % 2 == 0 ? WitnessKind::weak : WitnessKind::lazy,
                                        .nu = 0,
                                        .max_dimension = 3};
    const auto complex = built(points, options);
    check(complex);
    const auto& landmarks = complex.vertex_point;
    const auto found = simplices_of(complex);
    INFO("trial " << trial << ", " << n << " points in R^" << d << ", " << landmarks.size() << " landmarks");
    std::map<std::vector<Index>, double> expected;
    for (std::size_t set = 1; set < std::size_t{1} << landmarks.size(); ++set) {
      std::vector<Index> some;
      for (Index v = 0; v < landmarks.size(); ++v)
        if (set >> v & 1) some.push_back(v);
      double value = options.kind == WitnessKind::lazy && some.size() != 2
                         ? 0
                         : naive_relaxation(points, landmarks, some, options);
      for (const Index omitted : some)
        if (auto face = some; face.size() > 1) {
          std::erase(face, omitted);
          value = std::max(value, expected.at(face));
        }
      expected[some] = value;
      REQUIRE(found.contains(some) == (some.size() <= 4));
      if (some.size() <= 4) REQUIRE(found.at(some) == Approx(value).epsilon(1e-12).margin(1e-7));
    }
  }
}

TEST_CASE("landmarks are the farthest points, and nu the nearest of them", "[filtration][witness][oracle]") {
  std::mt19937 gen(102);
  for (const Index nu : {1, 2, 3}) {
    const auto points = random_cloud(gen, 20, 2);
    const WitnessComplexOptions options{.landmarks = 6, .kind = WitnessKind::lazy, .nu = nu, .max_dimension = 1};
    const auto complex = built(points, options);
    const auto& landmarks = complex.vertex_point;
    REQUIRE(landmarks.size() == 6);
    for (Index k = 1; k < 6; ++k) {
      const auto nearest = [&](Index p) {
        double least = infinity;
        for (Index v = 0; v < k; ++v) least = std::min(least, squared_length(points, p, landmarks[v]));
        return least;
      };
      for (Index p = 0; p < 20; ++p) REQUIRE(nearest(p) <= nearest(landmarks[k]));
    }
    for (const auto& [some, value] : simplices_of(complex))
      if (some.size() == 2)
        REQUIRE(value == Approx(naive_relaxation(points, landmarks, some, options)).epsilon(1e-12).margin(1e-9));
  }
}

TEST_CASE("weak complexes are GUDHI's, whose values are squares", "[filtration][witness][reference]") {
  std::mt19937 gen(103);
  for (int trial = 0; trial < 20; ++trial) {
    const auto points = trial % 2 == 0 ? random_cloud(gen, 40, 3) : random_lattice_cloud(gen, 40, 3, 4);
    const auto complex = built(points, {.landmarks = 9, .max_dimension = 3});
    std::vector<std::vector<double>> squared(points.size());
    for (Index w = 0; w < points.size(); ++w)
      for (const Index landmark : complex.vertex_point) squared[w].push_back(squared_length(points, w, landmark));
    const auto found = simplices_of(complex);
    const auto theirs = gudhi_witness_complex(squared, 3);
    REQUIRE(theirs.size() == found.size());
    for (const auto& [vertices, value] : theirs)
      REQUIRE(std::pow(found.at(vertices), 2) == Approx(value).epsilon(1e-11).margin(1e-12));
  }
}

TEST_CASE("max_relaxation leaves out what enters later, and says so", "[filtration][witness]") {
  std::mt19937 gen(104);
  const auto points = random_cloud(gen, 60, 2);
  const auto all = simplices_of(built(points, {.landmarks = 12}));
  const auto some = built(points, {.landmarks = 12, .max_relaxation = Quantity{0.3}});
  std::map<std::vector<Index>, double> expected;
  for (const auto& simplex : all)
    if (simplex.second <= 0.3) expected.insert(simplex);
  CHECK(expected.size() < all.size());
  CHECK(simplices_of(some) == expected);
  CHECK(some.grid.axes[0].known_below == 0.3);
}

TEST_CASE("vertices carry the values of the landmarks, whatever the labels", "[filtration][witness][law]") {
  std::mt19937 gen(105);
  for (int trial = 0; trial < 10; ++trial) {
    const auto points = trial % 2 == 0 ? random_cloud(gen, 30, 2) : random_lattice_cloud(gen, 30, 2, 4);
    std::vector<double> values;
    for (Index p = 0; p < 30; ++p) values.push_back(double(gen() % 8));
    const ScalarField f(values);
    const auto complex = witness_complex<2>(points, {{"f", &f}}, {.landmarks = 10}, context);
    for (Index v = 0; v < complex.blocks[0].size(); ++v)
      REQUIRE(complex.grid.axes[1].values[complex.blocks[0].grades[v][1]] == values[complex.vertex_point[v]]);
    const auto order = random_permutation(gen, 30);
    std::vector<double> moved;
    for (const Index p : order) moved.push_back(values[p]);
    const ScalarField g(moved);
    const auto again = witness_complex<2>(relabelled(points, order), {{"f", &g}}, {.landmarks = 10}, context);
    REQUIRE(again.grid == complex.grid);
    for (std::size_t d = 0; d < complex.blocks.size(); ++d) {
      REQUIRE(again.blocks[d].grades == complex.blocks[d].grades);
      REQUIRE(again.blocks[d].faces == complex.blocks[d].faces);
    }
  }
}

TEST_CASE("witness_complex refuses what it cannot do", "[filtration][witness][error]") {
  const PointCloud two(2, 1, {0, 1});
  CHECK(built(PointCloud(0, 2, {})).size() == 0);
  CHECK(built(PointCloud(3, 1, {5, 5, 5})).size() == 1);
  CHECK(code_of([&] { built(two, {.landmarks = 0}); }) == codes::bad_request.text);
  CHECK(code_of([&] { built(two, {.nu = 10}); }) == codes::bad_request.text);
  CHECK(code_of([&] { built(two, {.max_relaxation = Quantity{-1.0}}); }) == codes::bad_request.text);
  CHECK(code_of([&] { built(two, {.max_dimension = 0}); }) == codes::bad_request.text);
  CHECK(code_of([&] { built(PointCloud(2, 0, {})); }) == codes::bad_shape.text);
  ContextOptions small;
  small.memory_budget = 1 << 20;
  std::mt19937 gen(106);
  CHECK(code_of([&] { witness_complex<1>(random_cloud(gen, 3000, 2), {}, {.landmarks = 200}, Context(small)); }) ==
        codes::over_budget.text);
}
