// SPDX-License-Identifier: MIT
#include "tessera/algebra/bigraded_sweep.hpp"

#include "support/catch.hpp"
#include "support/dense_rank.hpp"
#include "tessera/core/random.hpp"

#include <algorithm>

using namespace tessera;

namespace {

const Context context;

/// A random map of free modules with columns in colexicographic order; rows are all at (0, 0).
GradedMatrix<2> random_matrix(RandomStream& random, Index rows, Index columns, Index ranks) {
  std::vector<Grade<2>> grades(columns);
  for (auto& grade : grades) grade = {{Index(random.below(ranks)), Index(random.below(ranks))}};
  std::ranges::sort(grades, colexicographic<2>);
  GradedMatrix<2> matrix{.row_grades = std::vector<Grade<2>>(rows)};
  for (const auto& grade : grades) {
    std::vector<Index> ones;
    for (Index row = 0; row < rows; ++row)
      if (random.below(3) == 0) ones.push_back(row);
    matrix.append(grade, ones);
  }
  return matrix;
}

/// Rank of the columns at and below z, among those that `keep` admits.
template <class Keep>
std::size_t rank_below(const GradedMatrix<2>& matrix, const Grade<2>& z, const Keep& keep) {
  std::vector<std::vector<bool>> rows;
  for (Index j = 0; j < matrix.column_count(); ++j) {
    if (!precedes(matrix.column_grades[j], z) || !keep(j)) continue;
    rows.emplace_back(matrix.row_count(), false);
    for (const Index row : matrix.column(j)) rows.back()[row] = true;
  }
  return dense_rank(std::move(rows));
}

}  // namespace

TEST_CASE("two columns that agree give one kernel generator, at the join of their grades",
          "[algebra][kernel][example]") {
  GradedMatrix<2> matrix{.row_grades = {{}}};
  matrix.append({{2, 0}}, std::vector<Index>{0});
  matrix.append({{0, 3}}, std::vector<Index>{0});
  const auto kernel = kernel_basis(matrix, nullptr, context);
  CHECK(kernel.grades == std::vector<Grade<2>>{{{2, 3}}});
  CHECK(std::ranges::equal(kernel.chain(0), std::vector<Index>{1, 0}));
}

TEST_CASE("generators of the kernel below a grade number the nullity there, and are cycles", "[algebra][kernel][law]") {
  RandomStream random(42, 0);
  for (int trial = 0; trial < 300; ++trial) {
    const auto matrix = random_matrix(random, 5, 12, 5);
    const auto kernel = kernel_basis(matrix, nullptr, context);
    for (Index i = 0; i < kernel.grades.size(); ++i) {
      std::vector<int> sum(matrix.row_count(), 0);
      REQUIRE(kernel.chain(i).front() == kernel.leader[i]);
      for (const Index j : kernel.chain(i)) {
        REQUIRE(precedes(matrix.column_grades[j], kernel.grades[i]));
        for (const Index row : matrix.column(j)) sum[row] ^= 1;
      }
      REQUIRE(std::ranges::all_of(sum, [](int s) { return s == 0; }));
    }
    auto grades = kernel.grades;
    std::ranges::sort(grades, colexicographic<2>);
    REQUIRE(grades == kernel_grades(matrix, context));
    for (Index x = 0; x < 5; ++x)
      for (Index y = 0; y < 5; ++y) {
        const Grade<2> z{{x, y}};
        const auto columns = std::ranges::count_if(matrix.column_grades, [&](const auto& g) { return precedes(g, z); });
        const auto below = std::ranges::count_if(kernel.grades, [&](const auto& g) { return precedes(g, z); });
        REQUIRE(std::size_t(below) == std::size_t(columns) - rank_below(matrix, z, [](Index) { return true; }));
      }
  }
}

TEST_CASE("the minimal columns generate the image at every grade, and none can be left out", "[algebra][image][law]") {
  RandomStream random(43, 0);
  for (int trial = 0; trial < 200; ++trial) {
    const auto matrix = random_matrix(random, 5, 12, 4);
    const auto minimal = minimal_image_columns(matrix, nullptr, context);
    const auto kept = [&](Index j) { return std::ranges::binary_search(minimal, j); };
    for (Index x = 0; x < 4; ++x)
      for (Index y = 0; y < 4; ++y)
        REQUIRE(rank_below(matrix, {{x, y}}, kept) == rank_below(matrix, {{x, y}}, [](Index) { return true; }));
    for (const Index gone : minimal)
      REQUIRE(rank_below(matrix, matrix.column_grades[gone], [&](Index j) { return kept(j) && j != gone; }) <
              rank_below(matrix, matrix.column_grades[gone], kept));
  }
}

TEST_CASE("grades in one word sort as grades do", "[algebra][law]") {
  RandomStream random(44, 0);
  for (int trial = 0; trial < 1000; ++trial) {
    const Grade<2> a{{Index(random()), Index(random.below(3))}}, b{{Index(random()), Index(random.below(3))}};
    REQUIRE((packed(a) < packed(b)) == colexicographic(a, b));
    REQUIRE(unpacked(packed(a)) == a);
    REQUIRE(precedes(meet(a, b), join(a, b)));
  }
}
