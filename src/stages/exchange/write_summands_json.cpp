// SPDX-License-Identifier: MIT
#include "tessera/exchange/decompositions.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

template <int N>
std::string bytes(const Decomposition<N>& summands, const NoOptions&, const WriterContext&) {
  return exchange::decomposition_json(summands);
}

}  // namespace

WriterSpec exchange_write_summands_json() {
  return writer<2, 4>("write.summands_json", [](auto n) { return &bytes<n()>; })
      .summary("A decomposition with axes, certificate and the corners of every summand, as JSON.")
      .source("RFC 8259")
      .note("Values of superlevel axes have their sign restored.")
      .input("summands", "a decomposition")
      .suffixes({".json"});
}

}  // namespace tessera::stages
