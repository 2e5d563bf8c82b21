// SPDX-License-Identifier: MIT
// 1. A basis of the endomorphisms, as matrices on generators (HomSystem).
// 2. An element whose action on the generators of each grade is an idempotent other than 0 and 1 (`acting_idempotent`).
// 3. Its square, its square's square, ...: after log2 of the generators an idempotent matrix e.
// 4. The free module on the generators is the sum of the images of e and of 1 - e; a basis of either, grade by grade.
// 5. Relations r become e r and (1 - e) r, of which those that others generate are left out.
// 6. Both parts in the same way.
#include "decomposition/endomorphism_splitting.hpp"

#include "tessera/core/random.hpp"

#include <algorithm>
#include <numeric>

namespace tessera {
namespace {

using Matrix = std::vector<BitVector>;  // by column

constexpr std::size_t most_listed = 12;  // dimension up to which all elements of the action are tried
constexpr int random_tries = 256;

BitVector times(const Matrix& matrix, const BitVector& vector, std::size_t rows) {
  BitVector result(rows);
  vector.for_each([&](Index column) { result.add(matrix[column]); });
  return result;
}

Matrix product(const Matrix& a, const Matrix& b) {
  Matrix result;
  for (const BitVector& column : b) result.push_back(times(a, column, a.size()));
  return result;
}

Matrix one(std::size_t size) {
  Matrix result(size, BitVector(size));
  for (std::size_t i = 0; i < size; ++i) result[i].toggle(i);
  return result;
}

void add(Matrix& a, const Matrix& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i].add(b[i]);
}

bool is_zero(const Matrix& matrix) {
  return std::ranges::all_of(matrix, [](const BitVector& column) { return column.is_zero(); });
}

/// Places (row, column) of the action: pairs of generators of one grade.
template <int N>
std::vector<std::pair<Index, Index>> places_of_action(const ModuleBlock<N>& block) {
  std::vector<std::pair<Index, Index>> places;
  for (Index g = 0; g < block.size(); ++g)
    for (Index h = 0; h < block.size(); ++h)
      if (block.generator_grades[g] == block.generator_grades[h]) places.emplace_back(g, h);
  return places;
}

/// The ring as far as it acts on the generators of each grade.
class Action {
 public:
  Action(const std::vector<Matrix>& ring, std::size_t size, const std::vector<std::pair<Index, Index>>& places)
      : ring_(ring), size_(size), places_(places) {
    BitSystem independent(places.size(), ring.size());
    for (const Matrix& element : ring) {
      BitVector entries(places.size());
      for (std::size_t i = 0; i < places.size(); ++i)
        if (element[places[i].second][places[i].first]) entries.toggle(i);
      if (independent.add(std::move(entries))) basis_.push_back(&element);
    }
  }

  /// An element that acts as an idempotent other than 0 and 1; nothing where there is none, or none is found.
  std::optional<Matrix> idempotent(bool& is_proven, const Context& context) const {
    is_proven = true;
    if (places_.size() == size_) return on_diagonals();
    if (basis_.size() <= most_listed) {
      for (std::uint32_t set = 1; set < 1u << basis_.size(); ++set) {
        context.check();
        if (auto found = idempotent_power(sum_of(set))) return found;
      }
      return std::nullopt;
    }
    RandomStream random(1, 0);
    for (int trial = 0; trial < random_tries; ++trial) {
      context.check();
      Matrix element(size_, BitVector(size_));
      for (const Matrix* summand : basis_)
        if (random.below(2)) add(element, *summand);
      if (auto found = idempotent_power(element)) return found;
    }
    is_proven = false;
    return std::nullopt;
  }

 private:
  /// One generator a grade: the action is by diagonals, and what tells two generators apart has an indicator.
  std::optional<Matrix> on_diagonals() const {
    const auto is_like_first = [&](Index g) {
      return std::ranges::all_of(basis_, [&](const Matrix* e) { return (*e)[g][g] == (*e)[0][0]; });
    };
    BitVector indicator(size_);
    bool is_one = true;
    for (Index g = 0; g < size_; ++g) {
      if (is_like_first(g))
        indicator.toggle(g);
      else
        is_one = false;
    }
    if (is_one) return std::nullopt;

    BitSystem diagonals(size_, basis_.size());
    for (const Matrix* element : basis_) {
      BitVector diagonal(size_);
      for (Index g = 0; g < size_; ++g)
        if ((*element)[g][g]) diagonal.toggle(g);
      diagonals.add(std::move(diagonal));
    }
    Matrix result(size_, BitVector(size_));
    diagonals.solve(indicator)->for_each([&](Index summand) { add(result, *basis_[summand]); });
    return result;
  }

  Matrix sum_of(std::uint32_t set) const {
    Matrix result(size_, BitVector(size_));
    for (std::size_t i = 0; i < basis_.size(); ++i)
      if (set >> i & 1) add(result, *basis_[i]);
    return result;
  }

  Matrix acting(const Matrix& matrix) const {
    Matrix result(size_, BitVector(size_));
    for (const auto& [row, column] : places_)
      if (matrix[column][row]) result[column].toggle(row);
    return result;
  }

  /// Some power of every matrix is idempotent. On spaces of dimension m the exponent lcm(2^i - 1, i <= m) times a power
  /// of two at least m serves; the factors are applied one by one.
  std::optional<Matrix> idempotent_power(const Matrix& element) const {
    std::size_t most = 1, run = 0;  // the largest number of generators of one grade
    for (std::size_t i = 0; i < places_.size(); ++i) {
      run = i > 0 && places_[i].first == places_[i - 1].first ? run + 1 : 1;
      most = std::max(most, run);
    }
    Matrix action = acting(element), power = element;
    const auto raise = [&](std::uint64_t exponent) {
      const Matrix action_base = action, base = power;
      Matrix action_result = one(size_), result = one(size_);
      for (int bit = 63 - std::countl_zero(exponent); bit >= 0; --bit) {
        action_result = product(action_result, action_result);
        result = product(result, result);
        if (exponent >> bit & 1) {
          action_result = product(action_result, action_base);
          result = product(result, base);
        }
      }
      action = std::move(action_result);
      power = std::move(result);
    };
    for (std::size_t reach = 1; reach < most; reach *= 2) raise(2);
    for (std::size_t i = 2; i <= most && i < 63; ++i) raise((std::uint64_t{1} << i) - 1);
    if (is_zero(action) || action == one(size_) || product(action, action) != action) return std::nullopt;
    return power;
  }

  const std::vector<Matrix>& ring_;
  std::size_t size_;
  const std::vector<std::pair<Index, Index>>& places_;
  std::vector<const Matrix*> basis_;
};

template <int N>
std::vector<Matrix> endomorphisms(const ModuleBlock<N>& block, WorkLimit& limit) {
  std::vector<Matrix> ring;
  for (const auto& homomorphism : HomSystem<N>({&block}, block, {}, limit).all()) {
    Matrix matrix(block.size(), BitVector(block.size()));
    for (const auto& [source, generator, image] : homomorphism) matrix[generator].toggle(image);
    ring.push_back(std::move(matrix));
  }
  return ring;
}

/// Generators whose images under an idempotent are a basis of the image, grade by grade.
template <int N>
std::vector<Index> generators_of_image(const ModuleBlock<N>& block, const Matrix& idempotent) {
  std::vector<Index> chosen;
  std::vector<char> is_done(block.size(), 0);
  for (Index g = 0; g < block.size(); ++g) {
    if (is_done[g]) continue;
    std::vector<Index> together;
    for (Index h = g; h < block.size(); ++h)
      if (block.generator_grades[h] == block.generator_grades[g]) together.push_back(h);
    BitSystem independent(together.size(), together.size());
    for (const Index h : together) {
      is_done[h] = 1;
      BitVector column(together.size());
      for (std::size_t i = 0; i < together.size(); ++i)
        if (idempotent[h][together[i]]) column.toggle(i);
      if (independent.add(std::move(column))) chosen.push_back(h);
    }
  }
  std::ranges::sort(chosen);
  return chosen;
}

/// Step 4 for one of the two sides.
template <int N>
typename Splitting<N>::Part image_of(const ModuleBlock<N>& block, const Matrix& idempotent) {
  typename Splitting<N>::Part part;
  for (const Index g : generators_of_image(block, idempotent)) {
    part.block.add_generator(none, block.generator_grades[g]);
    part.basis.push_back(idempotent[g]);
  }
  return part;
}

/// Step 5 for one of the two sides.
template <int N>
void add_relations(typename Splitting<N>::Part& part, const ModuleBlock<N>& block, const Matrix& idempotent) {
  const std::size_t size = part.basis.size();
  BitSystem basis(block.size(), size);
  for (const BitVector& generator : part.basis) basis.add(generator);

  std::vector<std::size_t> order(block.relations.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    return colexicographic(block.relation_grades[a], block.relation_grades[b]);
  });
  for (const std::size_t r : order) {
    const auto relation = basis.solve(times(idempotent, bits_of(block.relations[r], block.size()), block.size()));
    if (relation->is_zero()) continue;
    BitSystem earlier(size, part.block.relations.size());
    for (std::size_t s = 0; s < part.block.relations.size(); ++s)
      if (precedes(part.block.relation_grades[s], block.relation_grades[r]))
        earlier.add(bits_of(part.block.relations[s], size));
    if (!earlier.solve(*relation)) part.block.add_relation(block.relation_grades[r], set_of(*relation));
  }
}

/// `given`: the generators of the block that the basis refers to.
template <int N>
void split(typename Splitting<N>::Part part, std::size_t given, std::vector<typename Splitting<N>::Part>& parts,
           WorkLimit& limit, const Context& context) {
  const ModuleBlock<N>& block = part.block;
  const auto places = places_of_action(block);
  const auto ring = endomorphisms(block, limit);
  auto idempotent = Action(ring, block.size(), places).idempotent(part.is_proven, context);
  if (!idempotent) {
    parts.push_back(std::move(part));
    return;
  }
  for (std::size_t reach = 1; reach < block.size(); reach *= 2) *idempotent = product(*idempotent, *idempotent);

  Matrix other = one(block.size());
  add(other, *idempotent);
  for (const Matrix& side : {*idempotent, other}) {
    auto next = image_of(block, side);
    add_relations<N>(next, block, side);
    for (BitVector& generator : next.basis)  // in terms of the block that was given
      generator = times(part.basis, generator, given);
    split<N>(std::move(next), given, parts, limit, context);
  }
}

}  // namespace

template <int N>
Splitting<N> split_by_endomorphisms(const ModuleBlock<N>& block, WorkLimit& limit, const Context& context) {
  Splitting<N> result;
  typename Splitting<N>::Part whole{block, one(block.size()), true};
  split<N>(std::move(whole), block.size(), result.parts, limit, context);
  return result;
}

template Splitting<1> split_by_endomorphisms(const ModuleBlock<1>&, WorkLimit&, const Context&);
template Splitting<2> split_by_endomorphisms(const ModuleBlock<2>&, WorkLimit&, const Context&);
template Splitting<3> split_by_endomorphisms(const ModuleBlock<3>&, WorkLimit&, const Context&);
template Splitting<4> split_by_endomorphisms(const ModuleBlock<4>&, WorkLimit&, const Context&);

}  // namespace tessera
