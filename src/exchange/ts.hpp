// SPDX-License-Identifier: MIT
// sktime's .ts: labelled time series, perhaps of several dimensions and different lengths.
#pragma once

#include "tessera/exchange/series.hpp"

#include <string>
#include <vector>

namespace tessera::exchange {

/// Whether the first line that is no comment begins with '@' and is not an .arff's.
bool is_ts(Source source);

/// The series of a .ts; `channels` (all, where empty) are kept, by their numbers.
SeriesData parse_ts(Source source, const std::vector<std::string>& channels, MissingValues missing,
                    const Context& context);

}  // namespace tessera::exchange
