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

template <int N>
WriterBuilder<NoOptions> of_parameters(WriterBuilder<NoOptions> builder) {
  return std::move(builder)
      .overload(&bytes<HilbertFunction<N>, exchange::hilbert_csv<N>>)
      .overload(&bytes<EulerSurface<N>, exchange::euler_csv<N>>)
      .overload(&bytes<SignedBarcode<N>, exchange::signed_csv<N>>)
      .overload(&bytes<FiberedBarcode<N>, exchange::fibered_csv<N>>);
}

}  // namespace

WriterSpec exchange_write_invariants() {
  auto declared = of_parameters<4>(of_parameters<3>(
      of_parameters<2>(of_parameters<1>(writer("write.invariants", &bytes<BettiTable, exchange::betti_csv>)))));
  return std::move(declared)
      .summary(
          "Betti tables, Hilbert functions, Euler surfaces, signed or fibered barcodes of all samples as one table.")
      .source("RFC 4180")
      .input("invariants", "what is written")
      .suffixes({".csv"});
}

}  // namespace tessera::stages
