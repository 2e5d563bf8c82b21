// SPDX-License-Identifier: MIT
#include "decomposition/rank_module.hpp"

#include <algorithm>

namespace tessera {

RankModule rank_module(const Presentation<2>& module, const std::array<double, 2>& axis_scale) {
  RankModule ranked{.matrix = module.matrix, .scaled = {}, .unscaled = {}};
  for (int axis = 0; axis < 2; ++axis) {
    const auto& values = module.grid.axes[axis].values;
    std::vector<bool> occurs(values.size(), false);
    for (const auto& grade : module.matrix.row_grades) occurs[grade[axis]] = true;
    for (const auto& grade : module.matrix.column_grades) occurs[grade[axis]] = true;

    std::vector<Index> rank(values.size(), none);
    auto& scaled = ranked.scaled[axis];
    for (Index old = 0; old < values.size(); ++old) {
      if (!occurs[old]) continue;
      const double value = values[old] / axis_scale[axis];
      if (scaled.empty() || scaled.back() < value) {
        scaled.push_back(value);
        ranked.unscaled[axis].push_back(values[old]);
      }
      rank[old] = Index(scaled.size()) - 1;
    }
    for (auto& grade : ranked.matrix.row_grades) grade[axis] = rank[grade[axis]];
    for (auto& grade : ranked.matrix.column_grades) grade[axis] = rank[grade[axis]];
  }
  return ranked;
}

bool contains(const RankInterval& interval, const Grade<2>& z) {
  return std::ranges::any_of(interval.births, [&](const auto& birth) { return precedes(birth, z); }) &&
         std::ranges::any_of(interval.deaths, [&](const auto& death) { return z[0] < death[0] && z[1] < death[1]; });
}

std::vector<Grade<2>> minimal_grades(std::vector<Grade<2>> grades) {
  std::ranges::sort(grades, {}, &Grade<2>::rank);
  std::vector<Grade<2>> kept;
  for (const auto& grade : grades)
    if (kept.empty() || grade[1] < kept.back()[1]) kept.push_back(grade);
  return kept;
}

std::vector<Grade<2>> maximal_grades(std::vector<Grade<2>> grades) {
  std::ranges::sort(grades, std::greater{}, &Grade<2>::rank);
  std::vector<Grade<2>> kept;
  for (const auto& grade : grades)
    if (kept.empty() || grade[1] > kept.back()[1]) kept.push_back(grade);
  std::ranges::reverse(kept);
  return kept;
}

IntervalRelations relations_of(const RankInterval& interval) {
  const auto& [births, deaths] = interval;
  IntervalRelations relations;
  for (std::size_t i = 0; i + 1 < births.size(); ++i) relations.joins.push_back(join(births[i], births[i + 1]));
  if (births.empty() || deaths.empty()) return relations;

  if (deaths.front()[1] != none) relations.ends.push_back({{births.front()[0], deaths.front()[1]}});
  for (std::size_t j = 0; j + 1 < deaths.size(); ++j) relations.ends.push_back({{deaths[j][0], deaths[j + 1][1]}});
  if (deaths.back()[0] != none) relations.ends.push_back({{deaths.back()[0], births.back()[1]}});
  return relations;
}

Interval<2> with_values(const RankInterval& interval, const RankModule& module) {
  const auto point = [&](const Grade<2>& grade) {
    Point<2> values;
    for (int axis = 0; axis < 2; ++axis)
      values[axis] = grade[axis] == none ? infinity : module.unscaled[axis][grade[axis]];
    return values;
  };
  Interval<2> result;
  for (const auto& birth : interval.births) result.births.push_back(point(birth));
  for (const auto& death : interval.deaths) result.deaths.push_back(point(death));
  return result;
}

}  // namespace tessera
