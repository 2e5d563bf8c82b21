// SPDX-License-Identifier: MIT
// Weka's Attribute-Relation File Format: a header that names and types the columns, then a table.
#pragma once

#include "tessera/exchange/table.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace tessera::exchange {

/// The rows of an .arff as a table whose header holds the names of the attributes.
struct ArffTable {
  enum class Type { numeric, nominal, text };

  TextTable table;
  std::vector<Type> types;  // of the columns

  std::vector<std::size_t> numeric_columns() const;
  /// The column called `name`, or of that number; where it is empty, the nominal one. Nothing where there is none;
  /// throws Error D106 when there are several.
  std::optional<std::size_t> label_column(std::string_view name) const;
};

/// Whether the first line that is no comment begins as an .arff does, with "@relation" in any case.
bool is_arff(Source source);

/// Dense rows. Numbers stay text, "?" where one is missing; a value of a nominal attribute must be one that it
/// declares. Throws Error D201, naming the line, on a header or row that is none, D202 without @data, D203 on sparse
/// rows, dates and relational attributes, D103 without rows.
ArffTable parse_arff(Source source);

}  // namespace tessera::exchange
