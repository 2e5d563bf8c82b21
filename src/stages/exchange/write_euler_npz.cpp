// SPDX-License-Identifier: MIT
#include "tessera/exchange/invariants.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

template <int N>
std::string bytes(const EulerSurface<N>& surface, const NoOptions&, const WriterContext&) {
  return exchange::euler_npz(surface);
}

}  // namespace

WriterSpec exchange_write_euler_npz() {
  return writer<1, 4>("write.euler_npz", [](auto n) { return &bytes<n()>; })
      .summary("An Euler surface as an array of characteristics with the values and names of its axes.")
      .source("NumPy Enhancement Proposal 1; APPNOTE 6.3.3 of the ZIP format")
      .input("surface", "what is written")
      .suffixes({".npz"});
}

}  // namespace tessera::stages
