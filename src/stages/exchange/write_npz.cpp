// SPDX-License-Identifier: MIT
#include "tessera/exchange/features.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

std::string bytes(const FeatureMatrix& features, const Labels* labels, const Split* split, const NoOptions&,
                  const WriterContext& context) {
  return exchange::features_npz(features, {labels, split, context.provenance});
}

}  // namespace

WriterSpec exchange_write_npz() {
  return writer("write.npz", &bytes)
      .summary("Features with their names, units, box and provenance, as arrays that NumPy opens without pickle.")
      .source("NumPy Enhancement Proposal 1; APPNOTE 6.3.3 of the ZIP format")
      .input("features", "the table")
      .input("labels", "the classes of the samples")
      .input("split", "which samples are for training")
      .suffixes({".npz"});
}

}  // namespace tessera::stages
