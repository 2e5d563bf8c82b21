// SPDX-License-Identifier: MIT
// The XYZ files of chemistry: the number of atoms, a line of comment, a line "element x y z ..." an atom; frame after
// frame.
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/exchange/file.hpp"

#include <vector>

namespace tessera::exchange {

/// Whether the first line is a number alone and the third has three numbers, perhaps behind a word.
bool is_xyz(Source source);

/// The frames, each a cloud in R^3; elements and what follows the coordinates are passed over. Throws Error D202 when a
/// frame lacks atoms, D201 and D101, naming the line, on a coordinate that is none or not finite.
std::vector<PointCloud> parse_xyz(Source source, const Context& context);

}  // namespace tessera::exchange
