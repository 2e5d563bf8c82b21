// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/data/labels.hpp"
#include "tessera/data/missing_values.hpp"
#include "tessera/data/time_series.hpp"
#include "tessera/exchange/table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tessera::exchange {

/// Time series, and their classes where the file tells them.
struct SeriesData {
  Collection<TimeSeries> series;
  std::optional<Labels> labels;  // one a series
};

/// What a row of an array of two axes, or of a table, is. `automatic`: a sample in an array, a time in a table.
enum class SeriesRows { automatic, samples, times, channels };

struct SeriesOptions {
  std::string path;
  std::string array;   // of an .npz: the values
  std::string labels;  // of an .npz: the array; of a table: the column; of an .arff: the attribute
  SeriesRows rows = SeriesRows::automatic;
  std::vector<std::string> channels;  // names (of a table whose rows are times) or numbers from 0; empty: all
  Delimiter delimiter = Delimiter::automatic;
  HeaderRow header = HeaderRow::automatic;
  MissingValues missing = MissingValues::refuse;  // of values before the last one that is there
};

/// Time series from .npy or .npz, a text table, sktime's .ts or Weka's .arff, told apart by their first bytes.
///
/// An array of one axis is one series. One of two is a series a row where rows are samples, else one series, whose rows
/// are times, (times, channels), or channels, (channels, times). One of three axes has a sample a slice, (samples,
/// times, channels), or (samples, channels, times) where rows are channels. A table is read as an array of two axes.
/// Of an .arff, numeric attributes are the times of one channel, a series a row; the class is the attribute `labels`,
/// else the only nominal one. A .ts tells all of this itself; its series may differ in length, the dimensions of one
/// series not; time stamps are refused (D203), a regression target is left out with a warning.
///
/// Values that are missing (nan; an empty cell, NA or ?) in all channels at the end of a series pad it and are left
/// out; elsewhere they are refused (D101) or filled by `missing`. Infinities (D101) and a series without values (D103)
/// are refused, naming line or sample.
/// A lone series is called like the file, many are called 0000, 0001, ... Cost: one pass.
/// Source: sktime, the ts file format; Weka, Attribute-Relation File Format.
SeriesData parse_series(Source source, const SeriesOptions& options, const Context& context);

/// parse_series of the file at options.path.
SeriesData read_series(const SeriesOptions& options, const Context& context);

}  // namespace tessera::exchange
