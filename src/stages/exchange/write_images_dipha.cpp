// SPDX-License-Identifier: MIT
#include "tessera/exchange/results.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

std::string bytes(const Image& value, const NoOptions&, const WriterContext&) { return exchange::image_dipha(value); }

}  // namespace

WriterSpec exchange_write_images_dipha() {
  return writer("write.images_dipha", &bytes)
      .summary("One image or volume as DIPHA reads it.")
      .source("Bauer, Kerber and Reininghaus 2014, Distributed computation of persistent homology")
      .input("image", "what is written")
      .suffixes({".complex"});
}

}  // namespace tessera::stages
