// SPDX-License-Identifier: MIT
#include "tessera/filtration/lower_star.hpp"

#include "filtration/function_axes.hpp"
#include "filtration/simplex_closure.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <utility>

namespace tessera {
namespace {

constexpr std::size_t cells_together = 1 << 14;

template <int N>
FilteredComplex<N> filtered(RadiusComplex complex, FunctionAxes<N> functions, const Context& context) {
  FilteredComplex<N> result;
  result.grid = std::move(functions.grid);
  result.blocks.resize(complex.blocks.size());
  result.blocks[0].grades = std::move(functions.vertices);
  for (std::size_t d = 1; d < complex.blocks.size(); ++d) {
    auto& block = result.blocks[d];
    const auto& below = result.blocks[d - 1].grades;
    block.stride = Index(d + 1);
    block.faces = std::move(complex.blocks[d].faces);
    block.grades.resize(block.faces.size() / (d + 1));
    parallel_for(context, block.grades.size(), cells_together, [&](std::size_t cell) {
      const auto faces = block.boundary(Index(cell));
      block.grades[cell] = join(below[faces.front()], below[faces.back()]);  // these two hold every vertex
    });
  }
  return result;
}

template <int N>
FilteredComplex<N> filtered(SimplexLists simplices, Index vertices, const Many<ScalarField>& values,
                            const LowerStarOptions& options, const Context& context) {
  auto functions = vertex_axes<N>(values, options.direction, vertices);
  return filtered<N>(simplex_closure(std::move(simplices), vertices, context), std::move(functions), context);
}

}  // namespace

template <int N>
FilteredComplex<N> lower_star(const WeightedGraph& graph, const Many<ScalarField>& values,
                              const LowerStarOptions& options, const Context& context) {
  SimplexLists simplices;
  for (const auto& edge : graph.edges()) simplices[1].insert(simplices[1].end(), {edge.u, edge.v});
  return filtered<N>(std::move(simplices), graph.size(), values, options, context);
}

template <int N>
FilteredComplex<N> lower_star(const Mesh& mesh, const Many<ScalarField>& values, const LowerStarOptions& options,
                              const Context& context) {
  SimplexLists simplices;
  for (auto triangle : mesh.triangles()) {
    std::ranges::sort(triangle);
    simplices[2].insert(simplices[2].end(), triangle.begin(), triangle.end());
  }
  return filtered<N>(std::move(simplices), mesh.vertices().size(), values, options, context);
}

template FilteredComplex<1> lower_star(const WeightedGraph&, const Many<ScalarField>&, const LowerStarOptions&,
                                       const Context&);
template FilteredComplex<2> lower_star(const WeightedGraph&, const Many<ScalarField>&, const LowerStarOptions&,
                                       const Context&);
template FilteredComplex<3> lower_star(const WeightedGraph&, const Many<ScalarField>&, const LowerStarOptions&,
                                       const Context&);
template FilteredComplex<4> lower_star(const WeightedGraph&, const Many<ScalarField>&, const LowerStarOptions&,
                                       const Context&);
template FilteredComplex<1> lower_star(const Mesh&, const Many<ScalarField>&, const LowerStarOptions&, const Context&);
template FilteredComplex<2> lower_star(const Mesh&, const Many<ScalarField>&, const LowerStarOptions&, const Context&);
template FilteredComplex<3> lower_star(const Mesh&, const Many<ScalarField>&, const LowerStarOptions&, const Context&);
template FilteredComplex<4> lower_star(const Mesh&, const Many<ScalarField>&, const LowerStarOptions&, const Context&);

}  // namespace tessera
