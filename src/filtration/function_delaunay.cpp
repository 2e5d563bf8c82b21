// SPDX-License-Identifier: MIT
#ifdef TESSERA_WITH_CGAL

#include "tessera/filtration/function_delaunay.hpp"

#include "filtration/delaunay.hpp"
#include "filtration/delaunay_cells.hpp"
#include "filtration/delaunay_points.hpp"
#include "filtration/enclosing_radii.hpp"
#include "filtration/function_axes.hpp"
#include "filtration/radius_filtration.hpp"
#include "filtration/simplex_closure.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <set>
#include <utility>

namespace tessera {
namespace {

/// Vertices are numbered along the line.
SimplexLists line_cells(std::span<const Index> order) {
  SimplexLists lists;
  std::set<Index> present;
  for (const Index v : order) {
    const auto place = present.insert(v).first;
    const auto next = std::next(place);
    if (place != present.begin() && next != present.end())
      lists[2].insert(lists[2].end(), {*std::prev(place), v, *next});
    else if (place != present.begin())
      lists[1].insert(lists[1].end(), {*std::prev(place), v});
    else if (next != present.end())
      lists[1].insert(lists[1].end(), {v, *next});
  }
  return lists;
}

SimplexLists cells_of(const DelaunayPoints& vertices, Index ambient, std::span<const Index> order,
                      const std::function<void(std::size_t)>& grown) {
  if (ambient == 1) return line_cells(order);
  if (ambient <= 3) return delaunay::incremental_cells(vertices.coordinates, ambient, order, grown);
  return delaunay::incremental_cells_of_any_dimension(vertices.coordinates, ambient, order, grown);
}

/// For each of the simplices that are kept, in the end with all their faces; measured.
constexpr std::array<std::uint64_t, 9> bytes_per_cell{0, 440, 440, 700, 790, 1050, 1550, 3200, 5500};

}  // namespace

FilteredComplex<2> function_delaunay(const PointCloud& points, const Many<ScalarField>& values,
                                     const FunctionDelaunayOptions& options, const Context& context) {
  DelaunayPoints vertices = delaunay_points(points, DelaunayKind::incremental, context);
  auto functions = function_axes<2>(values, {options.direction}, points.size(), vertices.size(), vertices.vertex_of);
  RadiusComplex complex;
  if (points.size() > 0) {
    std::vector<Index> order(vertices.size());
    std::iota(order.begin(), order.end(), Index{0});
    std::ranges::stable_sort(order, {}, [&](Index v) { return functions.vertices[v][1]; });
    const auto grown = [&](std::size_t cells) {
      context.check();
      context.require_memory(cells * bytes_per_cell[points.dimension()], "the incremental Delaunay complex",
                             "subsample the points");
    };
    complex = simplex_closure(cells_of(vertices, points.dimension(), order, grown), vertices.size(), context);
    assign_enclosing_radii(complex, vertices, points.dimension(), context);
  }
  return radius_filtration<2>(std::move(complex), std::move(vertices), std::move(functions), context);
}

}  // namespace tessera

#endif
