// SPDX-License-Identifier: MIT
#include "filtration/radius_filtration.hpp"

#include "core/value_order.hpp"
#include "tessera/core/parallel.hpp"

#include <cmath>

namespace tessera {
namespace {

constexpr std::size_t simplices_together = 1 << 14;

/// The distinct values of all simplices, and the rank of each simplex's among them, one block after another.
struct Scale {
  std::vector<double> values;
  std::vector<Index> rank;
};

template <class ValueOf>
Scale scale_of(const RadiusComplex& complex, const ValueOf& value_of, const Context& context) {
  std::vector<double> values;
  for (const auto& block : complex.blocks)
    values.insert(values.end(), block.squared_radii.begin(), block.squared_radii.end());
  parallel_for(context, values.size(), simplices_together, [&](std::size_t i) { values[i] = value_of(values[i]); });
  context.check();
  Scale scale{{}, std::vector<Index>(values.size())};
  for (const Index simplex : order_by_value(values)) {
    if (scale.values.empty() || scale.values.back() != values[simplex]) scale.values.push_back(values[simplex]);
    scale.rank[simplex] = Index(scale.values.size() - 1);
  }
  return scale;
}

template <int N>
CellBlock<N> graded(RadiusComplex::Block& block, std::size_t dimension, const Index* ranks,
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

template <int N, class ValueOf>
FilteredComplex<N> filtered(RadiusComplex complex, FunctionAxes<N> functions, const ValueOf& value_of,
                            const Context& context) {
  FilteredComplex<N> result;
  result.grid = std::move(functions.grid);
  result.blocks.resize(1);
  if (complex.blocks.empty()) return result;
  auto scale = scale_of(complex, value_of, context);
  result.grid.axes[0].values = std::move(scale.values);
  result.blocks[0].grades = std::move(functions.vertices);
  const Index* ranks = scale.rank.data();
  for (std::size_t d = 1; d < complex.blocks.size(); ++d) {
    ranks += complex.blocks[d - 1].size();
    result.blocks.push_back(graded(complex.blocks[d], d, ranks, result.blocks[d - 1].grades, context));
  }
  return result;
}

}  // namespace

template <int N>
FilteredComplex<N> radius_filtration(RadiusComplex complex, DelaunayPoints points, FunctionAxes<N> functions,
                                     const Context& context) {
  auto result = filtered<N>(
      std::move(complex), std::move(functions), [&](double squared) { return points.radius(squared); }, context);
  result.vertex_point = std::move(points.first_point);
  result.vertex_multiplicity = std::move(points.multiplicity);
  return result;
}

template <int N>
FilteredComplex<N> value_filtration(RadiusComplex complex, FunctionAxes<N> functions, const Context& context) {
  return filtered<N>(
      std::move(complex), std::move(functions), [](double value) { return value; }, context);
}

template FilteredComplex<1> radius_filtration(RadiusComplex, DelaunayPoints, FunctionAxes<1>, const Context&);
template FilteredComplex<2> radius_filtration(RadiusComplex, DelaunayPoints, FunctionAxes<2>, const Context&);
template FilteredComplex<3> radius_filtration(RadiusComplex, DelaunayPoints, FunctionAxes<3>, const Context&);
template FilteredComplex<4> radius_filtration(RadiusComplex, DelaunayPoints, FunctionAxes<4>, const Context&);

template FilteredComplex<1> value_filtration(RadiusComplex, FunctionAxes<1>, const Context&);
template FilteredComplex<2> value_filtration(RadiusComplex, FunctionAxes<2>, const Context&);
template FilteredComplex<3> value_filtration(RadiusComplex, FunctionAxes<3>, const Context&);
template FilteredComplex<4> value_filtration(RadiusComplex, FunctionAxes<4>, const Context&);

}  // namespace tessera
