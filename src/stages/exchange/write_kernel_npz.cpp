// SPDX-License-Identifier: MIT
#include "tessera/exchange/kernels.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

std::string bytes(const KernelMatrix& kernel, const Labels* labels, const Split* split, const NoOptions&,
                  const WriterContext& context) {
  return exchange::kernel_npz(kernel, {labels, split, context.provenance});
}

}  // namespace

WriterSpec exchange_write_kernel_npz() {
  return writer("write.kernel_npz", &bytes)
      .summary("A kernel matrix with ids, labels, split and provenance, as machines with a precomputed kernel take it.")
      .source("NumPy Enhancement Proposal 1; APPNOTE 6.3.3 of the ZIP format")
      .input("kernel", "the matrix")
      .input("labels", "the classes of the samples")
      .input("split", "which samples are for training")
      .suffixes({".npz"});
}

}  // namespace tessera::stages
