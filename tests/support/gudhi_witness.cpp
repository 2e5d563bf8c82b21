// SPDX-License-Identifier: MIT
#include "support/gudhi_witness.hpp"

#include <algorithm>
#include <cmath>
#include <iostream>  // Persistent_cohomology.h forgets it

#include <gudhi/Persistent_cohomology.h>
#include <gudhi/Rips_complex.h>
#include <gudhi/Simplex_tree.h>

namespace tessera {
namespace {

using Tree = Gudhi::Simplex_tree<>;  // values in double

std::vector<WitnessBar> barcode(Tree& tree, int degrees, int field) {
  Gudhi::persistent_cohomology::Persistent_cohomology<Tree, Gudhi::persistent_cohomology::Field_Zp> cohomology(tree,
                                                                                                               true);
  cohomology.init_coefficients(field);
  cohomology.compute_persistent_cohomology(0);
  std::vector<WitnessBar> bars;
  for (const auto& pair : cohomology.get_persistent_pairs()) {
    const auto birth = std::get<0>(pair), death = std::get<1>(pair);
    const WitnessBar bar{tree.dimension(birth), tree.filtration(birth),
                         death == tree.null_simplex() ? infinity : tree.filtration(death)};
    if (bar.degree < degrees && bar.birth < bar.death) bars.push_back(bar);
  }
  std::ranges::sort(bars);
  return bars;
}

}  // namespace

std::vector<WitnessBar> gudhi_barcode(const std::vector<WitnessSimplex>& simplices, int degrees, int field) {
  Tree tree;
  auto by_dimension = simplices;
  std::ranges::stable_sort(by_dimension, {}, [](const WitnessSimplex& s) { return s.vertices.size(); });
  for (const auto& [vertices, value] : by_dimension)
    tree.insert_simplex(std::vector<int>(vertices.begin(), vertices.end()), value);
  return barcode(tree, degrees, field);
}

WitnessExtended gudhi_extended_barcode(const std::vector<WitnessSimplex>& simplices, int field) {
  Tree tree;
  for (const auto& [vertices, value] : simplices)
    tree.insert_simplex_and_subfaces(std::vector<int>(vertices.begin(), vertices.end()), value);
  for (const auto& [vertices, value] : simplices)
    if (vertices.size() == 1) tree.assign_filtration(tree.find(std::vector<int>{int(vertices[0])}), value);
  const auto scale = tree.extend_filtration();

  Gudhi::persistent_cohomology::Persistent_cohomology<Tree, Gudhi::persistent_cohomology::Field_Zp> cohomology(tree,
                                                                                                               true);
  cohomology.init_coefficients(field);
  cohomology.compute_persistent_cohomology(0);
  WitnessExtended bars;
  for (const auto& pair : cohomology.get_persistent_pairs()) {
    if (std::get<1>(pair) == tree.null_simplex()) continue;
    const auto birth = tree.decode_extended_filtration(tree.filtration(std::get<0>(pair)), scale);
    const auto death = tree.decode_extended_filtration(tree.filtration(std::get<1>(pair)), scale);
    const WitnessBar bar{tree.dimension(std::get<0>(pair)), birth.first, death.first};
    if (bar.birth == bar.death) continue;
    const bool is_up = birth.second == Gudhi::Extended_simplex_type::UP;
    const bool dies_up = death.second == Gudhi::Extended_simplex_type::UP;
    (is_up && dies_up ? bars.ordinary : is_up ? bars.extended : bars.relative).push_back(bar);
  }
  for (auto* kind : {&bars.ordinary, &bars.relative, &bars.extended}) std::ranges::sort(*kind);
  return bars;
}

std::vector<WitnessBar> gudhi_rips_barcode(const PointCloud& points, double max_diameter, int degrees, int field) {
  std::vector<std::vector<double>> rows;
  for (Index i = 0; i < points.size(); ++i) rows.emplace_back(points[i].begin(), points[i].end());
  const auto distance = [](const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return std::sqrt(sum);
  };
  Gudhi::rips_complex::Rips_complex<double> rips(rows, max_diameter, distance);
  Tree tree;
  rips.create_complex(tree, degrees);
  return barcode(tree, degrees, field);
}

}  // namespace tessera
