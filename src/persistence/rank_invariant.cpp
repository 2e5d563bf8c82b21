// SPDX-License-Identifier: MIT
// For a module with generators G and relations R (columns), and a <= b,
//   rank M(a) -> M(b) = |G_a| - dim(span R_b n span G_a),
// G_a the generators <= a, R_b the relations <= b. The dimension is read off a pivot sweep:
//   1. Fix a' = (a_2, ..., a_N). Rows that are not <= a' come last, the others are ordered by their first coordinate:
//      then every G_(a_1, a') is an initial segment of the rows, and the dimension is the number of pivots of R_b in
//      it.
//   2. Fix b'' = (b_2, ..., b_(N-1)) and keep the columns <= b''. As x = b_1 grows, a PivotSweep knows for every row
//   the
//      least y = b_N at which it is a pivot.
//   3. At each x, count rows by (a_1, that y) and sum up: the ranks for all a_1 and b_N.
// For N = 1 there is no y, and the sweep is the usual reduction.
#include "tessera/persistence/rank_invariant.hpp"

#include "persistence/coarsening.hpp"
#include "persistence/measure_sums.hpp"
#include "persistence/pivot_sweep.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <algorithm>
#include <numeric>

namespace tessera {
namespace {

/// Fills in the ranks of a module whose grades lie on the grid of the result, or beyond it.
template <int N>
class RankSweeps {
 public:
  RankSweeps(const GradedMatrix<N>& matrix, RankInvariant<N>& result)
      : matrix_(matrix), result_(result), size_(sizes(result.grid)) {}

  /// One sweep for every a' and every b'' >= a''.
  void run(const Context& context) {
    struct Task {
      Grade<N> a, b;  // a_1, b_1 and b_N are left at 0
    };
    std::vector<Task> tasks;
    auto low = size_, high = size_;
    low[0] = high[0] = high[N - 1] = 1;
    for_each_grade<N>(low, [&](const Grade<N>& a) {
      for_each_grade<N>(high, [&](const Grade<N>& b) {
        bool is_above = true;
        for (int axis = 1; axis < N - 1; ++axis) is_above = is_above && a[axis] <= b[axis];
        if (is_above) tasks.push_back({a, b});
      });
    });
    parallel_for(context, tasks.size(), 1, [&](std::size_t t) { sweep(tasks[t].a, tasks[t].b, context); });
  }

 private:
  static constexpr int last = N - 1;

  /// Rows <= a' by their first coordinate; after them the others, as they come.
  std::vector<Index> row_order(const Grade<N>& a, Index& row_count) const {
    const auto& grades = matrix_.row_grades;
    const auto is_low = [&](Index row) {
      for (int axis = 1; axis < N; ++axis)
        if (grades[row][axis] > a[axis]) return false;
      return grades[row][0] < size_[0];
    };
    std::vector<Index> order(grades.size());
    std::iota(order.begin(), order.end(), Index{0});
    const auto others = std::ranges::stable_partition(order, is_low);
    row_count = Index(others.begin() - order.begin());
    std::stable_sort(order.begin(), others.begin(), [&](Index p, Index q) { return grades[p][0] < grades[q][0]; });
    return order;
  }

  /// The columns on the grid whose grade between the first and the last axis is <= b.
  BigradedColumns columns_below(const Grade<N>& b, const std::vector<Index>& row_order) const {
    std::vector<Index> place(row_order.size());
    for (Index at = 0; at < row_order.size(); ++at) place[row_order[at]] = at;
    BigradedColumns columns;
    for (Index j = 0; j < matrix_.column_count(); ++j) {
      const auto& grade = matrix_.column_grades[j];
      bool is_seen = grade[0] < size_[0] && grade[last] < size_[last];
      for (int axis = 1; axis < last; ++axis) is_seen = is_seen && grade[axis] <= b[axis];
      if (!is_seen) continue;
      columns.x.push_back(grade[0]);
      columns.y.push_back(N > 1 ? grade[last] : 0);
      for (const Index row : matrix_.column(j)) columns.places.push_back(place[row]);
      columns.offsets.push_back(columns.places.size());
    }
    return columns;
  }

  void sweep(const Grade<N>& a, const Grade<N>& b, const Context& context) {
    Index generators = 0;
    const auto order = row_order(a, generators);
    const auto columns = columns_below(b, order);
    PivotSweep pivots(matrix_.row_count(), columns);

    const Index width = N > 1 ? size_[last] : 1;
    std::vector<Index> killed(std::size_t{size_[0]} * width);  // [a_1][y]: generators with first coordinate a_1
    std::vector<Index> below(size_[0]);                        // |G_a|
    for (Index at = 0; at < generators; ++at) ++below[matrix_.row_grades[order[at]][0]];
    std::partial_sum(below.begin(), below.end(), below.begin());

    for (Index x = 0; x < size_[0]; ++x) {
      context.check();
      pivots.advance(x, context);
      std::ranges::fill(killed, 0);
      for (Index at = 0; at < generators; ++at)
        if (const Index y = pivots.level(at); y != none)
          ++killed[std::size_t{matrix_.row_grades[order[at]][0]} * width + y];
      for (Index a0 = 0; a0 <= x; ++a0) {
        Index* const row = killed.data() + std::size_t{a0} * width;
        std::partial_sum(row, row + width, row);
        if (a0 > 0) std::transform(row, row + width, row - width, row, std::plus{});
        write(a, b, a0, x, below[a0], row);
      }
    }
  }

  /// Ranks from (a0, a') to (x, b'', y) for every y >= a_N; `killed` is summed up to a0 and y.
  void write(Grade<N> a, Grade<N> b, Index a0, Index x, Index below, const Index* killed) const {
    a[0] = a0;
    b[0] = x;
    if constexpr (N > 1) b[last] = a[last];
    Index* const ranks = result_.ranks.data() + result_.place(a, b);
    if constexpr (N == 1) {
      *ranks = below - killed[0];
    } else {
      for (Index y = a[last]; y < size_[last]; ++y) ranks[y - a[last]] = below - killed[y];
    }
  }

  const GradedMatrix<N>& matrix_;
  RankInvariant<N>& result_;
  const std::array<Index, N> size_;
};

/// As many numbers as there are pairs a <= b; throws R302 when they pass the budget.
std::size_t pair_count(const AxisValues& values, const Context& context) {
  double pairs = 1;
  std::size_t count = 1;
  for (const auto& axis : values) {
    const AxisPairs of_axis{Index(axis.size())};
    pairs *= double(of_axis.count());
    count *= of_axis.count();
  }
  context.require_memory(pairs < 1e18 ? std::uint64_t(pairs) * sizeof(Index) : std::uint64_t(1e19),
                         "the rank invariant", "sample a coarser grid: a lower resolution");
  return count;
}

template <int N>
RankInvariant<N> swept(const Presentation<N>& minimal, const AxisValues& values, const Context& context) {
  RankInvariant<N> result{.grid = with_values(minimal.grid, values), .ranks = {}, .degree = minimal.degree};
  result.ranks.assign(pair_count(values, context), 0);
  if (!result.ranks.empty()) RankSweeps<N>(minimal.matrix, result).run(context);
  return result;
}

/// `present` gives a minimal presentation of the sample, or of the sample on a grid.
template <int N, class Sample, class Present>
RankInvariant<N> sampled(const Sample& sample, const SamplingOptions& options, const Present& present,
                         const Context& context) {
  if (is_exact(options)) {
    const auto minimal = present(sample);
    const auto values = sampled_values(options, minimal.grid, value_counts(minimal));
    pair_count(values, context);
    return swept(on_values(minimal, values), values, context);
  }
  const auto values = sampled_values(options, sample.grid, value_counts(sample));
  pair_count(values, context);
  return swept(present(on_values(sample, values)), values, context);
}

}  // namespace

template <int N>
RankInvariant<N> rank_invariant(const Presentation<N>& module, const RankInvariantOptions& options,
                                const Context& context) {
  const auto minimal = [&](const Presentation<N>& given) { return minimal_presentation(given, {}, context); };
  return sampled<N>(module, options, minimal, context);
}

template <int N>
RankInvariant<N> rank_invariant(const FilteredComplex<N>& complex, const RankInvariantOptions& options,
                                const Context& context) {
  const auto minimal = [&](const FilteredComplex<N>& given) {
    return minimal_presentation(given, {.degree = options.degree}, context);
  };
  return sampled<N>(complex, options, minimal, context);
}

#define TESSERA_RANK_INVARIANT(N)                                                                                \
  template RankInvariant<N> rank_invariant(const Presentation<N>&, const RankInvariantOptions&, const Context&); \
  template RankInvariant<N> rank_invariant(const FilteredComplex<N>&, const RankInvariantOptions&, const Context&);
TESSERA_RANK_INVARIANT(1)
TESSERA_RANK_INVARIANT(2)
TESSERA_RANK_INVARIANT(3)
TESSERA_RANK_INVARIANT(4)
#undef TESSERA_RANK_INVARIANT

}  // namespace tessera
