// SPDX-License-Identifier: MIT
#include "tessera/exchange/features.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

std::string bytes(const FeatureMatrix& features, const NoOptions&, const WriterContext&) {
  return exchange::features_npy(features);
}

}  // namespace

WriterSpec exchange_write_npy() {
  return writer("write.npy", &bytes)
      .summary("The values of a feature table alone, as one NumPy array of shape (samples, features).")
      .source("NumPy Enhancement Proposal 1")
      .input("features", "the table")
      .suffixes({".npy"});
}

}  // namespace tessera::stages
