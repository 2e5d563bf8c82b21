// SPDX-License-Identifier: MIT
#include "support/gudhi_landmarks.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include <gudhi/Simplex_tree.h>
#include <gudhi/Witness_complex.h>

namespace tessera {

std::vector<WitnessSimplex> gudhi_witness_complex(const std::vector<std::vector<double>>& squared, int max_dimension) {
  using Nearest = std::vector<std::vector<std::pair<std::size_t, double>>>;
  Nearest table;
  for (const auto& row : squared) {
    table.emplace_back();
    for (std::size_t landmark = 0; landmark < row.size(); ++landmark)
      table.back().emplace_back(landmark, row[landmark]);
    std::ranges::sort(table.back(), {}, [](const auto& entry) { return std::pair(entry.second, entry.first); });
  }
  Gudhi::Simplex_tree<> tree;
  Gudhi::witness_complex::Witness_complex<Nearest>(table).create_complex(tree, std::numeric_limits<double>::infinity(),
                                                                         std::size_t(max_dimension));
  std::vector<WitnessSimplex> result;
  for (const auto& handle : tree.complex_simplex_range()) {
    WitnessSimplex simplex{{}, tree.filtration(handle)};
    for (const auto vertex : tree.simplex_vertex_range(handle)) simplex.vertices.push_back(Index(vertex));
    std::ranges::sort(simplex.vertices);
    result.push_back(std::move(simplex));
  }
  return result;
}

}  // namespace tessera
