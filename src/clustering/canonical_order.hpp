// SPDX-License-Identifier: MIT
// Orders that do not depend on how points are numbered, and the names of clusters that follow from them.
#pragma once

#include "tessera/data/labels.hpp"
#include "tessera/data/point_order.hpp"

#include <vector>

namespace tessera {

/// What was computed for sorted points, at the points that they were.
std::vector<double> in_first_order(const std::vector<double>& values, const std::vector<Index>& order);

/// New numbers of clusters, by size descending, equally large ones by their first member; cluster_of holds a cluster a
/// point, or none.
std::vector<Index> canonical_numbers(const std::vector<Index>& cluster_of, Index clusters);

/// Labels "0", "1", ... by `numbers`, and "-1" where there is no cluster; cluster_of[k] is of point order[k].
Labels cluster_labels(const std::vector<Index>& cluster_of, const std::vector<Index>& numbers,
                      const std::vector<Index>& order);

/// Both at once, of clusters numbered below any bound; unused numbers are left out.
Labels canonical_labels(const std::vector<Index>& cluster_of, const std::vector<Index>& order);

}  // namespace tessera
