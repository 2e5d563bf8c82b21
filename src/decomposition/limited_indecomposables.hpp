// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/decomposition/indecomposables.hpp"

#include <optional>

namespace tessera {

/// `indecomposables`, but nothing where the work limit is passed: what a machine's memory does not hold is an error
/// still, so that limits of a machine never change a result.
template <int N>
std::optional<IndecomposableDecomposition<N>> limited_indecomposables(const Presentation<N>& module,
                                                                      const IndecomposablesOptions& options,
                                                                      const Context& context);

extern template std::optional<IndecomposableDecomposition<2>> limited_indecomposables(const Presentation<2>&,
                                                                                      const IndecomposablesOptions&,
                                                                                      const Context&);

}  // namespace tessera
