// SPDX-License-Identifier: MIT
#include "tessera/exchange/invariants.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

template <int N>
std::string bytes(const SignedBarcode<N>& barcode, const NoOptions&, const WriterContext&) {
  return exchange::signed_json(barcode);
}

}  // namespace

WriterSpec exchange_write_signed_json() {
  return writer<1, 4>("write.signed_json", [](auto n) { return &bytes<n()>; })
      .summary("A signed barcode with its axes, in the sign of the data.")
      .source("RFC 8259")
      .input("barcode", "what is written")
      .suffixes({".json"});
}

}  // namespace tessera::stages
