// SPDX-License-Identifier: MIT
#include "tessera/exchange/results.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

std::string bytes(const Collection<Barcode>& barcodes, const NoOptions&, const WriterContext& context) {
  for (Index sample = 0; sample < barcodes.size(); ++sample)
    if (!barcodes[sample].cycles.empty()) {
      context.warn("a .csv holds no cycles: they are left out; write.barcodes_json (.json) keeps them");
      break;
    }
  return exchange::barcodes_csv(barcodes);
}

}  // namespace

WriterSpec exchange_write_barcodes() {
  return writer("write.barcodes", &bytes)
      .summary("Barcodes as a table: a row a bar, with sample, degree, birth and death.")
      .source("RFC 4180")
      .note("Field and cycles are left out, cycles with a warning: write .json for them.")
      .input("barcodes", "what is written")
      .suffixes({".csv"});
}

}  // namespace tessera::stages
