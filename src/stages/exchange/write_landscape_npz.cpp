// SPDX-License-Identifier: MIT
#include "tessera/exchange/invariants.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

template <int N>
std::string bytes(const Landscape<N>& landscape, const NoOptions&, const WriterContext&) {
  return exchange::landscape_npz(landscape);
}

}  // namespace

WriterSpec exchange_write_landscape_npz() {
  return writer<1, 4>("write.landscape_npz", [](auto n) { return &bytes<n()>; })
      .summary("Landscapes as an array with the scale, the values and the names of its axes.")
      .source("NumPy Enhancement Proposal 1; APPNOTE 6.3.3 of the ZIP format")
      .input("landscape", "what is written")
      .suffixes({".npz"});
}

}  // namespace tessera::stages
