// SPDX-License-Identifier: MIT
#include "tessera/exchange/results.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

std::string bytes(const Collection<TimeSeries>& series, const NoOptions&, const WriterContext&) {
  return exchange::series_npz(series);
}

}  // namespace

WriterSpec exchange_write_series() {
  return writer("write.series", &bytes)
      .summary("Time series of one length as an array, with ids.")
      .source("NumPy Enhancement Proposal 1")
      .input("series", "what is written")
      .suffixes({".npz"});
}

}  // namespace tessera::stages
