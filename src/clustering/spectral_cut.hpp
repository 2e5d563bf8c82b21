// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/clustering/spectral.hpp"

#include <Eigen/Core>

namespace tessera {

/// The clustering of a dense affinity, which it destroys: symmetric, finite, >= 0. Row k is point order[k]; members of
/// the result are in the order of the points.
SpectralClustering spectral_cut(Eigen::MatrixXd affinity, const std::vector<Index>& order,
                                const SpectralOptions& options, const Context& context);

}  // namespace tessera
