// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/feature_matrix.hpp"
#include "tessera/data/labels.hpp"

#include <string>

namespace tessera::exchange {

/// What goes beside the features of a table. Labels and split, where given, have one entry a row.
struct FeatureExtras {
  const Labels* labels = nullptr;
  const Split* split = nullptr;
  std::string provenance;  // 64 hex digits that name how the features came about; empty: 64 zeros
};

/// An .npz that opens with numpy.load(allow_pickle=False) and holds, for n samples and m features:
///   X          float64 [n, m], C order      ids, columns, units   text [n], [m], [m]
///   y          int64 [n], the class, and classes, text: with labels
///   split      uint8 [n], 0 training, 1 test: with a split
///   shape      int64, of one sample's features before they were laid out in a row: X.reshape(n, *shape)
///   axes, axis_units   text [k], what varies along each axis of the grid the features were taken on; k = 0: no grid
///   box        float64 [k, 2], first and last end of what each axis covers
///   grid_0, grid_1, ...   float64, where along each axis the features were taken
///   stability  float64 scalar, the Lipschitz constant; NaN: no theorem
///   theorem    text scalar, what is proven and under which hypotheses
///   provenance text scalar, 64 hex digits
/// Stored without compression, dated 1980-01-01: equal inputs give equal bytes. Throws Error D102 when labels, split
/// and rows do not agree, D101 when `check` refuses the features or a name is not UTF-8, R303 past 4 GiB.
std::string features_npz(const FeatureMatrix& features, const FeatureExtras& extras = {});

/// A .safetensors, as PyTorch, JAX and TensorFlow open it: tensors X (float64, or float32), y, split, shape, box,
/// grid_0, grid_1, ... and stability as in the .npz; ids, columns, units, axes, axis_units and classes as JSON arrays,
/// theorem and provenance as texts, in the metadata. Equal inputs give equal bytes. Throws as features_npz does; Error
/// D101 when float32 cannot hold a value, R303 when all names together pass 100 MB.
std::string features_safetensors(const FeatureMatrix& features, const FeatureExtras& extras = {},
                                 bool as_float32 = false);

/// The values alone: float64 [n, m].
std::string features_npy(const FeatureMatrix& features);

/// Rows `id,<columns>[,label][,split]` under a header (RFC 4180, LF). Numbers in their shortest form, labels by name,
/// split as train or test. Throws as features_npz does.
std::string features_csv(const FeatureMatrix& features, const FeatureExtras& extras = {});

/// Rows `class index:value ...`, indices from 1, zeros left out; the class as in y of the .npz. Labels are needed:
/// throws Error D106 without.
std::string features_svmlight(const FeatureMatrix& features, const FeatureExtras& extras);

}  // namespace tessera::exchange
