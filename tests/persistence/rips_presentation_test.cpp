// SPDX-License-Identifier: MIT
#include "tessera/persistence/rips_presentation.hpp"

#include "persistence/flag_cohomology.hpp"
#include "support/catch.hpp"
#include "support/errors.hpp"
#include "tessera/core/random.hpp"
#include "tessera/filtration/function_rips.hpp"
#include "tessera/persistence/minimal_presentation.hpp"
#include "tessera/persistence/slice.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

using namespace tessera;

namespace {

const Context context;

/// Pairwise distances and a function; drawn from `levels` values each, or reals when it is 0.
struct Sample {
  DistanceMatrix distances;
  ScalarField values;
};

Sample random_sample(RandomStream& random, Index n, Index levels) {
  const auto draw = [&] { return levels == 0 ? random.uniform() : double(random.below(levels)); };
  std::vector<double> lower(std::size_t{n} * (n - (n > 0)) / 2), values(n);
  for (double& d : lower) d = draw() + 1;
  for (double& f : values) f = draw();
  return {DistanceMatrix(n, std::move(lower)), ScalarField(std::move(values))};
}

using Grades = std::vector<Point<2>>;

Grades points_of(const Grid<2>& grid, const std::vector<Grade<2>>& grades) {
  Grades points;
  for (const auto& grade : grades) points.push_back(grid(grade));
  std::ranges::sort(points);
  return points;
}

void require_same_betti_grades(const Presentation<2>& a, const Presentation<2>& b) {
  REQUIRE(points_of(a.grid, a.matrix.row_grades) == points_of(b.grid, b.matrix.row_grades));
  REQUIRE(points_of(a.grid, a.matrix.column_grades) == points_of(b.grid, b.matrix.column_grades));
}

Presentation<2> by_route(const Sample& sample, RipsPresentationOptions options, RipsPresentationRoute route) {
  options.route = route;
  return rips_presentation(sample.distances, sample.values, options, context);
}

}  // namespace

TEST_CASE("the corners of a square have one loop, from the side to the diagonal, once all corners are there",
          "[persistence][rips][example]") {
  const PointCloud square(4, 2, {0, 0, 1, 0, 1, 1, 0, 1});
  const ScalarField values({0, 1, 2, 3});
  const auto module = rips_presentation(square, values, {.collapse = Collapse::off}, context);

  REQUIRE(module.is_minimal);
  CHECK(points_of(module.grid, module.matrix.row_grades) == Grades{{1, 3}});
  CHECK(points_of(module.grid, module.matrix.column_grades) == Grades{{std::sqrt(2.0), 3}});
}

TEST_CASE("a cycle that an edge closes through a later vertex is born with that vertex and dies by its own diagonal",
          "[persistence][rips][example]") {
  // A square 0 1 2 3 whose vertex 3 comes last, and a point 4 near the middle that comes at 1: it fills the square.
  const PointCloud points(5, 2, {0, 0, 2, 0, 2, 2, 0, 2, 1, 1});
  const ScalarField values({0, 0, 0, 3, 4});
  const auto module = rips_presentation(points, values, {.collapse = Collapse::off}, context);

  CHECK(points_of(module.grid, module.matrix.row_grades) == Grades{{2, 3}});
  CHECK(points_of(module.grid, module.matrix.column_grades) == Grades{{2, 4}, {std::sqrt(8.0), 3}});
}

TEST_CASE("the loop of a square has its grades at every scale that doubles have", "[persistence][rips]") {
  const ScalarField values({0, 1, 2, 3});
  for (const double unit : {1e-308, 1e-200, 1e-160, 1e160, 1e307}) {
    INFO("unit " << unit);
    const PointCloud rectangle(4, 2, {0, 0, 3 * unit, 0, 3 * unit, 4 * unit, 0, 4 * unit});
    const auto module = rips_presentation(rectangle, values, {}, context);
    REQUIRE(module.matrix.row_count() == 1);
    REQUIRE(module.matrix.column_count() == 1);
    CHECK(module.grid(module.matrix.row_grades[0])[0] / unit == Approx(4).epsilon(1e-15));
    CHECK(module.grid(module.matrix.column_grades[0])[0] / unit == Approx(5).epsilon(1e-15));
  }
}

TEST_CASE("cohomology and homology give the same Betti grades", "[persistence][rips][law]") {
  RandomStream random(31, 0);
  Index with_generators = 0;
  for (int trial = 0; trial < 3000; ++trial) {
    const Index n = Index(random.below(11)), levels = std::array<Index, 4>{0, 0, 4, 2}[trial % 4];
    const auto sample = random_sample(random, n, levels);
    RipsPresentationOptions options{.collapse = trial % 2 ? Collapse::off : Collapse::full};
    if (trial % 3 == 0) options.max_diameter = Quantity(levels == 0 ? 1.5 : 1 + 0.5 * double(levels));
    if (trial % 5 == 0) options.direction = Direction::superlevel;

    INFO("trial " << trial << ", " << n << " points");
    const auto homology = by_route(sample, options, RipsPresentationRoute::homology);
    const auto cohomology = by_route(sample, options, RipsPresentationRoute::cohomology);
    require_same_betti_grades(homology, cohomology);
    with_generators += homology.matrix.column_count() > 1;
  }
  CHECK(with_generators > 500);
}

TEST_CASE("cohomology and homology give the same barcode along every line", "[persistence][rips][law]") {
  RandomStream random(32, 0);
  for (int trial = 0; trial < 60; ++trial) {
    const auto sample = random_sample(random, 14, trial % 2 ? 5 : 0);
    const auto homology = by_route(sample, {}, RipsPresentationRoute::homology);
    const auto cohomology = by_route(sample, {}, RipsPresentationRoute::cohomology);
    for (int line = 0; line < 20; ++line) {
      const Point<2> base{random.uniform(), 2 * random.uniform() - 1}, direction{random.uniform(), random.uniform()};
      REQUIRE(slice(homology, {base, direction}) == slice(cohomology, {base, direction}));
    }
  }
}

TEST_CASE("rows of bits and lists of neighbors find the same presentation", "[persistence][rips][law]") {
  RandomStream random(33, 0);
  for (int trial = 0; trial < 50; ++trial) {
    const auto sample = random_sample(random, 30 + Index(random.below(100)), trial % 2 ? 6 : 0);
    const auto graph = function_rips<2>(
        sample.distances, {{"f", &sample.values}},
        {.max_diameter = Quantity(1.4 + double(trial % 3)), .max_dimension = 1, .collapse = Collapse::off}, context);
    REQUIRE(flag_first_homology(graph, context, NeighborForm::bits) ==
            flag_first_homology(graph, context, NeighborForm::lists));
  }
}

TEST_CASE("degrees 0 and 2 take the homology route", "[persistence][rips][law]") {
  RandomStream random(34, 0);
  for (int trial = 0; trial < 20; ++trial) {
    const auto sample = random_sample(random, 9, 0);
    for (const Index degree : {0u, 2u}) {
      const auto complex = function_rips<2>(sample.distances, {{"f", &sample.values}},
                                            {.max_dimension = degree + 1, .collapse = Collapse::off}, context);
      require_same_betti_grades(by_route(sample, {.degree = degree}, RipsPresentationRoute::automatic),
                                minimal_presentation(complex, {.degree = degree}, context));
    }
  }
}

TEST_CASE("a Rips presentation says what it cannot do", "[persistence][rips][error]") {
  RandomStream random(35, 0);
  const auto sample = random_sample(random, 5, 0);
  CHECK(reason_of([&] { by_route(sample, {.degree = 2}, RipsPresentationRoute::cohomology); }) ==
        "needs degree 1 for the cohomology route, got 2");
  CHECK(code_of([&] { rips_presentation(sample.distances, ScalarField({1.0, 2.0}), {}, context); }) == "D102");
  for (const Index n : {0u, 1u, 2u})
    CHECK(by_route(random_sample(random, n, 0), {}, RipsPresentationRoute::cohomology).matrix.row_count() == 0);

  FilteredComplex<2> graph;
  graph.blocks.resize(2);
  graph.blocks[0].grades = {{{0, 0}}, {{0, 1}}};
  graph.blocks[1] = {.grades = {{{1, 2}}}, .faces = {0, 1}, .stride = 2, .offsets = {}};
  CHECK(code_of([&] { flag_first_homology(graph, context); }) == "D105");
}
