// SPDX-License-Identifier: MIT
#include "tessera/persistence/signed_measures.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/many_parameters.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <algorithm>

using namespace tessera;

namespace {

const Context context;

template <int N>
bool is_canonical(const SignedBarcode<N>& measure) {
  for (std::size_t i = 0; i < measure.bars.size(); ++i) {
    if (measure.bars[i].multiplicity == 0) return false;
    for (int axis = 0; axis < N; ++axis)
      if (measure.bars[i].death[axis] != none) return false;
    if (i > 0 && !colexicographic(measure.bars[i - 1].birth, measure.bars[i].birth)) return false;
  }
  return measure.kind == SignedBarKind::free;
}

template <int N>
void check_measures(int trials, Index vertices, Index tops, Index ranks) {
  RandomStream random(61, N);
  for (int trial = 0; trial < trials; ++trial) {
    const auto complex = random_filtered_complex<N>(random, vertices, tops, ranks);
    INFO(N << " parameters, trial " << trial);
    const auto euler = euler_measure(complex);
    REQUIRE(is_canonical(euler));
    std::vector<SignedBarcode<N>> hilbert;
    for (Index degree = 0; degree < 4; ++degree) {
      hilbert.push_back(hilbert_measure(complex, degree, context));
      REQUIRE(is_canonical(hilbert[degree]));
      const auto module = minimal_presentation(complex, {.degree = degree}, context);
      REQUIRE(hilbert_measure(module, context) == hilbert[degree]);
    }
    for (const auto& z : all_grades<N>(ranks)) {
      std::int64_t characteristic = 0;
      for (Index degree = 0; degree < 4; ++degree) {
        const auto dimension = naive_homology(complex, degree, z);
        REQUIRE(sum_below(hilbert[degree], z) == dimension);
        characteristic += degree % 2 == 0 ? std::int64_t{dimension} : -std::int64_t{dimension};
      }
      REQUIRE(sum_below(euler, z) == characteristic);
    }

    Presentation<N> module{.grid = complex.grid, .matrix = random_graded_matrix<N>(random, 5, 8, ranks)};
    const auto measure = hilbert_measure(module, context);
    for (const auto& z : all_grades<N>(ranks)) REQUIRE(sum_below(measure, z) == naive_cokernel(module.matrix, z));
  }
}

}  // namespace

TEST_CASE("two points joined by an edge have one component less from there on", "[persistence][measure]") {
  FilteredComplex<2> complex;
  complex.grid.axes[0].values = complex.grid.axes[1].values = {0, 1, 2, 3};
  complex.blocks.push_back({.grades = {{{0, 1}}, {{1, 0}}}});
  complex.blocks.push_back({.grades = {{{2, 3}}}, .faces = {0, 1}, .stride = 2});
  const Grade<2> nowhere{{none, none}};

  const auto measure = hilbert_measure(complex, 0, context);
  CHECK(measure.bars ==
        std::vector<SignedBar<2>>{{{{1, 0}}, nowhere, 1}, {{{0, 1}}, nowhere, 1}, {{{2, 3}}, nowhere, -1}});
  CHECK(measure.degree == 0);
  CHECK(euler_measure(complex).bars == measure.bars);
  CHECK(euler_measure(complex).degree == none);
  CHECK(hilbert_measure(complex, 1, context).bars.empty());
  CHECK(hilbert_measure(complex, none, context).bars.empty());
}

TEST_CASE("a generator killed along three axes has the measure of a box", "[persistence][measure]") {
  Presentation<3> box;
  for (auto& axis : box.grid.axes) axis.values = {0, 1};
  box.matrix.row_grades = {{{0, 0, 0}}};
  for (const Grade<3>& grade : {Grade<3>{{1, 0, 0}}, Grade<3>{{0, 1, 0}}, Grade<3>{{0, 0, 1}}})
    box.matrix.append(grade, std::vector<Index>{0});
  const auto measure = hilbert_measure(box, context);
  REQUIRE(measure.bars.size() == 8);
  for (const auto& bar : measure.bars) {
    const auto corner = bar.birth[0] + bar.birth[1] + bar.birth[2];
    CHECK(bar.multiplicity == (corner % 2 == 0 ? 1 : -1));
  }
}

TEST_CASE("signed measures add up to dimensions and Euler characteristics at every grade",
          "[persistence][measure][law]") {
  check_measures<1>(100, 7, 14, 6);
  check_measures<2>(100, 7, 14, 5);
  check_measures<3>(60, 7, 12, 4);
  check_measures<4>(25, 6, 10, 3);
}

TEST_CASE("a measure beyond what a complex knows is refused", "[persistence][measure][error]") {
  FilteredComplex<3> complex;
  complex.complete_dimension = 1;
  CHECK(reason_of([&] { hilbert_measure(complex, 1, context); }) ==
        "needs a complex that is complete up to dimension 2, got one complete up to 1");
}
