// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/kernel_matrix.hpp"
#include "tessera/exchange/features.hpp"

#include <string>

namespace tessera::exchange {

/// An .npz that opens with numpy.load(allow_pickle=False) and holds, for n samples: K, float64 [n, n]; ids, text [n];
/// y, classes and split where given, stability, theorem and provenance, all as in features_npz. With scikit-learn:
///   train, test = f["split"] == 0, f["split"] == 1
///   SVC(kernel="precomputed").fit(K[train][:, train], y[train]).score(K[test][:, train], y[test])
/// Equal inputs give equal bytes. Throws as features_npz.
std::string kernel_npz(const KernelMatrix& kernel, const FeatureExtras& extras = {});

}  // namespace tessera::exchange
