// SPDX-License-Identifier: MIT
#include "persistence/cubical_components.hpp"

#include <bit>

namespace tessera {

BasinBoundaries::BasinBoundaries(const CubicalFrame& frame, CubicalGradient::Flow& up, Index basins,
                                 const PrimeField& field)
    : frame_(frame), field_(field), begin_(std::size_t{basins} + 2, 0), seen_(frame.slots, 0) {
  for_each_full_cube(frame, [&](Index slot) {
    if (const Index basin = end_of(up, slot); basin != none) ++begin_[std::size_t{basin} + 2];
  });
  for (std::size_t i = 2; i < begin_.size(); ++i) begin_[i] += begin_[i - 1];
  slots_.resize(begin_.back());
  for_each_full_cube(frame, [&](Index slot) {
    if (const Index basin = end_of(up, slot); basin != none) slots_[begin_[std::size_t{basin} + 1]++] = slot;
  });
}

std::vector<GradientPaths::Term> BasinBoundaries::around(const std::vector<Index>& basins) {
  const auto for_each_inside = [&](const auto& visit) {
    for (const std::size_t basin : basins)
      for (std::size_t i = begin_[basin]; i < begin_[basin + 1]; ++i) visit(slots_[i]);
  };
  ++call_;
  for_each_inside([&](Index slot) { seen_[slot] = call_; });

  std::vector<GradientPaths::Term> boundary;
  const Index all_axes = (Index{1} << frame_.dimension) - 1;
  for_each_inside([&](Index slot) {
    GradientPaths::for_each_facet(frame_, frame_.cell(slot, all_axes), [&](Index facet, bool is_positive) {
      const int axis = std::countr_one(frame_.extents_of(facet));
      const bool is_upper = frame_.slot_of(facet) != slot;
      const Index other = is_upper ? frame_.above(slot, axis) : frame_.below(slot, axis);
      if (seen_[other] != call_) boundary.push_back({facet, is_positive ? 1 : field_.negative(1)});
    });
  });
  return boundary;
}

}  // namespace tessera
