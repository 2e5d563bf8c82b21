// SPDX-License-Identifier: MIT
// 1. A basis of the endomorphisms, as matrices on generators (HomSystem).
// 2. An element whose action on the generators of each grade is an idempotent other than 0 and 1 (`acting_idempotent`).
// 3. Its square, its square's square, ...: after log2 of the generators an idempotent matrix e.
// 4. The free module on the generators is the sum of the images of e and of 1 - e; a basis of either, grade by grade.
// 5. Relations r become e r and (1 - e) r, of which those that others generate are left out.
// 6. Both parts in the same way.
#include "decomposition/endomorphism_splitting.hpp"

#include "algebra/matrix_algebra.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>

namespace tessera {
namespace {

BitVector times(const BitMatrix& matrix, const BitVector& vector, std::size_t rows) {
  BitVector result(rows);
  vector.for_each([&](Index column) { result.add(matrix[column]); });
  return result;
}

bool is_zero(const BitMatrix& matrix) {
  return std::ranges::all_of(matrix, [](const BitVector& column) { return column.is_zero(); });
}

/// Generators of one grade, together.
template <int N>
std::vector<std::vector<Index>> generators_by_grade(const ModuleBlock<N>& block) {
  std::map<std::array<Index, N>, std::vector<Index>> groups;
  for (Index g = 0; g < block.size(); ++g) groups[block.generator_grades[g].rank].push_back(g);
  std::vector<std::vector<Index>> result;
  for (auto& [grade, group] : groups) result.push_back(std::move(group));
  return result;
}

/// An endomorphism: pairs of a generator and one that its image holds.
using Entries = std::vector<std::pair<Index, Index>>;

BitMatrix matrix_of(const Entries& entries, std::size_t size) {
  BitMatrix matrix(size, BitVector(size));
  for (const auto& [generator, image] : entries) matrix[generator].toggle(image);
  return matrix;
}

/// The ring as far as it acts on the generators of each grade.
class Action {
 public:
  Action(const std::vector<Entries>& ring, std::size_t size, const std::vector<std::vector<Index>>& groups)
      : ring_(ring), size_(size), groups_(groups), group_of_(size) {
    for (Index i = 0; i < groups.size(); ++i)
      for (const Index g : groups[i]) group_of_[g] = i;
  }

  /// An element that acts as an idempotent other than 0 and 1; nothing where there is none, or none is found.
  std::optional<BitMatrix> idempotent(bool& is_proven, WorkLimit& limit, const Context& context) const {
    is_proven = true;
    for (const Entries& element : ring_)
      if (tells_apart(element)) return idempotent_power(matrix_of(element, size_));

    // Lone generators all see the same: one of them will do.
    std::vector<Index> place(size_, none);
    Index kept = 0;
    bool has_lone = false;
    for (const auto& group : groups_) {
      if (group.size() == 1 && has_lone) continue;
      has_lone = has_lone || group.size() == 1;
      for (const Index g : group) place[g] = kept++;
    }
    BitSystem independent(std::size_t{kept} * kept, ring_.size());
    std::vector<const Entries*> elements;
    std::vector<BitMatrix> basis;
    for (const Entries& element : ring_) {
      BitVector entries(std::size_t{kept} * kept);
      BitMatrix small(kept, BitVector(kept));
      for (const auto& [generator, image] : element) {
        if (place[generator] == none || group_of_[generator] != group_of_[image]) continue;
        small[place[generator]].toggle(place[image]);
        entries.toggle(std::size_t{place[generator]} * kept + place[image]);
      }
      if (!independent.add(std::move(entries))) continue;
      elements.push_back(&element);
      basis.push_back(std::move(small));
    }
    const auto found = idempotent_search(
        basis, [&](double steps) { limit.spend(steps); }, context);
    is_proven = found.is_local || found.element;
    if (!found.element) return std::nullopt;
    BitMatrix sum(size_, BitVector(size_));
    found.element->for_each([&](Index i) { add(sum, matrix_of(*elements[i], size_)); });
    return idempotent_power(sum);
  }

 private:
  /// Whether it keeps one lone generator and takes another to zero, modulo what comes from below.
  bool tells_apart(const Entries& element) const {
    std::size_t lone = 0, kept = 0;
    for (const auto& group : groups_) lone += group.size() == 1;
    for (const auto& [generator, image] : element)
      kept += generator == image && groups_[group_of_[generator]].size() == 1;
    return kept > 0 && kept < lone;
  }

  BitMatrix acting(const BitMatrix& matrix) const {
    BitMatrix result(size_, BitVector(size_));
    for (const auto& group : groups_)
      for (const Index g : group)
        for (const Index h : group)
          if (matrix[g][h]) result[g].toggle(h);
    return result;
  }

  /// Some power of every matrix is idempotent. On spaces of dimension m the exponent lcm(2^i - 1, i <= m) times a power
  /// of two at least m serves; the factors are applied one by one.
  std::optional<BitMatrix> idempotent_power(const BitMatrix& element) const {
    std::size_t most = 1;
    for (const auto& group : groups_) most = std::max(most, group.size());
    BitMatrix action = acting(element), power = element;
    const auto raise = [&](std::uint64_t exponent) {
      const BitMatrix action_base = action, base = power;
      for (int bit = 62 - std::countl_zero(exponent); bit >= 0; --bit) {
        action = product(action, action);
        power = product(power, power);
        if (exponent >> bit & 1) {
          action = product(action, action_base);
          power = product(power, base);
        }
      }
    };
    for (std::size_t reach = 1; reach < most; reach *= 2) raise(2);
    for (std::size_t i = 2; i <= most && i < 63; ++i) {
      if (product(action, action) == action) break;
      raise((std::uint64_t{1} << i) - 1);
    }
    if (is_zero(action) || action == identity(size_) || product(action, action) != action) return std::nullopt;
    return power;
  }

  const std::vector<Entries>& ring_;
  std::size_t size_;
  const std::vector<std::vector<Index>>& groups_;
  std::vector<Index> group_of_;
};

template <int N>
std::vector<Entries> endomorphisms(const ModuleBlock<N>& block, WorkLimit& limit, const Context& context) {
  std::vector<Entries> ring;
  for (const auto& homomorphism : HomSystem<N>({&block}, block, {}, limit, context).all()) {
    Entries& entries = ring.emplace_back();
    for (const auto& [source, generator, image] : homomorphism) entries.emplace_back(generator, image);
  }
  return ring;
}

/// Generators whose images under an idempotent are a basis of the image, grade by grade.
template <int N>
std::vector<Index> generators_of_image(const ModuleBlock<N>& block, const BitMatrix& idempotent) {
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
typename Splitting<N>::Part image_of(const ModuleBlock<N>& block, const BitMatrix& idempotent) {
  typename Splitting<N>::Part part;
  for (const Index g : generators_of_image(block, idempotent)) {
    part.block.add_generator(none, block.generator_grades[g]);
    part.basis.push_back(idempotent[g]);
  }
  return part;
}

/// Step 5 for one of the two sides.
template <int N>
void add_relations(typename Splitting<N>::Part& part, const ModuleBlock<N>& block, const BitMatrix& idempotent) {
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
  const auto groups = generators_by_grade(block);
  const auto ring = endomorphisms(block, limit, context);
  auto idempotent = Action(ring, block.size(), groups).idempotent(part.is_proven, limit, context);
  if (!idempotent) {
    parts.push_back(std::move(part));
    return;
  }
  for (std::size_t reach = 1; reach < block.size(); reach *= 2) *idempotent = product(*idempotent, *idempotent);

  BitMatrix other = identity(block.size());
  add(other, *idempotent);
  for (const BitMatrix& side : {*idempotent, other}) {
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
  typename Splitting<N>::Part whole{block, identity(block.size()), true};
  split<N>(std::move(whole), block.size(), result.parts, limit, context);
  return result;
}

template Splitting<1> split_by_endomorphisms(const ModuleBlock<1>&, WorkLimit&, const Context&);
template Splitting<2> split_by_endomorphisms(const ModuleBlock<2>&, WorkLimit&, const Context&);
template Splitting<3> split_by_endomorphisms(const ModuleBlock<3>&, WorkLimit&, const Context&);
template Splitting<4> split_by_endomorphisms(const ModuleBlock<4>&, WorkLimit&, const Context&);

}  // namespace tessera
