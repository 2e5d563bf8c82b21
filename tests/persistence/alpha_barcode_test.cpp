// SPDX-License-Identifier: MIT
#ifdef TESSERA_WITH_CGAL
#include "tessera/persistence/alpha_barcode.hpp"

#include "filtration/delaunay.hpp"
#include "persistence/orientation.hpp"
#include "tessera/core/random.hpp"
#include "tessera/filtration/function_alpha.hpp"
#include "tessera/persistence/complex_barcode.hpp"

#include "support/catch.hpp"
#include "support/cycle_oracle.hpp"
#include "support/errors.hpp"
#include "support/gudhi_witness.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

using namespace tessera;

namespace {

const Context context;

AlphaBarcodeOptions over(Index field, bool cycles = false) {
  return {.max_degree = {}, .field = field, .cycles = cycles};
}

enum class Shape { uniform, lattice, sphere, line, plane, few };
constexpr Shape shapes[] = {Shape::uniform, Shape::lattice, Shape::sphere, Shape::line, Shape::plane, Shape::few};

/// Clouds in general and in special position: small lattices have duplicates, cocircular and cospherical points.
PointCloud cloud(RandomStream& random, Shape shape, Index n, Index d) {
  if (shape == Shape::few) n = Index(random.below(4));
  std::vector<double> coordinates;
  for (Index i = 0; i < n; ++i) {
    std::vector<double> x(d);
    for (double& coordinate : x) coordinate = shape == Shape::lattice ? double(random.below(4)) : random.uniform();
    if (shape == Shape::sphere) {  // points of the unit circle or sphere, up to rounding
      double norm = 0;
      for (double& coordinate : x) {
        coordinate = double(random.below(21)) - 10;
        norm += coordinate * coordinate;
      }
      for (double& coordinate : x) coordinate = norm == 0 ? 0 : coordinate / std::sqrt(norm);
    }
    if (shape == Shape::line) std::fill(x.begin() + 1, x.end(), x[0]);
    if (shape == Shape::plane) x.back() = 2 * x.front();
    coordinates.insert(coordinates.end(), x.begin(), x.end());
  }
  return PointCloud(n, d, std::move(coordinates));
}

/// Bars longer than rounding, rounded, so that barcodes of equal spaces from different arithmetic compare equal.
std::vector<Bar> rounded(std::vector<Bar> bars) {
  constexpr double unit = 0x1p-20, offset = 0.1234;
  std::erase_if(bars, [&](const Bar& bar) { return bar.death - bar.birth < 4 * unit; });
  for (Bar& bar : bars) {
    bar.birth = std::floor(bar.birth / unit + offset);
    bar.death = std::floor(bar.death / unit + offset);
  }
  return barcode_of(std::move(bars)).bars;
}

/// GUDHI's alpha complex and GUDHI's persistence.
std::vector<Bar> witness(const PointCloud& points, Index field) {
  std::set<std::vector<double>> distinct;
  for (Index i = 0; i < points.size(); ++i) distinct.emplace(points[i].begin(), points[i].end());
  std::vector<double> flat;
  for (const auto& x : distinct) flat.insert(flat.end(), x.begin(), x.end());
  std::vector<WitnessSimplex> simplices;
  const auto blocks = delaunay::gudhi_alpha_complex(flat, points.dimension());
  for (std::size_t d = 0; d < blocks.size(); ++d)
    for (std::size_t i = 0; i < blocks[d].squared_radii.size(); ++i)
      simplices.push_back({{blocks[d].vertices.begin() + std::ptrdiff_t(i * (d + 1)),
                            blocks[d].vertices.begin() + std::ptrdiff_t((i + 1) * (d + 1))},
                           std::sqrt(blocks[d].squared_radii[i])});
  std::vector<Bar> bars;
  for (const auto& bar : gudhi_barcode(simplices, 10, int(field)))
    bars.push_back({bar.birth, bar.death, Index(bar.degree)});
  return bars;
}

/// The alpha complex as simplices of points, for the oracle of cycles.
std::vector<WitnessSimplex> named_simplices(const FilteredComplex<1>& complex) {
  std::vector<WitnessSimplex> simplices;
  const auto vertices = simplex_vertices(complex, complex.blocks.size(), context);
  for (std::size_t d = 0; d < vertices.size(); ++d)
    for (Index cell = 0; cell < complex.blocks[d].size(); ++cell) {
      std::vector<Index> points;
      for (std::size_t i = 0; i <= d; ++i) points.push_back(complex.vertex_point[vertices[d][cell * (d + 1) + i]]);
      std::ranges::sort(points);
      simplices.push_back({points, complex.grid.axes[0].values[complex.blocks[d].grades[cell][0]]});
    }
  return simplices;
}

}  // namespace

TEST_CASE("a rectangle has a loop from half its long side to half its diagonal",
          "[persistence][alpha_barcode][example]") {
  const PointCloud rectangle(4, 2, {0, 0, 8, 0, 0, 6, 8, 6});
  const auto result = alpha_barcode(rectangle, over(3, true), context);
  CHECK(result.bars == std::vector<Bar>{{0, 3, 0}, {0, 3, 0}, {0, 4, 0}, {0, infinity, 0}, {4, 5, 1}});
  REQUIRE(result.cycles.size() == 5);
  CHECK(result.cycles[3] == Cycle{1, {0}, {1}});
  const auto& loop = result.cycles[4];
  CHECK(loop.size() == 4);
  CHECK((loop.cells == std::vector<Index>{2, 3, 0, 1, 1, 3, 0, 2} ||
         loop.cells == std::vector<Index>{0, 1, 2, 3, 1, 3, 0, 2} ||
         loop.cells == std::vector<Index>{2, 3, 0, 1, 0, 2, 1, 3} ||
         loop.cells == std::vector<Index>{0, 1, 2, 3, 0, 2, 1, 3}));
}

TEST_CASE("the corners of a cube have no void, those of an octahedron one", "[persistence][alpha_barcode][example]") {
  const PointCloud octahedron(6, 3, {1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1});
  const auto result = alpha_barcode(octahedron, {}, context);
  const double edge = std::sqrt(0.5), triangle = std::sqrt(2.0 / 3.0);
  for (const Bar& bar : result.bars)
    if (bar.degree == 1) CHECK(bar.birth == Approx(edge));
  REQUIRE(result.bars.back().degree == 2);
  CHECK(result.bars.back().birth == Approx(triangle));
  CHECK(result.bars.back().death == 1);
  CHECK(std::ranges::count(result.bars, Index{2}, &Bar::degree) == 1);
}

TEST_CASE("alpha barcodes are GUDHI's, in general and in special position", "[persistence][alpha_barcode][reference]") {
  RandomStream random(21, 0);
  for (int trial = 0; trial < 180; ++trial) {
    const Shape shape = shapes[trial % 6];
    const Index d = 2 + Index(trial / 6 % 2);
    const auto points = cloud(random, shape, 8 + Index(random.below(60)), d);
    if (points.size() == 0) continue;
    INFO("trial " << trial << ", " << points.size() << " points in R^" << d);
    if (shape == Shape::sphere)  // nearly cospherical: rounding of the points decides short bars
      CHECK(alpha_barcode(points, over(2), context).bars.back().degree <= d - 1);
    else
      REQUIRE(rounded(alpha_barcode(points, over(2), context).bars) == rounded(witness(points, 2)));
  }
}

TEST_CASE("the alpha barcode is the barcode of the alpha complex over every field",
          "[persistence][alpha_barcode][law]") {
  RandomStream random(22, 0);
  for (int trial = 0; trial < 240; ++trial) {
    const Index d = trial < 216 ? 1 + Index(trial / 6 % 3) : 4 + Index(trial % 2);
    const auto points = cloud(random, shapes[trial % 6], d < 4 ? 5 + Index(random.below(60)) : 10, d);
    const auto complex = function_alpha<1>(points, {}, {}, context);
    for (const Index field : {2, 3, 7}) {
      INFO("trial " << trial << ", " << points.size() << " points in R^" << d << " over Z/" << field);
      const auto expected = barcode(complex, {.max_degree = {}, .field = field, .cycles = false}, context);
      REQUIRE(alpha_barcode(points, over(field), context) == expected);
      REQUIRE(alpha_barcode(points, over(field, true), context).bars == expected.bars);
      for (Index most = 0; most < 4; most += d < 4 ? 1 : 2) {
        auto lower = expected;
        std::erase_if(lower.bars, [&](const Bar& bar) { return bar.degree > most; });
        REQUIRE(alpha_barcode(points, {.max_degree = most, .field = field, .cycles = false}, context) == lower);
      }
    }
  }
}

TEST_CASE("at every radius the cycles of the bars alive there are a basis of the homology of the alpha complex",
          "[persistence][alpha_barcode][cycles][law]") {
  RandomStream random(23, 0);
  for (int trial = 0; trial < 72; ++trial) {
    const Index d = 1 + Index(trial / 6 % 3);
    const auto points = cloud(random, shapes[trial % 6], d < 3 ? 12 : 8, d);
    const auto simplices = named_simplices(function_alpha<1>(points, {}, {}, context));
    for (const Index field : {2, 5}) {
      INFO("trial " << trial << ", " << points.size() << " points in R^" << d << " over Z/" << field);
      const auto result = alpha_barcode(points, over(field, true), context);
      REQUIRE(fault_of_cycles(simplices, result).value_or("") == "");
    }
  }
}

TEST_CASE("a projective plane in R^4 has a void over Z/2 and none over Z/3", "[persistence][alpha_barcode][example]") {
  std::vector<double> coordinates;
  const Index rings = 6;
  for (Index ring = 0; ring <= rings; ++ring) {  // one of every two antipodes of the sphere
    const double height = double(ring) / rings * std::numbers::pi / 2;
    const Index around = std::max<Index>(1, Index(4 * rings * std::cos(height)) / (ring == 0 ? 2 : 1));
    for (Index i = 0; i < around; ++i) {
      const double angle = std::numbers::pi * (ring == 0 ? 1 : 2) * (i + 0.3 * ring) / around;
      const double x = std::cos(height) * std::cos(angle), y = std::cos(height) * std::sin(angle), z = std::sin(height);
      coordinates.insert(coordinates.end(), {x * y, x * z, y * y - z * z, 2 * y * z});
    }
  }
  const PointCloud plane(Index(coordinates.size() / 4), 4, coordinates);
  const auto longest = [&](Index field, Index degree) {
    double length = 0;
    for (const Bar& bar : alpha_barcode(plane, {.max_degree = 2, .field = field, .cycles = false}, context).bars)
      if (bar.degree == degree) length = std::max(length, bar.death - bar.birth);
    return length;
  };
  CHECK(longest(2, 1) > 2 * longest(3, 1));
  CHECK(longest(2, 2) > 3 * longest(3, 2));
}

TEST_CASE("the alpha barcode and its cycles do not depend on the number of threads",
          "[persistence][alpha_barcode][law]") {
  RandomStream random(24, 0);
  ContextOptions many;
  many.threads = 4;
  for (const Index d : {2, 3}) {
    const auto points = cloud(random, Shape::uniform, 6000, d);
    CHECK(alpha_barcode(points, over(2), context) == alpha_barcode(points, over(2), Context(many)));
    const auto fewer = cloud(random, Shape::uniform, 1000, d);
    CHECK(alpha_barcode(fewer, over(3, true), context) == alpha_barcode(fewer, over(3, true), Context(many)));
  }
}

TEST_CASE("scaling by powers of two scales bars exactly, up to coordinates near the largest double",
          "[persistence][alpha_barcode][law]") {
  RandomStream random(25, 0);
  const auto points = cloud(random, Shape::uniform, 60, 3);
  const auto expected = alpha_barcode(points, {}, context);
  for (const int exponent : {1010, 300, -300, -900}) {
    auto coordinates = points.coordinates();
    for (double& x : coordinates) x = std::ldexp(x, exponent);
    auto scaled = expected;
    for (Bar& bar : scaled.bars) {
      bar.birth = std::ldexp(bar.birth, exponent);
      bar.death = std::ldexp(bar.death, exponent);
    }
    CHECK(alpha_barcode(PointCloud(60, 3, coordinates), {}, context) == scaled);
  }
}

TEST_CASE("no point gives no bar, one point or equal points give one without end", "[persistence][alpha_barcode]") {
  for (Index d = 1; d <= 5; ++d) {
    CHECK(alpha_barcode(PointCloud(0, d, {}), {}, context).bars.empty());
    for (const Index n : {1, 3}) {
      const auto result = alpha_barcode(PointCloud(n, d, std::vector<double>(n * d, 2.5)), over(3, true), context);
      CHECK(result.bars == std::vector<Bar>{{0, infinity, 0}});
      CHECK(result.cycles == std::vector<Cycle>{{1, {0}, {1}}});
    }
  }
}

TEST_CASE("the alpha barcode refuses what does not fit and names the points", "[persistence][alpha_barcode][error]") {
  const PointCloud square(4, 2, {0, 0, 1, 0, 0, 1, 1, 1});
  for (const Index field : {0, 1, 9, 65537})
    CHECK(code_of([&] { alpha_barcode(square, over(field), context); }) == "D106");
  CHECK(reason_of([] { alpha_barcode(PointCloud(2, 0, {}), {}, context); }) ==
        "needs points in dimension 1 or more, got 0");
  CHECK(code_of([] { alpha_barcode(PointCloud(2, 9, std::vector<double>(18)), {}, context); }) == "R303");
  ContextOptions little;
  little.memory_budget = 1 << 20;
  CHECK(code_of([&] { alpha_barcode(PointCloud(100'000, 3, std::vector<double>(300'000)), {}, Context(little)); }) ==
        "R302");

  CHECK(reason_of([] {
          alpha_barcode(PointCloud(3, 2, {1, 0, 0, 0, 1e-200, 0}), {}, context);
        }) == "needs points no closer than 1e-150 times the largest coordinate, got points 1 and 2");
  CHECK(reason_of([] {
          alpha_barcode(PointCloud(3, 1, {1e300, 1e-300, 0}), {}, context);
        }) == "needs coordinates within 300 powers of ten of the largest, 1e+300, got 1e-300 at point 1");
  const double huge = 0x1p1023;
  CHECK(reason_of([&] {
          alpha_barcode(PointCloud(3, 2, {-huge, 0, huge, 0, 0, huge * 0x1p-40}), {}, context);
        }).starts_with("needs simplices that are not so flat that their radius overflows"));
}
#endif
