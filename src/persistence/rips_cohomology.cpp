// SPDX-License-Identifier: MIT
// Persistent cohomology with implicit coboundaries, one degree k after the other.
//
// 1. Columns are the k-simplices in no apparent pair, last of the filtration first, less those that were pivots in
//    degree k - 1 (clearing: Chen and Kerber 2011; de Silva, Morozov and Vejdemo-Johansson 2011).
// 2. A column is kept as the k-simplices whose coboundaries it sums, its sources; its entries are made again when asked
//    for (Bauer 2021, section 3.3).
// 3. A working column holds entries of rank up to a window only. Most pivots are found near the birth, so most cofacets
//    are never made. When the window is empty it grows, and the sources give the entries of the new part. An entry
//    below the present pivot has cancelled and is not made again either.
// 4. A pivot in an apparent pair is cancelled by the coboundary of its partner, recognised by the apex bit of its
// number
//    or by a short search; one that another column owns by the sources of that column; any other is claimed.
// 5. Threads take columns in order and claim pivots in one table without locks (Morozov and Nigmetov 2020,
//    doi:10.1145/3350755.3400244): a pivot belongs to the first column of the order that reached it, and a column that
//    loses its pivot to an earlier one is reduced further by whoever took it. Only earlier columns are ever added to
//    later ones, so the pairs are those of one thread.
#include "persistence/rips_cohomology.hpp"

#include "persistence/rips_coboundary.hpp"
#include "tessera/core/parallel.hpp"

#include <atomic>
#include <deque>

namespace tessera {
namespace {

/// Coefficients modulo 2: terms without coefficients.
struct OverTwo {
  struct Term {
    SimplexNumber simplex;
    static constexpr Index coefficient = 1;
  };
  static Term term(SimplexNumber simplex, Index) noexcept { return {simplex}; }
  static Index sum(Index a, Index b) noexcept { return a ^ b; }
  static Index product(Index, Index) noexcept { return 1; }
  static Index with_sign(Index a, bool) noexcept { return a; }
  static Index cancelling(Index, Index) noexcept { return 1; }
};

struct OverPrime {
  struct Term {
    SimplexNumber simplex;
    Index coefficient;
  };
  const PrimeField& field;

  static Term term(SimplexNumber simplex, Index coefficient) noexcept { return {simplex, coefficient}; }
  Index sum(Index a, Index b) const noexcept { return field.sum(a, b); }
  Index product(Index a, Index b) const noexcept { return field.product(a, b); }
  Index with_sign(Index a, bool is_odd) const noexcept { return is_odd ? field.negative(a) : a; }
  /// The factor c with a + c b = 0.
  Index cancelling(Index a, Index b) const noexcept { return field.product(field.negative(a), field.inverse(b)); }
};

/// Sums the terms of equal simplices, drops those that vanish, and sorts the rest.
template <class Field, class Term>
void collect(const Field& field, std::vector<Term>& terms) {
  std::ranges::sort(terms, {}, &Term::simplex);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < terms.size();) {
    const auto simplex = terms[i].simplex;
    Index coefficient = terms[i].coefficient;
    for (++i; i < terms.size() && terms[i].simplex == simplex; ++i)
      coefficient = field.sum(coefficient, terms[i].coefficient);
    if (coefficient != 0) terms[kept++] = Field::term(simplex, coefficient);
  }
  terms.resize(kept, Field::term(0, 0));
}

/// A column that owns its pivot; never changed once it stands in the table.
template <class Term>
struct ReducedColumn {
  Index column;
  Index pivot_coefficient;
  std::vector<Term> sources;
};

/// Pivots and their owners: open addressing, of fixed size since every column owns at most one.
template <class Column>
class PivotTable {
 public:
  using Owner = std::atomic<const Column*>;

  explicit PivotTable(std::size_t columns) : slots_(std::bit_ceil(2 * columns + 2)) {}
  static std::uint64_t memory(std::uint64_t columns) { return 16 * std::bit_ceil(2 * columns + 2); }

  /// Null where the pivot has never been claimed.
  Owner* find(SimplexNumber pivot) noexcept {
    for (std::size_t i = start(pivot);; i = (i + 1) & (slots_.size() - 1)) {
      const SimplexNumber key = slots_[i].key.load(std::memory_order_acquire);
      if (key == pivot) return &slots_[i].owner;
      if (key == empty) return nullptr;
    }
  }

  Owner& insert(SimplexNumber pivot) noexcept {
    for (std::size_t i = start(pivot);; i = (i + 1) & (slots_.size() - 1)) {
      SimplexNumber key = slots_[i].key.load(std::memory_order_acquire);
      if (key == empty && slots_[i].key.compare_exchange_strong(key, pivot)) return slots_[i].owner;
      if (key == pivot) return slots_[i].owner;
    }
  }

  template <class Visit>
  void for_each(const Visit& visit) const {
    for (const auto& slot : slots_)
      if (const Column* owner = slot.owner.load()) visit(slot.key.load(), *owner);
  }

 private:
  static constexpr SimplexNumber empty = ~SimplexNumber{0};
  struct Slot {
    std::atomic<SimplexNumber> key{empty};
    Owner owner{nullptr};
  };
  std::size_t start(SimplexNumber pivot) const noexcept {
    return (pivot * 0x9E3779B97F4A7C15u >> 20) & (slots_.size() - 1);
  }
  std::vector<Slot> slots_;
};

/// What the threads share while one degree is reduced.
template <class Ranks, class Field>
struct Degree {
  using Column = ReducedColumn<typename Field::Term>;

  const RipsGraph& graph;
  const RipsCoboundary<Ranks>& coboundary;
  const Field& field;
  const std::vector<SimplexNumber>& columns;
  Index last_rank;
  PivotTable<Column> table;
  std::vector<char> is_essential;
  std::atomic<Index> next{0};
  std::atomic<bool> failed{false};
};

/// Reduces columns one after another; one a thread.
template <class Ranks, class Field>
class Reducer {
  using Term = typename Field::Term;
  using Column = ReducedColumn<Term>;

 public:
  Reducer(Degree<Ranks, Field>& degree, std::deque<Column>& reduced, const Context& context)
      : degree_(degree), coboundary_(degree.coboundary), field_(degree.field), reduced_(reduced), context_(context) {}

  void run() {
    for (Index column; (column = degree_.next.fetch_add(1)) < degree_.columns.size();) {
      if (degree_.failed.load(std::memory_order_relaxed)) return;
      begin(column);
      reduce();
    }
  }

 private:
  static constexpr Index first_window = 64, window_growth = 4;

  void begin(Index column) {
    column_ = column;
    heap_.clear();
    sources_.clear();
    window_ = first_window;
    high_ = coboundary_.simplices().rank(degree_.columns[column]);
    add_simplex(degree_.columns[column], 1, 0);
  }

  void reduce() {
    for (;;) {
      if (++steps_ % 256 == 0) context_.check();
      const auto pivot = pop_pivot();
      if (!pivot) {
        if (widen()) continue;
        degree_.is_essential[column_] = true;
        return;
      }
      if (!cancel(*pivot) && claim(*pivot)) return;
    }
  }

  /// The first entry that does not vanish, taken out.
  std::optional<Term> pop_pivot() {
    while (!heap_.empty()) {
      const SimplexNumber simplex = heap_.front().simplex;
      Index coefficient = 0;
      do {
        coefficient = field_.sum(coefficient, heap_.front().coefficient);
        std::ranges::pop_heap(heap_, std::greater<>(), &Term::simplex);
        heap_.pop_back();
      } while (!heap_.empty() && heap_.front().simplex == simplex);
      if (coefficient != 0) return Field::term(simplex, coefficient);
    }
    return {};
  }

  void push(Term term) {
    heap_.push_back(term);
    std::ranges::push_heap(heap_, std::greater<>(), &Term::simplex);
  }

  void push_coboundary(SimplexNumber simplex, Index factor, Index low) {
    if (low > high_) return;
    coboundary_.for_each(simplex, low, high_, [&](SimplexNumber cofacet, bool is_odd) {
      push(Field::term(cofacet, field_.with_sign(factor, is_odd)));
    });
  }

  void add_simplex(SimplexNumber simplex, Index factor, Index low) {
    sources_.push_back(Field::term(simplex, factor));
    push_coboundary(simplex, factor, low);
  }

  bool widen() {
    if (high_ >= degree_.last_rank) return false;
    const Index low = high_ + 1;
    high_ = degree_.last_rank - high_ > window_ ? high_ + window_ : degree_.last_rank;
    window_ = window_ > degree_.last_rank / window_growth ? degree_.last_rank : window_ * window_growth;
    collect(field_, sources_);
    for (const Term& source : sources_) push_coboundary(source.simplex, source.coefficient, low);
    return true;
  }

  /// Adds what has this pivot, if anything that may be added has it.
  bool cancel(Term pivot) {
    const Index rank = coboundary_.cofacets().rank(pivot.simplex);
    const auto add_partner = [&](const auto& partner) {
      const bool is_cone = degree_.graph.edges[rank].is_cone;  // then only the pivot would be added in this step
      if (!is_cone) push(pivot);
      add_simplex(partner.simplex, field_.cancelling(pivot.coefficient, field_.with_sign(1, partner.is_odd)),
                  rank + is_cone);
      return true;
    };
    if (coboundary_.cofacets().has_apex(pivot.simplex)) return add_partner(coboundary_.without_apex(pivot.simplex));
    if (auto* owner = degree_.table.find(pivot.simplex)) {
      const Column* column = owner->load(std::memory_order_acquire);
      if (column == nullptr || column->column > column_) return false;
      add_column(pivot, *column);
      return true;
    }
    if (const auto partner = coboundary_.apparent_partner(pivot.simplex)) return add_partner(*partner);
    return false;
  }

  void add_column(Term pivot, const Column& column) {
    push(pivot);
    const Index rank = coboundary_.cofacets().rank(pivot.simplex);
    const Index factor = field_.cancelling(pivot.coefficient, column.pivot_coefficient);
    for (const Term& source : column.sources)
      add_simplex(source.simplex, field_.product(factor, source.coefficient), rank);
  }

  /// True: the pivot is ours and no column was put out. False: go on, perhaps with the column that was.
  bool claim(Term pivot) {
    auto& owner = degree_.table.insert(pivot.simplex);
    collect(field_, sources_);
    reduced_.push_back({column_, pivot.coefficient, sources_});
    const Column* before = owner.load(std::memory_order_acquire);
    for (;;) {
      if (before != nullptr && before->column < column_) {
        push(pivot);
        return false;
      }
      if (owner.compare_exchange_weak(before, &reduced_.back(), std::memory_order_acq_rel)) break;
    }
    if (before == nullptr) return true;
    resume(*before, coboundary_.cofacets().rank(pivot.simplex));
    return false;
  }

  void resume(const Column& column, Index rank) {
    column_ = column.column;
    sources_ = column.sources;
    heap_.clear();
    window_ = first_window;
    high_ = rank;
    for (const Term& source : sources_) push_coboundary(source.simplex, source.coefficient, rank);
  }

  Degree<Ranks, Field>& degree_;
  const RipsCoboundary<Ranks>& coboundary_;
  const Field& field_;
  std::deque<Column>& reduced_;
  const Context& context_;

  Index column_ = 0, high_ = 0, window_ = 0, steps_ = 0;
  std::vector<Term> heap_, sources_;
};

template <class Ranks, class Field>
RipsPairs reduce_degree(const RipsGraph& graph, const Ranks& ranks, Index k, const std::vector<SimplexNumber>& columns,
                        const Field& field, const Context& context) {
  using Column = ReducedColumn<typename Field::Term>;
  const RipsCoboundary<Ranks> coboundary(graph, ranks, k);
  Degree<Ranks, Field> degree{.graph = graph,
                              .coboundary = coboundary,
                              .field = field,
                              .columns = columns,
                              .last_rank = graph.edge_count() - 1,
                              .table = PivotTable<Column>(columns.size()),
                              .is_essential = std::vector<char>(columns.size(), false)};
  std::vector<std::deque<Column>> reduced(context.threads());
  parallel_for(context, reduced.size(), 1, [&](std::size_t thread) {
    try {
      Reducer<Ranks, Field>(degree, reduced[thread], context).run();
    } catch (...) {
      degree.failed = true;
      throw;
    }
  });

  std::vector<SimplexNumber> pivots(columns.size(), 0);
  degree.table.for_each([&](SimplexNumber pivot, const Column& owner) { pivots[owner.column] = pivot; });
  RipsPairs pairs;
  for (std::size_t column = 0; column < columns.size(); ++column) {
    if (degree.is_essential[column])
      pairs.essential.push_back(columns[column]);
    else
      pairs.finite.emplace_back(columns[column], pivots[column]);
  }
  return pairs;
}

/// Columns that died in the degree below are no births.
void clear(std::vector<SimplexNumber>& columns, const RipsPairs& below) {
  std::vector<SimplexNumber> deaths;
  for (const auto& [birth, death] : below.finite) deaths.push_back(death);
  std::ranges::sort(deaths);
  std::erase_if(columns, [&](SimplexNumber simplex) { return std::ranges::binary_search(deaths, simplex); });
}

template <class Ranks, class Field>
std::vector<RipsPairs> all_degrees(const RipsGraph& graph, std::vector<std::vector<SimplexNumber>> columns,
                                   const Field& field, const Context& context) {
  const Ranks ranks(graph);
  std::vector<RipsPairs> pairs(columns.size());
  for (Index k = 1; k < columns.size(); ++k) {
    clear(columns[k], pairs[k - 1]);
    pairs[k] = reduce_degree(graph, ranks, k, columns[k], field, context);
  }
  return pairs;
}

template <class Ranks>
std::vector<RipsPairs> over_field(const RipsGraph& graph, std::vector<std::vector<SimplexNumber>> columns,
                                  const PrimeField& field, const Context& context) {
  if (field.characteristic() == 2) return all_degrees<Ranks>(graph, std::move(columns), OverTwo{}, context);
  return all_degrees<Ranks>(graph, std::move(columns), OverPrime{field}, context);
}

/// A table of all ranks answers faster than lists unless the graph is sparse.
bool table_pays(const RipsGraph& graph) {
  return std::uint64_t{graph.vertex_count} * graph.vertex_count <= 64 * std::uint64_t{graph.edge_count()} + (1 << 18);
}

}  // namespace

std::vector<RipsPairs> rips_pairs(const RipsGraph& graph, std::vector<std::vector<SimplexNumber>> columns,
                                  const PrimeField& field, const Context& context) {
  if (std::ranges::all_of(columns, &std::vector<SimplexNumber>::empty)) return std::vector<RipsPairs>(columns.size());
  if (table_pays(graph)) return over_field<DenseRanks>(graph, std::move(columns), field, context);
  return over_field<SparseRanks>(graph, std::move(columns), field, context);
}

}  // namespace tessera
