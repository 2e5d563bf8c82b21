// SPDX-License-Identifier: MIT
#include "decomposition/module_block.hpp"

#include <algorithm>

namespace tessera {

template <int N>
void ModuleBlock<N>::add_generator(Index number, const Grade<N>& grade) {
  lower_ = generators.empty() ? grade : meet(lower_, grade);
  generators.push_back(number);
  generator_grades.push_back(grade);
  bases_.clear();
}

template <int N>
std::size_t ModuleBlock<N>::add_relation(const Grade<N>& grade, IndexSet relation) {
  const std::size_t work = echelon_.add(grade, relation, size());
  relation_grades.push_back(grade);
  relations.push_back(std::move(relation));
  bases_.clear();
  return work;
}

template <int N>
void ModuleBlock<N>::append(ModuleBlock other) {
  const Index shift = size();
  lower_ = meet(lower_, other.lower_);
  const auto take = [](auto& to, auto& from) { to.insert(to.end(), from.begin(), from.end()); };
  take(generators, other.generators);
  take(generator_grades, other.generator_grades);
  take(relation_grades, other.relation_grades);
  for (IndexSet& relation : other.relations) {
    for (Index& generator : relation) generator += shift;
    relations.push_back(std::move(relation));
  }
  echelon_.append(std::move(other.echelon_), shift);
  bases_.clear();
}

template <int N>
const std::vector<Index>& ModuleBlock<N>::basis_at(const Grade<N>& grade) const {
  const auto [place, is_new] = bases_.try_emplace(grade.rank);
  if (is_new)
    for (Index generator = 0; generator < size(); ++generator)
      if (precedes(generator_grades[generator], grade) && !echelon_.has_column(generator, grade))
        place->second.push_back(generator);
  return place->second;
}

template <int N>
IndexSet ModuleBlock<N>::coordinates(BitVector sum, const Grade<N>& grade) const {
  const std::vector<Index>& basis = basis_at(grade);
  IndexSet result;
  for (Index last = sum.last(); last != none; last = sum.last()) {
    if (const IndexSet* column = echelon_.column(last, grade)) {
      for (const Index generator : *column) sum.toggle(generator);
    } else {
      result.push_back(Index(std::ranges::lower_bound(basis, last) - basis.begin()));
      sum.toggle(last);
    }
  }
  std::ranges::reverse(result);
  return result;
}

/// Most often there are no unknowns: then nothing else is asked for.
template <int N>
HomSystem<N>::HomSystem(const std::vector<const ModuleBlock<N>*>& sources, const ModuleBlock<N>& target,
                        const std::optional<Elements>& elements, WorkLimit& limit, const Context& context)
    : target_(target) {
  std::vector<std::vector<std::size_t>> first_unknown(sources.size());  // by source and generator
  for (std::size_t s = 0; s < sources.size(); ++s) {
    const auto& source = *sources[s];
    limit.spend(double(source.size()));
    for (Index generator = 0; generator < source.size(); ++generator) {
      first_unknown[s].push_back(unknowns_.size());
      if (!precedes(target.lower(), source.generator_grades[generator])) continue;
      limit.spend(double(target.size()));
      for (const Index image : target.basis_at(source.generator_grades[generator]))
        unknowns_.push_back({s, generator, image});
    }
    first_unknown[s].push_back(unknowns_.size());
  }
  if (elements) grade_ = elements->grade;
  if (unknowns_.empty()) return;

  const auto has_image = [&](std::size_t s, Index generator) {
    return first_unknown[s][generator] < first_unknown[s][generator + 1];
  };
  struct Equations {
    std::size_t source, relation, first_row;
  };
  std::vector<Equations> equations;
  for (std::size_t s = 0; s < sources.size(); ++s) {
    if (first_unknown[s].front() == first_unknown[s].back()) continue;
    const auto& source = *sources[s];
    for (std::size_t r = 0; r < source.relations.size(); ++r) {
      limit.spend(double(source.relations[r].size()));
      if (std::ranges::none_of(source.relations[r], [&](Index g) { return has_image(s, g); })) continue;
      limit.spend(double(target.size()));
      const std::size_t dimension = target.basis_at(source.relation_grades[r]).size();
      if (dimension > 0) equations.push_back({s, r, rows_});
      rows_ += dimension;
    }
  }
  first_element_ = rows_;
  if (elements) rows_ += target.basis_at(grade_).size() * elements->of.size();
  const double words = 2 + double(rows_ + unknowns_.size()) / 64;  // of a column, and of the set it is the sum of
  limit.spend(double(unknowns_.size()) * words);
  context.require_memory(std::uint64_t(2 * 8 * double(unknowns_.size()) * words), "the homomorphisms between summands",
                         "sweep the module as a whole: decomposition.summands with route = \"whole\"");

  std::vector<BitVector> matrix(unknowns_.size(), BitVector(rows_));
  const auto write = [&](std::size_t s, Index generator, const Grade<N>& grade, std::size_t first_row) {
    for (std::size_t u = first_unknown[s][generator]; u < first_unknown[s][generator + 1]; ++u) {
      BitVector image(target.size());
      image.toggle(unknowns_[u].image);
      for (const Index coordinate : target.coordinates(std::move(image), grade))
        matrix[u].toggle(first_row + coordinate);
    }
  };
  for (const auto& [s, r, first_row] : equations)
    for (const Index generator : sources[s]->relations[r])
      write(s, generator, sources[s]->relation_grades[r], first_row);
  if (elements && !target.basis_at(grade_).empty())
    for (std::size_t i = 0; i < elements->of.size(); ++i)
      for (std::size_t s = 0; s < sources.size(); ++s)
        elements->of[i][s].for_each(
            [&](Index generator) { write(s, generator, grade_, first_element_ + i * target.basis_at(grade_).size()); });
  system_.emplace(rows_, unknowns_.size());
  for (BitVector& column : matrix) {
    const auto before = system_->additions();
    system_->add(std::move(column));
    limit.spend(double(system_->additions() - before) * words);
  }
}

template <int N>
std::vector<typename HomSystem<N>::Unknown> HomSystem<N>::chosen(const BitVector& set) const {
  std::vector<Unknown> result;
  set.for_each([&](Index unknown) { result.push_back(unknowns_[unknown]); });
  return result;
}

template <int N>
std::optional<std::vector<typename HomSystem<N>::Unknown>> HomSystem<N>::mapping_to(
    const std::vector<BitVector>& targets) const {
  if (!system_) return std::nullopt;  // targets are not zero
  const std::size_t dimension = target_.basis_at(grade_).size();
  BitVector wanted(rows_);
  for (std::size_t i = 0; i < targets.size(); ++i)
    for (const Index coordinate : target_.coordinates(targets[i], grade_))
      wanted.toggle(first_element_ + i * dimension + coordinate);
  const auto set = system_->solve(std::move(wanted));
  if (!set) return std::nullopt;
  return chosen(*set);
}

template <int N>
std::vector<std::vector<typename HomSystem<N>::Unknown>> HomSystem<N>::all() const {
  std::vector<std::vector<Unknown>> result;
  if (system_)
    for (const BitVector& set : system_->relations()) result.push_back(chosen(set));
  return result;
}

template class ModuleBlock<1>;
template class ModuleBlock<2>;
template class ModuleBlock<3>;
template class ModuleBlock<4>;
template class HomSystem<1>;
template class HomSystem<2>;
template class HomSystem<3>;
template class HomSystem<4>;

}  // namespace tessera
