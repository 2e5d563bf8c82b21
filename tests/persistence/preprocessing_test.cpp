// SPDX-License-Identifier: MIT
#include "persistence/chunk.hpp"
#include "persistence/flag_witness.hpp"
#include "support/catch.hpp"
#include "support/dense_rank.hpp"
#include "support/errors.hpp"
#include "support/random_modules.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <algorithm>
#include <map>

using namespace tessera;

namespace {

const Context context;

Presentation<2> presented(const FilteredComplex<2>& complex, Index degree, Preprocessing preprocessing,
                          const Context& with = context) {
  return minimal_presentation(complex, {.degree = degree, .preprocessing = preprocessing}, with);
}

/// The columns that were swept, as the record of the run says.
double columns_swept(const FilteredComplex<2>& complex, Preprocessing preprocessing) {
  double columns = -1;
  ContextOptions options;
  options.resolved = [&](const ResolvedValue& value) {
    if (value.name == "columns") columns = value.value;
  };
  presented(complex, 1, preprocessing, Context(std::move(options)));
  return columns;
}

std::vector<Grade<2>> sorted(std::vector<Grade<2>> grades) {
  std::ranges::sort(grades, colexicographic<2>);
  return grades;
}

void require_same_betti_grades(const Presentation<2>& one, const Presentation<2>& other) {
  REQUIRE(sorted(one.matrix.row_grades) == sorted(other.matrix.row_grades));
  REQUIRE(sorted(one.matrix.column_grades) == sorted(other.matrix.column_grades));
}

/// The flag complex of a random graph, up to triangles; edges enter after their ends, at grades with many ties.
FilteredComplex<2> random_flag_complex(RandomStream& random, Index vertices, Index ranks, Index edges_of_ten) {
  FilteredComplex<2> complex;
  for (auto& axis : complex.grid.axes)
    for (Index i = 0; i < ranks; ++i) axis.values.push_back(i);
  complex.blocks.resize(3);
  complex.blocks[1].stride = 2;
  complex.blocks[2].stride = 3;
  complex.complete_dimension = 2;
  const auto grade = [&] { return Grade<2>{{Index(random.below(ranks)), Index(random.below(ranks))}}; };
  auto& vertex_grades = complex.blocks[0].grades;
  for (Index v = 0; v < vertices; ++v) vertex_grades.push_back({{0, Index(random.below(ranks))}});

  std::map<std::pair<Index, Index>, Index> edge;
  for (Index v = 0; v < vertices; ++v)
    for (Index u = 0; u < v; ++u) {
      if (random.below(10) >= edges_of_ten) continue;
      edge[{u, v}] = complex.blocks[1].size();
      const auto ends = join(vertex_grades[u], vertex_grades[v]);
      complex.blocks[1].grades.push_back(random.below(3) ? join(ends, {{Index(random.below(ranks)), 0}})
                                                         : join(ends, grade()));
      complex.blocks[1].faces.insert(complex.blocks[1].faces.end(), {u, v});
    }
  for (const auto& [uv, first] : edge)
    for (Index w = uv.second + 1; w < vertices; ++w) {
      const auto uw = edge.find({uv.first, w}), vw = edge.find({uv.second, w});
      if (uw == edge.end() || vw == edge.end()) continue;
      std::array<Index, 3> faces{first, uw->second, vw->second};
      std::ranges::sort(faces);
      Grade<2> last{};
      for (const Index face : faces) last = join(last, complex.blocks[1].grades[face]);
      complex.blocks[2].grades.push_back(last);
      complex.blocks[2].faces.insert(complex.blocks[2].faces.end(), faces.begin(), faces.end());
    }
  return complex;
}

/// The same chain complex in a random basis: cells become sums of cells that come no later, boundaries are no longer
/// those of simplices.
FilteredComplex<2> in_another_basis(RandomStream& random, const FilteredComplex<2>& complex) {
  const std::size_t dimensions = complex.blocks.size();
  std::vector<std::vector<std::vector<bool>>> boundary(dimensions);  // dimension, cell, face
  for (std::size_t d = 0; d < dimensions; ++d) {
    const Index faces = d > 0 ? complex.blocks[d - 1].size() : 0;
    boundary[d].assign(complex.blocks[d].size(), std::vector<bool>(faces, false));
    for (Index cell = 0; cell < complex.blocks[d].size(); ++cell)
      for (const Index face : complex.blocks[d].boundary(cell)) boundary[d][cell][face] = true;
  }
  for (std::size_t d = 0; d < dimensions; ++d)
    for (Index step = 0; step < 2 * complex.blocks[d].size(); ++step) {
      const auto a = random.below(complex.blocks[d].size()), b = random.below(complex.blocks[d].size());
      if (a == b || !precedes(complex.blocks[d].grades[a], complex.blocks[d].grades[b])) continue;
      for (std::size_t face = 0; face < boundary[d][b].size(); ++face)  // b becomes b + a
        boundary[d][b][face] = boundary[d][b][face] != boundary[d][a][face];
      if (d + 1 < dimensions)  // what held the old b holds the new b and a
        for (auto& column : boundary[d + 1]) column[a] = column[a] != column[b];
    }
  auto result = complex;
  for (std::size_t d = 1; d < dimensions; ++d) {
    auto& block = result.blocks[d];
    block = {.grades = block.grades, .offsets = {0}};
    for (const auto& column : boundary[d]) {
      for (Index face = 0; face < column.size(); ++face)
        if (column[face]) block.faces.push_back(face);
      block.offsets.push_back(block.faces.size());
    }
  }
  return result;
}

/// A triangulated square of side x side vertices with the lower stars of two random functions of few values.
FilteredComplex<2> random_terrain(RandomStream& random, Index side, Index ranks) {
  FilteredComplex<2> complex;
  for (auto& axis : complex.grid.axes)
    for (Index i = 0; i < ranks; ++i) axis.values.push_back(i);
  complex.blocks.resize(3);
  complex.blocks[1].stride = 2;
  complex.blocks[2].stride = 3;
  for (Index v = 0; v < side * side; ++v)
    complex.blocks[0].grades.push_back({{Index(random.below(ranks)), Index(random.below(ranks))}});
  const auto add = [&](Index dimension, std::vector<Index> faces) {
    Grade<2> grade{};
    for (const Index face : faces) grade = join(grade, complex.blocks[dimension - 1].grades[face]);
    std::ranges::sort(faces);
    complex.blocks[dimension].grades.push_back(grade);
    complex.blocks[dimension].faces.insert(complex.blocks[dimension].faces.end(), faces.begin(), faces.end());
    return complex.blocks[dimension].size() - 1;
  };
  std::vector<Index> right(side * side, none), down(side * side, none), across(side * side, none);
  for (Index v = 0; v < side * side; ++v) {
    const bool has_right = v % side + 1 < side, has_down = v / side + 1 < side;
    if (has_right) right[v] = add(1, {v, v + 1});
    if (has_down) down[v] = add(1, {v, v + side});
    if (has_right && has_down) across[v] = add(1, {v, v + side + 1});
  }
  for (Index v = 0; v < side * side; ++v) {
    if (across[v] == none) continue;
    add(2, {right[v], down[v + 1], across[v]});
    add(2, {down[v], right[v + side], across[v]});
  }
  return complex;
}

}  // namespace

TEST_CASE("a triangle that enters with its last edge cancels it, and four points need three of four triangles",
          "[persistence][preprocessing][example]") {
  RandomStream random(31, 0);
  auto simplex = random_flag_complex(random, 4, 1, 10);  // every grade is (0, 0)
  REQUIRE(simplex.blocks[2].size() == 4);
  CHECK(essential_triangles(simplex, context)->size() == 3);
  CHECK(columns_swept(simplex, Preprocessing::plain) == 4);
  CHECK(columns_swept(simplex, Preprocessing::flag) == 3);
  CHECK(columns_swept(simplex, Preprocessing::chunk) == 1);  // three kill an edge, the last is a cycle
  for (const auto way : {Preprocessing::plain, Preprocessing::chunk, Preprocessing::flag})
    CHECK(presented(simplex, 1, way).matrix.row_count() == 0);
}

TEST_CASE("every preprocessing gives the same Betti grades", "[persistence][preprocessing][law]") {
  RandomStream random(32, 0);
  for (int trial = 0; trial < 2000; ++trial) {
    auto complex = random_bifiltered_complex(random, 4 + Index(random.below(6)), 1 + Index(random.below(6)));
    if (trial % 2) complex = in_another_basis(random, complex);
    INFO("trial " << trial);
    for (Index degree = 1; degree <= 3; ++degree) {
      const auto plain = presented(complex, degree, Preprocessing::plain);
      require_same_betti_grades(plain, presented(complex, degree, Preprocessing::chunk));
      require_same_betti_grades(plain, presented(complex, degree, Preprocessing::automatic));
    }
  }
}

TEST_CASE("chunks keep the dimensions of homology, of complexes without simplices too",
          "[persistence][preprocessing][law]") {
  RandomStream random(33, 0);
  for (int trial = 0; trial < 200; ++trial) {
    const auto complex = in_another_basis(random, random_bifiltered_complex(random, 7, 4));
    REQUIRE_NOTHROW(check(complex));
    for (Index degree = 1; degree <= 2; ++degree) {
      const auto pair = chunked_boundary_pair(complex, degree, {}, context);
      for (const auto* matrix : {&pair.high, &pair.low})
        for (Index j = 0; j < matrix->column_count(); ++j)
          for (const Index row : matrix->column(j)) REQUIRE(matrix->row_grades[row] != matrix->column_grades[j]);
      const auto module = presented(complex, degree, Preprocessing::chunk);
      for (Index x = 0; x < 4; ++x)
        for (Index y = 0; y < 4; ++y) {
          INFO("trial " << trial << ", degree " << degree << " at (" << x << ", " << y << ")");
          REQUIRE(naive_dimension(module, {{x, y}}) == naive_dimension(complex, degree, {{x, y}}));
        }
    }
  }
}

TEST_CASE("essential triangles generate the boundaries of all triangles at every grade",
          "[persistence][preprocessing][law]") {
  RandomStream random(34, 0);
  for (int trial = 0; trial < 300; ++trial) {
    const auto complex = random_flag_complex(random, 3 + Index(random.below(10)), 1 + Index(random.below(5)),
                                             4 + Index(random.below(7)));
    const auto essential = essential_triangles(complex, context);
    if (complex.blocks[2].size() == 0) continue;
    REQUIRE(essential);
    const auto rank_at = [&](const Grade<2>& z, bool only_essential) {
      std::vector<std::vector<bool>> rows;
      for (Index t = 0; t < complex.blocks[2].size(); ++t) {
        if (!precedes(complex.blocks[2].grades[t], z)) continue;
        if (only_essential && !std::ranges::binary_search(*essential, t)) continue;
        rows.emplace_back(complex.blocks[1].size(), false);
        for (const Index face : complex.blocks[2].boundary(t)) rows.back()[face] = true;
      }
      return dense_rank(std::move(rows));
    };
    for (Index x = 0; x < complex.grid.axes[0].values.size(); ++x)
      for (Index y = 0; y < complex.grid.axes[1].values.size(); ++y) {
        INFO("trial " << trial << " at (" << x << ", " << y << ")");
        REQUIRE(rank_at({{x, y}}, true) == rank_at({{x, y}}, false));
      }
    require_same_betti_grades(presented(complex, 1, Preprocessing::plain), presented(complex, 1, Preprocessing::flag));
  }
}

TEST_CASE("a complex that is no flag complex is not taken for one", "[persistence][preprocessing][error]") {
  RandomStream random(35, 0);
  const auto flag = random_flag_complex(random, 9, 4, 9);
  REQUIRE(essential_triangles(flag, context));

  auto missing = flag;  // a triangle is not there
  missing.blocks[2].grades.pop_back();
  for (int i = 0; i < 3; ++i) missing.blocks[2].faces.pop_back();
  CHECK(!essential_triangles(missing, context));

  auto twice = missing;  // and another is there twice
  twice.blocks[2].grades.push_back(twice.blocks[2].grades[0]);
  for (std::size_t i = 0; i < 3; ++i) twice.blocks[2].faces.push_back(twice.blocks[2].faces[i]);
  CHECK(!essential_triangles(twice, context));

  auto late = flag;  // a triangle comes after its last edge
  late.grid.axes[0].values.push_back(100);
  late.blocks[2].grades[3][0] = 4;
  CHECK(!essential_triangles(late, context));

  auto parallel = flag;  // two edges join the same vertices
  parallel.blocks[1].grades.push_back(parallel.blocks[1].grades[0]);
  for (std::size_t i = 0; i < 2; ++i) parallel.blocks[1].faces.push_back(parallel.blocks[1].faces[i]);
  CHECK(!essential_triangles(parallel, context));

  for (const auto& complex : {missing, twice, late, parallel}) {
    CHECK(reason_of([&] { presented(complex, 1, Preprocessing::flag); }) ==
          "needs degree 1 of a flag complex whose triangles enter with their last edge");
    require_same_betti_grades(presented(complex, 1, Preprocessing::plain),
                              presented(complex, 1, Preprocessing::automatic));
  }
  CHECK(code_of([&] { presented(flag, 2, Preprocessing::flag); }) == "D106");
}

TEST_CASE("large presentations are the same to the byte for one, two and three threads",
          "[persistence][preprocessing][law]") {
  RandomStream random(36, 0);
  const auto terrain = random_terrain(random, 90, 60);
  const auto flag = random_flag_complex(random, 45, 12, 9);
  const Context two({.threads = 2}), three({.threads = 3});
  for (const auto way : {Preprocessing::automatic, Preprocessing::plain, Preprocessing::chunk}) {
    const auto one = presented(terrain, 1, way);
    REQUIRE(one.matrix.column_count() > 1000);
    CHECK(one == presented(terrain, 1, way, two));
    CHECK(one == presented(terrain, 1, way, three));
    require_same_betti_grades(one, presented(terrain, 1, Preprocessing::plain));
  }
  const auto one = presented(flag, 1, Preprocessing::flag);
  CHECK(one == presented(flag, 1, Preprocessing::flag, two));
  CHECK(one == presented(flag, 1, Preprocessing::flag, three));
}

TEST_CASE("when all grades are equal, a square has no first homology and a circle has one class",
          "[persistence][preprocessing][example]") {
  RandomStream random(37, 0);
  auto square = random_terrain(random, 30, 1);
  FilteredComplex<2> circle = square;
  circle.blocks[2].grades.pop_back();  // without its last triangle
  for (int i = 0; i < 3; ++i) circle.blocks[2].faces.pop_back();
  for (const auto way : {Preprocessing::automatic, Preprocessing::plain, Preprocessing::chunk}) {
    CHECK(presented(square, 1, way).matrix.row_count() == 0);
    CHECK(presented(circle, 1, way).matrix.row_count() == 1);
    CHECK(presented(circle, 1, way).matrix.column_count() == 0);
    CHECK(presented(FilteredComplex<2>{}, 1, way).matrix.row_count() == 0);
  }
}

TEST_CASE("a million relations are made minimal as the spanning forest says", "[persistence][preprocessing][law]") {
  RandomStream random(38, 0);
  constexpr Index vertices = 2000, edges = 1000000, ranks = 1000;
  FilteredComplex<2> graph;
  for (auto& axis : graph.grid.axes)
    for (Index i = 0; i < ranks; ++i) axis.values.push_back(i);
  graph.blocks.resize(2);
  graph.blocks[0].grades.resize(vertices);
  graph.blocks[1].stride = 2;
  while (graph.blocks[1].size() < edges) {
    const Index u = Index(random.below(vertices)), v = Index(random.below(vertices));
    if (u == v) continue;
    graph.blocks[1].grades.push_back({{1 + Index(random.below(ranks - 1)), Index(random.below(ranks))}});
    graph.blocks[1].faces.insert(graph.blocks[1].faces.end(), {std::min(u, v), std::max(u, v)});
  }
  Presentation<2> raw{.grid = graph.grid};
  raw.matrix.row_grades = graph.blocks[0].grades;
  for (Index edge = 0; edge < edges; ++edge)
    raw.matrix.append(graph.blocks[1].grades[edge], graph.blocks[1].boundary(edge));
  require_same_betti_grades(minimal_presentation(raw, {}, context),
                            minimal_presentation(graph, {.degree = 0}, context));
}
