// SPDX-License-Identifier: MIT
#include "tessera/exchange/features.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

std::string bytes(const FeatureMatrix& features, const Labels* labels, const Split* split, const NoOptions&,
                  const WriterContext& context) {
  return exchange::features_svmlight(features, {labels, split, context.provenance});
}

}  // namespace

WriterSpec exchange_write_svmlight() {
  return writer("write.svmlight", &bytes)
      .summary("Labelled features in the sparse form of SVMlight and LIBSVM.")
      .source("Joachims 1999, Making large-scale SVM learning practical")
      .note("Labels are needed.")
      .input("features", "the table")
      .input("labels", "the classes of the samples")
      .input("split", "which samples are for training")
      .suffixes({".svm", ".svmlight", ".libsvm"});
}

}  // namespace tessera::stages
