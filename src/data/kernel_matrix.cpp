// SPDX-License-Identifier: MIT
#include "tessera/data/kernel_matrix.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tessera {

KernelMatrix::KernelMatrix(std::vector<std::string> ids, std::vector<double> values, Stability stability)
    : ids_(std::move(ids)), values_(std::move(values)), stability_(std::move(stability)) {
  if (values_.size() != ids_.size() * ids_.size())
    throw Error(codes::bad_shape, fmt::format("a kernel on {} samples needs {} values, got {}", ids_.size(),
                                              ids_.size() * ids_.size(), values_.size()));
  for (Index i = 0; i < size(); ++i)
    for (Index j = 0; j <= i; ++j) {
      const double value = (*this)(i, j), mirrored = (*this)(j, i);
      if (!std::isfinite(value) || !std::isfinite(mirrored))
        throw Error(codes::bad_value,
                    fmt::format("needs finite values, got {} for samples '{}' and '{}'",
                                format_double(std::isfinite(value) ? mirrored : value), ids_[i], ids_[j]));
      if (value != mirrored)
        throw Error(codes::bad_metric, fmt::format("needs a symmetric kernel, got {} and {} for samples '{}' and '{}'",
                                                   format_double(value), format_double(mirrored), ids_[i], ids_[j]));
    }
}

}  // namespace tessera
