// SPDX-License-Identifier: MIT
#include "tessera/filtration/function_rips.hpp"

#include "tessera/core/random.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/filtration_oracle.hpp"
#include "support/gudhi_witness.hpp"

#include <cmath>
#include <numeric>

using namespace tessera;

namespace {

const Context context;

/// Points and functions of a random test: on a lattice (many equal lengths and values) or not.
struct Sample {
  Index size;
  PointCloud points;
  std::vector<std::vector<double>> values;

  Many<ScalarField> fields() const {
    Many<ScalarField> many;
    for (const auto& field : fields_) many.add("f", field);
    return many;
  }
  double length(Index i, Index j) const {
    return std::sqrt(std::pow(points[i][0] - points[j][0], 2) + std::pow(points[i][1] - points[j][1], 2));
  }
  Lengths lengths() const {
    return [this](Index i, Index j) { return length(i, j); };
  }

  std::vector<ScalarField> fields_;
};

Sample random_sample(RandomStream& random, Index size, int functions) {
  const bool on_lattice = random.below(2) == 0;
  const auto number = [&] { return on_lattice ? double(random.below(4)) : random.uniform(); };
  Sample sample{size, {}, {}, {}};
  std::vector<double> coordinates(2 * size);
  for (double& x : coordinates) x = number();
  sample.points = PointCloud(size, 2, coordinates);
  for (int k = 0; k < functions; ++k) {
    sample.values.emplace_back(size);
    for (double& value : sample.values.back()) value = number();
    sample.fields_.emplace_back(sample.values.back());
  }
  return sample;
}

/// All grades of a complex's grid, and one beyond it.
template <int N>
std::vector<Point<N>> grid_points(const Grid<N>& grid) {
  std::vector<Point<N>> points{Point<N>{}};
  for (int axis = 0; axis < N; ++axis) {
    std::vector<Point<N>> longer;
    for (const auto& point : points)
      for (double value : grid.axes[axis].values) {
        longer.push_back(point);
        longer.back()[axis] = value;
      }
    points = std::move(longer);
  }
  return points;
}

template <int N>
void check_equal_homology(const FilteredComplex<N>& complex, const FilteredComplex<N>& expected, RandomStream& random) {
  const auto points = grid_points(expected.grid);
  for (Index degree = 0; degree < expected.complete_dimension; ++degree) {
    for (const auto& z : points) REQUIRE(naive_betti(complex, degree, z) == naive_betti(expected, degree, z));
    for (int pair = 0; pair < 20; ++pair) {
      const auto& z = points[random.below(points.size())];
      auto w = points[random.below(points.size())];
      for (int axis = 0; axis < N; ++axis) w[axis] = std::max(w[axis], z[axis]);
      REQUIRE(naive_rank(complex, degree, z, w) == naive_rank(expected, degree, z, w));
    }
  }
}

const PointCloud square(4, 2, {0, 0, 1, 0, 1, 1, 0, 1});

}  // namespace

TEST_CASE(
    "a square of four points has its edges at (side, max f) and a diagonal that waits for the later function value",
    "[filtration][rips][example]") {
  const ScalarField f({1, 2, 3, 4}, "ink");
  const auto complex = function_rips<2>(square, {{"ink", &f}}, {.collapse = Collapse::off}, context);

  CHECK(complex.grid.axes[0].values == std::vector<double>{0, 1, std::sqrt(2.0)});
  CHECK(complex.grid.axes[1].values == std::vector<double>{1, 2, 3, 4});
  CHECK((complex.grid.axes[0].name == "scale" && complex.grid.axes[0].unit == "length"));
  CHECK((complex.grid.axes[1].name == "ink" && complex.grid.axes[1].unit == "ink"));
  CHECK(complex.blocks[0].grades == std::vector<Grade<2>>{{{0, 0}}, {{0, 1}}, {{0, 2}}, {{0, 3}}});
  CHECK(complex.blocks[1].faces == std::vector<Index>{0, 1, 0, 2, 0, 3, 1, 2, 1, 3, 2, 3});
  CHECK(complex.blocks[1].grades == std::vector<Grade<2>>{{{1, 1}}, {{2, 2}}, {{1, 3}}, {{1, 2}}, {{2, 3}}, {{1, 3}}});
  CHECK(complex.blocks[2].faces == std::vector<Index>{0, 1, 3, 0, 2, 4, 1, 2, 5, 3, 4, 5});
  CHECK(complex.blocks[2].grades == std::vector<Grade<2>>{{{2, 2}}, {{2, 3}}, {{2, 3}}, {{2, 3}}});
  CHECK(complex.complete_dimension == 2);
  check(complex);
}

TEST_CASE("the whole function-Rips complex is that of the definition, cell by cell", "[filtration][rips][oracle]") {
  RandomStream random(1, 1);
  for (int trial = 0; trial < 40; ++trial) {
    const auto sample = random_sample(random, Index(random.below(8)), 2);
    const FunctionRipsOptions options{
        .max_diameter = Quantity(infinity), .max_dimension = 3, .collapse = Collapse::off};
    const auto complex = function_rips<3>(sample.points, sample.fields(), options, context);
    const auto expected = naive_function_rips<3>(sample.size, sample.lengths(), sample.values, 3);
    check(complex);
    for (int axis = 0; axis < 3; ++axis) REQUIRE(complex.grid.axes[axis].values == expected.grid.axes[axis].values);
    for (Index d = 0; d <= 3; ++d) {
      REQUIRE(complex.blocks[d].grades == expected.blocks[d].grades);
      REQUIRE(complex.blocks[d].faces == expected.blocks[d].faces);
    }
  }
}

TEST_CASE("collapse and the automatic max_diameter change no rank of the module: one parameter",
          "[filtration][rips][law]") {
  RandomStream random(2, 1);
  for (int trial = 0; trial < 300; ++trial) {
    const auto sample = random_sample(random, 1 + Index(random.below(8)), 0);
    const auto expected = naive_function_rips<1>(sample.size, sample.lengths(), {}, 3);
    const auto complex = function_rips<1>(sample.points, {}, {.max_dimension = 3}, context);
    INFO("trial " << trial);
    check(complex);
    check_equal_homology(complex, expected, random);
    CHECK(complex.grid.axes[0].known_below == infinity);
  }
}

TEST_CASE("collapse and the automatic max_diameter change no rank of the module: two parameters",
          "[filtration][rips][law]") {
  RandomStream random(3, 1);
  for (int trial = 0; trial < 600; ++trial) {
    const auto sample = random_sample(random, 1 + Index(random.below(7)), 1);
    const auto expected = naive_function_rips<2>(sample.size, sample.lengths(), sample.values, 2);
    const auto complex = function_rips<2>(sample.points, sample.fields(), {}, context);
    INFO("trial " << trial);
    check(complex);
    check_equal_homology(complex, expected, random);
    CHECK(complex.grid.axes[0].known_below == infinity);
  }
}

TEST_CASE("collapse and the automatic max_diameter change no rank of the module: three parameters",
          "[filtration][rips][law]") {
  RandomStream random(4, 1);
  for (int trial = 0; trial < 300; ++trial) {
    const auto sample = random_sample(random, 1 + Index(random.below(6)), 2);
    const auto expected = naive_function_rips<3>(sample.size, sample.lengths(), sample.values, 2);
    const auto complex = function_rips<3>(sample.points, sample.fields(), {}, context);
    INFO("trial " << trial);
    check_equal_homology(complex, expected, random);
  }
}

TEST_CASE("collapse is right for dissimilarities that break the triangle inequality", "[filtration][rips][law]") {
  RandomStream random(5, 1);
  for (int trial = 0; trial < 300; ++trial) {
    const Index n = 2 + Index(random.below(6));
    std::vector<double> lower(n * (n - 1) / 2);
    for (double& d : lower) d = double(random.below(6));
    const DistanceMatrix distances(n, lower);
    std::vector<std::vector<double>> values(1, std::vector<double>(n));
    for (double& f : values[0]) f = double(random.below(3));
    const ScalarField f(values[0]);
    const auto expected = naive_function_rips<2>(
        n, [&](Index i, Index j) { return distances(i, j); }, values, 2);
    check_equal_homology(function_rips<2>(distances, {{"f", &f}}, {}, context), expected, random);
  }
}

TEST_CASE("GUDHI's Rips barcode agrees at every scale", "[filtration][rips][reference]") {
  RandomStream random(6, 1);
  for (int trial = 0; trial < 20; ++trial) {
    const auto sample = random_sample(random, 8, 0);
    const auto complex = function_rips<1>(sample.points, {}, {}, context);
    const auto bars = gudhi_rips_barcode(sample.points, 100, 2);
    for (Index i = 0; i < 8; ++i)
      for (Index j = 0; j < i; ++j)
        for (int degree : {0, 1}) {
          const double s = sample.length(i, j);
          REQUIRE(naive_betti(complex, Index(degree), Point<1>{s}) == betti(bars, degree, s));
        }
  }
}

TEST_CASE("a smaller max_diameter keeps what lies up to it and says where knowledge ends", "[filtration][rips]") {
  const ScalarField f({0, 0, 0, 0});
  const auto cut = function_rips<2>(square, {{"f", &f}}, {.max_diameter = 1.2, .collapse = Collapse::off}, context);
  CHECK(cut.blocks[1].size() == 4);
  CHECK(cut.grid.axes[0].known_below == 1.2);
  const auto half =
      function_rips<2>(square, {{"f", &f}}, {.max_diameter = Quantity(80, Relative::percent_diameter)}, context);
  CHECK(half.grid.axes[0].known_below == Approx(0.8 * std::sqrt(2.0)));
  const auto median =
      function_rips<2>(square, {{"f", &f}}, {.max_diameter = Quantity(50, Relative::percentile)}, context);
  CHECK(median.grid.axes[0].known_below == 1);
  const auto whole = function_rips<2>(square, {{"f", &f}}, {.max_diameter = 1.5, .collapse = Collapse::off}, context);
  CHECK(whole.blocks[1].size() == 6);
  CHECK(whole.grid.axes[0].known_below == infinity);
}

TEST_CASE("the automatic max_diameter is an enclosing radius, of sublevel sets for one function, and is reported",
          "[filtration][rips][example]") {
  double reported = 0;
  ContextOptions options;
  options.resolved = [&](const ResolvedValue& value) { reported = value.value; };
  const Context watching(options);

  // Points 0, 1, 2 and 10 on a line; the centre of the three is 1, of the four 2.
  const PointCloud line(4, 1, {0, 1, 2, 10});
  function_rips<1>(line, {}, {}, watching);
  CHECK(reported == 8);
  const ScalarField increasing({0, 1, 2, 3}), ends_first({0, 2, 1, 0});
  function_rips<2>(line, {{"f", &increasing}}, {}, watching);
  CHECK(reported == 8);
  function_rips<2>(line, {{"f", &ends_first}}, {}, watching);  // {0, 10} alone is enclosed at 10
  CHECK(reported == 10);
  function_rips<2>(line, {{"f", &ends_first}}, {.direction = {Direction::superlevel}}, watching);
  CHECK(reported == 8);
  function_rips<3>(line, {{"f", &increasing}, {"g", &increasing}}, {}, watching);
  CHECK(reported == 10);
}

TEST_CASE("a superlevel function enters negated and its axis says so", "[filtration][rips]") {
  const ScalarField f({1, 2, 3, 4}), g({0, 0, 1, 1});
  const FunctionRipsOptions options{.direction = {Direction::superlevel, Direction::sublevel}};
  const auto complex = function_rips<3>(square, {{"f", &f}, {"g", &g}}, options, context);
  const Axis& axis = complex.grid.axes[1];
  CHECK(axis.values == std::vector<double>{-4, -3, -2, -1});
  CHECK(axis.direction == Direction::superlevel);
  CHECK(axis.shown(axis.values[0]) == 4);
  CHECK(complex.grid.axes[2].direction == Direction::sublevel);
  CHECK(complex.blocks[0].grades[0] == Grade<3>{{0, 3, 0}});
  const auto both = function_rips<3>(square, {{"f", &f}, {"g", &g}}, {.direction = {Direction::superlevel}}, context);
  CHECK(both.grid.axes[2].values == std::vector<double>{-1, 0});
  CHECK_FALSE(std::signbit(both.grid.axes[2].values[1]));
}

TEST_CASE("relabelling the points changes no dimension of the module", "[filtration][rips][law]") {
  RandomStream random(7, 1);
  for (int trial = 0; trial < 30; ++trial) {
    const auto sample = random_sample(random, 7, 1);
    std::vector<Index> order(7);
    std::iota(order.begin(), order.end(), Index{0});
    for (Index i = 6; i > 0; --i) std::swap(order[i], order[random.below(i + 1)]);
    std::vector<double> coordinates, moved;
    for (const Index i : order) {
      coordinates.insert(coordinates.end(), sample.points[i].begin(), sample.points[i].end());
      moved.push_back(sample.values[0][i]);
    }
    const ScalarField f(moved);
    const auto one = function_rips<2>(sample.points, sample.fields(), {}, context);
    const auto other = function_rips<2>(PointCloud(7, 2, coordinates), {{"f", &f}}, {}, context);
    check_equal_homology(one, other, random);
  }
}

TEST_CASE("no point, one point, equal points and a constant function are legal", "[filtration][rips]") {
  const ScalarField nothing{std::vector<double>{}}, one({5}), constant({2, 2, 2});
  const auto empty = function_rips<2>(PointCloud(0, 2, {}), {{"f", &nothing}}, {}, context);
  CHECK((empty.size() == 0 && empty.blocks.size() == 3));
  const auto single = function_rips<2>(PointCloud(1, 2, {3, 4}), {{"f", &one}}, {}, context);
  CHECK((single.size() == 1 && single.grid.axes[0].values == std::vector<double>{0}));
  const auto equal =
      function_rips<2>(PointCloud(3, 1, {7, 7, 7}), {{"f", &constant}}, {.collapse = Collapse::off}, context);
  CHECK(equal.grid.axes[0].values == std::vector<double>{0});
  CHECK((equal.blocks[1].size() == 3 && equal.blocks[2].size() == 1));
  CHECK(function_rips<1>(PointCloud(2, 0, {}), {}, {}, context).blocks[1].size() == 1);
}

TEST_CASE("many points give the complex of their distances, whatever their dimension and spread",
          "[filtration][rips][law]") {
  constexpr Index n = 2100;  // beyond the points whose distances are all kept
  RandomStream random(10, 1);
  for (const Index dimension : {1, 2, 6}) {
    const bool on_lattice = dimension % 2 == 1;
    std::vector<double> coordinates(n * dimension);
    for (double& x : coordinates) x = on_lattice ? double(random.below(12)) / 10 : random.uniform();
    for (Index p = 0; p < n; ++p) coordinates[p * dimension] *= 20;
    const PointCloud points(n, dimension, coordinates);
    std::vector<double> lower, values(n);
    for (Index i = 0; i < n; ++i)
      for (Index j = 0; j < i; ++j) {
        double sum = 0;
        for (Index axis = 0; axis < dimension; ++axis) sum += std::pow(points[i][axis] - points[j][axis], 2);
        lower.push_back(std::sqrt(sum));
      }
    const DistanceMatrix distances(n, lower);
    for (double& value : values) value = random.uniform();
    const ScalarField f(values);
    for (const double max_diameter : {0.0, 0.1, dimension == 2 ? 11.0 : 0.3}) {
      INFO("dimension " << dimension << ", max_diameter " << max_diameter);
      const FunctionRipsOptions options{.max_diameter = max_diameter, .max_dimension = 1, .collapse = Collapse::off};
      const auto complex = function_rips<2>(points, {{"f", &f}}, options, context);
      const auto expected = function_rips<2>(distances, {{"f", &f}}, options, context);
      REQUIRE(complex.blocks[1].faces == expected.blocks[1].faces);
      REQUIRE(complex.blocks[1].grades == expected.blocks[1].grades);
      CHECK(complex.grid == expected.grid);
    }
  }
}

TEST_CASE("points too many for any answer are refused before their distances are measured",
          "[filtration][rips][error]") {
  constexpr Index n = 150'000;
  RandomStream random(11, 1);
  std::vector<double> coordinates(2 * n);
  for (double& x : coordinates) x = random.uniform();
  const PointCloud points(n, 2, coordinates);
  ContextOptions options;
  options.memory_budget = 8'000'000'000;
  for (const FunctionRipsOptions& asked : std::vector<FunctionRipsOptions>{
           {}, {.max_diameter = 0.5}, {.max_diameter = Quantity(40, Relative::percent_diameter)}}) {
    const auto refused = [&] { function_rips<1>(points, {}, asked, Context(options)); };
    CHECK_THAT(reason_of(refused), Catch::Matchers::Contains("edges expected from a sample needs about"));
    CHECK(code_of(refused) == "R302");
  }
}

TEST_CASE("threads change no cell", "[filtration][rips][law]") {
  RandomStream random(8, 1);
  ContextOptions options;
  options.threads = 4;
  const auto sample = random_sample(random, 200, 1);
  const auto one = function_rips<2>(sample.points, sample.fields(), {.collapse = Collapse::off}, context);
  const auto four = function_rips<2>(sample.points, sample.fields(), {.collapse = Collapse::off}, Context(options));
  for (int d : {0, 1, 2}) {
    CHECK(one.blocks[d].grades == four.blocks[d].grades);
    CHECK(one.blocks[d].faces == four.blocks[d].faces);
  }
}

TEST_CASE("the forecast counts cells exactly and is refused before they are allocated", "[filtration][rips][error]") {
  RandomStream random(9, 1);
  const auto sample = random_sample(random, 60, 0);
  ContextOptions options;
  options.memory_budget = 400'000;
  const FunctionRipsOptions whole{.max_diameter = Quantity(infinity), .collapse = Collapse::off};
  const auto refused = [&] { function_rips<1>(sample.points, {}, whole, Context(options)); };
  // 60 points, 1770 edges, 34220 triangles of 24 bytes, with 4 (N + d + 1) + 8 bytes a cell in the forecast.
  CHECK(reason_of(refused) ==
        "a complex of 60, 1770, 34220 simplices of dimension 0 to 2 needs about 0.6 MiB, the budget is 0.4 MiB");
  CHECK(code_of(refused) == "R302");
  options.memory_budget = 900'000;
  CHECK_NOTHROW(function_rips<1>(sample.points, {}, whole, Context(options)));
}

TEST_CASE("lengths are right at every scale that doubles have", "[filtration][rips]") {
  const ScalarField f({0, 0, 0});
  for (const double unit : {1e-308, 1e-200, 1e-165, 1e-155, 1e155, 1e200, 1e307}) {
    INFO("unit " << unit);
    const PointCloud triangle(3, 2, {0, 0, 3 * unit, 0, 3 * unit, 4 * unit});  // sides 3, 4, 5
    const auto rips =
        function_rips<2>(triangle, {{"f", &f}}, {.max_diameter = infinity, .collapse = Collapse::off}, context);
    const auto& lengths = rips.grid.axes[0].values;
    REQUIRE(lengths.size() == 4);
    CHECK(lengths[0] == 0);
    for (int side = 3; side <= 5; ++side) CHECK(lengths[std::size_t(side - 2)] / unit == Approx(side).epsilon(1e-15));
  }
}

TEST_CASE("the lengths of many points are right for tiny coordinates", "[filtration][rips]") {
  const Index n = 2100;  // more than are stored
  std::vector<double> coordinates;
  for (Index i = 0; i < n; ++i) coordinates.insert(coordinates.end(), {3e-165 * i, 4e-165 * i});
  const ScalarField f(std::vector<double>(n, 0.0));
  const auto rips = function_rips<2>(PointCloud(n, 2, std::move(coordinates)), {{"f", &f}},
                                     {.max_diameter = 6e-165, .collapse = Collapse::off}, context);
  REQUIRE(rips.blocks[1].size() == n - 1);
  const auto& lengths = rips.grid.axes[0].values;
  for (std::size_t i = 1; i < lengths.size(); ++i) CHECK(lengths[i] / 5e-165 == Approx(1).epsilon(1e-12));
}

TEST_CASE("function-Rips refuses what does not fit, with both numbers", "[filtration][rips][error]") {
  const ScalarField three({1, 2, 3}), four({1, 2, 3, 4});
  const auto reason = [&](const Many<ScalarField>& values, const FunctionRipsOptions& options) {
    return reason_of([&] { function_rips<2>(square, values, options, context); });
  };
  CHECK(reason({{"ink", &three}}, {}) == "needs one value for each of 4 points, got 3 values in 'ink'");
  CHECK(reason({}, {}) == "needs 1 function for 2 parameters, got 0");
  CHECK(reason({{"f", &four}}, {.direction = {Direction::sublevel, Direction::sublevel}}) ==
        "needs one direction, or one for each of 1 functions, got 2");
  CHECK(reason({{"f", &four}}, {.max_dimension = 9}) == "needs a dimension from 1 to 8, got 9");
  CHECK(reason({{"f", &four}}, {.max_diameter = -1}) == "needs a length >= 0, got -1");
  CHECK(reason({{"f", &four}}, {.max_diameter = Quantity(5, Relative::percent_range)}) ==
        "needs a length, a '%diameter' or a percentile of the distances, got '5 %range'");
  CHECK(reason_of([] {
          function_rips<1>(PointCloud(2, 1, {-1e308, 1e308}), {}, {}, context);
        }) == "needs distances below 1e308, got more between points 1 and 0");
}
