// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/exchange/array.hpp"
#include "tessera/exchange/table.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera::exchange {

/// The name of the class that a cell stands for: a number in its shortest form, or the text itself.
std::string label_name(std::string_view cell);

/// One name a row. Throws Error D101, naming the line, when a cell is empty.
std::vector<std::string> label_names(const TextTable& table, std::size_t column);

/// One name an item of an array of one axis. Throws Error D102/D101 otherwise, naming the item.
std::vector<std::string> label_names(const Array& array, std::string_view file);

}  // namespace tessera::exchange
