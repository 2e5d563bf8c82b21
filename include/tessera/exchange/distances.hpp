// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/exchange/file.hpp"

#include <string>

namespace tessera::exchange {

/// Which entries a file lists. `automatic`: told from the lengths of the rows; rows of growing length are lower, of
/// falling length upper, of equal length a full matrix.
enum class DistanceFormat { automatic, lower, upper, full };

struct DistancesOptions {
  std::string path;
  std::string array;  // of an .npz
  DistanceFormat format = DistanceFormat::automatic;
};

/// Distances from text (Ripser's lower, upper and full forms; commas, semicolons, tabs or blanks between, also at the
/// end of a row; a triangle may hold its zero diagonal, known by its zeros), from .npy or .npz: (n, n) full, (m, n, n)
/// many, (n (n - 1) / 2) the strict upper triangle row after row, as SciPy's pdist gives it, or the lower where
/// `format` says so. An .npz may hold `names`, (n) or (m, n) of text, as write.distances_npz adds them. A lone matrix
/// is called like the file. A square array of Matrix Market is one matrix, and so is DIPHA's. Throws Error D1xx and
/// D2xx, naming the line or the pair.
Collection<DistanceMatrix> parse_distances(Source source, const DistancesOptions& options, const Context& context);

Collection<DistanceMatrix> read_distances(const DistancesOptions& options, const Context& context);

}  // namespace tessera::exchange
