// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/random.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <utility>
#include <vector>

namespace tessera::bench {

/// A tilted torus, triangulated by side x side squares cut in two, whose tube has a random thickness at every vertex;
/// `roughness` is the deviation, in edges of the triangulation. Filtered by two coordinates in space, each simplex by
/// the largest of its vertices: like the scanned surfaces that benchmarks of decompositions use. Many generators are in
/// indecomposables that are no intervals, of all sizes.
inline FilteredComplex<2> rough_torus(Index side, double roughness, std::uint64_t seed) {
  constexpr double tilt = 0.6, turn = 0.4;
  RandomStream random(seed, 0);
  std::vector<std::array<double, 2>> heights;
  const double step = 2 * std::numbers::pi / side;
  for (Index i = 0; i < side; ++i)
    for (Index j = 0; j < side; ++j) {
      const double u = i * step, v = j * step, thickness = 1 + roughness * step * random.normal();
      const double x = (2 + thickness * std::cos(v)) * std::cos(u), y = (2 + thickness * std::cos(v)) * std::sin(u);
      const double z = thickness * std::sin(v);
      heights.push_back({x * std::cos(tilt) + z * std::sin(tilt),
                         y * std::cos(turn) - (z * std::cos(tilt) - x * std::sin(tilt)) * std::sin(turn)});
    }

  FilteredComplex<2> complex;
  complex.blocks.resize(3);
  std::vector<Grade<2>> grades(heights.size());
  for (int axis = 0; axis < 2; ++axis) {
    auto& values = complex.grid.axes[axis].values;
    for (const auto& height : heights) values.push_back(height[axis]);
    std::ranges::sort(values);
    values.erase(std::unique(values.begin(), values.end()), values.end());
    for (Index v = 0; v < heights.size(); ++v)
      grades[v][axis] = Index(std::ranges::lower_bound(values, heights[v][axis]) - values.begin());
  }
  complex.blocks[0].grades = grades;

  auto& edges = complex.blocks[1];
  edges.stride = 2;
  std::map<std::pair<Index, Index>, Index> number;
  const auto edge = [&](Index a, Index b) {
    const auto [place, is_new] = number.try_emplace(std::minmax(a, b), edges.size());
    if (is_new) {
      edges.grades.push_back(join(grades[a], grades[b]));
      edges.faces.insert(edges.faces.end(), {std::min(a, b), std::max(a, b)});
    }
    return place->second;
  };
  auto& triangles = complex.blocks[2];
  triangles.stride = 3;
  const auto vertex = [&](Index i, Index j) { return i % side * side + j % side; };
  for (Index i = 0; i < side; ++i)
    for (Index j = 0; j < side; ++j)
      for (const Index third : {vertex(i + 1, j), vertex(i, j + 1)}) {
        const Index first = vertex(i, j), last = vertex(i + 1, j + 1);
        std::array faces{edge(first, third), edge(third, last), edge(first, last)};
        std::ranges::sort(faces);
        triangles.grades.push_back(join(grades[third], join(grades[first], grades[last])));
        triangles.faces.insert(triangles.faces.end(), faces.begin(), faces.end());
      }
  return complex;
}

}  // namespace tessera::bench
