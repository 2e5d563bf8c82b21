// SPDX-License-Identifier: MIT
#include "tessera/exchange/decompositions.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

template <int N>
std::string bytes(const Collection<Decomposition<N>>& summands, const NoOptions&, const WriterContext&) {
  return exchange::decompositions_npz(summands);
}

}  // namespace

WriterSpec exchange_write_summands_npz() {
  return writer<2, 4>("write.summands_npz", [](auto n) { return &bytes<n()>; })
      .summary("Decompositions of all samples with axes, certificates, corners and cycles, as arrays.")
      .source("NumPy Enhancement Proposal 1; the arrays stand in exchange/decompositions.hpp")
      .note("Values of superlevel axes have their sign restored. read.summands takes them back.")
      .input("summands", "decompositions")
      .suffixes({".npz", ".summands.npz"});
}

}  // namespace tessera::stages
