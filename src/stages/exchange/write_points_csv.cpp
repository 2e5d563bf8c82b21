// SPDX-License-Identifier: MIT
#include "tessera/exchange/results.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

std::string bytes(const PointCloud& cloud, const NoOptions&, const WriterContext&) {
  return exchange::points_csv(cloud);
}

}  // namespace

WriterSpec exchange_write_points_csv() {
  return writer("write.points_csv", &bytes)
      .summary("One point cloud as a table, a row a point.")
      .source("RFC 4180")
      .input("cloud", "what is written")
      .suffixes({".csv"});
}

}  // namespace tessera::stages
