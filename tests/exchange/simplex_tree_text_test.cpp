// SPDX-License-Identifier: MIT
#include "tessera/exchange/simplex_tree_text.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/scratch.hpp"

using namespace tessera;
using namespace tessera::exchange;

namespace {

std::string reason(std::string_view text) {
  return reason_of([&] { parse_simplex_tree({"t", text}); });
}

}  // namespace

TEST_CASE("a simplex tree in text gives a filtered complex", "[exchange][simplex_tree]") {
  const auto complex = parse_simplex_tree({"t", "1 7 3 1.25\n0 3 0.5\n\n0 7 -1 \r\n"});
  check(complex);
  REQUIRE(complex.blocks.size() == 2);
  CHECK(complex.vertex_point == std::vector<Index>{3, 7});
  CHECK(complex.grid.axes[0].values == std::vector<double>{-1, 0.5, 1.25});
  CHECK(complex.blocks[0].grades == std::vector<Grade<1>>{{{1}}, {{0}}});
  CHECK(complex.blocks[1].faces == std::vector<Index>{0, 1});
}

TEST_CASE("a simplex tree in text is refused by line", "[exchange][simplex_tree][error]") {
  CHECK(reason("") == "t: the file ends where a simplex should be");
  CHECK(reason("# none\n") == "t:1: the file ends where a simplex should be");
  CHECK(reason("x\n") == "t:1: needs the dimension of a simplex, got 'x'");
  CHECK(reason("0\n") == "t:1: needs one vertex more than the dimension, then a value: got 0 vertices in dimension 0");
  CHECK(reason("0 1 2 3\n") ==
        "t:1: needs one vertex more than the dimension, then a value: got 2 vertices in dimension 0");
  CHECK(reason("18446744073709551615 1\n") ==
        "t:1: needs one vertex more than the dimension, then a value: got 0 vertices in dimension "
        "18446744073709551615");
  CHECK(reason("0 -1 0\n") == "t:1: needs vertices as numbers from 0, got '-1'");
  CHECK(reason("0 1 x\n") == "t:1: needs a filtration value, got 'x'");
  CHECK(reason("0 1 inf\n") == "t:1: needs a finite filtration value, got 'inf'");
  CHECK(reason("0 1 0\n0 2 1\n1 1 2 0.5\n") == "t:3: the simplex 1 2 appears at (0.5), before its face 2 (line 2)");
  CHECK(reason("0 1 0\n1 1 2 0\n") == "t:2: needs every face of the simplex 1 2, but 2 is not in the file");
  CHECK(reason("0 1 0\n0 1 2\n") == "t:2: the simplex 1 is given twice, already on line 1");
}

TEST_CASE("the filtered Klein bottle of the shared data is one of 9 vertices and a point apart",
          "[exchange][simplex_tree][data]") {
  if (data_folder().empty()) {
    WARN("TESSERA_DATA names no folder: skipped");
    return;
  }
  const File file = read_file(data_folder() + "/complexes/Klein_bottle_complex.fsc");
  const auto complex = parse_simplex_tree(file.source());
  check(complex);
  REQUIRE(complex.blocks.size() == 3);
  CHECK(complex.blocks[0].size() == 10);
  CHECK(complex.blocks[1].size() == 27);
  CHECK(complex.blocks[2].size() == 18);
}
