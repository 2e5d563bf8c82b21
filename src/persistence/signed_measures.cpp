// SPDX-License-Identifier: MIT
// dim H_k = dim ker d_k - rank d_(k+1) = dim ker d_k - dim C_(k+1) + dim ker d_(k+1) at every grade. The dimension of a
// kernel at z is the number of columns that lead a syzygy at or below z: the leading terms of column j, an antichain,
// generate an up-set, and the measure of its indicator function is added for each j.
#include "tessera/persistence/signed_measures.hpp"

#include "persistence/complete_dimension.hpp"
#include "persistence/sorted_boundary.hpp"
#include "tessera/algebra/bigraded_sweep.hpp"
#include "tessera/algebra/syzygies.hpp"

#include <algorithm>
#include <span>

namespace tessera {
namespace {

/// A signed sum of grades in the making.
template <int N>
class Measure {
 public:
  void add(const Grade<N>& grade, std::int64_t multiplicity) {
    bars_.push_back({grade, nowhere(), multiplicity});
    if (bars_.size() > 2 * settled_ + (1u << 20)) settle();
  }
  void add(std::span<const Grade<N>> grades, std::int64_t multiplicity) {
    for (const Grade<N>& grade : grades) add(grade, multiplicity);
  }

  /// `multiplicity` times the indicator function of the grades above one of `antichain`; the axes from `axes` on are
  /// the same for all.
  void add_above(std::vector<Grade<N>> antichain, int axes, std::int64_t multiplicity) {
    if (axes == 0 || antichain.size() == 1) return add(antichain[0], multiplicity);
    std::ranges::sort(antichain, [](const Grade<N>& a, const Grade<N>& b) { return a.rank < b.rank; });
    if (axes == 1) return add(antichain[0], multiplicity);
    if (axes == 2) {
      // A staircase: consecutive steps meet again at their join.
      for (std::size_t i = 0; i < antichain.size(); ++i) {
        add(antichain[i], multiplicity);
        if (i > 0) add(join(antichain[i - 1], antichain[i]), -multiplicity);
      }
      return;
    }
    add_by_last_axis(antichain, axes, multiplicity);
  }

  std::vector<SignedBar<N>> bars() && {
    settle();
    return std::move(bars_);
  }

 private:
  static Grade<N> nowhere() {
    Grade<N> grade;
    grade.rank.fill(none);
    return grade;
  }

  /// At every value of the last of the axes at which the section changes: the new section minus the one before.
  void add_by_last_axis(const std::vector<Grade<N>>& antichain, int axes, std::int64_t multiplicity) {
    std::vector<Index> values;
    for (const Grade<N>& grade : antichain) values.push_back(grade[axes - 1]);
    std::ranges::sort(values);
    values.erase(std::unique(values.begin(), values.end()), values.end());

    std::vector<Grade<N>> before;
    for (const Index value : values) {
      std::vector<Grade<N>> section;
      for (Grade<N> grade : antichain) {
        if (grade[axes - 1] > value) continue;
        grade[axes - 1] = value;
        section.push_back(grade);
      }
      section = minimal(std::move(section));
      for (Grade<N>& grade : before) grade[axes - 1] = value;
      add_above(section, axes - 1, multiplicity);
      if (!before.empty()) add_above(before, axes - 1, -multiplicity);
      before = std::move(section);
    }
  }

  static std::vector<Grade<N>> minimal(std::vector<Grade<N>> grades) {
    std::ranges::sort(grades, colexicographic<N>);
    std::vector<Grade<N>> least;
    for (const Grade<N>& grade : grades)
      if (std::ranges::none_of(least, [&](const Grade<N>& low) { return precedes(low, grade); }))
        least.push_back(grade);
    return least;
  }

  /// Sorts, adds up equal grades and drops those that cancel.
  void settle() {
    std::ranges::sort(bars_, [](const auto& a, const auto& b) { return colexicographic(a.birth, b.birth); });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < bars_.size();) {
      SignedBar<N> bar = bars_[i];
      for (++i; i < bars_.size() && bars_[i].birth == bar.birth; ++i) bar.multiplicity += bars_[i].multiplicity;
      if (bar.multiplicity != 0) bars_[kept++] = bar;
    }
    bars_.resize(kept);
    settled_ = kept;
  }

  std::vector<SignedBar<N>> bars_;
  std::size_t settled_ = 0;
};

template <int N>
void add_kernel(Measure<N>& measure, const GroebnerBasis<N>& kernel, std::int64_t multiplicity) {
  for (std::size_t column = 0; column + 1 < kernel.first.size(); ++column) {
    const auto first = kernel.grades.begin() + std::ptrdiff_t(kernel.first[column]);
    const auto last = kernel.grades.begin() + std::ptrdiff_t(kernel.first[column + 1]);
    if (first != last) measure.add_above({first, last}, N - 1, multiplicity);
  }
}

template <int N>
void add_homology(Measure<N>& measure, const FilteredComplex<N>& complex, Index degree, const Context& context) {
  const auto cells = prepared(complex, degree, Preprocessing::automatic, context);
  const SyzygyOptions leading_terms{.with_chains = false};

  GroebnerBasis<N> boundaries;
  {
    const auto high = sorted_boundary(cells, degree + 1);
    add_kernel(measure, syzygies(high, {}, degree > 0 ? &boundaries : nullptr, leading_terms, context), 1);
    measure.add(high.column_grades, -1);
  }
  const auto low = sorted_boundary(cells, degree);
  if (degree == 0)
    measure.add(low.column_grades, 1);
  else
    add_kernel(measure, syzygies(low, &boundaries, {}, leading_terms, context), 1);
}

}  // namespace

template <int N>
SignedBarcode<N> euler_measure(const FilteredComplex<N>& complex) {
  Measure<N> measure;
  for (std::size_t dimension = 0; dimension < complex.blocks.size(); ++dimension)
    measure.add(complex.blocks[dimension].grades, dimension % 2 == 0 ? 1 : -1);
  return {.grid = complex.grid, .kind = SignedBarKind::free, .degree = none, .bars = std::move(measure).bars()};
}

template <int N>
SignedBarcode<N> hilbert_measure(const FilteredComplex<N>& complex, Index degree, const Context& context) {
  require_determined(degree, complex.complete_dimension, "degree");

  Measure<N> measure;
  if (degree < complex.blocks.size()) add_homology(measure, complex, degree, context);
  return {.grid = complex.grid, .kind = SignedBarKind::free, .degree = degree, .bars = std::move(measure).bars()};
}

template <int N>
SignedBarcode<N> hilbert_measure(const Presentation<N>& module, const Context& context) {
  GradedMatrix<N> sorted{.row_grades = module.matrix.row_grades};
  for (const Index column : colexicographic_order(module.matrix.column_grades))
    sorted.append(module.matrix.column_grades[column], module.matrix.column(column));

  Measure<N> measure;
  measure.add(sorted.row_grades, 1);
  measure.add(sorted.column_grades, -1);
  add_kernel(measure, syzygies(sorted, {}, {}, {.with_chains = false}, context), 1);
  return {.grid = module.grid, .kind = SignedBarKind::free, .degree = module.degree, .bars = std::move(measure).bars()};
}

#define TESSERA_SIGNED_MEASURES(N)                                                             \
  template SignedBarcode<N> euler_measure(const FilteredComplex<N>&);                          \
  template SignedBarcode<N> hilbert_measure(const FilteredComplex<N>&, Index, const Context&); \
  template SignedBarcode<N> hilbert_measure(const Presentation<N>&, const Context&);
TESSERA_SIGNED_MEASURES(1)
TESSERA_SIGNED_MEASURES(2)
TESSERA_SIGNED_MEASURES(3)
TESSERA_SIGNED_MEASURES(4)
#undef TESSERA_SIGNED_MEASURES

}  // namespace tessera
