// SPDX-License-Identifier: MIT
#include "tessera/exchange/results.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

std::string bytes(const DistanceMatrix& value, const NoOptions&, const WriterContext&) {
  return exchange::distances_dipha(value);
}

}  // namespace

WriterSpec exchange_write_distances_dipha() {
  return writer("write.distances_dipha", &bytes)
      .summary("One distance matrix as DIPHA reads it.")
      .source("Bauer, Kerber and Reininghaus 2014, Distributed computation of persistent homology")
      .input("distances", "what is written")
      .suffixes({".dipha"});
}

}  // namespace tessera::stages
