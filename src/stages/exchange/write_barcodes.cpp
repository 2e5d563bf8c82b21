// SPDX-License-Identifier: MIT
#include "tessera/exchange/results.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

std::string bytes(const Collection<Barcode>& barcodes, const NoOptions&, const WriterContext&) {
  return exchange::barcodes_csv(barcodes);
}

}  // namespace

WriterSpec exchange_write_barcodes() {
  return writer("write.barcodes", &bytes)
      .summary("Barcodes as a table: a row a bar, with sample, degree, birth and death.")
      .source("RFC 4180")
      .input("barcodes", "what is written")
      .suffixes({".csv"});
}

}  // namespace tessera::stages
