// SPDX-License-Identifier: MIT
// What a complex or a module from outside may be wrong in, or extreme in: a case each, through every format that can
// say it and through `check`, the door for values built in memory.
#include "tessera/exchange/rivet.hpp"
#include "tessera/exchange/scc.hpp"
#include "tessera/exchange/simplex_tree_text.hpp"
#include "tessera/persistence/complex_barcode.hpp"
#include "tessera/persistence/hilbert_function.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"

#include <cmath>
#include <limits>
#include <random>

using namespace tessera;
using namespace tessera::exchange;

namespace {

/// What a reader says of its text: "D105 c:4: needs ..."; "fine" when it takes it.
template <class Reader>
std::string verdict(const Reader& reader) {
  try {
    reader();
  } catch (const Error& error) {
    return std::string(error.code().text) + " " + error.reason();
  }
  return "fine";
}

std::string scc(std::string_view lines) {
  const std::string text = "scc2020\n2\n" + std::string(lines);
  return verdict([&] { check(parse_scc_complex<2>({"c", text})); });
}
std::string firep(std::string_view lines) {
  const std::string text = "firep\nx\ny\n" + std::string(lines);
  return verdict([&] { check(parse_scc_complex<2>({"c", text})); });
}
std::string rivet(std::string_view lines) {
  const std::string text = "bifiltration\nx\ny\n" + std::string(lines);
  return verdict([&] { check(parse_rivet_bifiltration({"c", text})); });
}
std::string multicritical(std::string_view lines) {
  const std::string text = "bifiltration\nx\ny\n" + std::string(lines);
  return verdict([&] { check(parse_rivet_multicritical({"c", text})); });
}
std::string simplex_tree(std::string_view lines) {
  return verdict([&] { check(parse_simplex_tree({"c", lines})); });
}
std::string module_verdict(std::string_view lines) {
  const std::string text = "scc2020\n2\n" + std::string(lines);
  return verdict([&] { check(parse_scc_presentation<2>({"c", text})); });
}

/// Two vertices and an edge on a 2 x 2 grid, spoilt by `spoil`, at the door for values.
template <class Spoil>
std::string value(const Spoil& spoil) {
  FilteredComplex<2> complex;
  complex.grid.axes[0].values = {0, 1};
  complex.grid.axes[1].values = {0, 1};
  complex.blocks.resize(2);
  complex.blocks[0].grades = {{{0, 0}}, {{0, 1}}};
  complex.blocks[1] = {.grades = {{{1, 1}}}, .faces = {0, 1}, .stride = 2, .offsets = {}};
  spoil(complex);
  return verdict([&] { check(complex); });
}

/// The same for a module of two generators and a relation.
template <class Spoil>
std::string module_value(const Spoil& spoil) {
  Presentation<2> module;
  module.grid.axes[0].values = {0, 1};
  module.grid.axes[1].values = {0, 1};
  module.matrix.row_grades = {{{0, 0}}, {{0, 1}}};
  module.matrix.append({{1, 1}}, std::vector<Index>{0, 1});
  spoil(module);
  return verdict([&] { check(module); });
}

using Complex = FilteredComplex<2>;
using Module = Presentation<2>;

Module module_of(std::string_view lines) {
  return parse_scc_presentation<2>({"m", "scc2020\n2\n" + std::string(lines)});
}
Module minimal(const Module& module) { return minimal_presentation(module, {}, Context{}); }

}  // namespace

TEST_CASE("a face that is missing is named, with the line of its cell", "[exchange][bad_complex][error]") {
  CHECK(scc("0 1 2 0\n1 1 ; 0 2\n0 0 ;\n0 1 ;\n") == "D105 c:4: face 2 does not exist: the block below has 2 cells");
  CHECK(firep("0 1 2\n1 1 ; 0 2\n") == "D105 c:5: face 2 does not exist: the block below has 2 cells");
  CHECK(rivet("0 ; 0 0\n0 2 ; 1 1\n") == "D105 c:5: needs every face of the simplex 0 2, but 2 is not in the file");
  CHECK(multicritical("0 ; 0 0\n0 2 ; 0 1 1 0\n") ==
        "D105 c:5: needs every face of the simplex 0 2, but 2 is not in the file");
  CHECK(simplex_tree("0 0 0\n1 0 2 1\n") == "D105 c:2: needs every face of the simplex 0 2, but 2 is not in the file");
  CHECK(value([](Complex& c) { c.blocks[1].faces[1] = 2; }) ==
        "D105 cell 0 of dimension 1 has face 2, which does not exist");
  CHECK(module_verdict("1 1 0\n1 1 ; 1\n0 0 ;\n") == "D105 c:4: face 1 does not exist: the block below has 1 cells");
  CHECK(module_value([](Module& m) { m.matrix.entries[1] = 2; }) ==
        "D105 the rows of relation 0 must exist and strictly increase, got 2");
}

TEST_CASE("a cell before one of its faces is named", "[exchange][bad_complex][error]") {
  CHECK(scc("0 1 2 0\n1 1 ; 0 1\n0 0 ;\n0 2 ;\n") ==
        "D105 c:4: face 1 (line 6) has a grade that is not below this one's");
  CHECK(firep("1 1 1\n0 1 ; 0\n1 0 ;\n") == "D105 c:5: face 0 (line 6) has a grade that is not below this one's");
  CHECK(rivet("0 ; 0 0\n1 ; 0 2\n0 1 ; 1 1\n") ==
        "D105 c:6: the simplex 0 1 appears at (1, 1), before its face 1 (line 5)");
  CHECK(multicritical("0 ; 0 2 2 0\n1 ; 0 0\n0 1 ; 1 1\n") ==
        "D105 c:6: the simplex 0 1 appears at (1, 1), before its face 0 (line 4)");
  CHECK(simplex_tree("0 0 0\n0 1 2\n1 0 1 1\n") ==
        "D105 c:3: the simplex 0 1 appears at (1), before its face 1 (line 2)");
  CHECK(value([](Complex& c) {
          c.blocks[1].grades[0] = {{1, 0}};
        }) == "D105 cell 0 of dimension 1 comes before its face 1");
  CHECK(module_verdict("1 1 0\n0 1 ; 0\n1 0 ;\n") ==
        "D105 c:4: face 0 (line 5) has a grade that is not below this one's");
  CHECK(module_value([](Module& m) {
          m.matrix.column_grades[0] = {{1, 0}};
        }) == "D105 relation 0 comes before its generator 1");
}

TEST_CASE("a grade that is not finite is refused", "[exchange][bad_complex][error]") {
  for (const std::string bad : {"nan", "inf", "-inf", "NaN", "1e999"}) {
    INFO(bad);
    CHECK(scc("0 1 1 0\n1 1 ; 0\n0 " + bad + " ;\n").starts_with("D"));
    CHECK(firep("0 1 1\n" + bad + " 1 ; 0\n").starts_with("D"));
    CHECK(rivet("0 ; 0 " + bad + "\n").starts_with("D"));
    CHECK(multicritical("0 ; 0 1 1 " + bad + "\n").starts_with("D"));
    CHECK(simplex_tree("0 0 " + bad + "\n").starts_with("D"));
    CHECK(module_verdict("0 1 0\n" + bad + " 0 ;\n").starts_with("D"));
  }
  CHECK(scc("0 1 1 0\n1 1 ; 0\n0 nan ;\n") == "D101 c:5: needs a finite grade, got 'nan'");
  CHECK(rivet("0 ; 0 nan\n") == "D101 c:4: needs finite grades, got 'nan'");
  CHECK(simplex_tree("0 0 nan\n") == "D101 c:1: needs a finite filtration value, got 'nan'");
  const double nan = std::nan("");
  CHECK(value([&](Complex& c) {
          c.grid.axes[1].values[0] = nan;
        }).starts_with("D101 axis 1 must hold finite, strictly increasing values: entry 0 is"));
  CHECK(value([](Complex& c) { c.grid.axes[0].values[1] = infinity; }).starts_with("D101"));
  CHECK(module_value([&](Module& m) { m.grid.axes[1].values[1] = nan; }).starts_with("D101"));
}

TEST_CASE("a simplex, a vertex or a face given twice is refused", "[exchange][bad_complex][error]") {
  CHECK(rivet("0 ; 0 0\n1 ; 0 0\n0 1 ; 1 1\n1 0 ; 2 2\n") ==
        "D105 c:7: the simplex 0 1 is given twice, already on line 6");
  CHECK(multicritical("0 ; 0 1 1 0\n0 ; 0 0\n") == "D105 c:5: the simplex 0 is given twice, already on line 4");
  CHECK(simplex_tree("0 0 0\n0 0 1\n") == "D105 c:2: the simplex 0 is given twice, already on line 1");
  CHECK(rivet("0 ; 0 0\n0 0 ; 1 1\n") == "D105 c:5: vertex 0 is given twice");
  CHECK(simplex_tree("0 0 0\n1 0 0 1\n") == "D105 c:2: vertex 0 is given twice");
  CHECK(scc("0 1 1 0\n1 1 ; 0 0\n0 0 ;\n") == "D105 c:4: face 0 is given twice");
  CHECK(firep("0 1 1\n1 1 ; 0 0\n") == "D105 c:5: face 0 is given twice");
  CHECK(value([](Complex& c) { c.blocks[1].faces[1] = 0; }) ==
        "D105 the faces of cell 0 of dimension 1 do not strictly increase");
  CHECK(module_verdict("1 1 0\n1 1 ; 0 0\n0 0 ;\n") == "D105 c:4: face 0 is given twice");
  // Two cells with the same boundary are no mistake in a complex of cells: here they bound a circle.
  CHECK(scc("0 2 2 0\n1 1 ; 0 1\n1 1 ; 0 1\n0 0 ;\n0 0 ;\n") == "fine");
}

TEST_CASE("a grade of another number of parameters is refused", "[exchange][bad_complex][error]") {
  CHECK(scc("0 1 1 0\n1 ; 0\n0 0 ;\n") == "D201 c:4: needs a grade of 2 numbers, got 1");
  CHECK(scc("0 1 1 0\n1 1 1 ; 0\n0 0 ;\n") == "D201 c:4: needs a grade of 2 numbers, got 3");
  CHECK(firep("0 1 1\n1 1 1 ; 0\n") == "D201 c:5: needs a grade of 2 numbers, got 3");
  CHECK(rivet("0 ; 0\n") == "D201 c:4: needs pairs of numbers after ';', got 1 numbers");
  CHECK(rivet("0 ; 0 0 0\n") == "D201 c:4: needs pairs of numbers after ';', got 3 numbers");
  CHECK(simplex_tree("0 0 1 2\n") ==
        "D201 c:1: needs one vertex more than the dimension, then a value: got 2 vertices in dimension 0");
  CHECK(verdict([] {
          parse_scc_complex<3>({"c", "scc2020\n2\n0 0 0 0\n"});
        }) == "D106 c: needs a file of 3 parameters, got 2");
  CHECK(value([](Complex& c) {
          c.blocks[0].grades[1] = {{0, 2}};
        }) == "D105 cell 1 of dimension 0 has a grade outside axis 1");
  CHECK(module_value([](Module& m) {
          m.matrix.row_grades[1] = {{2, 0}};
        }) == "D105 generator 1 has a grade outside axis 0");
}

TEST_CASE("incomparable grades of one cell are multi-critical: read as such, refused elsewhere",
          "[exchange][bad_complex][error]") {
  const std::string_view lines = "0 ; 0 0\n1 ; 0 0\n0 1 ; 1 2 2 1\n";
  CHECK(multicritical(lines) == "fine");
  CHECK(rivet(lines) == "D106 c:6: needs one bigrade a simplex, got 2 that are incomparable");
  CHECK(scc("0 1 2 0\n1 2 2 1 ; 0 1\n0 0 ;\n0 0 ;\n") == "D201 c:4: needs a grade of 2 numbers, got 4");
}

TEST_CASE("arrays that do not fit together are refused before they are read", "[exchange][bad_complex][error]") {
  CHECK(value([](Complex& c) { c.blocks[1].stride = 3; }) ==
        "D105 the 1 cells of dimension 1 do not share out their 2 faces");
  CHECK(value([](Complex& c) {
          c.blocks[1].offsets = {0, 1u << 30};
        }) == "D105 the 1 cells of dimension 1 do not share out their 2 faces");
  CHECK(value([](Complex& c) { c.blocks[1].offsets = {1, 2}; }).starts_with("D105"));
  CHECK(value([](Complex& c) { c.blocks[1].offsets = {0, 2, 2}; }).starts_with("D105"));
  CHECK(value([](Complex& c) { c.blocks[0].grades.pop_back(); }).starts_with("D105"));
  CHECK(module_value([](Module& m) {
          m.matrix.offsets = {0, 7};
        }) == "D105 the 1 relations do not share out their 2 entries");
  CHECK(module_value([](Module& m) { m.matrix.offsets.clear(); }).starts_with("D105"));
}

TEST_CASE("a boundary whose boundary is not zero is refused", "[exchange][bad_complex][error]") {
  CHECK(scc("1 2 2 0\n1 1 ; 0 1\n0 0 ; 0 1\n0 0 ; 0\n0 0 ;\n0 0 ;\n") ==
        "D105 c:4: the boundary of its boundary is not zero");
  CHECK(firep("1 2 2\n1 1 ; 0 1\n0 0 ; 0 1\n0 0 ; 0\n") == "D105 c:5: the boundary of its boundary is not zero");
}

TEST_CASE("another field than Z/2 is refused where the format or the method has none",
          "[exchange][bad_complex][error]") {
  CHECK(scc("0 1 2 0\n1 1 ; 0:1 1:2\n0 0 ;\n0 0 ;\n") == "D201 c:4: needs faces as numbers from 0, got '0:1'");
  CHECK(module_verdict("1 1 0\n1 1 ; 0:2\n0 0 ;\n") == "D201 c:4: needs faces as numbers from 0, got '0:2'");
  const auto tree = parse_simplex_tree({"t", "0 0 0\n0 1 0\n1 0 1 1\n"});
  for (const Index field : {0u, 1u, 4u, 65537u, none}) {
    INFO(field);
    CHECK(verdict([&] {
            barcode(tree, {.max_degree = 0, .field = field, .cycles = false}, Context{});
          }).starts_with("D106"));
  }
  CHECK(barcode(tree, {.max_degree = 0, .field = 65521, .cycles = false}, Context{}).bars.size() == 2);
}

TEST_CASE("the zero module is a module", "[exchange][bad_complex]") {
  const Module zero = minimal(module_of("0 0 0\n"));
  CHECK(zero.is_minimal);
  CHECK(zero.matrix.row_count() == 0);
  CHECK(hilbert_function(zero, {}, Context{}).dimensions.empty());
  // Generators that relations kill at once.
  const Module killed = minimal(module_of("2 2 0\n0 0 ; 0\n1 1 ; 1\n0 0 ;\n1 1 ;\n"));
  CHECK(killed.matrix.row_count() == 0);
  CHECK(killed.matrix.column_count() == 0);
  // No cell at all, and no cell of the degree asked for.
  const auto empty = parse_scc_complex<2>({"c", "scc2020\n2\n0 0 0 0\n"});
  CHECK(minimal_presentation(empty, {.degree = 1}, Context{}).matrix.row_count() == 0);
  const auto point = parse_rivet_bifiltration({"c", "bifiltration\nx\ny\n0 ; 0 0\n"});
  CHECK(minimal_presentation(point, {.degree = 3}, Context{}).matrix.row_count() == 0);
  CHECK(parse_scc_presentation<2>({"again", scc_of(zero)}).matrix.row_count() == 0);
}

TEST_CASE("a free module has its generators and no relation", "[exchange][bad_complex]") {
  const Module free = minimal(module_of("0 3 0\n0 1 ;\n1 0 ;\n0 1 ;\n"));
  CHECK(free.matrix.row_count() == 3);
  CHECK(free.matrix.column_count() == 0);
  const auto values = hilbert_function(free, {}, Context{});
  CHECK(values.dimensions == std::vector<Index>{0, 2, 1, 3});
}

TEST_CASE("one generator is one generator", "[exchange][bad_complex]") {
  const Module one = minimal(module_of("0 1 0\n-1e308 1e308 ;\n"));
  CHECK(one.matrix.row_count() == 1);
  CHECK(one.grid(one.matrix.row_grades[0]) == Point<2>{-1e308, 1e308});
  const auto vertex = parse_rivet_bifiltration({"c", "bifiltration\nx\ny\n4294967294 ; 5e-324 -0\n"});
  const Module component = minimal_presentation(vertex, {.degree = 0}, Context{});
  CHECK(component.matrix.row_count() == 1);
  CHECK(component.grid(component.matrix.row_grades[0]) == Point<2>{std::numeric_limits<double>::denorm_min(), 0});
}

TEST_CASE("where all grades are equal, homology is that of the complex, at once", "[exchange][bad_complex]") {
  std::string lines, tree;
  for (int a = 0; a < 5; ++a) {  // the boundary of a pentagon and a triangle filled
    lines += std::to_string(a) + " ; 3 4\n" + std::to_string(a) + " " + std::to_string((a + 1) % 5) + " ; 3 4\n";
    tree += "0 " + std::to_string(a) + " 3\n1 " + std::to_string(a) + " " + std::to_string((a + 1) % 5) + " 3\n";
  }
  const auto circle = parse_rivet_bifiltration({"c", "bifiltration\nx\ny\n" + lines});
  const Module loop = minimal_presentation(circle, {.degree = 1}, Context{});
  CHECK(loop.matrix.row_count() == 1);
  CHECK(loop.matrix.column_count() == 0);
  CHECK(minimal_presentation(circle, {.degree = 0}, Context{}).matrix.row_count() == 1);
  const auto bars = barcode(parse_simplex_tree({"t", tree}), {}, Context{}).bars;
  CHECK(bars.size() == 2);
}

TEST_CASE("input that is not minimal is presented minimally", "[exchange][bad_complex]") {
  // Generator 1 is killed when it is born, relation 2 is the sum of the others, relation 3 comes again later.
  const Module module =
      module_of("5 4 0\n0 0 ; 1\n2 2 ; 0 2\n2 2 ; 2 3\n3 3 ; 0 3\n4 4 ; 0 1 2\n0 0 ;\n0 0 ;\n1 1 ;\n1 1 ;\n");
  const Module small = minimal(module);
  CHECK(small.is_minimal);
  CHECK(small.matrix.row_count() == 3);
  CHECK(small.matrix.column_count() == 2);
  const Module again = minimal(small);
  CHECK(again.matrix.row_grades == small.matrix.row_grades);
  CHECK(again.matrix.column_grades == small.matrix.column_grades);
}

TEST_CASE("a million relations are read and presented in seconds", "[exchange][bad_complex]") {
  constexpr Index generators = 1000, relations = 1'000'000;
  std::mt19937 gen(1);
  std::string text = "scc2020\n2\n" + std::to_string(relations) + " " + std::to_string(generators) + " 0\n";
  for (Index relation = 0; relation < relations; ++relation) {
    const Index a = gen() % generators, b = gen() % generators;
    text += std::to_string(1 + gen() % 1000) + " " + std::to_string(1 + gen() % 1000) + " ; " + std::to_string(a);
    if (b != a) text += " " + std::to_string(b);
    text += "\n";
  }
  for (Index generator = 0; generator < generators; ++generator) text += "0 0 ;\n";
  const Module module = parse_scc_presentation<2>({"m", text});
  CHECK(module.matrix.column_count() == relations);
  const Module small = minimal(module);
  CHECK(small.matrix.row_count() == generators);
  CHECK(small.matrix.column_count() >= generators);
  CHECK(small.matrix.column_count() < relations / 10);
}
