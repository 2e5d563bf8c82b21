// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/random.hpp"
#include "tessera/filtration/filtered_complex.hpp"

#include "support/gudhi_witness.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace tessera {

/// All faces of the given simplices with values: each at least those of its faces, more by a random integer below
/// `steps`.
inline std::vector<WitnessSimplex> random_filtration(RandomStream& random,
                                                     const std::vector<std::vector<Index>>& simplices, Index steps) {
  std::set<std::vector<Index>> faces;
  for (auto simplex : simplices) {
    std::ranges::sort(simplex);
    for (std::size_t subset = 1; subset < std::size_t{1} << simplex.size(); ++subset) {
      std::vector<Index> face;
      for (std::size_t i = 0; i < simplex.size(); ++i)
        if (subset >> i & 1) face.push_back(simplex[i]);
      faces.insert(face);
    }
  }
  std::vector<std::vector<Index>> ordered(faces.begin(), faces.end());
  std::ranges::stable_sort(ordered, {}, [](const auto& simplex) { return simplex.size(); });

  std::vector<WitnessSimplex> filtration;
  std::map<std::vector<Index>, double> values;
  for (const auto& simplex : ordered) {
    double value = 0;
    for (std::size_t omitted = 0; omitted < simplex.size() && simplex.size() > 1; ++omitted) {
      auto face = simplex;
      face.erase(face.begin() + std::ptrdiff_t(omitted));
      value = std::max(value, values.at(face));
    }
    values[simplex] = value + double(random.below(steps));
    filtration.push_back({simplex, values[simplex]});
  }
  return filtration;
}

/// Random simplices of dimension up to `dimension` on `vertices` vertices.
inline std::vector<std::vector<Index>> random_simplices(RandomStream& random, Index vertices, Index dimension,
                                                        Index count) {
  std::vector<std::vector<Index>> simplices;
  for (Index i = 0; i < count; ++i) {
    std::set<Index> simplex;
    const Index size = 1 + Index(random.below(dimension + 1));
    while (simplex.size() < size) simplex.insert(Index(random.below(vertices)));
    simplices.emplace_back(simplex.begin(), simplex.end());
  }
  return simplices;
}

/// The complex with the given simplices, cells of a dimension in a random order. Vertex i of the complex is the i-th
/// vertex that comes in that order; vertex_point keeps the number it has in `filtration`.
inline FilteredComplex<1> shuffled_complex(RandomStream& random, std::vector<WitnessSimplex> filtration) {
  for (std::size_t i = filtration.size(); i > 1; --i) std::swap(filtration[i - 1], filtration[random.below(i)]);
  std::ranges::stable_sort(filtration, {}, [](const auto& simplex) { return simplex.vertices.size(); });

  FilteredComplex<1> complex;
  std::vector<double> values;
  for (const auto& simplex : filtration) values.push_back(simplex.value);
  complex.grid.axes[0].values = distinct_sorted(values);
  std::map<std::vector<Index>, Index> position;
  for (const auto& [vertices, value] : filtration) {
    const std::size_t d = vertices.size() - 1;
    if (complex.blocks.size() <= d) complex.blocks.resize(d + 1);
    auto& block = complex.blocks[d];
    position[vertices] = block.size();
    block.grades.push_back({{rank_of(complex.grid.axes[0].values, value)}});
    if (d == 0) {
      complex.vertex_point.push_back(vertices[0]);
      continue;
    }
    block.stride = Index(d + 1);
    std::vector<Index> faces;
    for (std::size_t omitted = 0; omitted <= d; ++omitted) {
      auto face = vertices;
      face.erase(face.begin() + std::ptrdiff_t(omitted));
      faces.push_back(position.at(face));
    }
    std::ranges::sort(faces);
    block.faces.insert(block.faces.end(), faces.begin(), faces.end());
  }
  return complex;
}

}  // namespace tessera
