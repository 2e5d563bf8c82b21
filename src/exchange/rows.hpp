// SPDX-License-Identifier: MIT
// Rows out of arrays, the way tables give them.
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/exchange/array.hpp"
#include "tessera/exchange/table.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::exchange {

/// Throws Error D102 unless `array` holds numbers, at least one, and has one of the numbers of axes in `axes`.
void need_numbers(const Array& array, const std::vector<std::size_t>& axes, std::string_view file,
                  std::string_view what);

/// Rows begin .. end - 1 of an array whose last axis has length `width`; `columns` (all, where empty) are kept. A row
/// that is not finite is refused, naming it, or dropped.
NumberTable rows_of(const Array& array, std::uint64_t begin, std::uint64_t end, const std::vector<std::size_t>& columns,
                    OnNonfinite on_nonfinite, std::string_view file);

/// Column numbers of an array of that width, by their texts.
std::vector<std::size_t> array_columns(const std::vector<std::string>& numbers, std::uint64_t width,
                                       std::string_view file);

/// "0007": the name of a sample that has none.
std::string index_id(std::uint64_t sample);

/// Tells the context how many of `rows` rows were left out, when there are any.
void warn_dropped(std::uint64_t dropped, std::uint64_t rows, std::string_view file, const Context& context);

}  // namespace tessera::exchange
