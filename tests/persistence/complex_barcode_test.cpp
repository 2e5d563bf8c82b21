// SPDX-License-Identifier: MIT
#include "tessera/persistence/complex_barcode.hpp"

#include "persistence/orientation.hpp"

#include "support/catch.hpp"
#include "support/cycle_oracle.hpp"
#include "support/errors.hpp"
#include "support/simplicial_complexes.hpp"
#include "support/torsion.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace tessera;

namespace {

const Context context;

Barcode witness(const std::vector<WitnessSimplex>& simplices, Index field, int degrees = 10) {
  std::vector<Bar> bars;
  for (const auto& bar : gudhi_barcode(simplices, degrees, int(field)))
    bars.push_back({bar.birth, bar.death, Index(bar.degree)});
  return barcode_of(std::move(bars), field);
}

std::vector<Index> bettis(const Barcode& barcode, Index degrees) {
  std::vector<Index> counts(degrees, 0);
  for (const Bar& bar : barcode.bars)
    if (bar.death == infinity) ++counts.at(bar.degree);
  return counts;
}

/// A row of squares [0, n] x [0, 1] bent to a ring (or a Moebius band) or left open, all cells at value 0 but the last
/// square, which comes at 1. Cells are squares: 4 edges each.
FilteredComplex<1> ring_of_squares(Index n) {
  FilteredComplex<1> complex;
  complex.grid.axes[0].values = {0, 1};
  complex.blocks.resize(3);
  complex.blocks[0].grades.resize(std::size_t{2} * n);  // vertex 2 i + side
  complex.blocks[1].stride = 2;
  for (Index i = 0; i < n; ++i) {  // edges 3 i: rung; 3 i + 1, 3 i + 2: rails
    const Index next = (i + 1) % n;
    for (const auto& [u, v] : {std::pair{2 * i, 2 * i + 1}, {2 * i, 2 * next}, {2 * i + 1, 2 * next + 1}}) {
      complex.blocks[1].faces.push_back(std::min(u, v));
      complex.blocks[1].faces.push_back(std::max(u, v));
    }
  }
  complex.blocks[1].grades.resize(std::size_t{3} * n);
  complex.blocks[2].stride = 4;
  for (Index i = 0; i < n; ++i) {
    std::vector<Index> faces{3 * i, 3 * i + 1, 3 * i + 2, 3 * ((i + 1) % n)};
    std::ranges::sort(faces);
    complex.blocks[2].faces.insert(complex.blocks[2].faces.end(), faces.begin(), faces.end());
    complex.blocks[2].grades.push_back({{i + 1 == n ? 1u : 0u}});
  }
  return complex;
}

}  // namespace

TEST_CASE("a hollow triangle that is filled later has one bar in degree one", "[persistence][barcode][example]") {
  FilteredComplex<1> complex;
  complex.grid.axes[0].values = {0, 1, 2, 5};
  complex.blocks.resize(3);
  complex.blocks[0].grades = {{{0}}, {{0}}, {{0}}};
  complex.blocks[1] = {.grades = {{{1}}, {{1}}, {{2}}}, .faces = {0, 1, 0, 2, 1, 2}, .stride = 2, .offsets = {}};
  complex.blocks[2] = {.grades = {{{3}}}, .faces = {0, 1, 2}, .stride = 3, .offsets = {}};
  complex.vertex_point = {7, 3, 9};

  const std::vector<Bar> bars{{0, 1, 0}, {0, 1, 0}, {0, infinity, 0}, {2, 5, 1}};
  CHECK(barcode(complex, {}, context) == Barcode{.bars = bars, .field = 2, .cycles = {}});

  const auto with_cycles = barcode(complex, {.max_degree = {}, .field = 3, .cycles = true}, context);
  CHECK(with_cycles.bars == bars);
  CHECK(with_cycles.cycles[2] == Cycle{1, {7}, {1}});
  // Points 3, 7, 9: the cycle (3, 9) - (7, 9) - (3, 7), the youngest edge first.
  CHECK(with_cycles.cycles[3] == Cycle{2, {3, 9, 7, 9, 3, 7}, {1, 2, 2}});
}

TEST_CASE("the homology of surfaces and Moore spaces depends on the field as the books say",
          "[persistence][barcode][example]") {
  struct Expected {
    TriangulatedSpace space;
    Index field;
    std::vector<Index> bettis;
  };
  for (const auto& [space, field, expected] : std::vector<Expected>{{projective_plane(), 2, {1, 1, 1}},
                                                                    {projective_plane(), 3, {1, 0, 0}},
                                                                    {klein_bottle(), 2, {1, 2, 1}},
                                                                    {klein_bottle(), 3, {1, 1, 0}},
                                                                    {klein_bottle(), 65521, {1, 1, 0}},
                                                                    {moore_space(), 2, {1, 0, 0}},
                                                                    {moore_space(), 3, {1, 1, 1}},
                                                                    {moore_space(), 5, {1, 0, 0}}}) {
    RandomStream random(11, field);
    for (int trial = 0; trial < 10; ++trial) {
      const auto filtration = random_filtration(random, space.triangles, 3);
      const auto complex = shuffled_complex(random, filtration);
      const auto result = barcode(complex, {.max_degree = {}, .field = field, .cycles = false}, context);
      INFO(space.vertices << " vertices over Z/" << field);
      CHECK(bettis(result, 3) == expected);
      if (field < 100) CHECK(result == witness(filtration, field));
    }
  }
}

TEST_CASE("barcodes of random simplicial complexes are GUDHI's over Z/2, Z/3 and Z/5",
          "[persistence][barcode][reference]") {
  RandomStream random(12, 0);
  for (int trial = 0; trial < 400; ++trial) {
    const Index vertices = 3 + Index(random.below(10));
    const auto filtration = random_filtration(
        random, random_simplices(random, vertices, std::min<Index>(vertices - 1, 4), 1 + Index(random.below(40))),
        1 + Index(random.below(4)));
    const auto complex = shuffled_complex(random, filtration);
    check(complex);
    for (const Index field : {2, 3, 5}) {
      INFO("trial " << trial << " over Z/" << field);
      const auto plain = barcode(complex, {.max_degree = {}, .field = field, .cycles = false}, context);
      REQUIRE(plain == witness(filtration, field));
      REQUIRE(barcode(complex, {.max_degree = {}, .field = field, .cycles = true}, context).bars == plain.bars);
      const Index most = Index(random.below(4));
      auto truncated = plain;
      std::erase_if(truncated.bars, [&](const Bar& bar) { return bar.degree > most; });
      REQUIRE(barcode(complex, {.max_degree = most, .field = field, .cycles = false}, context) == truncated);
    }
  }
}

TEST_CASE("skeletons of simplices, which are reduced as cochains, have GUDHI's barcodes and true cycles",
          "[persistence][barcode][reference]") {
  RandomStream random(13, 0);
  for (int trial = 0; trial < 30; ++trial) {
    std::vector<std::vector<Index>> triangles;
    const Index n = 5 + Index(trial % 4);
    for (Index a = 0; a < n; ++a)
      for (Index b = a + 1; b < n; ++b)
        for (Index c = b + 1; c < n; ++c) triangles.push_back({a, b, c});
    const auto filtration = random_filtration(random, triangles, 4);
    auto complex = shuffled_complex(random, filtration);
    for (const Index field : {2, 3}) {
      REQUIRE(barcode(complex, {.max_degree = {}, .field = field, .cycles = false}, context) ==
              witness(filtration, field));
      const auto truncated = barcode(complex, {.max_degree = 1, .field = field, .cycles = true}, context);
      REQUIRE(Barcode{truncated.bars, field, {}} == witness(filtration, field, 2));
      const auto whole = barcode(complex, {.max_degree = {}, .field = field, .cycles = true}, context);
      REQUIRE(fault_of_cycles(filtration, whole).value_or("") == "");
    }
  }
}

TEST_CASE("at every value the cycles of the bars alive there are a basis of the homology",
          "[persistence][barcode][cycles][law]") {
  RandomStream random(14, 0);
  for (int trial = 0; trial < 150; ++trial) {
    std::vector<std::vector<Index>> simplices;
    if (trial % 5 == 0)
      simplices = trial % 2 ? projective_plane().triangles : moore_space().triangles;
    else
      simplices = random_simplices(random, 7, 3, 4 + Index(random.below(16)));
    const auto filtration = random_filtration(random, simplices, 3);
    const auto complex = shuffled_complex(random, filtration);
    for (const Index field : {2, 3, 5}) {
      INFO("trial " << trial << " over Z/" << field);
      const auto result = barcode(complex, {.max_degree = {}, .field = field, .cycles = true}, context);
      REQUIRE(fault_of_cycles(filtration, result).value_or("") == "");
    }
  }
}

TEST_CASE("squares are oriented over Z/3: a ring that is closed later has a bar without end",
          "[persistence][barcode][example]") {
  for (const Index field : {2, 3, 65521}) {
    const auto result = barcode(ring_of_squares(5), {.max_degree = {}, .field = field, .cycles = true}, context);
    CHECK(Barcode{result.bars, field, {}} == Barcode{{{0, infinity, 0}, {0, 1, 1}, {0, infinity, 1}}, field, {}});
    CHECK(result.cycles[1].cell_size == 1);
  }
}

TEST_CASE("incidence numbers of cubes make the boundary of a boundary vanish", "[persistence][orientation][law]") {
  // The boundary of the 4-cube with one 3-cube left out: cells are words over 0, 1, *.
  FilteredComplex<1> complex;
  complex.grid.axes[0].values = {0};
  std::vector<std::map<std::string, Index>> position(5);
  for (int d = 0; d <= 4; ++d) {
    auto& block = complex.blocks.emplace_back();
    block.stride = Index(2 * d);
    for (int code = 0; code < 81; ++code) {
      std::string word;
      for (int rest = code, i = 0; i < 4; ++i, rest /= 3) word += "01*"[rest % 3];
      if (std::ranges::count(word, '*') != d) continue;
      position[std::size_t(d)][word] = block.size();
      block.grades.push_back({});
      std::vector<Index> faces;
      for (std::size_t i = 0; i < 4; ++i)
        for (const char end : {'0', '1'})
          if (word[i] == '*') {
            auto face = word;
            face[i] = end;
            faces.push_back(position[std::size_t(d) - 1].at(face));
          }
      std::ranges::sort(faces);
      block.faces.insert(block.faces.end(), faces.begin(), faces.end());
    }
  }
  check(complex);
  CHECK(simplex_vertices(complex, 4, context).empty());
  const auto signs = orientation(complex, 4, {}, context);
  for (std::size_t d = 2; d <= 4; ++d)
    for (Index cell = 0; cell < complex.blocks[d].size(); ++cell) {
      std::map<Index, int> sum;
      const auto& below = complex.blocks[d - 1];
      for (std::size_t i = 0; i < 2 * d; ++i) {
        const Index face = complex.blocks[d].faces[cell * 2 * d + i];
        for (std::size_t k = 0; k < 2 * d - 2; ++k)
          sum[below.faces[face * (2 * d - 2) + k]] += signs[d][cell * 2 * d + i] * signs[d - 1][face * (2 * d - 2) + k];
      }
      for (const auto& [ridge, total] : sum) CHECK(total == 0);
    }
  CHECK(barcode(complex, {.max_degree = {}, .field = 3, .cycles = false}, context).bars ==
        std::vector<Bar>{{0, infinity, 0}});
  complex.blocks.pop_back();
  CHECK(bettis(barcode(complex, {.max_degree = {}, .field = 3, .cycles = false}, context), 4) ==
        std::vector<Index>{1, 0, 0, 1});
}

TEST_CASE("no cell gives no bar, and vertices alone give bars without end", "[persistence][barcode]") {
  CHECK(barcode(FilteredComplex<1>{}, {}, context).bars.empty());
  FilteredComplex<1> vertices;
  vertices.grid.axes[0].values = {-1, 4};
  vertices.blocks.resize(1);
  CHECK(barcode(vertices, {}, context).bars.empty());
  vertices.blocks[0].grades = {{{1}}, {{0}}};
  const auto result = barcode(vertices, {.max_degree = 3, .field = 3, .cycles = true}, context);
  CHECK(result.bars == std::vector<Bar>{{-1, infinity, 0}, {4, infinity, 0}});
  CHECK(result.cycles == std::vector<Cycle>{{1, {1}, {1}}, {1, {0}, {1}}});
}

TEST_CASE("a presentation of one parameter has the bars of its module", "[persistence][barcode]") {
  Presentation<1> module;
  module.grid.axes[0].values = {0, 1, 2, 3};
  module.degree = 1;
  module.matrix.row_grades = {{{1}}, {{0}}, {{0}}};
  module.matrix.append({{2}}, std::vector<Index>{0, 1});
  module.matrix.append({{1}}, std::vector<Index>{0});
  module.matrix.append({{3}}, std::vector<Index>{0, 1, 2});
  CHECK(barcode(module, {}, context).bars ==
        std::vector<Bar>{{0, 2, 1}, {0, 3, 1}});  // the generator at 1 is killed at 1
  CHECK(reason_of([&] { barcode(module, {.max_degree = {}, .field = 3, .cycles = false}, context); }) ==
        "needs field 2 for a presentation, got 3");
  CHECK(reason_of([&] { barcode(module, {.max_degree = {}, .field = 2, .cycles = true}, context); }) ==
        "needs cells for cycles, got a presentation");
  CHECK(reason_of([&] { barcode(module, {.max_degree = 0, .field = 2, .cycles = false}, context); }) ==
        "needs at least the degree 1 of the module, got 0");
}

TEST_CASE("barcode refuses degrees that the complex does not determine, and what is no field",
          "[persistence][barcode][error]") {
  auto complex = ring_of_squares(4);
  complex.complete_dimension = 2;
  CHECK(bettis(barcode(complex, {}, context), 2) == std::vector<Index>{1, 1});
  CHECK(reason_of([&] { barcode(complex, {.max_degree = 2, .field = 2, .cycles = false}, context); }) ==
        "needs a complex that is complete up to dimension 3, got one complete up to 2");
  CHECK(code_of([&] { barcode(complex, {.max_degree = none, .field = 2, .cycles = false}, context); }) == "D106");
  for (const Index field : {0, 1, 4, 65537})
    CHECK(code_of([&] { barcode(complex, {.max_degree = {}, .field = field, .cycles = false}, context); }) == "D106");
  ContextOptions options;
  options.memory_budget = 64;
  CHECK(code_of([&] { barcode(complex, {}, Context(options)); }) == "R302");
}

TEST_CASE("cells without an orientable boundary are refused over Z/3 and served over Z/2",
          "[persistence][orientation][error]") {
  FilteredComplex<1> complex;  // one "cell" whose boundary is the projective plane
  RandomStream random(15, 0);
  const auto plane = projective_plane();
  complex = shuffled_complex(random, random_filtration(random, plane.triangles, 1));
  auto& body = complex.blocks.emplace_back();
  body.grades = {{}};
  body.stride = 10;
  for (Index i = 0; i < 10; ++i) body.faces.push_back(i);
  check(complex);
  CHECK(bettis(barcode(complex, {}, context), 4) == std::vector<Index>{1, 1, 0, 0});
  CHECK(
      reason_of([&] { barcode(complex, {.max_degree = {}, .field = 3, .cycles = false}, context); }) ==
      "needs cells with a boundary that can be oriented, got cell 0 of dimension 3, whose boundary is not orientable");

  auto pinched = ring_of_squares(4);  // a "cell" whose boundary is two squares
  pinched.blocks[2] = {.grades = {{}}, .faces = {}, .stride = 8, .offsets = {}};
  pinched.blocks[2].faces = {0, 1, 2, 3, 6, 7, 8, 9};
  check(pinched);
  CHECK(reason_of([&] { barcode(pinched, {.max_degree = {}, .field = 3, .cycles = false}, context); }) ==
        "needs cells with a boundary that can be oriented, got cell 0 of dimension 2, whose boundary is not in one "
        "piece");
}

TEST_CASE("the Klein bottle of the public file has two loops and a void over Z/2, one loop over Z/3",
          "[persistence][barcode][reference]") {
  const char* folder = std::getenv("TESSERA_DATA");
  if (folder == nullptr) {
    WARN("skipped: TESSERA_DATA does not name the folder of the data sets");
    return;
  }
  std::ifstream file(std::string(folder) + "/complexes/Klein_bottle_complex.fsc");
  REQUIRE(file);
  std::vector<std::vector<Index>> simplices;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::size_t dimension = 0;
    if (!(words >> dimension)) continue;
    std::vector<Index> simplex(dimension + 1);
    for (Index& vertex : simplex) words >> vertex;
    simplices.push_back(simplex);
  }
  RandomStream random(16, 0);
  const auto filtration = random_filtration(random, simplices, 5);
  const auto complex = shuffled_complex(random, filtration);
  // Vertex 0 of the file lies in no edge: a component of its own.
  CHECK(bettis(barcode(complex, {}, context), 3) == std::vector<Index>{2, 2, 1});
  CHECK(bettis(barcode(complex, {.max_degree = {}, .field = 3, .cycles = false}, context), 3) ==
        std::vector<Index>{2, 1, 0});
}
