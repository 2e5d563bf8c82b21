// SPDX-License-Identifier: MIT
#include "tessera/exchange/results.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

std::string bytes(const Collection<DistanceMatrix>& distances, const NoOptions&, const WriterContext&) {
  return exchange::distances_npz(distances);
}

}  // namespace

WriterSpec exchange_write_distances_npz() {
  return writer("write.distances_npz", &bytes)
      .summary("Distance matrices of one size as an array, with ids, as read.distances takes them back.")
      .source("NumPy Enhancement Proposal 1")
      .input("distances", "what is written")
      .suffixes({".npz"});
}

}  // namespace tessera::stages
