// SPDX-License-Identifier: MIT
#include "tessera/exchange/barcodes.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

std::string bytes(const Collection<Barcode>& barcodes, const NoOptions&, const WriterContext&) {
  return exchange::barcodes_json(barcodes);
}

}  // namespace

WriterSpec exchange_write_barcodes_json();

WriterSpec exchange_write_barcodes_json() {
  return writer("write.barcodes_json", &bytes)
      .summary("Barcodes with their fields and, where they were asked for, cycles by cells and coefficients, as JSON.")
      .source("RFC 8259")
      .input("barcodes", "what is written")
      .suffixes({".json"});
}

}  // namespace tessera::stages
