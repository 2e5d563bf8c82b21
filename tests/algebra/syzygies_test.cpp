// SPDX-License-Identifier: MIT
#include "tessera/algebra/syzygies.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/many_parameters.hpp"
#include "tessera/algebra/bigraded_sweep.hpp"

#include <algorithm>

using namespace tessera;

namespace {

const Context context;

template <int N>
GradedMatrix<N> random_sorted_matrix(RandomStream& random, Index ranks) {
  const Index rows = 1 + Index(random.below(6)), columns = Index(random.below(10));
  return sorted_colexicographically(random_graded_matrix<N>(random, rows, columns, ranks));
}

/// map * chains = 0.
template <int N>
bool is_complex(const GradedMatrix<N>& map, const GradedMatrix<N>& chains) {
  for (Index j = 0; j < chains.column_count(); ++j) {
    std::vector<bool> sum(map.row_count(), false);
    for (const Index column : chains.column(j))
      for (const Index row : map.column(column)) sum[row] = !sum[row];
    if (std::ranges::find(sum, true) != sum.end()) return false;
  }
  return true;
}

template <int N>
void check_syzygies(int trials, Index ranks) {
  RandomStream random(41, N);
  for (int trial = 0; trial < trials; ++trial) {
    const auto matrix = random_sorted_matrix<N>(random, ranks);
    GroebnerBasis<N> image;
    const auto kernel = syzygies(matrix, {}, &image, {}, context);
    const auto chains = inclusion(kernel, matrix.column_grades);
    INFO(N << " parameters, trial " << trial);
    REQUIRE(is_complex(matrix, chains));
    for (const auto& z : all_grades<N>(ranks)) {
      const Index rank = naive_rank_at(matrix, z), nullity = count_below(matrix.column_grades, z) - rank;
      REQUIRE(naive_rank_at(chains, z) == nullity);
      Index leaders = 0;
      for (Index column = 0; column < matrix.column_count(); ++column) leaders += kernel.leads_at(column, z);
      REQUIRE(leaders == nullity);
    }

    // Leading terms alone are the same, and the elements led by one column are incomparable.
    const auto leading = syzygies(matrix, {}, {}, {.with_chains = false}, context);
    REQUIRE(leading.grades == kernel.grades);
    REQUIRE(leading.first == kernel.first);
    for (Index column = 0; column < matrix.column_count(); ++column)
      for (auto a = kernel.first[column]; a < kernel.first[column + 1]; ++a)
        for (auto b = kernel.first[column]; b < kernel.first[column + 1]; ++b)
          REQUIRE((a == b || !precedes(kernel.grades[a], kernel.grades[b])));
  }
}

template <int N>
void check_minimal_generators(int trials, Index ranks) {
  RandomStream random(42, N);
  for (int trial = 0; trial < trials; ++trial) {
    const auto matrix = random_sorted_matrix<N>(random, ranks);
    const auto chosen = minimal_generators(matrix, context);
    INFO(N << " parameters, trial " << trial);
    // A column is needed iff it adds to the rank, at its grade, of the columns before it.
    for (Index column = 0; column < matrix.column_count(); ++column) {
      GradedMatrix<N> before{.row_grades = matrix.row_grades};
      for (Index other = 0; other < column; ++other) before.append(matrix.column_grades[other], matrix.column(other));
      const auto& grade = matrix.column_grades[column];
      const Index rank = naive_rank_at(before, grade);
      before.append(grade, matrix.column(column));
      REQUIRE(std::ranges::binary_search(chosen, column) == (naive_rank_at(before, grade) > rank));
    }
  }
}

}  // namespace

TEST_CASE("columns that agree pairwise have syzygies at their joins", "[algebra][syzygies]") {
  GradedMatrix<3> matrix;
  matrix.row_grades = {{{0, 0, 0}}};
  for (const Grade<3>& grade : {Grade<3>{{1, 0, 0}}, Grade<3>{{0, 1, 0}}, Grade<3>{{0, 0, 1}}})
    matrix.append(grade, std::vector<Index>{0});

  const auto kernel = syzygies(matrix, {}, {}, {}, context);
  CHECK(kernel.first == std::vector<std::uint64_t>{0, 0, 1, 3});  // the second column leads one, the third two
  CHECK(kernel.grades == std::vector<Grade<3>>{{{1, 1, 0}}, {{1, 0, 1}}, {{0, 1, 1}}});
  CHECK(std::ranges::equal(kernel.chain(1), std::vector<Index>{2, 0}));

  // The Koszul complex: all three are needed, and have one relation.
  const auto minimal = minimal_kernel(matrix, context);
  CHECK(minimal.column_grades == kernel.grades);
  CHECK(minimal_kernel(minimal, context).column_grades == std::vector<Grade<3>>{{{1, 1, 1}}});
}

TEST_CASE("a zero column is a syzygy at its own grade, an empty matrix has none", "[algebra][syzygies]") {
  GradedMatrix<2> matrix;
  matrix.append({{3, 1}}, std::vector<Index>{});
  const auto kernel = syzygies(matrix, {}, {}, {}, context);
  CHECK(kernel.grades == std::vector<Grade<2>>{{{3, 1}}});
  CHECK(minimal_generators(matrix, context).empty());
  CHECK(syzygies(GradedMatrix<4>{}, {}, {}, {}, context).size() == 0);
}

TEST_CASE("syzygies generate the kernel at every grade and their leaders count it", "[algebra][syzygies][law]") {
  check_syzygies<1>(200, 7);
  check_syzygies<2>(200, 5);
  check_syzygies<3>(200, 4);
  check_syzygies<4>(60, 3);
}

TEST_CASE("minimal generators are the columns that those before do not generate", "[algebra][syzygies][law]") {
  check_minimal_generators<1>(200, 7);
  check_minimal_generators<2>(200, 5);
  check_minimal_generators<3>(200, 4);
  check_minimal_generators<4>(200, 3);
}

TEST_CASE("for two parameters the syzygies have the grades of the kernel basis", "[algebra][syzygies][law]") {
  RandomStream random(43, 0);
  for (int trial = 0; trial < 2000; ++trial) {
    const auto matrix = random_sorted_matrix<2>(random, 6);
    auto grades = syzygies(matrix, {}, {}, {.with_chains = false}, context).grades;
    std::ranges::sort(grades, colexicographic<2>);
    REQUIRE(grades == kernel_grades(matrix, context));
    REQUIRE(minimal_generators(matrix, context) == minimal_image_columns(matrix, nullptr, context));
  }
}

TEST_CASE("syzygies of columns that hold known boundaries are those of the columns", "[algebra][syzygies][law]") {
  RandomStream random(44, 0);
  for (int trial = 0; trial < 200; ++trial) {
    const auto matrix = random_sorted_matrix<3>(random, 4);
    // Boundaries: random combinations of kernel elements, as a map into the columns.
    const auto kernel = inclusion(syzygies(matrix, {}, {}, {}, context), matrix.column_grades);
    auto combined = random_graded_matrix<3>(random, kernel.column_count(), 5, 4);
    GradedMatrix<3> high{.row_grades = matrix.column_grades};
    for (Index j = 0; j < combined.column_count(); ++j) {
      std::vector<bool> sum(matrix.column_count(), false);
      auto grade = combined.column_grades[j];
      for (const Index element : combined.column(j)) {
        grade = join(grade, kernel.column_grades[element]);
        for (const Index row : kernel.column(element)) sum[row] = !sum[row];
      }
      std::vector<Index> rows;
      for (Index row = 0; row < sum.size(); ++row)
        if (sum[row]) rows.push_back(row);
      high.append(grade, rows);
    }
    GroebnerBasis<3> image;
    syzygies(sorted_colexicographically(high), {}, &image, {.with_chains = false}, context);
    const auto cleared = syzygies(matrix, &image, {}, {}, context);
    const auto chains = inclusion(cleared, matrix.column_grades);
    REQUIRE(is_complex(matrix, chains));
    for (const auto& z : all_grades<3>(4)) REQUIRE(naive_rank_at(chains, z) == naive_rank_at(kernel, z));

    // Coordinates in the basis give the chains back.
    const auto rewritten = coordinates(cleared, high, context);
    for (Index j = 0; j < high.column_count(); ++j) {
      std::vector<bool> sum(matrix.column_count(), false);
      for (const Index element : rewritten.column(j)) {
        REQUIRE(precedes(cleared.grades[element], high.column_grades[j]));
        for (const Index row : cleared.chain(element)) sum[row] = !sum[row];
      }
      for (const Index row : high.column(j)) sum[row] = !sum[row];
      REQUIRE(std::ranges::find(sum, true) == sum.end());
    }
  }
}

TEST_CASE("a basis over the memory budget is refused", "[algebra][syzygies][error]") {
  // Every column of two long ones is a new reducer: 800 of about 600 entries are 2 MB.
  RandomStream random(45, 0);
  GradedMatrix<2> matrix;
  matrix.row_grades.assign(1200, {});
  for (Index column = 0; column < 800; ++column) {
    std::vector<Index> rows;
    for (Index row = 0; row < 1200; ++row)
      if (random.below(2)) rows.push_back(row);
    matrix.append({{0, column}}, rows);
  }
  const Context small({.memory_budget = 1 << 20});
  CHECK(code_of([&] { syzygies(matrix, {}, {}, {.with_chains = false}, small); }) == "R302");
}
