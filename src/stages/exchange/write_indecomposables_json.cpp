// SPDX-License-Identifier: MIT
#include "tessera/exchange/indecomposables.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

template <int N>
std::string bytes(const IndecomposableDecomposition<N>& decomposition, const NoOptions&, const WriterContext&) {
  return exchange::indecomposables_json(decomposition);
}

}  // namespace

WriterSpec exchange_write_indecomposables_json() {
  return writer<1, 4>("write.indecomposables_json", [](auto n) { return &bytes<n()>; })
      .summary(
          "Indecomposable summands with their generators, relations and, where asked for, the change of basis, as "
          "JSON.")
      .source("RFC 8259; the schema stands in exchange/indecomposables.hpp")
      .note("Values of superlevel axes have their sign restored.")
      .input("summands", "the indecomposables of a module")
      .suffixes({".json"});
}

}  // namespace tessera::stages
