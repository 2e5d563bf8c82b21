// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/exchange/scc.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::exchange {

/// One array of a file, or the table it is.
struct ArrayInfo {
  std::string name;   // empty: the only one
  std::string dtype;  // empty: text table
  std::vector<std::uint64_t> shape;
};

/// What a file holds, as far as its headers tell.
struct FileInfo {
  std::string format;  // "npz", "npy", "scc2020", "firep", "OFF", "table", ...
  std::uint64_t bytes = 0;
  bool is_gzip = false;
  std::vector<ArrayInfo> arrays;     // of npy, npz and tables
  std::optional<SccHeader> scc;      // of scc2020 and firep
  std::vector<std::string> columns;  // of a table with a header
};

/// How much of a text file may be read: its data too, to count rows and columns, or its first lines.
enum class Depth { whole, headers };

/// Reads the headers of arrays and complexes, whatever the depth. Throws what the readers throw.
FileInfo describe_file(const std::string& path, Depth depth = Depth::whole);

/// The same in lines for people: "npz, 12 kB", "X: float64 (200, 2500)", ...
std::string text(const FileInfo& info);

/// The same in a few words: "X float64 (200, 2500), y int64 (200)"; the format where the headers tell no shape.
std::string brief(const FileInfo& info);

/// What the headers of an input say, as brief says it: of the array called `array` where the file is an .npz, or of the
/// one that chosen_array takes for it. Throws what the reader would throw on a missing file, a damaged header, or an
/// array that is missing or must be named.
std::string header_brief(const std::string& path, std::string array, const char* own = "");

}  // namespace tessera::exchange
