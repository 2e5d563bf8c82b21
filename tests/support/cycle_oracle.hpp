// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/persistence/barcode.hpp"

#include "support/gudhi_witness.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tessera {

/// Rank over Z/p of rows of residues, by schoolbook elimination.
inline std::size_t dense_rank(std::vector<std::vector<Index>> rows, Index p) {
  const auto inverse = [p](Index a) {
    for (Index b = 1;; ++b)
      if (a * b % p == 1) return b;
  };
  std::size_t rank = 0;
  for (std::size_t column = 0; !rows.empty() && column < rows[0].size() && rank < rows.size(); ++column) {
    std::size_t pivot = rank;
    while (pivot < rows.size() && rows[pivot][column] == 0) ++pivot;
    if (pivot == rows.size()) continue;
    std::swap(rows[rank], rows[pivot]);
    const Index scale = inverse(rows[rank][column]);
    for (std::size_t row = rank + 1; row < rows.size(); ++row) {
      const Index factor = rows[row][column] * scale % p;
      for (std::size_t c = column; factor != 0 && c < rows[row].size(); ++c)
        rows[row][c] = (rows[row][c] + (p - factor) * rows[rank][c]) % p;
    }
    ++rank;
  }
  return rank;
}

/// What is wrong with the cycles of a barcode of simplices, by dense ranks; nothing if at every value the cycles of the
/// bars alive there are a basis of the homology, and every cycle appears at the birth of its bar and bounds at its
/// death. Simplices are named by increasing vertices and oriented by them.
inline std::optional<std::string> fault_of_cycles(const std::vector<WitnessSimplex>& simplices,
                                                  const Barcode& barcode) {
  if (barcode.cycles.size() != barcode.bars.size()) return "not one cycle a bar";
  const Index p = barcode.field;
  std::map<std::vector<Index>, double> value;
  std::map<std::size_t, std::map<std::vector<Index>, std::size_t>> position;  // by number of vertices
  std::map<double, int> values;
  for (const auto& [vertices, at] : simplices) {
    value[vertices] = at;
    position[vertices.size()].emplace(vertices, position[vertices.size()].size());
    values[at] = 1;
  }
  const auto boundary = [&](const std::vector<Index>& simplex) {
    std::vector<Index> row(position[simplex.size() - 1].size(), 0);
    for (std::size_t i = 0; i < simplex.size() && simplex.size() > 1; ++i) {
      auto face = simplex;
      face.erase(face.begin() + std::ptrdiff_t(i));
      row[position[face.size()].at(face)] = i % 2 ? p - 1 : 1;
    }
    return row;
  };
  const auto boundaries = [&](std::size_t degree, double upto) {
    std::vector<std::vector<Index>> rows;
    for (const auto& [vertices, at] : simplices)
      if (vertices.size() == degree + 2 && at <= upto) rows.push_back(boundary(vertices));
    return rows;
  };

  std::vector<std::vector<Index>> chains;
  for (std::size_t i = 0; i < barcode.bars.size(); ++i) {
    const auto& [birth, death, degree] = barcode.bars[i];
    const std::string name = "bar " + std::to_string(i) + " of degree " + std::to_string(degree) + ": ";
    std::vector<Index> chain(position[degree + 1].size(), 0), sum(position[degree].size(), 0);
    double youngest = -infinity;
    for (Index k = 0; k < barcode.cycles[i].size(); ++k) {
      const auto named = barcode.cycles[i].cell(k);
      const std::vector<Index> simplex(named.begin(), named.end());
      const Index coefficient = barcode.cycles[i].coefficients[k];
      if (!value.contains(simplex) || simplex.size() != degree + 1) return name + "a cell that is not there";
      if (coefficient == 0 || coefficient >= p) return name + "a coefficient out of range";
      if (k == 0 && (coefficient != 1 || value[simplex] != birth)) return name + "the first cell is not the youngest";
      youngest = std::max(youngest, value[simplex]);
      chain[position[degree + 1].at(simplex)] = coefficient;
      const auto faces = boundary(simplex);
      for (std::size_t row = 0; row < sum.size(); ++row) sum[row] = (sum[row] + coefficient * faces[row]) % p;
    }
    if (degree > 0 && std::ranges::any_of(sum, [](Index c) { return c != 0; })) return name + "not a cycle";
    if (youngest != birth) return name + "not born with its bar";
    if (death < infinity) {
      auto rows = boundaries(degree, death);
      const auto rank = dense_rank(rows, p);
      rows.push_back(chain);
      if (dense_rank(rows, p) != rank) return name + "does not bound at its death";
    }
    chains.push_back(std::move(chain));
  }
  for (const auto& [at, unused] : values)
    for (std::size_t degree = 0; degree < position.size(); ++degree) {
      auto rows = boundaries(degree, at);
      const auto rank = dense_rank(rows, p);
      std::size_t alive = 0;
      for (std::size_t i = 0; i < chains.size(); ++i)
        if (const auto& bar = barcode.bars[i]; bar.degree == degree && bar.birth <= at && at < bar.death) {
          rows.push_back(chains[i]);
          ++alive;
        }
      if (dense_rank(rows, p) != rank + alive) return "dependent cycles at " + std::to_string(at);
    }
  return std::nullopt;
}

}  // namespace tessera
