// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid_box.hpp"
#include "tessera/core/collection.hpp"
#include "tessera/data/feature_matrix.hpp"
#include "tessera/decomposition/decomposition.hpp"

#include <vector>

namespace tessera {

/// Throws Error D106 when the decompositions differ in degree, scale or axes: features need one coordinate system.
void check_agreement(const Collection<Decomposition<2>>& decompositions);

/// The box of the finite corners; see fit_summand_representation.
GridBox<2> box_of_corners(const Collection<Decomposition<2>>& decompositions);

/// Throws Error D106 for a box that is empty or not finite, or that reaches beyond what is known of a module.
void check_box(const GridBox<2>& box, const Collection<Decomposition<2>>& decompositions);

/// The box in scaled units.
GridBox<2> divided(const GridBox<2>& box, const std::array<double, 2>& scale);

/// The two axes of pixels over the box, in the sign of the data.
std::vector<FeatureAxis> pixel_axes(const GridBox<2>& box, const std::array<Index, 2>& resolution,
                                    const Collection<Decomposition<2>>& decompositions);

}  // namespace tessera
