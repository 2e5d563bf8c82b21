// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid_box.hpp"
#include "tessera/core/collection.hpp"
#include "tessera/core/quantity.hpp"
#include "tessera/data/feature_matrix.hpp"
#include "tessera/decomposition/decomposition.hpp"

#include <string>
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

/// A bandwidth in the units of a scaled box. Throws Error D106 when it is not positive or relative to something else.
double resolved_bandwidth(const Quantity& bandwidth, const GridBox<2>& scaled_box);

/// The two axes of pixels over the box, in the sign of the data.
std::vector<FeatureAxis> pixel_axes(const GridBox<2>& box, const std::array<Index, 2>& resolution,
                                    const Collection<Decomposition<2>>& decompositions);

/// `x03.y17`, axis 0 slowest; `k2.` before it when there are several images of one kind; `stage.` before all.
std::vector<std::string> pixel_columns(const std::array<Index, 2>& resolution, Index images, const std::string& stage);

}  // namespace tessera
