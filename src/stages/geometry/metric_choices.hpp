// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/geometry/metric.hpp"
#include "tessera/pipeline/parameter.hpp"

namespace tessera::stages {

/// The metrics by their names in a pipeline file.
inline Constraint metric_choices() {
  return choices<Metric>({{"euclidean", Metric::euclidean},
                          {"manhattan", Metric::manhattan},
                          {"chebyshev", Metric::chebyshev},
                          {"cosine", Metric::cosine},
                          {"correlation", Metric::correlation}});
}

}  // namespace tessera::stages
