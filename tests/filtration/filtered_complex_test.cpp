// SPDX-License-Identifier: MIT
#include "tessera/filtration/filtered_complex.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"

using namespace tessera;

namespace {

/// A full triangle on a 2 x 2 grid.
FilteredComplex<2> triangle() {
  FilteredComplex<2> complex;
  complex.grid.axes[0].values = {0, 1};
  complex.grid.axes[1].values = {5, 6};
  complex.blocks.resize(3);
  complex.blocks[0].grades.resize(3);
  complex.blocks[1] = {
      .grades = {{{1, 0}}, {{0, 1}}, {{1, 1}}}, .faces = {0, 1, 0, 2, 1, 2}, .stride = 2, .offsets = {}};
  complex.blocks[2] = {.grades = {{{1, 1}}}, .faces = {0, 1, 2}, .stride = 3, .offsets = {}};
  return complex;
}

template <class Break>
std::string reason_after(const Break& break_it) {
  auto complex = triangle();
  break_it(complex);
  return reason_of([&] { check(complex); });
}

}  // namespace

TEST_CASE("a filtered complex satisfies its contract or is told where it does not", "[filtration][complex][error]") {
  using Complex = FilteredComplex<2>;
  CHECK(reason_after([](Complex&) {}) == "no error");
  CHECK(triangle().size() == 7);
  CHECK(reason_after([](Complex& c) {
          c.blocks[2].grades[0] = {{0, 1}};
        }) == "cell 0 of dimension 2 comes before its face 0");
  CHECK(reason_after([](Complex& c) { c.blocks[1].faces[1] = 7; }) ==
        "cell 0 of dimension 1 has face 7, which does not exist");
  CHECK(reason_after([](Complex& c) { c.blocks[1].faces = {1, 0, 0, 2, 1, 2}; }) ==
        "the faces of cell 0 of dimension 1 do not strictly increase");
  CHECK(reason_after([](Complex& c) { c.blocks[1].faces = {0, 1, 0, 2, 0, 2}; }) ==
        "the boundary of the boundary of cell 0 of dimension 2 is not zero (at cell 0 of dimension 0)");
  CHECK(reason_after([](Complex& c) {
          c.blocks[0].grades[1] = {{2, 0}};
        }) == "cell 1 of dimension 0 has a grade outside axis 0");
  CHECK(reason_after([](Complex& c) {
          c.grid.axes[1].values = {6, 6};
        }) == "axis 1 must hold finite, strictly increasing values: entry 1 is 6");
}
