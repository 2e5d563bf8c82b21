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

/// Most often there are no unknowns: then nothing else is asked for.
template <int N>
HomSystem<N>::HomSystem(const std::vector<const ModuleBlock<N>*>& sources, const ModuleBlock<N>& target,
                        const std::optional<Elements>& elements, WorkLimit& limit)
    : target_(target) {
  const double space = double(target.relations.size()) * double(target.size()) * (1 + double(target.size()) / 64) / 8;
  std::vector<BitVector> is_mapped;  // by source: the generators with unknowns
  for (std::size_t s = 0; s < sources.size(); ++s) {
    limit.spend(space * double(sources[s]->size()));
    is_mapped.emplace_back(sources[s]->size());
    for (Index generator = 0; generator < sources[s]->size(); ++generator) {
      const auto& basis = target.at(sources[s]->generator_grades[generator]).basis;
      for (const Index image : basis) unknowns_.push_back({s, generator, image});
      if (!basis.empty()) is_mapped[s].toggle(generator);
    }
  }
  if (elements) grade_ = elements->grade;
  if (unknowns_.empty()) return;

  struct Equations {
    std::size_t relation, first_row;
  };
  std::vector<std::vector<Equations>> of_source(sources.size());
  for (std::size_t s = 0; s < sources.size(); ++s) {
    if (is_mapped[s].is_zero()) continue;
    limit.spend(space * double(sources[s]->relations.size()));
    for (std::size_t r = 0; r < sources[s]->relations.size(); ++r)
      if (sources[s]->relations[r].meets(is_mapped[s])) {
        const Index dimension = target.at(sources[s]->relation_grades[r]).dimension();
        if (dimension > 0) of_source[s].push_back({r, rows_});
        rows_ += dimension;
      }
  }
  first_element_ = rows_;
  const FiberSpace* there = nullptr;
  if (elements) {
    there = &target.at(grade_);
    rows_ += there->dimension() * elements->of.size();
  }
  const double unknowns = double(unknowns_.size()), equations = double(rows_);
  limit.spend(unknowns * (1 + std::min(unknowns, equations)) * (2 + (equations + unknowns) / 64));

  system_.emplace(rows_, unknowns_.size());
  for (const auto& [s, generator, image] : unknowns_) {
    BitVector column(rows_);
    const auto write = [&](std::size_t first, const FiberSpace& space_there) {
      if (space_there.dimension() > 0)
        space_there.coordinates[image].for_each([&](Index coordinate) { column.toggle(first + coordinate); });
    };
    for (const auto& [r, first_row] : of_source[s])
      if (sources[s]->relations[r][generator]) write(first_row, target.at(sources[s]->relation_grades[r]));
    if (elements)
      for (std::size_t i = 0; i < elements->of.size(); ++i)
        if (elements->of[i][s][generator]) write(first_element_ + i * there->dimension(), *there);
    system_->add(std::move(column));
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
