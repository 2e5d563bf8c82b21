// SPDX-License-Identifier: MIT
#include "tessera/exchange/scc.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/scratch.hpp"

#include <algorithm>
#include <filesystem>
#include <random>

using namespace tessera;
using namespace tessera::exchange;

namespace {

constexpr std::string_view triangle =
    "scc2020\n2\n1 3 3 0\n1 1 ; 0 1 2\n0 1 ; 1 2\n1 0 ; 0 2\n0.5 0 ; 0 1\n0 0 ;\n0 0 ;\n0 0 ;\n";

std::string complex_reason(std::string_view text) {
  return reason_of([&] { parse_scc_complex<2>({"c.scc", text}); });
}
std::string presentation_reason(std::string_view text) {
  return reason_of([&] { parse_scc_presentation<2>({"p.scc", text}); });
}

template <int N>
std::vector<std::vector<Point<N>>> real_grades(const FilteredComplex<N>& complex) {
  std::vector<std::vector<Point<N>>> all;
  for (const auto& block : complex.blocks) {
    all.emplace_back();
    for (const auto& grade : block.grades) all.back().push_back(complex.grid(grade));
  }
  return all;
}

/// A random presentation in which every value of every axis is used.
template <int N>
Presentation<N> random_presentation(std::mt19937& gen) {
  const auto below = [&](Index bound) { return Index(gen() % bound); };
  Presentation<N> random;
  const Index generators = below(6), relations = below(7);
  std::vector<Point<N>> rows(generators), columns(relations);
  std::array<std::vector<double>, N> values;
  std::uniform_real_distribution<double> real(-1, 1);
  const auto fill = [&](Point<N>& point, double low) {
    for (int axis = 0; axis < N; ++axis) values[axis].push_back(point[axis] = low + real(gen));
  };
  for (auto& row : rows) fill(row, 0);
  for (auto& column : columns) fill(column, 3);
  for (int axis = 0; axis < N; ++axis) random.grid.axes[axis].values = distinct_sorted(values[axis]);
  const auto rank = [&](const Point<N>& point) {
    Grade<N> grade;
    for (int axis = 0; axis < N; ++axis) grade[axis] = rank_of(random.grid.axes[axis].values, point[axis]);
    return grade;
  };
  for (const auto& row : rows) random.matrix.row_grades.push_back(rank(row));
  for (const auto& column : columns) {
    std::vector<Index> entries;
    for (Index row = 0; row < generators; ++row)
      if (gen() % 2) entries.push_back(row);
    random.matrix.append(rank(column), entries);
  }
  random.degree = below(3);
  random.grid.axes[0].name = "scale";
  random.grid.axes[N - 1] = {random.grid.axes[N - 1].values, "a \"b\" \\ \n#!", "1/m", Direction::superlevel, 2.5};
  return random;
}

}  // namespace

TEST_CASE("a complex of three blocks and a final zero is read from the top down", "[exchange][scc]") {
  const auto complex = parse_scc_complex<2>({"c.scc", triangle});
  check(complex);
  REQUIRE(complex.blocks.size() == 3);
  CHECK(complex.blocks[0].size() == 3);
  CHECK(complex.blocks[1].size() == 3);
  CHECK(complex.blocks[2].stride == 3);
  CHECK(complex.complete_dimension == 2);
  CHECK(complex.grid.axes[0].values == std::vector<double>{0, 0.5, 1});
  CHECK(complex.blocks[1].grades[2] == Grade<2>{{1, 0}});
  CHECK(std::ranges::equal(complex.blocks[1].boundary(1), std::vector<Index>{0, 2}));
}

TEST_CASE("the lowest block may be written out or left out", "[exchange][scc]") {
  std::string with(triangle), without(triangle.substr(0, triangle.find("0 0 ;")));
  with.replace(with.find("1 3 3 0"), 7, "1 3 3");
  without.replace(without.find("1 3 3 0"), 7, "1 3 3");
  CHECK(real_grades(parse_scc_complex<2>({"c", with})) == real_grades(parse_scc_complex<2>({"c", triangle})));
  const auto bare = parse_scc_complex<2>({"c", without});
  check(bare);
  REQUIRE(bare.blocks.size() == 3);
  CHECK(bare.blocks[0].grades == std::vector<Grade<2>>(3, Grade<2>{}));
  CHECK(bare.blocks[2].size() == 1);
}

TEST_CASE("a firep is a complex whose lowest block has no lines", "[exchange][scc]") {
  const std::string_view text =
      "--datatype firep\n--xlabel time\n--ylabel density \n\n# data\n1 3 3\n1 1 ; 0 1 2\n0 1 ; 1 2\n1 0 ; 0 2\n0.5 0 ; "
      "0 1 \n";
  const auto complex = parse_scc_complex<2>({"f", text});
  check(complex);
  CHECK(complex.grid.axes[0].name == "time");
  CHECK(complex.grid.axes[1].name == "density");
  CHECK(complex.blocks[0].size() == 3);
  CHECK(probe_scc({"f", text}).is_firep);
  CHECK(probe_scc({"f", "firep\nx\ny\n1 3 0\n"}).kind == SccHeader::Kind::presentation);

  const auto reversed = parse_scc_presentation<2>({"f", "--datatype firep\n--yreverse\n1 1 0\n1 2 ; 0\n0 3 ;\n"});
  CHECK(reversed.grid.axes[1].direction == Direction::superlevel);
  CHECK(reversed.grid.axes[1].values == std::vector<double>{-3, -2});
  CHECK(code_of([] { probe_scc({"f", "--datatype points\n1 1 1\n"}); }) == "D203");
  CHECK(code_of([] { probe_scc({"f", "--datatype firep\n--maxdist 3\n1 1 1\n"}); }) == "D203");
}

TEST_CASE("two counts and a final zero are a presentation", "[exchange][scc]") {
  const std::string_view text = "scc2020\n\n# two parameters\n2\n2 3 0\n2 2 ; 2 0\n4 4 ; 1\n2 1 ; \n3 1 ;\n\n1 2 ; ";
  const auto module = parse_scc_presentation<2>({"p.scc", text});
  check(module);
  CHECK(module.matrix.row_count() == 3);
  CHECK(std::ranges::equal(module.matrix.column(0), std::vector<Index>{0, 2}));
  CHECK(module.grid(module.matrix.column_grades[1]) == Point<2>{4, 4});
  CHECK_FALSE(module.is_minimal);
  CHECK(parse_scc_presentation<2>({"p", "scc2020\n2\n0 1 0\n1 2 ;\n"}).matrix.row_count() == 1);
  CHECK(parse_scc_presentation<3>({"p", "scc2020\n3\n0 0 0\n"}).matrix.row_count() == 0);
}

TEST_CASE("a complex is refused by line", "[exchange][scc][error]") {
  CHECK(complex_reason("scc2020\n2\n1 2 0\n1 1 ; 0\n0 0 ;\n0 0 ;\n") ==
        "c.scc: needs a complex, got a presentation (two sizes and a final 0)");
  CHECK(complex_reason("scc2020\n2\n0 1 2 0\n1 1 ; 0 2\n0 0 ;\n0 0 ;\n") ==
        "c.scc:4: face 2 does not exist: the block below has 2 cells");
  CHECK(complex_reason("scc2020\n2\n0 1 2 0\n1 1 ; 0 0\n0 0 ;\n0 0 ;\n") == "c.scc:4: face 0 is given twice");
  CHECK(complex_reason("scc2020\n2\n0 1 2 0\n1 1 ; 0 1\n0 0 ;\n0 2 ;\n") ==
        "c.scc:4: face 1 (line 6) has a grade that is not below this one's");
  CHECK(complex_reason("scc2020\n2\n0 1 2 0\n1 1 ; 0 1\n0 0 ;\n0 0 ; 1\n") ==
        "c.scc:6: a cell of the lowest block has no faces");
  CHECK(complex_reason("scc2020\n2\n1 2 2 0\n1 1 ; 0 1\n0 0 ; 0 1\n0 0 ; 0\n0 0 ;\n0 0 ;\n") ==
        "c.scc:4: the boundary of its boundary is not zero");
  CHECK(complex_reason("scc2020\n2\n0 1 1 0\n1 nan ; 0\n0 0 ;\n") == "c.scc:4: needs a finite grade, got 'nan'");
  CHECK(complex_reason("scc2020\n2\n0 1 1 0\n1 1/2 ; 0\n0 0 ;\n") == "c.scc:4: needs a number in the grade, got '1/2'");
  CHECK(complex_reason("scc2020\n2\n0 1 1 0\n1 ; 0\n0 0 ;\n") == "c.scc:4: needs a grade of 2 numbers, got 1");
  CHECK(complex_reason("scc2020\n2\n0 1 1 0\n1 1 0\n0 0 ;\n") == "c.scc:4: needs a grade, ';' and faces, got '1 1 0'");
  CHECK(complex_reason("scc2020\n2\n0 1 1 0\n1 1 ; -1\n0 0 ;\n") == "c.scc:4: needs faces as numbers from 0, got '-1'");
  CHECK(complex_reason("scc2020\n2\n0 1 1 0\n1 1 ; 0\n0 0 ;\n0 0 ;\n") ==
        "c.scc:6: the sizes of the blocks leave no cell for this line");
  CHECK(complex_reason("scc2020\n3\n0 0 0 0\n") == "c.scc: needs a file of 2 parameters, got 3");
  CHECK(complex_reason("scc2020\n5\n0 0 0 0\n") == "c.scc:2: needs at most 4 parameters, got 5");
  CHECK(complex_reason("scc2020\n2\n1 2\n") == "c.scc:3: needs the sizes of at least three blocks, got 2");
  CHECK(complex_reason("hello\n") == "c.scc:1: needs 'scc2020' or a firep as the first line, got 'hello'");
  CHECK(presentation_reason(triangle) == "p.scc: needs a presentation (two sizes and a final 0), got a complex");
  CHECK(presentation_reason("scc2020\n2\n1 1 0\n0 0 ; 0\n1 1 ;\n") ==
        "p.scc:4: face 0 (line 5) has a grade that is not below this one's");
}

TEST_CASE("a file that ends too early says how many lines it needs and has", "[exchange][scc][error]") {
  CHECK(presentation_reason("scc2020\n2\n1 1 0\n1 1 ; 0\n") ==
        "p.scc:4: the sizes of the blocks need 2 lines of cells, got 1");
  CHECK(complex_reason("scc2020\n2\n1 2 2 0\n1 1 ; 0 1\n0 0 ; 0 1\n0 0 ; 0 1\n0 0 ;\n") ==
        "c.scc:7: the sizes of the blocks need 5 lines of cells, got 4");
  CHECK(complex_reason("scc2020\n2\n0 1 2\n1 1 ; 0 1\n0 0 ;\n") ==
        "c.scc:5: the sizes of the blocks need 3 lines of cells, got 2");
  CHECK(presentation_reason("scc2020\n2\n1 1 0\n") == "p.scc: the sizes of the blocks need 1 lines of cells, got 0");
  CHECK(presentation_reason("") == "p.scc: the file ends where the word scc2020 should be");
}

TEST_CASE("counts of 10^18 cells allocate nothing", "[exchange][scc][error]") {
  for (const std::string_view counts : {"1000000000000000000 1 0", "1 1000000000000000000 0", "1 1 1000000000000000000",
                                        "18446744073709551615 18446744073709551615 18446744073709551615 0"}) {
    const std::string text = "scc2020\n2\n" + std::string(counts) + "\n1 1 ; 0\n0 0 ;\n";
    INFO(counts);
    const std::string reasons = complex_reason(text) + presentation_reason(text);
    CHECK((reasons.find("the sizes of the blocks need 1") != std::string::npos ||
           reasons.find("the header claims 1000000000000000000 cells without lines") != std::string::npos));
    CHECK(probe_scc({"c", text}).parameters == 2);
  }
  CHECK(code_of([] { probe_scc({"c", "scc2020\n2\n99999999999999999999 1 0\n"}); }) == "D201");
}

TEST_CASE("what scc_of writes of a presentation is read again, bit for bit", "[exchange][scc][law]") {
  std::mt19937 gen(3);
  for (int trial = 0; trial < 300; ++trial) {
    INFO("trial " << trial);
    const auto two = random_presentation<2>(gen);
    REQUIRE(parse_scc_presentation<2>({"p", scc_of(two)}) == two);
    const auto one = random_presentation<1>(gen);
    REQUIRE(parse_scc_presentation<1>({"p", scc_of(one)}) == one);
    const auto four = random_presentation<4>(gen);
    REQUIRE(parse_scc_presentation<4>({"p", scc_of(four)}) == four);
  }
}

TEST_CASE("what scc_of writes of a complex is read again", "[exchange][scc][law]") {
  auto complex = parse_scc_complex<2>({"c.scc", triangle});
  for (const Index complete : {Index{1}, Index{2}, Index{7}, none}) {
    complex.complete_dimension = complete;
    const std::string text = scc_of(complex);
    const auto again = parse_scc_complex<2>({"c", text});
    CHECK(again.complete_dimension == complete);
    CHECK(again.grid == complex.grid);
    CHECK(scc_of(again) == text);
  }
  complex.complete_dimension = 2;
  CHECK(scc_of(complex) ==
        "scc2020\n2\n1 3 3 0\n1 1 ; 0 1 2\n0 1 ; 1 2\n1 0 ; 0 2\n0.5 0 ; 0 1\n0 0 ;\n0 0 ;\n0 0 ;\n");

  complex.blocks.resize(2);  // a graph: a presentation would have as many blocks, so a third, empty one is listed
  complex.complete_dimension = none;
  const auto graph = parse_scc_complex<2>({"c", scc_of(complex)});
  CHECK(graph.blocks.size() == 2);
  CHECK(real_grades(graph) == real_grades(complex));
}

TEST_CASE("an scc file that loses anything but white space at its end is refused with a code", "[exchange][scc][law]") {
  std::mt19937 gen(5);
  std::vector<std::string> texts{std::string(triangle)};
  for (int i = 0; i < 20; ++i) texts.push_back(scc_of(random_presentation<2>(gen)));
  for (const std::string& text : texts) {
    const bool is_complex = probe_scc({"c", text}).kind == SccHeader::Kind::complex;
    const std::size_t needed = text.find_last_not_of(" \n") + 1;
    for (std::size_t length = 0; length < needed; ++length) {
      INFO(text << "cut at " << length);
      const std::string prefix = text.substr(0, length);
      const std::string found = code_of([&] {
        if (is_complex)
          parse_scc_complex<2>({"c", prefix});
        else
          parse_scc_presentation<2>({"c", prefix});
      });
      REQUIRE(found.starts_with("D"));
    }
  }
}

TEST_CASE("every presentation and firep of the shared data is read, and written and read again",
          "[exchange][scc][data]") {
  if (data_folder().empty()) {
    WARN("TESSERA_DATA names no folder: skipped");
    return;
  }
  int presentations = 0, complexes = 0;
  for (const char* folder : {"/presentations", "/rivet/FIReps"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(data_folder() + folder)) {
      if (!entry.is_regular_file()) continue;
      INFO(entry.path());
      const File file = read_file(entry.path());
      if (probe_scc(file.source()).kind == SccHeader::Kind::complex) {
        const auto complex = parse_scc_complex<2>(file.source());
        check(complex);
        CHECK(scc_of(parse_scc_complex<2>({"again", scc_of(complex)})) == scc_of(complex));
        ++complexes;
      } else {
        const auto presentation = parse_scc_presentation<2>(file.source());
        check(presentation);
        CHECK(parse_scc_presentation<2>({"again", scc_of(presentation)}) == presentation);
        ++presentations;
      }
    }
  CHECK(presentations >= 80);
  CHECK(complexes >= 2);
}
