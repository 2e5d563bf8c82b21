// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/data/labels.hpp"
#include "tessera/data/time_series.hpp"
#include "tessera/exchange/file.hpp"

#include <array>
#include <string>

namespace tessera::exchange {

/// A set of the UCR archive: training samples first, called train/0000, then test samples, called test/0000.
struct UcrData {
  Collection<TimeSeries> series;
  Labels labels;
  Split split;
};

struct UcrOptions {
  std::string path;  // the prefix of two files
};

/// Two tables, one line a series: its label, then its values (tabs, commas or blanks between). Missing values at the
/// end of a line pad short series and are left out; one inside a series is refused (D101), as are infinities and a
/// series without values, naming line and column.
UcrData parse_ucr(Source training, Source test);

/// Reads PATH_TRAIN.tsv and PATH_TEST.tsv, or the same with .gz. Throws Error I101 when one of them is missing.
UcrData read_ucr(const UcrOptions& options, const Context& context);

/// The two files that read_ucr opens.
std::array<std::string, 2> ucr_files(const std::string& prefix);

}  // namespace tessera::exchange
