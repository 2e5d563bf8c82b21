// SPDX-License-Identifier: MIT
#include "tessera/filtration/lower_star.hpp"

#include "filtration/function_axes.hpp"
#include "filtration/simplex_closure.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

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

/// Held at most while faces are found, or once they are beside the grades; measured.
void require_memory(std::uint64_t vertices, std::uint64_t edges, std::uint64_t triangles, int functions,
                    const Context& context) {
  const std::uint64_t grade = 4 * std::uint64_t(functions), value = 16 * std::uint64_t(functions);
  context.require_memory(vertices * (16 + grade + value) + edges * (24 + grade) + triangles * (48 + grade),
                         fmt::format("the lower star filtration of {} vertices", vertices),
                         "take a part of the graph or mesh, or a coarser mesh");
}

}  // namespace

template <int N>
FilteredComplex<N> lower_star(const WeightedGraph& graph, const Many<ScalarField>& values,
                              const LowerStarOptions& options, const Context& context) {
  require_memory(graph.size(), graph.edges().size(), 0, N, context);
  SimplexLists simplices;
  simplices[1].reserve(2 * graph.edges().size());
  for (const auto& edge : graph.edges()) simplices[1].insert(simplices[1].end(), {edge.u, edge.v});
  return filtered<N>(std::move(simplices), graph.size(), values, options, context);
}

template <int N>
FilteredComplex<N> lower_star(const Mesh& mesh, const Many<ScalarField>& values, const LowerStarOptions& options,
                              const Context& context) {
  // A closed surface has three edges for two triangles.
  require_memory(mesh.vertices().size(), 3 * mesh.triangles().size() / 2, mesh.triangles().size(), N, context);
  SimplexLists simplices;
  simplices[2].reserve(3 * mesh.triangles().size());
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
