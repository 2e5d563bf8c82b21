// SPDX-License-Identifier: MIT
#include "decomposition/multiplicity.hpp"

#include "algebra/bit_tree_column.hpp"
#include "algebra/column_arena.hpp"
#include "decomposition/sparser_basis.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <numeric>

namespace tessera {
namespace {

/// Columns over Z/2 reduced against each other as they come.
class Echelon {
 public:
  explicit Echelon(Index rows) : working_(rows), owner_(rows) {}

  /// Adds the column unless the earlier ones generate it; returns what is left of it, in decreasing order.
  template <class Rows>
  std::span<const Index> reduce_and_keep(const Rows& rows) {
    for (const Index row : rows) working_.toggle(row);
    Index pivot = working_.pivot();
    while (pivot != none && owner_[pivot].length > 0) {
      working_.add(arena_[owner_[pivot]]);
      pivot = working_.pivot();
    }
    if (pivot == none) return {};
    owner_[pivot] = arena_.append_with([&](std::vector<Index>& out) { working_.drain(out); });
    return arena_[owner_[pivot]];
  }

  Index rank() const {
    return Index(std::ranges::count_if(owner_, [](const ColumnArena::Slot& slot) { return slot.length > 0; }));
  }
  /// The kept columns whose pivot is less than `bound`.
  std::vector<std::vector<Index>> kept_below(Index bound) const {
    std::vector<std::vector<Index>> columns;
    for (Index pivot = 0; pivot < bound; ++pivot)
      if (owner_[pivot].length > 0) columns.emplace_back(arena_[owner_[pivot]].begin(), arena_[owner_[pivot]].end());
    return columns;
  }

 private:
  BitTreeColumn working_;
  std::vector<ColumnArena::Slot> owner_;
  ColumnArena arena_;
};

using Columns = std::vector<std::vector<Index>>;

/// Generators at grade b, numbered first, and a basis of the combinations of them that every map to k_I sends to zero:
/// the combinations of relations inside I that involve generators inside I at b only.
Columns killed_at(const GradedMatrix<2>& matrix, const RankInterval& interval, const std::vector<Index>& at_b) {
  std::vector<Index> number(matrix.row_count(), none);
  Index next = 0;
  for (const Index row : at_b) number[row] = next++;
  for (Index row = 0; row < matrix.row_count(); ++row)
    if (number[row] == none && contains(interval, matrix.row_grades[row])) number[row] = next++;

  Echelon echelon(next);
  std::vector<Index> rows;
  for (Index column = 0; column < matrix.column_count(); ++column) {
    if (!contains(interval, matrix.column_grades[column])) continue;
    rows.clear();
    for (const Index row : matrix.column(column))
      if (number[row] != none) rows.push_back(number[row]);
    echelon.reduce_and_keep(rows);
  }
  return echelon.kept_below(Index(at_b.size()));
}

/// The combinations of generators at birth b (its number among the births) that some map from k_I meets there.
/// A map is a family of chains m_i over the generators below birth i with m_i + m_(i+1) a boundary at their join and
/// m_i a boundary at each end of I. Unknowns are the m_i and the relations that bound; those of m_b at b come last.
Columns reached_at(const GradedMatrix<2>& matrix, const RankInterval& interval, std::size_t b,
                   const std::vector<Index>& at_b) {
  const auto& births = interval.births;
  const auto [joins, ends] = relations_of(interval);
  const Index rows = matrix.row_count();

  struct Condition {
    Grade<2> grade;
    std::vector<std::size_t> births;  // whose chains it adds up
  };
  std::vector<Condition> conditions;
  for (std::size_t i = 0; i < joins.size(); ++i) conditions.push_back({joins[i], {i, i + 1}});
  for (const auto& end : ends)
    for (std::size_t i = 0; i < births.size(); ++i)
      if (precedes(births[i], end)) {
        conditions.push_back({end, {i}});
        break;
      }

  const Index equations = Index(conditions.size()) * rows;
  Echelon echelon(equations + Index(at_b.size()));
  // Equation (q, row) is numbered above the marks of the generators at b, so a column with only marks left is a
  // solution.
  const auto equation = [&](std::size_t q, Index row) { return Index(at_b.size()) + Index(q) * rows + row; };
  for (std::size_t q = 0; q < conditions.size(); ++q) {
    std::vector<Index> column;
    for (Index relation = 0; relation < matrix.column_count(); ++relation) {
      if (!precedes(matrix.column_grades[relation], conditions[q].grade)) continue;
      column.clear();
      for (const Index row : matrix.column(relation)) column.push_back(equation(q, row));
      echelon.reduce_and_keep(column);
    }
  }
  const auto chain_column = [&](std::size_t i, Index row) {
    std::vector<Index> column;
    for (std::size_t q = 0; q < conditions.size(); ++q)
      if (std::ranges::find(conditions[q].births, i) != conditions[q].births.end()) column.push_back(equation(q, row));
    return column;
  };
  for (std::size_t i = 0; i < births.size(); ++i)
    for (Index row = 0; row < rows; ++row) {
      const bool comes_last = i == b && std::ranges::binary_search(at_b, row);
      if (!comes_last && precedes(matrix.row_grades[row], births[i])) echelon.reduce_and_keep(chain_column(i, row));
    }
  for (Index mark = 0; mark < at_b.size(); ++mark) {
    auto column = chain_column(b, at_b[mark]);
    column.push_back(mark);
    echelon.reduce_and_keep(column);
  }
  return echelon.kept_below(Index(at_b.size()));
}

/// Rows (columns) of grade `grade`; `grades` are sorted colexicographically.
std::pair<Index, Index> numbers_at(const std::vector<Grade<2>>& grades, const Grade<2>& grade) {
  const auto range = std::ranges::equal_range(grades, packed(grade), {}, [](const Grade<2>& g) { return packed(g); });
  return {Index(range.begin() - grades.begin()), Index(range.end() - grades.begin())};
}

/// Every grade occurs in `available` (sorted colexicographically) as often as in `needed`.
bool has_all(const std::vector<Grade<2>>& needed, const std::vector<Grade<2>>& available) {
  return std::ranges::all_of(needed, [&](const auto& grade) {
    const auto [first, last] = numbers_at(available, grade);
    return std::ranges::count(needed, grade) <= last - first;
  });
}

/// The submatrix on one component; rows and columns keep their order.
std::vector<Multiplicity::Component> split(const GradedMatrix<2>& matrix) {
  std::vector<Index> parent(matrix.row_count());
  std::iota(parent.begin(), parent.end(), Index{0});
  const auto root = [&](Index row) {
    while (parent[row] != row) row = parent[row] = parent[parent[row]];
    return row;
  };
  for (Index column = 0; column < matrix.column_count(); ++column)
    for (const Index row : matrix.column(column)) parent[root(row)] = root(matrix.column(column).front());

  std::vector<Multiplicity::Component> components;
  std::vector<Index> component(matrix.row_count(), none), local(matrix.row_count());
  for (Index row = 0; row < matrix.row_count(); ++row) {
    Index& number = component[root(row)];
    if (number == none) {
      number = Index(components.size());
      components.emplace_back();
    }
    local[row] = components[number].matrix.row_count();
    components[number].matrix.row_grades.push_back(matrix.row_grades[row]);
  }
  std::vector<Index> rows;
  for (Index column = 0; column < matrix.column_count(); ++column) {
    rows.clear();
    for (const Index row : matrix.column(column)) rows.push_back(local[row]);
    if (!rows.empty())
      components[component[root(matrix.column(column).front())]].matrix.append(matrix.column_grades[column], rows);
  }
  return components;
}

/// How many of the grades lie below each of the queries, whose first ranks increase; both are sorted inside.
std::vector<Index> counts_below(std::vector<Grade<2>> grades, const std::vector<Grade<2>>& queries) {
  std::ranges::sort(grades, {}, &Grade<2>::rank);
  Index ranks = 0;
  for (const auto& grade : grades) ranks = std::max(ranks, grade[1] + 1);
  std::vector<Index> tree(ranks + 1, 0);  // Fenwick: how many were seen with y < k
  std::vector<Index> counts;
  std::size_t seen = 0;
  for (const auto& query : queries) {
    for (; seen < grades.size() && grades[seen][0] <= query[0]; ++seen)
      for (Index k = grades[seen][1] + 1; k <= ranks; k += k & -k) ++tree[k];
    Index count = 0;
    for (Index k = std::min(query[1] + 1, ranks); k > 0; k -= k & -k) count += tree[k];
    counts.push_back(count);
  }
  return counts;
}

/// The deaths of an interval that starts at `births` and ends at the minimal elements of `ends`.
std::vector<Grade<2>> deaths_before(std::vector<Grade<2>> ends, const std::vector<Grade<2>>& births) {
  ends = minimal_grades(std::move(ends));
  std::vector<Grade<2>> corners;
  if (ends.empty()) return {{{none, none}}};
  corners.push_back({{ends.front()[0], none}});
  for (std::size_t j = 0; j + 1 < ends.size(); ++j) corners.push_back({{ends[j + 1][0], ends[j][1]}});
  corners.push_back({{none, ends.back()[1]}});
  // Births run down from left to right: the lowest one left of a corner decides whether anything lies below it.
  std::erase_if(corners, [&](const Grade<2>& corner) {
    const auto right =
        std::ranges::partition_point(births, [&](const Grade<2>& birth) { return birth[0] < corner[0]; });
    return right == births.begin() || !((*std::prev(right))[1] < corner[1]);
  });
  return maximal_grades(std::move(corners));
}

}  // namespace

std::optional<RankInterval> interval_support(const GradedMatrix<2>& matrix) {
  std::vector<Index> order(matrix.row_count());
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::sort(order, {}, [&](Index row) { return matrix.row_grades[row].rank; });
  std::vector<Grade<2>> births, joins;
  for (const Index row : order) {
    const auto& birth = matrix.row_grades[row];
    if (!births.empty()) {
      if (!(births.back()[0] < birth[0] && births.back()[1] > birth[1])) return std::nullopt;
      joins.push_back(join(births.back(), birth));
    }
    births.push_back(birth);
  }

  const auto below = counts_below(matrix.column_grades, joins);
  std::vector<bool> joins_two(matrix.column_count(), false);
  for (std::size_t i = 0; i < joins.size(); ++i) {
    const auto [first, last] = numbers_at(matrix.column_grades, joins[i]);
    if (below[i] != 1 || last - first != 1) return std::nullopt;
    const auto rows = matrix.column(first);
    if (!std::ranges::binary_search(rows, order[i]) || !std::ranges::binary_search(rows, order[i + 1]))
      return std::nullopt;
    joins_two[first] = true;
  }

  std::vector<Grade<2>> ends;
  for (Index column = 0; column < matrix.column_count(); ++column)
    if (!joins_two[column]) ends.push_back(matrix.column_grades[column]);
  auto deaths = deaths_before(std::move(ends), births);
  return RankInterval{std::move(births), std::move(deaths)};
}

Index interval_multiplicity(const GradedMatrix<2>& matrix, const RankInterval& interval) {
  if (interval.births.empty()) return 0;
  // A summand's Betti numbers are part of the module's: most tracks that are no summands end here.
  const auto [joins, ends] = relations_of(interval);
  auto relations = joins;
  relations.insert(relations.end(), ends.begin(), ends.end());
  if (!has_all(interval.births, matrix.row_grades) || !has_all(relations, matrix.column_grades)) return 0;

  std::size_t b = 0;
  std::vector<Index> at_b;
  for (std::size_t i = 0; i < interval.births.size(); ++i)
    if (const auto [first, last] = numbers_at(matrix.row_grades, interval.births[i]);
        at_b.empty() || last - first < at_b.size()) {
      b = i;
      at_b.resize(last - first);
      std::iota(at_b.begin(), at_b.end(), first);
    }

  // The rank of reached x (functionals that vanish on killed) is dim(reached + killed) - dim killed.
  const auto killed = killed_at(matrix, interval, at_b);
  if (killed.size() == at_b.size()) return 0;
  Echelon both(Index(at_b.size()));
  for (const auto& column : killed) both.reduce_and_keep(column);
  for (const auto& column : reached_at(matrix, interval, b, at_b)) both.reduce_and_keep(column);
  return both.rank() - Index(killed.size());
}

Multiplicity::Multiplicity(const RankModule& module) : components_(split(in_sparser_basis(module.matrix))) {
  for (auto& component : components_) component.interval = interval_support(component.matrix);
}

Index Multiplicity::operator()(const RankInterval& interval) const {
  Index copies = 0;
  for (const auto& component : components_)
    copies +=
        component.interval ? Index(*component.interval == interval) : interval_multiplicity(component.matrix, interval);
  return copies;
}

}  // namespace tessera
