// SPDX-License-Identifier: MIT
// DIPHA's distance matrices (its images are one of the image formats): https://github.com/DIPHA/dipha#file-formats
// (integers and doubles of 8 bytes, little endian).
#pragma once

#include "tessera/data/distance_matrix.hpp"
#include "tessera/exchange/file.hpp"

#include <cstdint>
#include <optional>

namespace tessera::exchange {

/// How many points a distance matrix of DIPHA (type 7) has; nothing where the first bytes are those of another file.
/// Throws Error D202 when the header ends early, D201 when it claims a negative number.
std::optional<std::uint64_t> dipha_points(Source start);

/// The matrix of a file that dipha_points knows. Throws Error D202 and D201 when there are fewer or more entries than
/// the header says, and what DistanceMatrix does, naming the file.
DistanceMatrix parse_dipha_distances(Source source);

}  // namespace tessera::exchange
