// SPDX-License-Identifier: MIT
#include "tessera/exchange/features.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

std::string bytes(const FeatureMatrix& features, const Labels* labels, const Split* split, const NoOptions&,
                  const WriterContext& context) {
  return exchange::features_csv(features, {labels, split, context.provenance});
}

}  // namespace

WriterSpec exchange_write_csv() {
  return writer("write.csv", &bytes)
      .summary("Features as a table: id, one column a feature, then label and split where given.")
      .source("RFC 4180")
      .input("features", "the table")
      .input("labels", "the classes of the samples")
      .input("split", "which samples are for training")
      .suffixes({".csv"});
}

}  // namespace tessera::stages
