// SPDX-License-Identifier: MIT
#include "support/sliced_witness.hpp"

#include <algorithm>

namespace tessera {

SlicedWitness::SlicedWitness(const FilteredComplex<2>& complex) : complex_(complex) {
  for (std::size_t dimension = 0; dimension < complex.blocks.size(); ++dimension) {
    vertices_.emplace_back(complex.blocks[dimension].size());
    for (Index cell = 0; cell < vertices_.back().size(); ++cell) {
      auto& vertices = vertices_.back()[cell];
      if (dimension == 0) vertices = {cell};
      for (const Index face : complex.blocks[dimension].boundary(cell))
        vertices.insert(vertices.end(), vertices_[dimension - 1][face].begin(), vertices_[dimension - 1][face].end());
      std::ranges::sort(vertices);
      vertices.erase(std::unique(vertices.begin(), vertices.end()), vertices.end());
    }
  }
}

std::vector<WitnessBar> SlicedWitness::barcode(const Line<2>& line, int degrees) const {
  std::vector<WitnessSimplex> simplices;
  for (std::size_t dimension = 0; dimension < vertices_.size(); ++dimension)
    for (Index cell = 0; cell < vertices_[dimension].size(); ++cell) {
      const double time = line.push(complex_.grid(complex_.blocks[dimension].grades[cell]));
      if (time < infinity) simplices.push_back({vertices_[dimension][cell], time});
    }
  if (simplices.empty()) return {};
  return gudhi_barcode(simplices, degrees);
}

Barcode of_degree(const std::vector<WitnessBar>& witness, Index degree) {
  std::vector<Bar> bars;
  for (const auto& bar : witness)
    if (Index(bar.degree) == degree) bars.push_back({bar.birth, bar.death, degree});
  return barcode_of(std::move(bars));
}

}  // namespace tessera
