// SPDX-License-Identifier: MIT
#include "tessera/exchange/results.hpp"

#include "exchange/csv.hpp"
#include "tessera/core/number.hpp"

#include <fmt/format.h>

namespace tessera::exchange {
std::string barcodes_csv(const Collection<Barcode>& barcodes) {
  std::string text = "sample,degree,birth,death\n";
  for (Index sample = 0; sample < barcodes.size(); ++sample)
    for (const Bar& bar : barcodes[sample].bars)
      text += fmt::format("{},{},{},{}\n", csv_cell(barcodes.id(sample)), bar.degree, format_double(bar.birth),
                          format_double(bar.death));
  return text;
}

}  // namespace tessera::exchange
