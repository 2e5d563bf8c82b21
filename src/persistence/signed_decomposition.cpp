// SPDX-License-Identifier: MIT
// Moebius inversion on the pairs a <= b of a grid, one axis at a time (r: the rank invariant).
//   Rectangles [a, c], c the last grade inside: r(a, b) sums those with birth <= a and c >= b, so their multiplicities
//   are the differences of r downwards in a and upwards in b.
//   Hooks (a, c), c the first grade outside, a < c, or none: r(a, b) sums those with birth <= a less those with c <= b.
//   Differences g of r downwards in a leave one birth: g(a, b) = number of hooks (a, .) less those with c <= b, hence
//   (a, none) has multiplicity g(a, top), and (a, c) minus the difference of g downwards in b (above a) at c.
#include "tessera/persistence/signed_decomposition.hpp"

#include "persistence/coarsening.hpp"
#include "tessera/persistence/signed_measures.hpp"

#include <algorithm>

namespace tessera {
namespace {

/// Signed numbers on the pairs of the grid of a rank invariant, laid out as its ranks.
template <int N>
class PairTable {
 public:
  PairTable(const RankInvariant<N>& invariant, const Context& context) : context_(context) {
    context.require_memory(invariant.ranks.size() * sizeof(std::int64_t), "the signed barcode",
                           "sample a coarser grid: a lower resolution");
    values_.assign(invariant.ranks.begin(), invariant.ranks.end());
    std::size_t step = 1;
    for (int axis = N - 1; axis >= 0; --axis) {
      pairs_[axis] = invariant.pairs(axis);
      stride_[axis] = step;
      step *= pairs_[axis].count();
    }
  }

  /// v(a, b) - v(a - 1, b) on every axis.
  void difference_down_in_birth() {
    along_axes([](const AxisPairs& pairs, const auto& at) {
      for (Index a = pairs.size; a-- > 1;)
        for (Index b = a; b < pairs.size; ++b) at(pairs(a, b)) -= at(pairs(a - 1, b));
    });
  }
  /// v(a, b) - v(a, b + 1) on every axis.
  void difference_up_in_end() {
    along_axes([](const AxisPairs& pairs, const auto& at) {
      for (Index a = 0; a < pairs.size; ++a)
        for (Index b = a; b + 1 < pairs.size; ++b) at(pairs(a, b)) -= at(pairs(a, b + 1));
    });
  }
  /// v(a, b) - v(a, b - 1) on every axis, where b - 1 >= a.
  void difference_down_in_end() {
    along_axes([](const AxisPairs& pairs, const auto& at) {
      for (Index a = 0; a < pairs.size; ++a)
        for (Index b = pairs.size; b-- > a + 1;) at(pairs(a, b)) -= at(pairs(a, b - 1));
    });
  }

  std::int64_t at(const Grade<N>& a, const Grade<N>& b) const {
    std::size_t place = 0;
    for (int axis = 0; axis < N; ++axis) place += pairs_[axis](a[axis], b[axis]) * stride_[axis];
    return values_[place];
  }

  /// body(a, b, v(a, b)) where the number is not zero.
  template <class Body>
  void for_each_entry(const Body& body) const {
    std::array<std::vector<std::array<Index, 2>>, N> ends;  // of every pair of an axis
    std::array<Index, N> counts;
    for (int axis = 0; axis < N; ++axis) {
      for (Index a = 0; a < pairs_[axis].size; ++a)
        for (Index b = a; b < pairs_[axis].size; ++b) ends[axis].push_back({a, b});
      counts[axis] = Index(ends[axis].size());
    }
    std::size_t place = 0;
    for_each_grade<N>(counts, [&](const Grade<N>& pair) {
      const std::int64_t value = values_[place++];
      if (value == 0) return;
      Grade<N> a, b;
      for (int axis = 0; axis < N; ++axis) {
        a[axis] = ends[axis][pair[axis]][0];
        b[axis] = ends[axis][pair[axis]][1];
      }
      body(a, b, value);
    });
  }

 private:
  /// difference(pairs, at) for every line of the table along every axis.
  template <class Difference>
  void along_axes(const Difference& difference) {
    for (int axis = 0; axis < N; ++axis) {
      const std::size_t stride = stride_[axis], block = stride * pairs_[axis].count();
      for (std::size_t first = 0; first < values_.size(); first += block) {
        context_.check();
        for (std::size_t line = first; line < first + stride; ++line)
          difference(pairs_[axis], [&](std::size_t pair) -> std::int64_t& { return values_[line + pair * stride]; });
      }
    }
  }

  const Context& context_;
  std::array<AxisPairs, N> pairs_;
  std::array<std::size_t, N> stride_;
  std::vector<std::int64_t> values_;
};

template <int N>
Grade<N> never() {
  Grade<N> grade;
  grade.rank.fill(none);
  return grade;
}

template <int N>
SignedBarcode<N> sorted(SignedBarcode<N> barcode) {
  std::ranges::sort(barcode.bars, [](const SignedBar<N>& p, const SignedBar<N>& q) {
    if (p.birth != q.birth) return colexicographic(p.birth, q.birth);
    return colexicographic(p.death, q.death);
  });
  return barcode;
}

RankInvariantOptions on_same_grid(const SignedBarcodeOptions& options) {
  RankInvariantOptions result;
  static_cast<SamplingOptions&>(result) = options;
  result.degree = options.degree;
  return result;
}

template <int N>
SignedBarcode<N> of_ranks(const RankInvariant<N>& invariant, const SignedBarcodeOptions& options,
                          const Context& context) {
  return options.kind == SignedDecomposition::hooks ? hook_barcode(invariant, context)
                                                    : rectangle_barcode(invariant, context);
}

/// The sample itself, or rounded up to the grid asked for.
template <class Sample>
Sample rounded(const Sample& sample, const SignedBarcodeOptions& options) {
  if (is_exact(options)) return sample;
  return on_values(sample, sampled_values(options, sample.grid, value_counts(sample)));
}

}  // namespace

template <int N>
SignedBarcode<N> rectangle_barcode(const RankInvariant<N>& invariant, const Context& context) {
  PairTable<N> table(invariant, context);
  table.difference_down_in_birth();
  table.difference_up_in_end();

  SignedBarcode<N> barcode{
      .grid = invariant.grid, .kind = SignedBarKind::rectangle, .degree = invariant.degree, .bars = {}};
  table.for_each_entry([&](const Grade<N>& a, Grade<N> death, std::int64_t multiplicity) {
    for (int axis = 0; axis < N; ++axis)
      death[axis] = death[axis] + 1 == invariant.pairs(axis).size ? none : death[axis] + 1;
    barcode.bars.push_back({a, death, multiplicity});
  });
  return sorted(std::move(barcode));
}

template <int N>
SignedBarcode<N> hook_barcode(const RankInvariant<N>& invariant, const Context& context) {
  PairTable<N> table(invariant, context);
  table.difference_down_in_birth();

  SignedBarcode<N> barcode{.grid = invariant.grid, .kind = SignedBarKind::hook, .degree = invariant.degree, .bars = {}};
  const auto size = sizes(invariant.grid);
  for_each_grade<N>(size, [&](const Grade<N>& a) {
    Grade<N> top;
    for (int axis = 0; axis < N; ++axis) top[axis] = size[axis] - 1;
    if (const auto multiplicity = table.at(a, top); multiplicity != 0)
      barcode.bars.push_back({a, never<N>(), multiplicity});
  });
  table.difference_down_in_end();
  table.for_each_entry([&](const Grade<N>& a, const Grade<N>& c, std::int64_t multiplicity) {
    if (a != c) barcode.bars.push_back({a, c, -multiplicity});
  });
  return sorted(std::move(barcode));
}

template <int N>
SignedBarcode<N> signed_barcode(const Presentation<N>& module, const SignedBarcodeOptions& options,
                                const Context& context) {
  if (options.kind == SignedDecomposition::hilbert) return hilbert_measure(rounded(module, options), context);
  return of_ranks(rank_invariant(module, on_same_grid(options), context), options, context);
}

template <int N>
SignedBarcode<N> signed_barcode(const FilteredComplex<N>& complex, const SignedBarcodeOptions& options,
                                const Context& context) {
  if (options.kind == SignedDecomposition::hilbert)
    return hilbert_measure(rounded(complex, options), options.degree, context);
  return of_ranks(rank_invariant(complex, on_same_grid(options), context), options, context);
}

#define TESSERA_SIGNED_DECOMPOSITION(N)                                                                             \
  template SignedBarcode<N> signed_barcode(const Presentation<N>&, const SignedBarcodeOptions&, const Context&);    \
  template SignedBarcode<N> signed_barcode(const FilteredComplex<N>&, const SignedBarcodeOptions&, const Context&); \
  template SignedBarcode<N> hook_barcode(const RankInvariant<N>&, const Context&);                                  \
  template SignedBarcode<N> rectangle_barcode(const RankInvariant<N>&, const Context&);
TESSERA_SIGNED_DECOMPOSITION(1)
TESSERA_SIGNED_DECOMPOSITION(2)
TESSERA_SIGNED_DECOMPOSITION(3)
TESSERA_SIGNED_DECOMPOSITION(4)
#undef TESSERA_SIGNED_DECOMPOSITION

}  // namespace tessera
