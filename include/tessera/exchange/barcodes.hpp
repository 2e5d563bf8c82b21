// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/persistence/barcode.hpp"

#include <string>

namespace tessera::exchange {

/// All samples with fields and cycles: {"format": "tessera.barcodes/1", "samples": [{"id", "field", "bars": [{"degree",
/// "birth", "death", "cycle": {"cells": [[...], ...], "coefficients": [...]}}, ...]}, ...]}. Cells are named as in
/// Cycle, by numbers; "cycle" is there only where cycles were asked for; a bar without end has death "inf".
std::string barcodes_json(const Collection<Barcode>& barcodes);

/// One barcode as GUDHI reads it: lines "degree birth death", death inf where a bar has no end.
std::string barcode_pers(const Barcode& barcode);

}  // namespace tessera::exchange
