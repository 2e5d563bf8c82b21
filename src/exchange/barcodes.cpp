// SPDX-License-Identifier: MIT
#include "tessera/exchange/barcodes.hpp"

#include "exchange/json.hpp"
#include "tessera/core/number.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera::exchange {
namespace {

std::string cycle_json(const Cycle& cycle) {
  std::string text = "{\"cells\": [";
  for (Index i = 0; i < cycle.size(); ++i) text += fmt::format("{}[{}]", i ? ", " : "", fmt::join(cycle.cell(i), ", "));
  return text + fmt::format("], \"coefficients\": [{}]}}", fmt::join(cycle.coefficients, ", "));
}

}  // namespace

std::string barcodes_json(const Collection<Barcode>& barcodes) {
  std::string text = "{\n  \"format\": \"tessera.barcodes/1\",\n  \"samples\": [";
  for (Index sample = 0; sample < barcodes.size(); ++sample) {
    const Barcode& barcode = barcodes[sample];
    text += fmt::format("{}\n    {{\"id\": {}, \"field\": {}, \"bars\": [", sample ? "," : "",
                        json_text(barcodes.id(sample)), barcode.field);
    for (std::size_t i = 0; i < barcode.bars.size(); ++i) {
      const Bar& bar = barcode.bars[i];
      text += fmt::format("{}\n      {{\"degree\": {}, \"birth\": {}, \"death\": {}", i ? "," : "", bar.degree,
                          json_number(bar.birth), json_number(bar.death));
      if (!barcode.cycles.empty()) text += ", \"cycle\": " + cycle_json(barcode.cycles[i]);
      text += "}";
    }
    text += barcode.bars.empty() ? "]}" : "\n    ]}";
  }
  return text + (barcodes.size() == 0 ? "]\n}\n" : "\n  ]\n}\n");
}

std::string barcode_pers(const Barcode& barcode) {
  std::string text;
  for (const Bar& bar : barcode.bars)
    text += fmt::format("{} {} {}\n", bar.degree, format_double(bar.birth), format_double(bar.death));
  return text;
}

}  // namespace tessera::exchange
