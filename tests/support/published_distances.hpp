// SPDX-License-Identifier: MIT
// Pairs of barcodes with distances that others published (Hera's tests, among the public data).
#pragma once

#include "tessera/core/number.hpp"
#include "tessera/persistence/barcode.hpp"

#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include <zip.h>

namespace tessera {

/// The text of an entry of a zip archive; empty when there is none.
inline std::string zip_text(const std::string& archive, const std::string& entry) {
  std::string text;
  zip_t* zip = zip_open(archive.c_str(), ZIP_RDONLY, nullptr);
  if (!zip) return text;
  if (zip_file_t* file = zip_fopen(zip, entry.c_str(), 0)) {
    char block[4096];
    for (zip_int64_t got; (got = zip_fread(file, block, sizeof block)) > 0;) text.append(block, std::size_t(got));
    zip_fclose(file);
  }
  zip_close(zip);
  return text;
}

/// The words of every line that has some.
inline std::vector<std::vector<std::string>> words_of_lines(const std::string& text) {
  std::vector<std::vector<std::string>> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::vector<std::string> row;
    for (std::string word; words >> word;) row.push_back(word);
    if (!row.empty()) lines.push_back(row);
  }
  return lines;
}

/// "birth death" a line. Points below the diagonal, which some of the pairs hold, are no bars: `are_bars` says so.
struct PublishedBarcode {
  Barcode barcode;
  bool are_bars = true;
};
inline PublishedBarcode published_barcode(const std::string& text) {
  PublishedBarcode published;
  std::vector<Bar> bars;
  for (const auto& words : words_of_lines(text)) {
    bars.push_back({*parse_double(words[0]), *parse_double(words[1]), 0});
    published.are_bars = published.are_bars && bars.back().birth <= bars.back().death;
  }
  published.barcode = barcode_of(std::move(bars));
  return published;
}

/// The folder of the public data; empty where it is not given.
inline std::string truth_folder() {
  const char* data = std::getenv("TESSERA_DATA");
  return data ? std::string(data) + "/truth/" : "";
}

}  // namespace tessera
