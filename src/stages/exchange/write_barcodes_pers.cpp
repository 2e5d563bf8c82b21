// SPDX-License-Identifier: MIT
#include "tessera/exchange/barcodes.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

std::string bytes(const Barcode& barcode, const NoOptions&, const WriterContext& context) {
  if (!barcode.cycles.empty())
    context.warn("a .pers holds no cycles: they are left out; write.barcodes_json (.json) keeps them");
  return exchange::barcode_pers(barcode);
}

}  // namespace

WriterSpec exchange_write_barcodes_pers();

WriterSpec exchange_write_barcodes_pers() {
  return writer("write.barcodes_pers", &bytes)
      .summary("One barcode as GUDHI reads it: a line a bar with degree, birth and death.")
      .source("GUDHI manual, file formats, Persistence Diagram")
      .note("Field and cycles are left out, cycles with a warning: write .json for them.")
      .input("barcode", "what is written")
      .suffixes({".pers"});
}

}  // namespace tessera::stages
