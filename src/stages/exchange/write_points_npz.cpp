// SPDX-License-Identifier: MIT
#include "tessera/exchange/results.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

std::string bytes(const Collection<PointCloud>& clouds, const NoOptions&, const WriterContext&) {
  return exchange::points_npz(clouds);
}

}  // namespace

WriterSpec exchange_write_points_npz() {
  return writer("write.points_npz", &bytes)
      .summary("Point clouds of one dimension as arrays: points, offsets and ids, as read.points takes them back.")
      .source("NumPy Enhancement Proposal 1")
      .input("clouds", "what is written")
      .suffixes({".npz"});
}

}  // namespace tessera::stages
