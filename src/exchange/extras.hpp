// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/feature_matrix.hpp"
#include "tessera/exchange/array.hpp"
#include "tessera/exchange/features.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tessera::exchange {

/// Throws D102 when labels or split do not have an entry a row, D101 when the provenance is not 64 hex digits or empty.
void check_extras(const FeatureExtras& extras, Index rows);

/// 0 training, 1 test.
std::vector<std::uint8_t> test_flags(const Split& split);
/// The provenance, 64 zeros where there is none.
std::string provenance_of(const FeatureExtras& extras);

/// y, classes and split, where they are given.
void add_labels_and_split(NpzWriter& npz, const FeatureExtras& extras);
/// stability, theorem and provenance.
void add_origin(NpzWriter& npz, const Stability& stability, const FeatureExtras& extras);

}  // namespace tessera::exchange
