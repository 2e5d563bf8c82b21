// SPDX-License-Identifier: MIT
#pragma once

namespace tessera {

/// What a distance of barcodes does with bars that never end (or never began).
enum class InfiniteBars {
  match,   // with infinite bars only, by the end they have; the distance is infinite when their numbers differ
  ignore,  // leaves them out: a pseudodistance, finite always
};

}  // namespace tessera
