// SPDX-License-Identifier: MIT
// Built only where TESSERA_WITH_CGAL is on, as are the files it stands on.
#ifdef TESSERA_WITH_CGAL

#include "tessera/filtration/function_alpha.hpp"

#include "core/value_order.hpp"
#include "filtration/alpha_points.hpp"
#include "filtration/alpha_values.hpp"
#include "filtration/function_axes.hpp"
#include "tessera/core/parallel.hpp"

#include <cmath>

namespace tessera {
namespace {

constexpr std::size_t simplices_together = 1 << 14;

/// The distinct radii of all simplices, and the rank of each simplex's among them, one block after another.
struct Scale {
  std::vector<double> values;
  std::vector<Index> rank;
};

Scale scale_of(const AlphaComplex& alpha, const AlphaPoints& vertices, const Context& context) {
  std::vector<double> radii;
  for (const auto& block : alpha.blocks)
    radii.insert(radii.end(), block.squared_radii.begin(), block.squared_radii.end());
  parallel_for(context, radii.size(), simplices_together, [&](std::size_t i) { radii[i] = vertices.radius(radii[i]); });
  context.check();
  Scale scale{{}, std::vector<Index>(radii.size())};
  for (const Index simplex : order_by_value(radii)) {
    if (scale.values.empty() || scale.values.back() != radii[simplex]) scale.values.push_back(radii[simplex]);
    scale.rank[simplex] = Index(scale.values.size() - 1);
  }
  return scale;
}

template <int N>
CellBlock<N> graded(AlphaComplex::Block& block, std::size_t dimension, const Index* ranks,
                    const std::vector<Grade<N>>& below, const Context& context) {
  CellBlock<N> cells;
  cells.stride = Index(dimension + 1);
  cells.faces = std::move(block.faces);
  cells.grades.resize(block.size());
  parallel_for(context, block.size(), simplices_together, [&](std::size_t cell) {
    const auto faces = cells.boundary(Index(cell));
    cells.grades[cell] = join(below[faces.front()], below[faces.back()]);  // these two hold every vertex
    cells.grades[cell][0] = ranks[cell];
  });
  return cells;
}

}  // namespace

template <int N>
FilteredComplex<N> function_alpha(const PointCloud& points, const Many<ScalarField>& values,
                                  const FunctionAlphaOptions& options, const Context& context) {
  FilteredComplex<N> complex;
  AlphaPoints vertices = alpha_points(points, context);
  auto functions = function_axes<N>(values, options.direction, points.size(), vertices.size(), vertices.vertex_of);
  complex.grid = std::move(functions.grid);
  complex.blocks.resize(1);
  if (points.size() > 0) {
    auto alpha = alpha_complex(vertices, points.dimension(), context);
    auto scale = scale_of(alpha, vertices, context);
    complex.grid.axes[0].values = std::move(scale.values);
    complex.blocks[0].grades = std::move(functions.vertices);
    const Index* ranks = scale.rank.data();
    for (std::size_t d = 1; d < alpha.blocks.size(); ++d) {
      ranks += alpha.blocks[d - 1].size();
      complex.blocks.push_back(graded(alpha.blocks[d], d, ranks, complex.blocks[d - 1].grades, context));
    }
  }
  complex.vertex_point = std::move(vertices.first_point);
  complex.vertex_multiplicity = std::move(vertices.multiplicity);
  return complex;
}

template FilteredComplex<1> function_alpha(const PointCloud&, const Many<ScalarField>&, const FunctionAlphaOptions&,
                                           const Context&);
template FilteredComplex<2> function_alpha(const PointCloud&, const Many<ScalarField>&, const FunctionAlphaOptions&,
                                           const Context&);
template FilteredComplex<3> function_alpha(const PointCloud&, const Many<ScalarField>&, const FunctionAlphaOptions&,
                                           const Context&);
template FilteredComplex<4> function_alpha(const PointCloud&, const Many<ScalarField>&, const FunctionAlphaOptions&,
                                           const Context&);

}  // namespace tessera

#endif
