// SPDX-License-Identifier: MIT
#include "tessera/exchange/scc.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

std::string bytes(const Presentation<2>& value, const NoOptions&, const WriterContext&) {
  return exchange::firep_of(value);
}

}  // namespace

WriterSpec exchange_write_firep() {
  return writer("write.firep", &bytes)
      .summary("A two-parameter presentation as RIVET and mpfree read it.")
      .source("The RIVET Developers 2020, RIVET, input data files")
      .note("Degree and units are left out; write.scc keeps them.")
      .input("module", "what is written")
      .suffixes({".firep"});
}

}  // namespace tessera::stages
