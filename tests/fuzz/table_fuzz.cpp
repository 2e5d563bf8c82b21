// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/table.hpp"

using namespace tessera;
using namespace tessera::exchange;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Source source = fuzz::source_of(data, size);
  for (const auto delimiter : {Delimiter::automatic, Delimiter::comma, Delimiter::tab, Delimiter::space})
    for (const auto policy : {OnNonfinite::error, OnNonfinite::drop_row})
      fuzz::may_refuse([&] {
        const auto table = parse_table(source, {.delimiter = delimiter});
        fuzz::claim(table.cells.size() == table.rows() * table.columns);
        const auto block = numbers(table, {}, policy);
        fuzz::claim(block.values.size() == std::size_t{block.rows} * block.columns);
      });
  return 0;
}
