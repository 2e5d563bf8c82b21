// SPDX-License-Identifier: MIT
#include "tessera/exchange/decompositions.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

template <int N>
std::string bytes(const Decomposition<N>& summands, const NoOptions&, const WriterContext&) {
  return exchange::decomposition_csv(summands);
}

}  // namespace

WriterSpec exchange_write_summands_csv() {
  return writer<2, 4>("write.summands_csv", [](auto n) { return &bytes<n()>; })
      .summary("A decomposition as a table: a row a summand, with its births and deaths.")
      .source("RFC 4180")
      .note("Values of superlevel axes have their sign restored.")
      .input("summands", "a decomposition")
      .suffixes({".csv"});
}

}  // namespace tessera::stages
