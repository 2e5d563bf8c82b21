// SPDX-License-Identifier: MIT
#include "tessera/exchange/rivet.hpp"

#include "tessera/exchange/scc.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/scratch.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <random>

using namespace tessera;
using namespace tessera::exchange;

namespace {

constexpr std::string_view two_triangles =
    "--datatype bifiltration\n--xlabel time of appearance\n--ylabel network distance\n--yreverse\n\n#data\n"
    "10 ; 0 0\n2 ; 0 0\n3 ; 0 0\n7 ; 0 0\n10 2 ; 0 0\n2 3 ; 0 -1 \n10 3 ; 0 0\n2 3 10 ; 1 -2\n7 3 ; 1.5 -1\n2 7 ; 1 "
    "-1\n";

std::string reason(std::string_view lines) {
  const std::string text = "bifiltration\nx\ny\n" + std::string(lines);
  return reason_of([&] { parse_rivet_bifiltration({"b", text}); });
}
std::string code(std::string_view lines) {
  const std::string text = "bifiltration\nx\ny\n" + std::string(lines);
  return code_of([&] { parse_rivet_bifiltration({"b", text}); });
}

/// A full triangle on numbers drawn at random, its simplices in any order and with bigrades above those of their faces.
std::string random_bifiltration(std::mt19937& gen) {
  const auto below = [&](int bound) { return int(gen() % unsigned(bound)); };
  std::vector<std::string> lines;
  const std::array<int, 3> numbers{below(5), 5 + below(5), 10 + below(5)};
  for (unsigned subset = 1; subset < 8; ++subset) {
    std::string line;
    int size = 0;
    for (unsigned v = 0; v < 3; ++v)
      if (subset >> v & 1) line = std::to_string(numbers[v]) + " " + line, ++size;
    line += ";";
    for (int grade = below(3); grade >= 0; --grade)
      line += " " + std::to_string(10 * size + below(9)) + " " + std::to_string(-10 * size - below(9)) + ".25";
    lines.insert(lines.begin() + below(int(lines.size()) + 1), line + "\n");
  }
  std::string text = "bifiltration\nscale\n[-] density\n";
  for (const auto& line : lines) text += line;
  return text;
}

}  // namespace

TEST_CASE("a bifiltration gives its simplices in the order of the file, with their faces and grades",
          "[exchange][rivet]") {
  const auto complex = parse_rivet_bifiltration({"b", two_triangles});
  check(complex);
  REQUIRE(complex.blocks.size() == 3);
  CHECK(complex.blocks[0].size() == 4);
  CHECK(complex.vertex_point == std::vector<Index>{10, 2, 3, 7});
  CHECK(complex.blocks[1].faces == std::vector<Index>{0, 1, 1, 2, 0, 2, 2, 3, 1, 3});
  CHECK(complex.blocks[2].faces == std::vector<Index>{0, 1, 2});
  CHECK(complex.complete_dimension == none);

  CHECK(complex.grid.axes[0].name == "time of appearance");
  CHECK(complex.grid.axes[1].direction == Direction::superlevel);
  CHECK(complex.grid.axes[0].values == std::vector<double>{0, 1, 1.5});
  CHECK(complex.grid.axes[1].values == std::vector<double>{0, 1, 2});
  CHECK(complex.grid(complex.blocks[1].grades[3]) == Point<2>{1.5, 1});
  CHECK(complex.grid(complex.blocks[2].grades[0]) == Point<2>{1, 2});
}

TEST_CASE("the header of RIVET 1.0 says the same as the flags of 1.1", "[exchange][rivet]") {
  std::string old(two_triangles);
  old.replace(0, old.find("\n\n#data"), "bifiltration\ntime of appearance\n[-] network distance");
  const auto complex = parse_rivet_bifiltration({"b", old}), other = parse_rivet_bifiltration({"b", two_triangles});
  CHECK(scc_of(complex) == scc_of(other));
  CHECK(parse_scc_complex<2>({"f", "firep\nx\n[-] y\n0 1 1\n0 3 ; 0\n"}).grid.axes[1].direction ==
        Direction::superlevel);
}

TEST_CASE("a header tells what the file holds", "[exchange][rivet]") {
  const auto header = probe_rivet({"b", two_triangles});
  CHECK(header.kind == RivetHeader::Kind::bifiltration);
  CHECK(header.labels == std::array<std::string, 2>{"time of appearance", "network distance"});
  CHECK(header.directions == std::array{Direction::sublevel, Direction::superlevel});
  CHECK_FALSE(header.is_multicritical);
  CHECK(probe_rivet({"b", "bifiltration\nx\ny\n0 ; 0 1 1 0\n"}).is_multicritical);
  CHECK(probe_rivet({"b", "--datatype firep\n0 0 0\n"}).kind == RivetHeader::Kind::firep);
  CHECK(parse_rivet_bifiltration({"b", "--datatype bifiltration\n#empty bifiltration\n"}).blocks.empty());
}

TEST_CASE("a simplex with several bigrades keeps the minimal ones, in colexicographic order", "[exchange][rivet]") {
  const std::string_view text = "bifiltration\nx\n[-] y\n1 ; 0 0\n4 ; 0 0\n1 4 ; 0 -3 2 -1 2 -1 2 -2 1 -3 3 0 1 -2\n";
  const auto complex = parse_rivet_multicritical({"b", text});
  check(complex);
  REQUIRE(complex.blocks.size() == 2);
  std::vector<Point<2>> grades;
  for (const auto& grade : complex.blocks[1].grades_of(0)) grades.push_back(complex.grid(grade));
  CHECK(grades == std::vector<Point<2>>{{3, 0}, {2, 1}, {1, 2}, {0, 3}});
  CHECK(complex.grid.axes[0].values == std::vector<double>{0, 1, 2, 3});
  CHECK(std::ranges::equal(complex.blocks[1].boundary(0), std::vector<Index>{0, 1}));
  CHECK(complex.complete_dimension == none);
}

TEST_CASE("where one bigrade of a simplex is below its others, the complex is one-critical", "[exchange][rivet]") {
  const std::string_view text = "bifiltration\nx\ny\n0 ; 1 1 1 2 0 1 0 1\n";
  CHECK(probe_rivet({"b", text}).is_multicritical);
  const auto complex = parse_rivet_bifiltration({"b", text});
  CHECK(complex.grid.axes[0].values == std::vector<double>{0});
  CHECK(complex.grid.axes[1].values == std::vector<double>{1});
}

TEST_CASE("every bigrade of a simplex needs one of each face below it", "[exchange][rivet][error]") {
  const auto reason_of_multi = [](std::string_view lines) {
    const std::string text = "bifiltration\nx\ny\n" + std::string(lines);
    return reason_of([&] { check(parse_rivet_multicritical({"b", text})); });
  };
  CHECK(reason_of_multi("0 ; 0 2 1 1 2 0\n1 ; 0 0\n0 1 ; 0 2 2 0\n") == "no error");
  CHECK(reason_of_multi("0 ; 0 2 1 1 2 0\n1 ; 0 0\n0 1 ; 0 2 1 0\n") ==
        "b:6: the simplex 0 1 appears at (1, 0), before its face 0 (line 4)");
  CHECK(reason_of_multi("0 ; 1 2 2 1\n1 ; 0 0\n0 1 ; 0 3 4 0\n") ==
        "b:6: the simplex 0 1 appears at (4, 0), before its face 0 (line 4)");
}

TEST_CASE("a header that cannot be read is refused by line", "[exchange][rivet][error]") {
  const auto probe = [](std::string_view text) { return reason_of([&] { probe_rivet({"b", text}); }); };
  CHECK(probe("") == "b: the file ends where a flag of RIVET, 'bifiltration' or 'firep' should be");
  CHECK(probe("# only\n") == "b:1: the file ends where a flag of RIVET, 'bifiltration' or 'firep' should be");
  CHECK(probe("0 1\n") == "b:1: needs a flag of RIVET, 'bifiltration' or 'firep' first, got '0 1'");
  CHECK(probe("--xlabel x\n0 ; 0 0\n") == "b:2: needs the flag '--datatype bifiltration' or '--datatype firep'");
  CHECK(probe("--datatype points_fn\n") == "b:1: needs data of type bifiltration or firep, got 'points_fn'");
  CHECK(probe("--datatype firep\n--xbins 3\n") == "b:2: the flag '--xbins' is not read");
  CHECK(probe("--xlabel a\n--xlabel b\n") == "b:2: the flag '--xlabel' is given twice");
  CHECK(probe("bifiltration\nx\n") == "b:2: the file ends where the label of an axis should be");
  CHECK(reason_of([] {
          parse_rivet_bifiltration({"b", "firep\nx\ny\n0 0 0\n"});
        }) == "b: needs a bifiltration, got a firep");
  CHECK(code_of([] { parse_scc_complex<2>({"b", two_triangles}); }) == "D203");
}

TEST_CASE("a bifiltration is refused by line", "[exchange][rivet][error]") {
  CHECK(reason("0 1\n") == "b:4: needs vertices, ';' and bigrades, got '0 1'");
  CHECK(reason("; 0 0\n") == "b:4: needs vertices before ';', got none");
  CHECK(reason("a ; 0 0\n") == "b:4: needs vertices as numbers from 0, got 'a'");
  CHECK(reason("4294967295 ; 0 0\n") == "b:4: needs vertices as numbers from 0, got '4294967295'");
  CHECK(reason("0 ;\n") == "b:4: needs pairs of numbers after ';', got 0 numbers");
  CHECK(reason("0 ; 1 2 3\n") == "b:4: needs pairs of numbers after ';', got 3 numbers");
  CHECK(reason("0 ; 1/2 1\n") == "b:4: needs numbers after ';', got '1/2'");
  CHECK(reason("0 ; 0 0\n1 ; nan 0\n") == "b:5: needs finite grades, got 'nan'");
  CHECK(code("0 ; 0 inf\n") == "D101");
  CHECK(reason("0 ; 0 0\n0 0 ; 0 0\n") == "b:5: vertex 0 is given twice");
  CHECK(reason("0 ; 0 0\n1 ; 0 0\n0 ; 1 1\n") == "b:6: the simplex 0 is given twice, already on line 4");
  CHECK(reason("0 ; 0 0\n1 ; 0 0\n0 1 ; 0 0\n1 0 ; 0 0\n") == "b:7: the simplex 0 1 is given twice, already on line 6");
  CHECK(reason("0 ; 0 0\n0 1 ; 0 0\n") == "b:5: needs every face of the simplex 0 1, but 1 is not in the file");
  CHECK(reason("0 ; 0 0\n1 ; 0 0\n2 ; 0 0\n0 1 ; 0 0\n0 1 2 ; 0 0\n1 2 ; 0 0\n") ==
        "b:8: needs every face of the simplex 0 1 2, but 0 2 is not in the file");
  CHECK(reason("0 ; 0 0\n1 ; 0 2\n0 1 ; 1 1\n") ==
        "b:6: the simplex 0 1 appears at (1, 1), before its face 1 (line 5)");
  CHECK(code("0 ; 0 0\n1 ; 0 2\n0 1 ; 1 1\n") == "D105");
  CHECK(reason("0 ; 0 1 1 0\n") == "b:4: needs one bigrade a simplex, got 2 that are incomparable");
  CHECK(code("0 ; 0 1 1 0\n") == "D106");

  std::string many;
  for (int v = 0; v < 65; ++v) many += std::to_string(v) + " ";
  CHECK(reason(many + "; 0 0\n") == "b:4: needs simplices of at most 64 vertices, got 65");
  CHECK(reason(many.substr(2) + "; 0 0\n").starts_with("b:4: needs every face of the simplex 1 2 3"));
}

TEST_CASE("a grade in a message has the sign of the file", "[exchange][rivet][error]") {
  const std::string_view text = "bifiltration\nx\n[-] y\n0 ; 0 5\n1 ; 0 4\n0 1 ; 0 4.5\n";
  CHECK(reason_of([&] {
          parse_rivet_bifiltration({"b", text});
        }) == "b:6: the simplex 0 1 appears at (0, 4.5), before its face 1 (line 5)");
}

TEST_CASE("ends of line, a mark at the start and blank lines do not matter", "[exchange][rivet]") {
  std::string text = "\xEF\xBB\xBF";
  for (const char letter : two_triangles) text += letter == '\n' ? std::string("\r\n") : std::string(1, letter);
  CHECK(scc_of(parse_rivet_bifiltration({"b", text})) == scc_of(parse_rivet_bifiltration({"b", two_triangles})));
}

TEST_CASE("a bifiltration cut anywhere is a complex that passes every check, or refused with a code",
          "[exchange][rivet][law]") {
  for (std::size_t length = 0; length < two_triangles.size(); ++length) {
    INFO("cut at " << length);
    const auto cut = two_triangles.substr(0, length);
    const std::string found = code_of([&] { check(parse_rivet_bifiltration({"b", cut})); });
    REQUIRE((found.empty() || found.starts_with("D")));
  }
}

TEST_CASE("what rivet_of writes of a bifiltration is read again", "[exchange][rivet][law]") {
  std::mt19937 gen(11);
  for (int trial = 0; trial < 200; ++trial) {
    const std::string text = random_bifiltration(gen);
    INFO(text);
    auto complex = parse_rivet_multicritical({"b", text});
    complex.complete_dimension = trial % 3 == 0 ? none : Index(trial % 3);
    complex.grid.axes[1].known_below = trial % 2 == 0 ? infinity : 7.5;
    complex.grid.axes[0].unit = trial % 2 == 0 ? "" : "length";
    const std::string written = rivet_of(complex);
    const auto again = parse_rivet_multicritical({"again", written});
    REQUIRE(again.grid == complex.grid);
    REQUIRE(again.complete_dimension == complex.complete_dimension);
    REQUIRE(again.blocks.size() == complex.blocks.size());
    for (std::size_t d = 0; d < again.blocks.size(); ++d) {
      REQUIRE(again.blocks[d].grades == complex.blocks[d].grades);
      REQUIRE(again.blocks[d].faces == complex.blocks[d].faces);
      REQUIRE(again.blocks[d].grade_offsets == complex.blocks[d].grade_offsets);
    }
    REQUIRE(rivet_of(again) == written);
  }
  const auto one = parse_rivet_bifiltration({"b", two_triangles});
  CHECK(parse_rivet_bifiltration({"again", rivet_of(one)}).vertex_point == one.vertex_point);
  CHECK(scc_of(parse_rivet_bifiltration({"again", rivet_of(one)})) == scc_of(one));
}

TEST_CASE("a cell that is no simplex is not written for RIVET", "[exchange][rivet][error]") {
  const auto square =
      parse_scc_complex<2>({"c",
                            "scc2020\n2\n1 4 4 0\n1 1 ; 0 1 2 3\n0 0 ; 0 1\n0 0 ; 1 2\n0 0 ; 2 3\n0 0 ; 0 3\n"
                            "0 0 ;\n0 0 ;\n0 0 ;\n0 0 ;\n"});
  CHECK(reason_of([&] { rivet_of(square); }) ==
        "needs simplices, got cell 0 of dimension 2 with 4 faces and 4 vertices");
}

TEST_CASE("every bifiltration of the shared data is read", "[exchange][rivet][data]") {
  if (data_folder().empty()) {
    WARN("TESSERA_DATA names no folder: skipped");
    return;
  }
  int one_critical = 0, multicritical = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data_folder() + "/rivet/Test_Bifiltrations")) {
    if (!entry.is_regular_file()) continue;
    INFO(entry.path());
    const File file = read_file(entry.path());
    if (probe_rivet(file.source()).is_multicritical) {
      CHECK(code_of([&] { parse_rivet_bifiltration(file.source()); }) == "D106");
      check(parse_rivet_multicritical(file.source()));
      ++multicritical;
    } else {
      check(parse_rivet_bifiltration(file.source()));
      ++one_critical;
    }
  }
  CHECK(one_critical == 10);
  CHECK(multicritical == 1);
}
