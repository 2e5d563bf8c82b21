// SPDX-License-Identifier: MIT
// Every filtration builder, by what it takes, and what is compared of its result.
#pragma once

#include "tessera/filtration/cech_complex.hpp"
#include "tessera/filtration/core_delaunay.hpp"
#include "tessera/filtration/cubical_complex.hpp"
#include "tessera/filtration/degree_rips.hpp"
#include "tessera/filtration/extended.hpp"
#include "tessera/filtration/flag_complex.hpp"
#include "tessera/filtration/function_alpha.hpp"
#include "tessera/filtration/function_delaunay.hpp"
#include "tessera/filtration/function_rips.hpp"
#include "tessera/filtration/lower_star.hpp"
#include "tessera/filtration/multicover.hpp"
#include "tessera/filtration/sparse_rips.hpp"
#include "tessera/filtration/witness_complex.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <vector>

namespace tessera::builders {

inline const Context context;

/// A cloud, graph or mesh with functions; pictures are channels alone.
struct Cloud {
  PointCloud points;
  std::vector<double> values;
};
struct Network {
  WeightedGraph graph;
  std::vector<double> values, second;
};
struct Surface {
  Mesh mesh;
  std::vector<double> values, second;
};
struct Picture {
  std::vector<Index> shape;
  std::vector<double> first, second;
};

template <class Input>
struct Builder {
  std::string stage;
  std::function<FilteredComplex<2>(const Input&)> build;
};

inline FilteredComplex<2> one_grade_each(const MulticriticalComplex<2>& complex) {
  check(complex);
  return one_critical(complex, {}, context);
}

template <WitnessKind kind>
FilteredComplex<2> witnessed(const Cloud& cloud) {
  const ScalarField values(cloud.values);
  return witness_complex<2>(cloud.points, {{"f", &values}}, {.landmarks = 8, .kind = kind}, context);
}

inline const std::vector<Builder<Cloud>>& of_clouds() {
  static const std::vector<Builder<Cloud>> builders{
      {"filtration.function_rips",
       [](const Cloud& cloud) {
         const ScalarField values(cloud.values);
         return function_rips<2>(cloud.points, {{"f", &values}}, {}, context);
       }},
      {"filtration.cech",
       [](const Cloud& cloud) {
         const ScalarField values(cloud.values);
         return cech_complex<2>(cloud.points, {{"f", &values}}, {}, context);
       }},
      {"filtration.sparse_rips",
       [](const Cloud& cloud) {
         const ScalarField values(cloud.values);
         return sparse_rips<2>(cloud.points, {{"f", &values}}, {}, context);
       }},
      {"filtration.witness", witnessed<WitnessKind::weak>},
      {"filtration.witness", witnessed<WitnessKind::lazy>},
      {"filtration.degree_rips",
       [](const Cloud& cloud) { return one_grade_each(degree_rips(cloud.points, {}, context)); }},
#ifdef TESSERA_WITH_CGAL
      {"filtration.function_alpha",
       [](const Cloud& cloud) {
         const ScalarField values(cloud.values);
         return function_alpha<2>(cloud.points, {{"f", &values}}, {}, context);
       }},
      {"filtration.function_delaunay",
       [](const Cloud& cloud) {
         const ScalarField values(cloud.values);
         return function_delaunay(cloud.points, {{"f", &values}}, {}, context);
       }},
      {"filtration.core_delaunay",
       [](const Cloud& cloud) { return one_grade_each(core_delaunay(cloud.points, {}, context)); }},
      {"filtration.multicover", [](const Cloud& cloud) { return multicover(cloud.points, {.max_order = 3}, context); }},
#endif
  };
  return builders;
}

inline const std::vector<Builder<Network>>& of_networks() {
  static const std::vector<Builder<Network>> builders{
      {"filtration.flag",
       [](const Network& network) {
         const ScalarField values(network.values);
         return flag_complex<2>(network.graph, {{"f", &values}}, {}, context);
       }},
      {"filtration.lower_star",
       [](const Network& network) {
         const ScalarField values(network.values), second(network.second);
         return lower_star<2>(network.graph, {{"f", &values}, {"g", &second}}, {}, context);
       }},
  };
  return builders;
}

inline const std::vector<Builder<Surface>>& of_surfaces() {
  static const std::vector<Builder<Surface>> builders{
      {"filtration.lower_star",
       [](const Surface& surface) {
         const ScalarField values(surface.values), second(surface.second);
         return lower_star<2>(surface.mesh, {{"f", &values}, {"g", &second}}, {}, context);
       }},
      {"filtration.extended",
       [](const Surface& surface) {
         const ScalarField values(surface.values), second(surface.second);
         return extended<2>(lower_star<2>(surface.mesh, {{"f", &values}, {"g", &second}}, {}, context), {}, context);
       }},
  };
  return builders;
}

template <CubicalConstruction construction>
FilteredComplex<2> cubes(const Picture& picture) {
  const Image first(picture.shape, picture.first), second(picture.shape, picture.second);
  return cubical_complex<2>({{"f", &first}, {"g", &second}}, nullptr, {.construction = construction}, context);
}

inline const std::vector<Builder<Picture>>& of_pictures() {
  static const std::vector<Builder<Picture>> builders{
      {"filtration.cubical", cubes<CubicalConstruction::vertices>},
      {"filtration.cubical", cubes<CubicalConstruction::top_cells>},
  };
  return builders;
}

/// The grades of a minimal presentation in every degree: generators, then relations, each sorted.
using BettiGrades = std::vector<std::array<std::vector<Point<2>>, 2>>;

inline BettiGrades betti_grades(const FilteredComplex<2>& complex) {
  check(complex);
  const Index degrees = std::min(complex.complete_dimension, Index(complex.blocks.size()));
  BettiGrades result;
  for (Index degree = 0; degree < degrees; ++degree) {
    const auto module = minimal_presentation(complex, {.degree = degree}, context);
    auto& [generators, relations] = result.emplace_back();
    for (const auto& grade : module.matrix.row_grades) generators.push_back(module.grid(grade));
    for (const auto& grade : module.matrix.column_grades) relations.push_back(module.grid(grade));
    std::ranges::sort(generators);
    std::ranges::sort(relations);
  }
  return result;
}

}  // namespace tessera::builders
