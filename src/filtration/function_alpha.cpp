// SPDX-License-Identifier: MIT
// Built only where TESSERA_WITH_CGAL is on, as are the files it stands on.
#ifdef TESSERA_WITH_CGAL

#include "tessera/filtration/function_alpha.hpp"

#include "filtration/alpha_values.hpp"
#include "filtration/delaunay_points.hpp"
#include "filtration/function_axes.hpp"
#include "filtration/radius_filtration.hpp"

#include <utility>

namespace tessera {

template <int N>
FilteredComplex<N> function_alpha(const PointCloud& points, const Many<ScalarField>& values,
                                  const FunctionAlphaOptions& options, const Context& context) {
  DelaunayPoints vertices = delaunay_points(points, DelaunayKind::triangulation, context);
  auto functions = function_axes<N>(values, options.direction, points.size(), vertices.size(), vertices.vertex_of);
  RadiusComplex complex;
  if (points.size() > 0) complex = alpha_complex(vertices, points.dimension(), context);
  return radius_filtration<N>(std::move(complex), std::move(vertices), std::move(functions), context);
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
