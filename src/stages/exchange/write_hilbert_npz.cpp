// SPDX-License-Identifier: MIT
#include "tessera/exchange/invariants.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

template <int N>
std::string bytes(const HilbertFunction<N>& function, const NoOptions&, const WriterContext&) {
  return exchange::hilbert_npz(function);
}

}  // namespace

WriterSpec exchange_write_hilbert_npz() {
  return writer<1, 4>("write.hilbert_npz", [](auto n) { return &bytes<n()>; })
      .summary("A Hilbert function as an array of dimensions with the values and names of its axes.")
      .source("NumPy Enhancement Proposal 1; APPNOTE 6.3.3 of the ZIP format")
      .input("function", "what is written")
      .suffixes({".npz"});
}

}  // namespace tessera::stages
