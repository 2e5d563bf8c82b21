// SPDX-License-Identifier: MIT
#include "decomposition/module_block.hpp"

#include <algorithm>

namespace tessera {

BitVector FiberSpace::of(const BitVector& sum) const {
  BitVector result(basis.size());
  sum.for_each([&](Index generator) { result.add(coordinates[generator]); });
  return result;
}

template <int N>
const FiberSpace& ModuleBlock<N>::at(const Grade<N>& grade) const {
  const auto [place, is_new] = spaces_.try_emplace(grade.rank);
  if (is_new) place->second = computed(grade);
  return place->second;
}

/// Relations in echelon form by their last generator, which they express by earlier ones; the others are a basis.
template <int N>
FiberSpace ModuleBlock<N>::computed(const Grade<N>& grade) const {
  std::vector<BitVector> relation_of(size());  // by last generator
  std::vector<char> is_expressed(size(), 0);
  for (std::size_t r = 0; r < relations.size(); ++r) {
    if (!precedes(relation_grades[r], grade)) continue;
    BitVector relation = relations[r];
    for (Index last = relation.last(); last != none; last = relation.last()) {
      if (is_expressed[last]) {
        relation.add(relation_of[last]);
        continue;
      }
      relation_of[last] = std::move(relation);
      is_expressed[last] = 1;
      break;
    }
  }

  FiberSpace space;
  space.coordinates.resize(size());
  for (Index generator = 0; generator < size(); ++generator)
    if (!is_expressed[generator] && precedes(generator_grades[generator], grade)) space.basis.push_back(generator);
  if (space.basis.empty()) return space;
  Index next = 0;
  for (Index generator = 0; generator < size(); ++generator) {
    if (!precedes(generator_grades[generator], grade)) continue;
    BitVector coordinates(space.basis.size());
    if (is_expressed[generator])
      relation_of[generator].for_each([&](Index other) {
        if (other != generator) coordinates.add(space.coordinates[other]);
      });
    else
      coordinates.toggle(next++);
    space.coordinates[generator] = std::move(coordinates);
  }
  return space;
}

template <int N>
HomSystem<N>::HomSystem(std::vector<const ModuleBlock<N>*> sources, const ModuleBlock<N>& target,
                        const std::optional<Elements>& elements)
    : target_(target) {
  std::vector<std::vector<std::size_t>> first_row(sources.size());  // by source and relation
  for (std::size_t s = 0; s < sources.size(); ++s)
    for (const auto& grade : sources[s]->relation_grades) {
      first_row[s].push_back(rows_);
      rows_ += target.at(grade).dimension();
    }
  first_element_ = rows_;
  const FiberSpace* there = nullptr;
  if (elements) {
    grade_ = elements->grade;
    there = &target.at(grade_);
    rows_ += there->dimension() * elements->of.size();
  }
  for (std::size_t s = 0; s < sources.size(); ++s)
    for (Index generator = 0; generator < sources[s]->size(); ++generator)
      for (const Index image : target.at(sources[s]->generator_grades[generator]).basis)
        unknowns_.push_back({s, generator, image});

  system_.emplace(rows_, unknowns_.size());
  for (const auto& [s, generator, image] : unknowns_) {
    BitVector column(rows_);
    const auto write = [&](std::size_t first, const FiberSpace& space) {
      if (space.dimension() > 0)
        space.coordinates[image].for_each([&](Index coordinate) { column.toggle(first + coordinate); });
    };
    for (std::size_t r = 0; r < sources[s]->relations.size(); ++r)
      if (sources[s]->relations[r][generator]) write(first_row[s][r], target.at(sources[s]->relation_grades[r]));
    if (elements)
      for (std::size_t i = 0; i < elements->of.size(); ++i)
        if (elements->of[i][s][generator]) write(first_element_ + i * there->dimension(), *there);
    system_->add(std::move(column));
  }
}

template <int N>
double HomSystem<N>::work(const std::vector<const ModuleBlock<N>*>& sources, const ModuleBlock<N>& target) {
  const double generators = target.size(), relations = double(target.relations.size());
  double unknowns = 0, equations = 1, spaces = 0;
  for (const auto* source : sources) {
    for (const auto& grade : source->generator_grades) unknowns += target.at(grade).dimension();
    for (const auto& grade : source->relation_grades) equations += target.at(grade).dimension();
    spaces += double(source->size()) + double(source->relations.size());
  }
  return spaces * relations * std::min(relations, generators) * (1 + generators / 64) / 8 +
         unknowns * (1 + std::min(unknowns, equations)) * (2 + (equations + unknowns) / 64);
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
  const FiberSpace& there = target_.at(grade_);
  BitVector wanted(rows_);
  for (std::size_t i = 0; i < targets.size(); ++i)
    there.of(targets[i]).for_each([&](Index coordinate) {
      wanted.toggle(first_element_ + i * there.dimension() + coordinate);
    });
  const auto set = system_->solve(std::move(wanted));
  if (!set) return std::nullopt;
  return chosen(*set);
}

template <int N>
std::vector<std::vector<typename HomSystem<N>::Unknown>> HomSystem<N>::all() const {
  std::vector<std::vector<Unknown>> result;
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
