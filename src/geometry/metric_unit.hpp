// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/geometry/metric.hpp"

#include <string_view>

namespace tessera {

/// The unit of distances when coordinates are lengths.
inline std::string_view unit_of(Metric metric) {
  return metric == Metric::cosine || metric == Metric::correlation ? "1" : "length";
}

}  // namespace tessera
