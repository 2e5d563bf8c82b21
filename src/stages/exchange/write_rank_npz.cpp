// SPDX-License-Identifier: MIT
#include "tessera/exchange/invariants.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

template <int N>
std::string bytes(const RankInvariant<N>& invariant, const NoOptions&, const WriterContext&) {
  return exchange::rank_npz(invariant);
}

}  // namespace

WriterSpec exchange_write_rank_npz() {
  return writer<1, 4>("write.rank_npz", [](auto n) { return &bytes<n()>; })
      .summary(
          "A rank invariant as an array over pairs of grades, with the pairs and the values and names of its axes.")
      .source("NumPy Enhancement Proposal 1; APPNOTE 6.3.3 of the ZIP format")
      .input("invariant", "what is written")
      .suffixes({".npz"});
}

}  // namespace tessera::stages
