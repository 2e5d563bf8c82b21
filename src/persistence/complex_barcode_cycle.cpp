// SPDX-License-Identifier: MIT
#include "persistence/complex_barcode_cycle.hpp"

namespace tessera {
namespace {

void scale(Cycle& cycle, const PrimeField& field) {
  const Index factor = field.inverse(cycle.coefficients.front());
  for (Index& coefficient : cycle.coefficients) coefficient = field.product(coefficient, factor);
}

}  // namespace

Cycle cycle_of_simplices(const std::vector<ChainEntry>& chain, std::span<const Index> vertices, std::size_t width,
                         std::span<const Index> point, const PrimeField& field) {
  Cycle cycle;
  cycle.cell_size = Index(width);
  cycle.cells.reserve(chain.size() * width);
  cycle.coefficients.reserve(chain.size());
  for (const auto& [simplex, coefficient] : chain) {
    const std::size_t first = cycle.cells.size();
    bool is_odd = false;
    for (std::size_t i = 0; i < width; ++i) {
      const Index v = vertices[std::size_t{simplex} * width + i];
      cycle.cells.push_back(point.empty() ? v : point[v]);
      for (std::size_t k = cycle.cells.size() - 1; k > first && cycle.cells[k - 1] > cycle.cells[k]; --k) {
        std::swap(cycle.cells[k - 1], cycle.cells[k]);
        is_odd = !is_odd;
      }
    }
    cycle.coefficients.push_back(is_odd ? field.negative(coefficient) : coefficient);
  }
  scale(cycle, field);
  return cycle;
}

Cycle cycle_of_cells(const std::vector<ChainEntry>& chain, const PrimeField& field) {
  Cycle cycle;
  cycle.cell_size = 1;
  for (const auto& [cell, coefficient] : chain) {
    cycle.cells.push_back(cell);
    cycle.coefficients.push_back(coefficient);
  }
  scale(cycle, field);
  return cycle;
}

}  // namespace tessera
