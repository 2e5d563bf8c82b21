// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"
#include "tessera/data/feature_matrix.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// The values of a kernel on all pairs of samples: symmetric, finite, row-major n x n, ids aligned to the dataset. That
/// a kernel is positive semidefinite is a theorem about the function that made it, up to rounding; nothing here needs
/// it. Rows and columns of training and of test samples are parts of one matrix: K[train][:, train] trains a machine
/// with a precomputed kernel, K[test][:, train] is what it predicts from.
class KernelMatrix {
 public:
  static constexpr std::string_view artifact = "KernelMatrix";
  static constexpr std::string_view meaning = "the values of a kernel on all pairs of samples";

  KernelMatrix() = default;
  /// Throws Error D102 on a wrong count, D101 on a value that is not finite and D104 on one that differs from its
  /// mirror image, naming both samples.
  KernelMatrix(std::vector<std::string> ids, std::vector<double> values, Stability stability = {});

  Index size() const noexcept { return Index(ids_.size()); }
  double operator()(Index i, Index j) const noexcept { return values_[std::size_t{i} * ids_.size() + j]; }
  const std::vector<std::string>& ids() const noexcept { return ids_; }
  const std::vector<double>& values() const noexcept { return values_; }
  const Stability& stability() const noexcept { return stability_; }
  std::string brief() const { return "a kernel on " + std::to_string(ids_.size()) + " samples"; }

 private:
  std::vector<std::string> ids_;
  std::vector<double> values_;
  Stability stability_;
};

}  // namespace tessera
