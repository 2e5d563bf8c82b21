// SPDX-License-Identifier: MIT
#include "tessera/exchange/features.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

enum class Number { float64, float32 };
struct SafetensorsOptions {
  Number dtype = Number::float64;
};

std::string bytes(const FeatureMatrix& features, const Labels* labels, const Split* split,
                  const SafetensorsOptions& options, const WriterContext& context) {
  return exchange::features_safetensors(features, {labels, split, context.provenance},
                                        options.dtype == Number::float32);
}

}  // namespace

WriterSpec exchange_write_safetensors() {
  return writer("write.safetensors", &bytes)
      .summary("Features with classes, split and grid as tensors, their names and provenance in the metadata.")
      .source("github.com/huggingface/safetensors, the format")
      .input("features", "the table")
      .input("labels", "the classes of the samples")
      .input("split", "which samples are for training")
      .param(&SafetensorsOptions::dtype, "dtype", "how each feature is written",
             choices<Number>({{"float64", Number::float64}, {"float32", Number::float32}}))
      .suffixes({".safetensors"});
}

}  // namespace tessera::stages
