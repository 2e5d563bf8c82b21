// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/labels.hpp"
#include "tessera/exchange/table.hpp"

#include <string>

namespace tessera::exchange {

struct LabelsOptions {
  std::string path;
  std::string array;   // of an .npz
  std::string column;  // of a table: name or number; may be empty where there is only one
  Delimiter delimiter = Delimiter::automatic;
  HeaderRow header = HeaderRow::automatic;
};

/// One label a sample: a column of a text table, an array of one axis (whole numbers, or text), the first words of
/// svmlight, the classes of a .ts, or an attribute of an .arff, by default the only nominal one. Numbers are named by
/// their shortest form, so 1, 1.0 and 1e0 are one class. Throws Error D1xx and D2xx, naming line or item.
Labels parse_labels(Source source, const LabelsOptions& options, const Context& context);

Labels read_labels(const LabelsOptions& options, const Context& context);

}  // namespace tessera::exchange
