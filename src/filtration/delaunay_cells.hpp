// SPDX-License-Identifier: MIT
#pragma once

#include "filtration/radius_complex.hpp"
#include "tessera/core/index.hpp"

#include <functional>
#include <span>

namespace tessera::delaunay {

/// incremental_cells (delaunay.hpp) in R^4 .. R^8, by CGAL's triangulation of any dimension. Of cospherical points the
/// triangulation that its symbolic perturbation chooses, by coordinates alone.
SimplexLists incremental_cells_of_any_dimension(std::span<const double> coordinates, Index ambient,
                                                std::span<const Index> order,
                                                const std::function<void(std::size_t)>& grown);

}  // namespace tessera::delaunay
