// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/data/labels.hpp"
#include "tessera/data/missing_values.hpp"
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
  std::string path;                               // the prefix of two files
  MissingValues missing = MissingValues::refuse;  // inside a series, and at its start
};

/// Two files in any form that parse_series reads with labels, .ts or .arff, or two tables, one line a series: its
/// label, then its values (tabs, commas or blanks between). Missing values at the end of a line pad short series and
/// are left out, whatever the policy for others. Infinities, a series without values and, unless the policy fills them,
/// missing values are refused (D101, D103), naming line and column.
UcrData parse_ucr(Source training, Source test, MissingValues missing = MissingValues::refuse,
                  const Context& context = {});

/// Reads PATH_TRAIN.tsv and PATH_TEST.tsv, or the same as .ts or .arff, or with .gz. Throws Error I101 when one of them
/// is missing.
UcrData read_ucr(const UcrOptions& options, const Context& context);

/// The two files that read_ucr opens.
std::array<std::string, 2> ucr_files(const std::string& prefix);

}  // namespace tessera::exchange
