// SPDX-License-Identifier: MIT
#include "tessera/exchange/results.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

std::string bytes(const Collection<Image>& images, const NoOptions&, const WriterContext&) {
  return exchange::images_npz(images);
}

}  // namespace

WriterSpec exchange_write_images() {
  return writer("write.images", &bytes)
      .summary("Images of one shape as an array, with ids, as read.images takes them back.")
      .source("NumPy Enhancement Proposal 1")
      .input("images", "what is written")
      .suffixes({".npz"});
}

}  // namespace tessera::stages
