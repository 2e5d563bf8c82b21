// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/filtration/function_rips.hpp"

namespace tessera {

/// The vertices and edges of a function-Rips complex whose simplices, up to `options.max_dimension`, the caller
/// enumerates: collapsed as function_rips would, where forming and using one simplex costs `simplex_cost` steps
/// (CollapseOptions::clique_cost). Reports and throws as function_rips, but for what dimension 2 and above need.
template <int N>
FilteredComplex<N> function_rips_graph(const PointCloud& points, const Many<ScalarField>& values,
                                       const FunctionRipsOptions& options, double simplex_cost, const Context& context);
template <int N>
FilteredComplex<N> function_rips_graph(const DistanceMatrix& distances, const Many<ScalarField>& values,
                                       const FunctionRipsOptions& options, double simplex_cost, const Context& context);

extern template FilteredComplex<1> function_rips_graph(const PointCloud&, const Many<ScalarField>&,
                                                       const FunctionRipsOptions&, double, const Context&);
extern template FilteredComplex<1> function_rips_graph(const DistanceMatrix&, const Many<ScalarField>&,
                                                       const FunctionRipsOptions&, double, const Context&);
extern template FilteredComplex<2> function_rips_graph(const PointCloud&, const Many<ScalarField>&,
                                                       const FunctionRipsOptions&, double, const Context&);
extern template FilteredComplex<2> function_rips_graph(const DistanceMatrix&, const Many<ScalarField>&,
                                                       const FunctionRipsOptions&, double, const Context&);

}  // namespace tessera
