// SPDX-License-Identifier: MIT
#include "tessera/exchange/invariants.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

template <class T, std::string (*table)(const Collection<T>&)>
std::string bytes(const Collection<T>& values, const NoOptions&, const WriterContext&) {
  return table(values);
}

}  // namespace

WriterSpec exchange_write_invariants() {
  return writer("write.invariants", &bytes<BettiTable, exchange::betti_csv>)
      .overload(&bytes<HilbertFunction, exchange::hilbert_csv>)
      .overload(&bytes<FiberedBarcode, exchange::fibered_csv>)
      .summary("Betti tables, Hilbert functions or fibered barcodes of all samples as one table.")
      .source("RFC 4180")
      .input("invariants", "what is written")
      .suffixes({".csv"});
}

}  // namespace tessera::stages
